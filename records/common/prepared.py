"""Questions asked again and again, put into SQL once: putting together costs more than asking."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection, models

PARAMETERS_AT_ONCE = 20_000  # SQLite takes 32,766


@dataclass(frozen=True)
class Prepared:
    """What `values()` of a queryset asks, whose conditions are the same each time."""

    sql: str
    parameters: tuple[Any, ...]
    columns: tuple[str, ...]

    def of(self, pks: Sequence[int]) -> "Prepared":
        """Asked of these: as many as there are `places` in it."""
        filled = (
            pks[-1 - one] if isinstance(one, int) and one < 0 else one for one in self.parameters
        )
        return replace(self, parameters=tuple(filled))

    def answers(self) -> Iterator[dict[str, Any]]:
        """Values as the database gives them: SQLite computed days as text (`day_in`)."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.parameters)
            for row in cursor:
                yield dict(zip(self.columns, row, strict=True))


def places(number: int) -> range:
    """So many primary keys that no row has, for those that `of` will put in."""
    return range(-1, -1 - number, -1)


def prepared(rows: models.QuerySet) -> Prepared:
    sql, parameters = rows.query.sql_with_params()
    return Prepared(sql, parameters, tuple(rows.query.selected or ()))


@dataclass(frozen=True)
class Among:
    """What `values_list()` of a queryset asks of rows among some ids: numbers and texts.

    Put into SQL once for each number of ids.
    """

    rows: Callable[[list[int]], models.QuerySet]

    def __call__(self, ids: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        if not ids:
            return
        sql, parameters = _among(self.rows, len(ids))
        given = [ids[one.at] if isinstance(one, _Place) else one for one in parameters]
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            yield from cursor


@dataclass(frozen=True)
class _Place:
    """Of an id among the parameters of a statement."""

    at: int


@lru_cache(maxsize=1_000)
def _among(rows: Callable[[list[int]], models.QuerySet], number: int) -> tuple[str, list[Any]]:
    """Asked with numbers that are no ids, to see where ids stand."""
    places = {-one - 1: _Place(one) for one in range(number)}
    sql, parameters = rows(list(places)).query.sql_with_params()
    return sql, [places.get(one, one) if type(one) is int else one for one in parameters]


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
