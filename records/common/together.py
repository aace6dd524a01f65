"""Small tables that hang on one record, asked for in one question that is put into SQL once.

A page of a record reads a dozen of them. Put together one by one, each costs more than its rows.
"""

import json
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    DecimalField,
    Field,
    QuerySet,
    Value,
    Window,
)
from django.db.models.functions import JSONArray, RowNumber

from records.common.prepared import MOST, PLACE

READ = (BooleanField, DateField, DecimalField)


class _Table(NamedTuple):
    name: str
    rows: QuerySet
    columns: list[tuple[str, Field]]
    to_read: Sequence[tuple[int, Callable[[Any], Any]]]  # places of what JSON has as text

    @property
    def question(self) -> QuerySet:
        """Number of the row in the order of the queryset, and its columns as JSON."""
        order: Any = self.rows.query.order_by or self.rows.model._meta.ordering or ("pk",)
        place = Window(RowNumber(), order_by=list(order))
        row = JSONArray(*(name for name, _ in self.columns))
        return self.rows.order_by().values_list(Value(self.name), place, row)

    def made(self, values: list[Any]) -> Any:
        """An instance, or a tuple where the queryset was of `values_list`."""
        for at, read in self.to_read:
            values[at] = read(values[at])
        if self.rows.query.values_select:
            return tuple(values)
        return self.rows.model.from_db(self.rows.db, [name for name, _ in self.columns], values)


class Together:
    """Each question makes of a key a queryset, without related rows or computed columns.

    The answer has by name the instances of each, or tuples of what was `values_list`.
    """

    def __init__(self, **questions: Callable[[int], QuerySet]) -> None:
        self.questions = questions

    def __call__(self, key: int) -> dict[str, list[Any]]:
        sql, parameters = self._prepared
        with connection.cursor() as cursor:
            cursor.execute(sql, [key if one == PLACE else one for one in parameters])
            found = cursor.fetchall()
        found.sort(key=itemgetter(1))
        rows = json.loads(f"[{','.join(row for *_, row in found)}]")  # at once: there are hundreds
        answers: dict[str, list[Any]] = {name: [] for name in self.questions}
        for (name, *_), row in zip(found, rows, strict=True):
            answers[name].append(self._tables[name].made(row))
        return answers

    @cached_property
    def _tables(self) -> dict[str, _Table]:
        """Made when it is first asked: no database is looked at while modules are read."""
        return {name: _table(name, question(PLACE)) for name, question in self.questions.items()}

    @cached_property
    def _prepared(self) -> tuple[str, tuple[Any, ...]]:
        first, *others = (table.question for table in self._tables.values())
        return first.union(*others, all=True).query.sql_with_params()


def _table(name: str, rows: QuerySet) -> _Table:
    """Of instances without moments, which no page shows of such rows."""
    if asked := rows.query.values_select:
        query = rows.query.chain()
        columns = [(one, query.resolve_ref(one).output_field) for one in asked]
    else:
        fields = rows.model._meta.concrete_fields
        columns = [(one.attname, one) for one in fields if not isinstance(one, DateTimeField)]
    to_read = [
        (at, lru_cache(MOST)(one.to_python))
        for at, (_, one) in enumerate(columns)
        if isinstance(one, READ)
    ]
    return _Table(name, rows, columns, to_read)
