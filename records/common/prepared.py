"""Questions asked again and again, put into SQL once: putting together costs more than asking."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from inspect import signature
from typing import Any

from django.db import connection, connections, models
from django.db.models.expressions import Col
from django.db.models.query import get_related_populators

MOST = 1_000  # questions kept: `fields=` makes many
PLACE = -8_675_309_000  # no key, as a number or a text; in its place the keys are put
DAYS = date(1, 2, 3), date(1, 2, 4)  # in their places days are put
PARAMETER = re.compile(r"(?<!%)%s")
PARAMETERS_AT_ONCE = 20_000  # SQLite takes 32,766


@dataclass(frozen=True)
class Prepared:
    """What `values()` of a queryset asks, whose conditions are the same each time."""

    sql: str
    parameters: tuple[Any, ...]
    columns: tuple[str, ...]

    def answers(self) -> Iterator[dict[str, Any]]:
        """Tuples as the database gives them: SQLite computed days as text (`day_in`)."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.parameters)
            for row in cursor:
                yield dict(zip(self.columns, row, strict=True))


def prepared(rows: models.QuerySet) -> Prepared:
    sql, parameters = rows.query.sql_with_params()
    return Prepared(sql, parameters, tuple(rows.query.selected or ()))


class Among:
    """What `values_list()` of a queryset asks of rows among some keys, however many these are.

    `rows` makes the queryset of the keys, which it must name once, and mean the same each time.
    """

    def __init__(self, rows: Callable[[list[Any]], models.QuerySet]) -> None:
        self.rows = rows

    def __call__(self, keys: Collection[Any]) -> list[tuple[Any, ...]]:
        return self._statement.of(keys) if keys else []

    @cached_property
    def _statement(self) -> "_Statement":
        """Made when it is first asked: no database is looked at while modules are read."""
        return _Statement(self.rows([PLACE]))


class InstancesAmong(Among):
    """The same rows as instances. The queryset prefetches nothing."""

    def __call__(self, keys: Collection[Any]) -> list[Any]:
        return self._statement.instances(super().__call__(keys)) if keys else []


class _Columns:
    """What turns the rows of a question, put into SQL once, into values of its columns."""

    def __init__(self, rows: models.QuerySet) -> None:
        join_records_at_once(rows.query)
        self.db = rows.db
        self.compiler: Any = rows.query.get_compiler(self.db)
        self.sql, self.parameters = self.compiler.as_sql()
        selected = [one[0] for one in self.compiler.select[: self.compiler.col_count]]
        self.converters = {
            at: (converters, expression)
            for at, (converters, expression) in self.compiler.get_converters(selected).items()
            if not self._is_read(expression)
        }

    def _is_read(self, expression: Any) -> bool:
        """A day, which SQLite's driver knows by the type of its column."""
        is_day = isinstance(expression, Col) and type(expression.output_field) is models.DateField
        return is_day and connections[self.db].vendor == "sqlite"

    def read(self, sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        with connections[self.db].cursor() as cursor:
            cursor.execute(sql, parameters)
            rows = cursor.fetchall()
        return self._converted(rows) if rows and self.converters else rows

    def _converted(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Column by column, each value once: a day stands in many rows."""
        columns: list[Sequence[Any]] = [*zip(*rows, strict=True)]
        for at, (converters, expression) in self.converters.items():
            held = {}
            for value in set(columns[at]):
                held[value] = value
                for convert in converters:
                    held[value] = convert(held[value], expression, self.compiler.connection)
            columns[at] = [held[value] for value in columns[at]]
        return [*zip(*columns, strict=True)]

    def instances(self, rows: Iterable[Sequence[Any]]) -> list[Any]:
        """The rows as instances, with those that `select_related` reads beside them."""
        return [self._made(row) for row in rows]

    def _made(self, row: Sequence[Any]) -> Any:
        model, own, names, related, computed = self._shape
        made = model.from_db(self.db, names, row[own])
        for one in related:
            one.populate(row, made)
        for name, at in computed:
            setattr(made, name, row[at])
        return made

    @cached_property
    def _shape(self) -> tuple[Any, ...]:
        """The model, where in a row its columns stand, their names, and what stands beside them."""
        compiler = self.compiler
        info = compiler.klass_info
        columns = info["select_fields"]
        own = slice(columns[0], columns[-1] + 1)
        names = [one[0].target.attname for one in compiler.select[own]]
        related = get_related_populators(  # type: ignore[call-arg]  # as Django 5.2 has it
            info, compiler.select, self.db
        )
        return info["model"], own, names, related, list(compiler.annotation_col_map.items())


class Beginning(_Columns):
    """The first rows that `values_list()` of a queryset asks, as many as are wanted."""

    def __call__(self, most: int) -> list[tuple[Any, ...]]:
        return self.read(f"{self.sql} LIMIT %s", (*self.parameters, most))


class _Statement(_Columns):
    """SQL with a gap for keys."""

    def __init__(self, rows: models.QuerySet) -> None:
        super().__init__(rows)
        sql, parameters = self.sql, self.parameters
        (at,) = (one for one, value in enumerate(parameters) if str(value) == str(PLACE))
        pieces = PARAMETER.split(sql)
        self.before, self.after = "%s".join(pieces[: at + 1]), "%s".join(pieces[at + 1 :])
        self.first, self.last = parameters[:at], parameters[at + 1 :]

    def of(self, keys: Collection[Any]) -> list[tuple[Any, ...]]:
        sql = f"{self.before}{', '.join(['%s'] * len(keys))}{self.after}"
        return self.read(sql, (*self.first, *keys, *self.last))


class Tuples:
    """What `values_list()` of a queryset asks of a key, a day and another, if `rows` takes them.

    `rows` makes the queryset of them, which means the same each time. It may name the days, and
    nothing that it works out from them.
    """

    def __init__(self, rows: Callable[..., models.QuerySet]) -> None:
        self.rows = rows

    def __call__(self, *given: Any) -> list[tuple[Any, ...]]:
        asked = self._columns
        day_written = connections[asked.db].ops.adapt_datefield_value
        written = (day_written(one) if isinstance(one, date) else one for one in given)
        places = dict(zip(map(str, (PLACE, *DAYS)), written, strict=False))
        return asked.read(asked.sql, [places.get(str(one), one) for one in asked.parameters])

    @cached_property
    def _columns(self) -> _Columns:
        """Made when it is first asked, as the statement of `Among` is."""
        return _Columns(self.rows(*(PLACE, *DAYS)[: len(signature(self.rows).parameters)]))


class Instances(Tuples):
    """The same rows as instances. The queryset prefetches nothing."""

    def __call__(self, *given: Any) -> list[Any]:
        return self._columns.instances(super().__call__(*given))


@lru_cache(MOST)
def columns_among(
    rows: Callable[[], models.QuerySet], column: str, columns: tuple[str, ...], ordered: bool
) -> Among:
    """Columns of the rows of which one is among keys; in the order of `rows`, or in any."""

    def found(keys: list[Any]) -> models.QuerySet:
        held = rows() if ordered else rows().order_by()
        return held.filter(**{f"{column}__in": keys}).values_list(*columns)

    return Among(found)


def join_records_at_once(query: Any) -> None:
    """From a key straight to the record that it names, past the table of its kind.

    That has the same key, and is left out where nothing else is asked of it.
    """
    for alias, join in list(query.alias_map.items()):
        past: Any = query.alias_map.get(join.parent_alias)
        is_joined = getattr(past, "join_type", None) is not None  # the first table is not
        if not is_joined or not isinstance(join.join_field, models.OneToOneField):
            continue
        is_alone = query.alias_refcount[past.table_alias] == query.alias_refcount[alias]
        ((key, middle),), ((onward, end),) = past.join_fields, join.join_fields
        if is_alone and middle is onward:
            straight = query.alias_map[alias] = copy(join)
            straight.parent_alias = past.parent_alias
            straight.join_fields, straight.join_cols = ((key, end),), ((key.column, end.column),)
            query.alias_refcount[past.table_alias] = 0


def day_in(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def insert(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Rows without an id, of numbers, texts and days only, so that nothing need be converted."""
    columns = [one for one in model._meta.concrete_fields if not one.primary_key]
    values = [[getattr(row, one.attname) for one in columns] for row in rows]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(one.column)) for one in columns)
    into = f"{quote(model._meta.db_table)} ({names})"
    one_row = f"({', '.join(['%s'] * len(columns))})"
    at_once = PARAMETERS_AT_ONCE // len(columns)
    with connection.cursor() as cursor:
        for start in range(0, len(values), at_once):
            some = values[start : start + at_once]
            sql = f"INSERT INTO {into} VALUES {', '.join([one_row] * len(some))}"  # noqa: S608
            cursor.execute(sql, [value for row in some for value in row])
