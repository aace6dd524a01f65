"""A question about figures, read strictly: the list that is asked, by what, and what of it."""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NoReturn

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django_filters.constants import EMPTY_VALUES
from rest_framework.exceptions import ValidationError

from records.common.filters import ALWAYS_READ, not_one_of
from records.filters import AsOf
from records.stats.adding import Adding, Measure
from records.stats.axes import Axis
from records.stats.counting import FigureQuestion
from records.stats.grouping import axis, names_of
from records.stats.lasting import DAYS
from records.stats.periods import IN_FORCE
from records.stats.rate_questions import AskedRate, read_rate
from records.stats.refusing import refuse

BOUNDS = {
    "value__gte": operator.ge,
    "value__lte": operator.le,
    "value__gt": operator.gt,
    "value__lt": operator.lt,
}
OWN = ("group_by", "measure", "of", "per", "over", "out_of", "top", "ordering", *BOUNDS)
WHOLE_ONLY = tuple(sorted(ALWAYS_READ - {"meta"}))
MOST_GROUPS = 1000
NUMBER = re.compile(r"\d{1,15}(\.\d{1,9})?", re.ASCII)  # no figure is below zero
MOST_FIELDS = 3
ORDERS = ("value", "-value", "group", "-group")


@dataclass(frozen=True)
class CountableTable:
    """A list of the API with what may be added up of it."""

    name: str
    filterset_class: type[AsOf]
    rows: QuerySet
    adding: Adding
    others: "Callable[[str], CountableTable] | None" = None  # all lists, by name

    def other(self, name: str) -> "CountableTable":
        assert self.others is not None  # noqa: S101 - who declares rates knows the lists
        return self.others(name)

    @property
    def groups(self) -> list[str]:
        return names_of(self.filterset_class, self.adding)

    @property
    def measures(self) -> list[str]:
        if not self.numbers:
            return [Measure.COUNT.value, Measure.SHARE.value]
        has_two = len(self.adding.numbers) > 1 or self.adding.rates
        return [one.value for one in Measure if has_two or one != Measure.RATIO]

    @property
    def numbers(self) -> list[str]:
        """The columns of numbers, and of periods how many days they lasted."""
        return [*self.adding.numbers, *([DAYS] if IN_FORCE in self.groups else [])]

    @property
    def measured(self) -> list[str]:
        """What `of` may say."""
        return [*self.numbers, *self.things]

    @property
    def things(self) -> dict[str, str]:
        """What `measure=count&of=` counts once each: records that a row names, by parameter."""
        filterset = self.filterset_class(QueryDict(), queryset=self.rows)
        axes = (axis(filterset, name, self.adding) for name in self.groups)
        return {one.name: one.column for one in axes if one.can_be_counted}


@dataclass(frozen=True)
class AskedFigures:
    """The question, and the list that it is asked of."""

    table: CountableTable
    params: QueryDict
    filterset: AsOf
    question: FigureQuestion
    of_name: str
    top: int
    ordering: str
    bounds: Mapping[str, float]
    out_of: tuple[str, ...]  # the parameters without which the whole of a share is found
    rate: AskedRate | None = None

    def list_address(self, narrowed: Mapping[str, str]) -> str:
        data = self.params.copy()
        for name, value in narrowed.items():
            data[name] = value
        query = data.urlencode(safe=":,/")
        return reverse(f"{self.table.name}-list") + (f"?{query}" if query else "")


def read(table: CountableTable, given: QueryDict) -> AskedFigures:
    """Raises ValidationError."""
    for name in (*OWN, *WHOLE_ONLY):
        if len(given.getlist(name)) > 1 and name != "group_by":
            refuse(name, "It may stand only once.")
        if name in WHOLE_ONLY and name in given:
            refuse(name, "Figures come whole; take it away.")
    params = given.copy()
    for name in (*OWN, "meta"):
        params.pop(name, None)
    filterset = table.filterset_class(params, queryset=table.rows)
    filterset.words_beside = OWN
    if not filterset.is_valid():
        raise ValidationError(dict(filterset.errors))
    measure = Measure(_one_of(given, "measure", list(Measure), Measure.COUNT))
    axes = [axis(filterset, name, table.adding) for name in _group_by(table, given)]
    rate = _rate(table, measure, given, params, axes)
    of = rate.rate.of if rate else _of(table, measure, given)
    per = rate.rate.per if rate else _per(table, measure, of, given)
    question = FigureQuestion(measure, axes, table.adding, of, per, rate.rate if rate else None)
    is_plain = len(axes) == 1 and not axes[0].is_period
    order = _one_of(given, "ordering", list(ORDERS), "-value" if is_plain else "group")
    of_name = given.get("of", question.of)
    top, bounds = _top(given, axes), _bounds(given, axes)
    out_of = _out_of(given, params, question)
    asked = AskedFigures(
        table, params, filterset, question, of_name, top, order, bounds, out_of, rate
    )
    _refuse_odd_groups(asked)
    return asked


def _rate(
    table: CountableTable, measure: Measure, given: QueryDict, params: QueryDict, axes: list[Axis]
) -> AskedRate | None:
    """By what of another list is divided, if it is."""
    if "over" not in given:
        return None
    if measure != Measure.RATIO:
        refuse("over", "Only measure=ratio divides by another list; leave it out.")
    return read_rate(table, given, params, axes)


def _one_of(given: QueryDict, name: str, known: list[str], default: str) -> str:
    value = given.get(name, default)
    if value not in known:
        refuse(name, not_one_of(value, known))
    return value


def _group_by(table: CountableTable, given: QueryDict) -> list[str]:
    names = [name.strip() for text in given.getlist("group_by") for name in text.split(",")]
    names = [name for name in names if name]
    if len(names) > MOST_FIELDS or len(set(names)) < len(names):
        refuse("group_by", f"At most {MOST_FIELDS} different fields.")
    for name in names:
        if name not in table.groups:
            refuse("group_by", not_one_of(name, table.groups))
    return names


def _of(table: CountableTable, measure: Measure, given: QueryDict) -> str:
    """The path of the column measured, or of what is counted once each."""
    name, numbers = given.get("of", ""), table.numbers
    if measure == Measure.COUNT:
        things = table.things if name else {}
        if name and name not in things:
            _refuse_counted(table, name, things)
        return things.get(name, "")
    if not numbers and (name or measure != Measure.SHARE):
        refuse("measure", f"The table has no numbers to take a {measure} of; count its rows.")
    if not name and measure != Measure.SHARE:
        columns = table.adding.numbers or numbers
        if len(columns) > 1:
            refuse("of", f"Say of which column: {', '.join(numbers)}.")
        return columns[0]
    if name and name not in numbers:
        refuse("of", not_one_of(name, numbers))
    return name


def _refuse_counted(table: CountableTable, name: str, things: Mapping[str, str]) -> NoReturn:
    """Of rows that are counted `of` names what is counted once; a number needs another measure."""
    if name in table.numbers:
        measures = [one for one in table.measures if one != Measure.COUNT]
        refuse("measure", f"{name} is a number, and is not counted: ask {', '.join(measures)}.")
    refuse("of", f"Rows are counted, or once each: {not_one_of(name, [*things, *table.numbers])}")


def _per(table: CountableTable, measure: Measure, of: str, given: QueryDict) -> str:
    """The column that a ratio divides by."""
    if measure != Measure.RATIO:
        if "per" in given:
            refuse("per", "Only measure=ratio divides by a column; leave it out.")
        return ""
    others = [name for name in table.adding.numbers if name != of]
    if not others or of == DAYS:
        _refuse_no_ratio(table)
    if "per" not in given:
        refuse("per", f"Say per what: {', '.join(others)}.")
    name = str(given["per"])
    if name not in others:
        refuse("per", not_one_of(name, others))
    return name


def _refuse_no_ratio(table: CountableTable) -> NoReturn:
    if table.adding.rates:
        over = ", ".join(one.over for one in table.adding.rates)
        refuse("over", f"The table has no two numbers: say over which list, {over}.")
    refuse("measure", "A ratio is of two columns of numbers, and the table has no two.")


def _out_of(given: QueryDict, params: QueryDict, question: FigureQuestion) -> tuple[str, ...]:
    """The parameters of the question that narrow the part and not the whole."""
    names = tuple(filter(None, (name.strip() for name in given.get("out_of", "").split(","))))
    if names and question.measure != Measure.SHARE:
        refuse("out_of", "Only measure=share is of a whole; leave it out.")
    for name in names:
        if name not in params:
            hint = f" {not_one_of(name, params)}" if params else ""
            refuse("out_of", f"It names parameters that narrow the question.{hint}")
    for one in question.axes if names else ():
        if one.many and getattr(one, "filter", "") in ("", *names):
            refuse("group_by", f"A row may be in several groups of {one.name}: take out_of away.")
    return names


def _bounds(given: QueryDict, axes: list[Axis]) -> dict[str, float]:
    """What the figure of a group must be to be told."""
    found = {}
    for name in BOUNDS:
        text = given.get(name)
        if text is None:
            continue
        if not axes:
            refuse(name, "Without group_by there is one figure; leave it out.")
        if not NUMBER.fullmatch(text):
            refuse(name, "Expected a number, such as 10 or 0.5.")
        found[name] = float(text)
    return found


def _top(given: QueryDict, axes: list[Axis]) -> int:
    text = given.get("top")
    if text is None:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= MOST_GROUPS):
        refuse("top", f"Expected a whole number from 1 to {MOST_GROUPS}.")
    if not axes:
        refuse("top", "Without group_by there is one figure; leave it out.")
    return int(text)


def _refuse_odd_groups(asked: AskedFigures) -> None:
    given, axes = asked.filterset.form.cleaned_data, asked.question.axes
    for one, other in combinations(axes, 2):
        if one.is_beside(other):
            text = f"{one.name} and {other.name} tell of one thing: group by one of them."
            refuse("group_by", text)
    is_doubted = bool(given.get("as_of")) and given.get("certainty", "") not in ("", "certain")
    for one in axes:
        if one.one is None:
            continue
        if len(one.one.columns) > 1 and given.get(one.name) not in EMPTY_VALUES:
            refuse(one.name, "It is asked of several columns at once: ask it, or group by it.")
        if one.one.dated and is_doubted:
            refuse("certainty", f"{one.name} is grouped by what is certain; leave it out.")
