"""The shorter way to a page of the rows that fit a question, by how many they are.

Where many fit, a page of them is among those that stand nearest in the order of the list; if it is
not, no more was looked at than would have been sorted. Otherwise those that fit are found first,
and then sorted. A database that does not know how many fit goes the one way for all questions, and
some of them take ten times as long when the list is ten times as long.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.db.models.sql.where import WhereNode

from records.common.keeping import until_published
from records.common.orders import OrderColumn, beyond, entry, further_on, in_steps, ordered

FEW = 200  # rows that fit, of which a page is hardly among the nearest
AT_ONCE = 1_000  # rows that are sorted, or looked at, in a millisecond
MOST = 10_000
BOUND = 10**9  # more than there are: what is bounded is found by itself, and joined afterwards


class AskedOfEach(WhereNode):
    """Conditions by which SQLite finds no rows: it asks them of each, in the order of the list.

    PostgreSQL knows how many rows fit, and needs no telling.
    """

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        sql, params = self.as_sql(compiler, connection)
        return f"+({sql})", params


def among_nearest(rows: QuerySet, steps: list[OrderColumn], last: Sequence[Any]) -> QuerySet:
    """Those before the place where the nearest end."""
    found = rows.all()
    if found.query.where:
        found.query.where = WhereNode([AskedOfEach([found.query.where])])
    return ordered(found, steps).filter(further_on(rows.model, steps, [*last], backwards=True))


def end_of_nearest(
    whole: QuerySet, steps: list[OrderColumn], place: list[Any] | None, count: int, key: Any
) -> Sequence[Any] | None:
    """The place in a whole list to which it is looked at: as many rows as fit, in thousands.

    Kept for all readers from the beginning of a list; None where the list ends before.
    """
    many = min(MOST, AT_ONCE * -(-count // AT_ONCE))

    def found() -> Sequence[Any] | None:
        onward = ordered(whole, steps)
        if place:
            onward = beyond(onward, steps, place, backwards=False)
        columns = onward.values_list(*(step.path for step in steps))
        return next(iter(columns[many : many + 1]), None)

    return found() if place else until_published(("nearest", key, tuple(steps), many), found)


def found_first(rows: QuerySet, steps: list[OrderColumn]) -> QuerySet:
    """The same rows, found before they are sorted, and so not by the index of their order."""
    found = rows.order_by()
    kind = entry(rows.model, "name")
    if kind and _reads_table_of(found, "name"):  # or records of all kinds would be gone through
        found = found.filter(**kind)
    sought = found.values("pk")[:BOUND]
    return in_steps(rows.model._base_manager.filter(pk__in=sought), steps)


def _reads_table_of(rows: QuerySet, column: str) -> bool:
    table = rows.model._meta.get_field(column).model._meta.db_table
    query = rows.query
    return any(
        join.table_name == table and query.alias_refcount[alias]
        for alias, join in query.alias_map.items()
    )
