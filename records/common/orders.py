"""The order of a list, to its last column, and the rows that stand after a place in it."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, UniqueConstraint, Value
from django.db.models.expressions import OrderBy

from records.common.related import column_at, may_be_null


class OrderColumn(NamedTuple):
    """One column of an order. Empty values come last, whichever way."""

    path: str
    falls: bool
    may_be_empty: bool
    is_sorted: bool = False  # though an index may have it in order

    @property
    def column(self) -> Any:
        return OutOfIndexes(F(self.path)) if self.is_sorted else F(self.path)

    def after(self, value: Any, backwards: bool, or_at: bool = False) -> Q:
        """Rows that stand after a value in the order, or before it; or at it.

        The latter as one comparison: of two that are joined by OR no index is entered.
        """
        if value is None:
            beyond = ~Q(**{f"{self.path}__isnull": True}) if backwards else Q(pk__in=())
            return beyond | self.at(value) if or_at else beyond
        lookup = "lt" if self.falls != backwards else "gt"
        beyond = Q(**{f"{self.path}__{lookup}{'e' if or_at else ''}": value})
        if self.may_be_empty and not backwards:
            beyond |= Q(**{f"{self.path}__isnull": True})
        return beyond

    def at(self, value: Any) -> Q:
        name = f"{self.path}__isnull" if value is None else self.path
        return Q(**{name: True if value is None else value})

    def order(self, backwards: bool) -> OrderBy:
        falls = self.falls != backwards
        empty: dict[str, Any] = {}
        if self.may_be_empty:
            empty = {"nulls_first": True} if backwards else {"nulls_last": True}
        return self.column.desc(**empty) if falls else self.column.asc(**empty)


def steps_of(rows: QuerySet) -> list[OrderColumn]:
    """The order of a list, to its last column: the key of the row, so that no two rows tie.

    That falls or rises like the one before it, for which an index is read one way only.
    """
    steps: list[OrderColumn] = []
    for step in _steps(rows.model, rows.query.order_by or rows.model._meta.ordering):
        if step.path == "pk":
            break
        if step.path not in (one.path for one in steps):
            steps.append(step)
    falls = steps[-1].falls if steps else False
    return [*steps, OrderColumn("pk", falls, may_be_empty=False)]


def ordered(rows: QuerySet, steps: list[OrderColumn] | None = None) -> QuerySet:
    """In the order that cursors walk: pages and whole tables have the same."""
    steps = steps or steps_of(rows)
    return in_steps(rows.filter(**entry(rows.model, steps[0].path)), steps)


def in_steps(rows: QuerySet, steps: list[OrderColumn]) -> QuerySet:
    return rows.order_by(*(one.order(backwards=False) for one in steps))


def known_steps(steps: list[OrderColumn]) -> list[OrderColumn]:
    """The same order of rows of which the first column is known.

    PostgreSQL reads it from an index where values fall, too.
    """
    first, *others = steps
    return [first._replace(may_be_empty=False), *others]


def known_first(rows: QuerySet, steps: list[OrderColumn]) -> QuerySet:
    """The same order, without what comes last because nothing is known of its first column."""
    first = steps[0]
    if not (first.falls and first.may_be_empty):
        return ordered(rows, steps)
    return ordered(rows.filter(**{f"{first.path}__isnull": False}), known_steps(steps))


def entry(model: type[Model], column: str) -> dict[str, str]:
    """How an order by the name of a record is read: the index of names begins with the kind."""
    owner, last = column_at(model, column)
    kind = getattr(owner, "RECORD_KIND", "")
    if last != "name" or not kind or may_be_null(model, column):
        return {}
    return {f"{column.removesuffix('name')}record_kind": kind}


@cache
def is_indexed(model: type[Model], *columns: str) -> bool:
    """Whether an index begins with these columns, and has all rows."""
    wanted = [column.removesuffix("_id") for column in columns]
    table: Any = model._meta.concrete_model  # also of a model that has some of its rows
    unique = [one for one in table._meta.constraints if isinstance(one, UniqueConstraint)]
    every = [*table._meta.indexes, *(one for one in unique if one.condition is None)]
    return any(
        [field.lstrip("-") for field in one.fields][: len(wanted)] == wanted for one in every
    )


def _steps(
    model: type[Model], orders: Any, prefix: str = "", turned: bool = False
) -> Iterator[OrderColumn]:
    for order in orders:
        if isinstance(order, OrderBy):
            column: Any = order.expression  # F: `Ordering` makes no other
            name, falls, may_be_empty = column.name, order.descending, True
        else:
            name, falls, may_be_empty = order.lstrip("-"), order.startswith("-"), False
        falls = falls != turned
        field = _last_field(model, name)
        related = field.related_model
        if related is None or name.endswith(("pk", "_id")):  # the number itself
            yield OrderColumn(prefix + name, falls, may_be_empty)
        elif related._meta.ordering and not isinstance(order, OrderBy):  # for which the name stands
            yield from _steps(related, related._meta.ordering, f"{prefix}{name}__", falls)
        else:
            yield OrderColumn(f"{prefix}{name}_id", falls, may_be_empty)


def _last_field(model: type[Model], path: str) -> Any:
    """The column at the end of a path."""
    field = None
    for name in path.split("__"):
        field = model._meta.pk if name == "pk" else model._meta.get_field(name)
        model = field.related_model or model
    return field


class OutOfIndexes(Func):
    """A column by which no index is entered, neither for its order nor for a place in it."""

    template = "+%(expressions)s"

    def as_postgresql(self, compiler, connection, **context):
        """Which has no sign before days and texts."""
        template = "COALESCE(%(expressions)s, %(expressions)s)"
        return super().as_sql(compiler, connection, template=template, **context)


class FurtherOn(Func):
    """That a row of columns is greater than one of values, or less: what one index answers."""

    output_field = BooleanField()

    def __init__(self, *sides: Any, sign: str) -> None:
        self.sign = sign
        super().__init__(*sides)

    def as_sql(self, compiler, connection, **context):  # type: ignore[override]
        told = [compiler.compile(one) for one in self.get_source_expressions()]
        texts, half = [sql for sql, _ in told], len(told) // 2
        sql = f"({', '.join(texts[:half])}) {self.sign} ({', '.join(texts[half:])})"
        return sql, [one for _, params in told for one in params]


def beyond(
    rows: QuerySet, steps: list[OrderColumn], values: list[Any], backwards: bool
) -> QuerySet:
    """Rows after a place in the order, or those before it, the nearest first."""
    condition = further_on(rows.model, steps, values, backwards)
    return rows.filter(condition).order_by(*(one.order(backwards) for one in steps))


def further_on(
    model: type[Model],
    steps: list[OrderColumn],
    values: list[Any],
    backwards: bool,
    or_at: bool = False,
) -> Any:
    """That a row stands after a place in the order, or before it; or at it."""
    if is_one_comparison(steps):
        columns = [step.column for step in steps]
        places = [
            Value(value, output_field=_last_field(model, step.path))
            for step, value in zip(steps, values, strict=True)
        ]
        sign = "<" if steps[0].falls != backwards else ">"
        return FurtherOn(*columns, *places, sign=f"{sign}=" if or_at else sign)
    return _step_by_step(steps, values, backwards, or_at)


def is_one_comparison(steps: list[OrderColumn]) -> bool:
    return len({step.falls for step in steps}) == 1 and not any(one.may_be_empty for one in steps)


def _step_by_step(steps: list[OrderColumn], values: list[Any], backwards: bool, or_at: bool) -> Q:
    """For columns that may be empty, or of which some fall and some rise."""
    condition, same = Q(pk__in=()), Q()
    for step, value in zip(steps, values, strict=True):
        condition |= same & step.after(value, backwards)
        same &= step.at(value)
    if or_at:
        condition |= same
    first, value = steps[0], values[0]
    bound = first.after(value, backwards, or_at=True)  # by which an index is entered
    return bound & condition
