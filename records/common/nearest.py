"""The shorter way to a page of the rows that fit a question, by how many they are.

Where many fit, a page of them is among those that stand nearest in the order of the list, and the
question is asked of each of these. Otherwise those that fit are found first, and then sorted. A
database that does not know how many fit goes the one way for all questions, and some of them take
ten times as long when the list is ten times as long.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections
from django.db.models import Exists, Model, QuerySet
from django.db.models.expressions import Col
from django.db.models.lookups import Exact, In
from django.db.models.sql import Query
from django.db.models.sql.where import WhereNode

from records.common.keeping import until_published
from records.common.orders import (
    OrderColumn,
    beyond,
    entry,
    further_on,
    in_steps,
    is_one_comparison,
    ordered,
)

SPREAD = 10  # times as many are looked at as would do if those that fit were spread evenly
WORTH = 3  # times as many are looked at as would be sorted: it takes less
AT_ONCE = 1_000  # rows that are sorted, or looked at, in a millisecond
MOST = 10_000
BOUND = 10**9  # more than there are: what is bounded is found by itself, and joined afterwards


def is_told(rows: QuerySet) -> bool:
    """Whether the database is to be told which way is the shorter: PostgreSQL counts for itself."""
    return connections[rows.db].vendor == "sqlite"


class AskedOfEach(WhereNode):
    """Conditions by which SQLite finds no rows: it asks them of each, in the order of the list."""

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        children = [_of_each(one) for one in self.children]
        sql, params = WhereNode(children).as_sql(compiler, connection)
        return f"+({sql})", params


def _of_each(condition: Any) -> Any:
    """The same, without a list of all that fit: whether one does that belongs to the row."""
    if isinstance(condition, WhereNode) and not condition.negated:
        children = [_of_each(one) for one in condition.children]
        return WhereNode(children, condition.connector)
    return _one_of(condition) if _lists_all(condition) else condition


def _lists_all(condition: Any) -> bool:
    """Whether rows are named by a list of keys, theirs or others', which a plain question makes."""
    if not (_is_list(condition) and isinstance(condition.rhs, Query)):
        return False
    rows = condition.rhs
    is_plain = len(rows.select) == 1 and not rows.group_by and not rows.is_sliced
    return is_plain and not _asks_further(rows.where)


def _names_rows(condition: Any) -> bool:
    """Whether it is a list of their keys, known already or as another question finds them."""
    return _is_list(condition) and condition.lhs.target.primary_key


def _is_list(condition: Any) -> bool:
    return isinstance(condition, In) and isinstance(condition.lhs, Col)


def _asks_further(condition: Any) -> bool:
    if isinstance(condition, WhereNode):
        return any(map(_asks_further, condition.children))
    return hasattr(getattr(condition, "rhs", condition), "as_sql")


def _one_of(condition: In) -> Exists:
    among = condition.rhs.clone()
    among.where.add(Exact(among.select[0], condition.lhs), "AND")
    return Exists(among)


def looked_at(wanted: int, fitting: int, total: int) -> int:
    """How many of the nearest are looked at for a page; none where it is less to sort all that fit.

    As many at least as would be sorted. In thousands, for the place where they end is kept; the
    whole list where it has no more.
    """
    enough = min(-(-SPREAD * wanted * total // fitting), total, MOST)
    if enough > WORTH * fitting:
        return 0
    return min(AT_ONCE * -(-max(enough, fitting) // AT_ONCE), total, MOST)


def among_nearest(rows: QuerySet, steps: list[OrderColumn], last: Sequence[Any] | None) -> QuerySet:
    """Those before the place where the nearest end; all where the list ends before."""
    found = rows.all()
    if found.query.where:
        found.query.where = WhereNode([AskedOfEach([found.query.where])])
    if last is None:
        return ordered(found, steps)
    return ordered(found, steps).filter(further_on(rows.model, steps, [*last], backwards=True))


def end_of_nearest(
    whole: Callable[[], QuerySet],
    steps: list[OrderColumn],
    place: list[Any] | None,
    many: int,
    key: Any,
) -> Sequence[Any] | None:
    """The place in a whole list to which it is looked at; None where the list ends before.

    Kept for all readers from the beginning of a list.
    """

    def found() -> Sequence[Any] | None:
        onward = ordered(whole(), steps)
        if place:
            onward = beyond(onward, steps, place, backwards=False)
        columns = onward.values_list(*(step.path for step in steps))
        return next(iter(columns[many : many + 1]), None)

    return found() if place else until_published(("nearest", key, tuple(steps), many), found)


def found_first(rows: QuerySet, steps: list[OrderColumn]) -> QuerySet:
    """The same rows, found before they are sorted, and so not by the index of their order."""
    if steps[0].is_sorted:
        return in_steps(rows, steps)
    found = rows.order_by()
    found.query.where = _by_their_keys(found.query.where)
    kind = entry(rows.model, "name")
    if kind and _reads_table_of(found, "name"):  # or records of all kinds would be gone through
        found = found.filter(**kind)
    sought = found.values("pk")[:BOUND]
    return in_steps(rows.model._base_manager.filter(pk__in=sought), steps)


def _by_their_keys(where: WhereNode) -> WhereNode:
    """The same conditions; where one names rows by their keys, no index is entered by another."""
    named = [one for one in where.children if _names_rows(one)]
    others = [one for one in where.children if not _names_rows(one)]
    return WhereNode([*named, AskedOfEach(others)]) if named and others else where


def sorted_in(model: type[Model], steps: list[OrderColumn]) -> list[OrderColumn]:
    """The same order, marked as no index has it, where rows are sorted by columns of their own."""
    own = {"pk", *(one.attname for one in model._meta.local_concrete_fields)}
    if not (is_one_comparison(steps) and own.issuperset(one.path for one in steps)):
        return steps
    first, *others = steps
    return [first._replace(is_sorted=True), *others]


def _reads_table_of(rows: QuerySet, column: str) -> bool:
    table = rows.model._meta.get_field(column).model._meta.db_table
    query = rows.query
    return any(
        join.table_name == table and query.alias_refcount[alias]
        for alias, join in query.alias_map.items()
    )
