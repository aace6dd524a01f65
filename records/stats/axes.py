"""By what rows are grouped: a column that a filter asks, a column besides, or a span of time.

An axis says what the database groups by (`sources`), which values the found cells mean (a row may
have several, or none that is known: None), how a value is told, and how a list is narrowed to it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Case, F, Q, Value, When
from django_filters.constants import EMPTY_VALUES

from records.common.addresses import public_key
from records.common.filters import Asked, Held, Keyed, Spellings, YesNo, held_words
from records.common.related import column_at, to_many
from records.filters import AsOf
from records.models import Record
from records.named import Named

NOT_KNOWN = "Not known"


class Told(NamedTuple):
    """A value as the API writes it, and in words."""

    key: Any
    label: str


class Axis:
    """A column of the table, or one that foreign keys lead to."""

    is_period = False
    many = ""  # the relation over which a row has several values

    def __init__(self, filterset: AsOf, name: str, path: str, one: Asked | None = None) -> None:
        self.filterset, self.name, self.one = filterset, name, one
        self.model = filterset._meta.model
        self.column = "" if is_conditional(one) else path
        self.many = to_many(self.model, path) if self.column else ""

    @cached_property
    def sources(self) -> tuple[Any, ...]:
        return (F(self.owner or "pk") if self.many else self._source(),)

    @property
    def owner(self) -> str:
        return self.many.rpartition("__")[0]

    def is_beside(self, other: "Axis") -> bool:
        """Whether one row of a relation has both values, or one day both periods."""
        return self._row == other._row and self._row is not None

    @property
    def _row(self) -> Any:
        return (self.many, getattr(self.one, "row", "") or self.many) if self.many else None

    @property
    def can_be_counted(self) -> bool:
        """Whether `measure=count&of=` may count how many different values there are."""
        return bool(self.column) and not self.many

    def _source(self) -> Any:
        if not self.column:
            return _cases(self.one)
        if self._of_one_kind:
            kind = {f"{self.column}__record_kind": self._of_one_kind}
            return Case(When(Q(**kind), then=F(self.column)))
        return F(self.column)

    @property
    def _of_one_kind(self) -> str:
        """The kind of record that a column of any kind is asked for."""
        kind = getattr(self.one, "kind", "*")
        return kind if kind != "*" and self._target is Record else ""

    @property
    def _field(self) -> Any:
        of, column = column_at(self.model, self.column)
        return of._meta.get_field(column)

    @property
    def _target(self) -> Any:
        return self._field.related_model if self.column else None

    @property
    def _is_record(self) -> bool:
        return self._target is not None and issubclass(self._target, Record)

    def load(self) -> None:
        """Reads which values each owner of a relation has: owners are few, their rows many."""
        self.found: Mapping[Any, set[Any]] = defaultdict(set)
        if self.many:
            for owner, value in self._pairs():
                self.found[owner].add(value)

    def _pairs(self) -> Iterable[tuple[Any, Any]]:
        owner = column_at(self.model, self.many)[0]
        path = self.column.removeprefix(f"{self.owner}__")
        held = Q(**{f"{path}__isnull": False})
        rows = owner._base_manager.order_by().filter(self._met_by_one_row() & held)
        return rows.values_list("pk", path).distinct()

    def _met_by_one_row(self) -> Q:
        """What the list asks of the same related row, so that a value is one that it may ask."""
        many = self.many.rpartition("__")[2]
        condition = Q()
        if self.one is None:
            return condition
        if self._of_one_kind:
            path = self.column.removeprefix(f"{self.owner}__")
            condition &= Q(**{f"{path}__record_kind": self._of_one_kind})
        condition &= Q(**{f"{many}__{name}": value for name, value in self.one.where.items()})
        for name, value in self.filterset.form.cleaned_data.items():
            asked = self.filterset.filters[name]
            is_one = isinstance(asked, Asked) and value not in EMPTY_VALUES
            if is_one and self._asks_the_same_row(asked):
                condition &= asked.condition(self.many, value)
                if asked.dated:
                    condition &= self.filterset.there_on_day(f"{many}__")
        return condition & self.filterset.there_on_day(f"{many}__") if self.one.dated else condition

    def _asks_the_same_row(self, asked: Asked) -> bool:
        if getattr(asked, "is_apart", asked.method):
            return False
        relation = to_many(self.model, asked.field_name)
        assert self.one is not None  # noqa: S101 - or nothing is asked
        return relation == self.many and (asked.row or relation) == (self.one.row or relation)

    def values(self, cells: tuple[Any, ...]) -> Iterable[Any]:
        if self.many:
            return self.found.get(cells[0]) or (None,)
        return (None if cells[0] == "" else cells[0],)

    def tell(self, values: set[Any]) -> dict[Any, Told]:
        if self._is_record:
            return self._records(values)
        if isinstance(self.one, Keyed):
            names = self.one.names()
            return {key: Told(key, names.get(key, key)) for key in values}
        return {value: self._told(value) for value in values}

    def _records(self, ids: set[Any]) -> dict[Any, Told]:
        found = Record.objects.filter(pk__in=ids).values_list("pk", "record_kind", "slug", "name")
        any_kind = isinstance(self.one, Named) and self.one.kind == "*"
        return {
            pk: Told(f"{kind}:{slug}" if any_kind else public_key(kind, slug), name)
            for pk, kind, slug, name in found
        }

    def _told(self, value: Any) -> Told:
        if self.one is not None:
            return Told(*self.one.told(value))
        choices = dict(self._field.flatchoices) if self.column else {}
        return Told(value, str(choices.get(value, value)))

    def narrowed(self, value: Any, told: Told) -> dict[str, str] | None:
        """The parameters of a list of the rows with the value; None where no filter asks it."""
        base = type(self.filterset).base_filters
        if value is None:
            return {f"{self.name}__isnull": "yes"} if f"{self.name}__isnull" in base else None
        if self.one is None or not self._is_asked_exactly(value):
            return None
        return {self.name: str(told.key)}

    def _is_asked_exactly(self, value: Any) -> bool:
        """Whether a filter by words finds just this one: some look beneath, or in two columns."""
        if not isinstance(self.one, Held):
            return True
        one, held = self.one, self._held()
        wanted = one.folded(str(value))
        met = {cells for cells in held if any(one.fitting(wanted, held[cells]))}
        return met == {cells for cells in held if cells[0] == value}

    def _held(self) -> dict[tuple[str, ...], Spellings]:
        if not hasattr(self, "_words"):
            assert isinstance(self.one, Held)  # noqa: S101 - asked above
            self._words = _rows_of_words(self.one, self.model)
        return self._words

    def order(self, value: Any, told: Told) -> Any:
        return told.label


def is_conditional(one: Any) -> bool:
    """Whether a filter asks more than a column, or something else."""
    plain = (Asked.condition, Keyed.condition)
    return one is not None and type(one).condition not in plain


def _cases(one: Any) -> Case:
    if isinstance(one, YesNo):
        asked: dict[Any, Any] = {True: True, False: False}
    else:
        asked = {value: [value] for value, _ in one.extra["widget"].choices if value}
    return Case(
        *(When(one.condition("", given), then=Value(value)) for value, given in asked.items())
    )


def _rows_of_words(one: Held, model: Any) -> dict[tuple[str, ...], Spellings]:
    """What the columns of a filter hold beside one another, each cell folded."""
    if len(one.columns) == 1:
        rows: Iterable[tuple[str, ...]] = ((word,) for word in held_words(model, one.columns))
    else:
        of = column_at(model, one.columns[0])[0]
        columns = [column_at(model, path)[1] for path in one.columns]
        rows = of._default_manager.order_by().values_list(*columns).distinct()
    return {row: Spellings((one.folded(cell), [cell]) for cell in row if cell) for row in rows}
