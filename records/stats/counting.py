"""One pass over what the database has grouped: figures of groups, of what holds them, of all."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from statistics import median
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.utils import timezone

from records.stats.adding import Adding, Measure, Rate
from records.stats.axes import Axis
from records.stats.lasting import DAYS, PERIOD, days_held

ENDS = (Measure.MIN, Measure.MAX)
MOST_CELLS = 200_000  # that the database may hand over for one question
Group = tuple[Any, ...]


class TooMany(Exception):
    """A question that groups by more than is counted at once."""


class CellNumbers(NamedTuple):
    """What a cell says of a number: of how many rows it is known, and their sum and ends."""

    known: int
    total: int | None
    lowest: int | None = None
    highest: int | None = None
    beside: int | None = None  # the sum of the other number, of the same rows


@dataclass
class GroupTally:
    """What stands in a group."""

    rows: int = 0
    known: int = 0  # rows with a number
    total: int = 0
    beside: int = 0
    lowest: int | None = None
    highest: int | None = None
    each: Counter[int] = field(default_factory=Counter)  # how many rows have a number
    by_month: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    things: set[Any] = field(default_factory=set)

    def add(self, numbers: CellNumbers) -> None:
        self.known += numbers.known
        self.total += numbers.total or 0
        self.beside += numbers.beside or 0
        if numbers.lowest is not None and numbers.highest is not None:
            lowest, highest = self.lowest, self.highest
            self.lowest = numbers.lowest if lowest is None else min(lowest, numbers.lowest)
            self.highest = numbers.highest if highest is None else max(highest, numbers.highest)


@dataclass(frozen=True)
class FigureQuestion:
    """What is measured of rows, and by what they are grouped.

    `of` is the column of the number, or of what `count` counts once each; `per` the column that
    a ratio divides it by, of the same rows or, with a `rate`, of another list.
    """

    measure: Measure
    axes: Sequence[Axis]
    adding: Adding
    of: str = ""
    per: str = ""
    rate: Rate | None = None
    today: date = field(default_factory=timezone.localdate)  # to which what goes on is counted

    @property
    def has_number(self) -> bool:
        return bool(self.of) and self.measure != Measure.COUNT

    @property
    def by_month(self) -> bool:
        """Whether months are told apart before they are compared: persons are a stock."""
        is_of_months = self.measure in (Measure.MEAN, *ENDS, Measure.MEDIAN)
        return self.has_number and self.adding.stock and is_of_months

    @property
    def of_days(self) -> bool:
        return self.has_number and self.of == DAYS

    @property
    def by_value(self) -> bool:
        """Whether the database hands over each number with how many rows have it."""
        return self.of_days or (self.measure == Measure.MEDIAN and not self.by_month)

    @property
    def counts_things(self) -> bool:
        return bool(self.of) and self.measure == Measure.COUNT


def tallied(question: FigureQuestion, rows: QuerySet) -> dict[Group, GroupTally]:
    """By the values of the axes, of the first axis alone, and of none."""
    for axis in question.axes:
        axis.load()
    found: dict[Group, GroupTally] = defaultdict(GroupTally)
    found[()]  # there, though no row is
    for groups, cell in _cells(question, rows):
        for group in groups_in(groups):
            _add(question, found[group], cell)
    return dict(found)


def groups_in(values: Sequence[Sequence[Any]]) -> Iterable[Group]:
    """Those that a cell belongs to; of an axis with several values it is in each, once."""
    yield ()
    for at in range(1, len(values) + 1):
        yield from product(*values[:at])


def _add(question: FigureQuestion, tally: GroupTally, cell: tuple[Any, ...]) -> None:
    rows, *rest = cell
    if question.counts_things:
        tally.rows += rows
        if rest[0] is not None:
            tally.things.add(rest[0])
    elif question.by_value:
        number = days_held(question.today, *rest) if question.of_days else rest[0]
        tally.rows += rows
        if number is not None:
            tally.add(CellNumbers(rows, rows * number, number, number))
            tally.each[number] += rows
    elif question.has_number:
        tally.rows += rows
        *counted, month = rest if question.by_month else [*rest, None]
        numbers = CellNumbers(*counted)
        tally.add(numbers)
        if question.by_month and numbers.total is not None:
            tally.by_month[month] += numbers.total
    else:
        tally.rows += rows


def _numbers(question: FigureQuestion) -> list[Any]:
    """What the database counts of each cell, in the order of `CellNumbers`."""
    of, per = question.of, question.per
    if not per:
        return [Count(of), Sum(of), Min(of), Max(of)]
    both = Q(**{f"{of}__isnull": False, f"{per}__isnull": False})
    sums = [Sum(of, filter=both), Min(of), Max(of), Sum(per, filter=both)]
    return [Count(of, filter=both), *sums]


def _cells(
    question: FigureQuestion, rows: QuerySet
) -> Iterable[tuple[list[list[Any]], tuple[Any, ...]]]:
    """The values of each axis, and what the database counted."""
    by: list[Any] = [source for axis in question.axes for source in axis.sources]
    apart: list[Any] = []
    counted: list[Any] = [Count("pk")]
    if question.of_days:
        apart = [F(column) for column in PERIOD]
    elif question.counts_things or question.by_value:
        apart = [F(question.of)]
    elif question.has_number:
        counted += _numbers(question)
        apart = [F(question.adding.day)] if question.by_month else []
    keys = {f"by_{number}": one for number, one in enumerate([*by, *apart])}
    asked = {f"counted_{number}": one for number, one in enumerate(counted)}
    plain = rows.order_by().values(**keys) if keys else rows.order_by()
    if not keys:
        yield [], tuple(plain.aggregate(**asked).values())
        return
    grouped = plain.annotate(**asked).values_list(*keys, *asked)
    for number, row in enumerate(grouped.iterator(2000)):
        if number == MOST_CELLS:
            raise TooMany
        cells, rest = row[: len(by)], row[len(by) :]
        apart_of, counts = rest[: len(apart)], rest[len(apart) :]
        yield values_of(question.axes, cells), (*counts, *apart_of)


def values_of(axes: Sequence[Axis], cells: tuple[Any, ...]) -> list[list[Any]]:
    found, at = [], 0
    for axis in axes:
        width = len(axis.sources)
        found.append(list(axis.values(cells[at : at + width])))
        at += width
    return found


@dataclass(frozen=True)
class Measured:
    """A figure; `of` is what it was divided by, and `at` the month of an end."""

    value: int | float | None
    of: int | None = None
    at: date | None = None


def measured(question: FigureQuestion, tally: GroupTally, whole: GroupTally) -> Measured:
    match question.measure:
        case Measure.COUNT:
            return Measured(len(tally.things) if question.counts_things else tally.rows)
        case Measure.SUM:
            return Measured(tally.total if tally.known or not tally.rows else None)
        case Measure.SHARE if question.has_number:
            return _divided(tally.total if tally.known or not tally.rows else None, whole.total)
        case Measure.SHARE:
            return _divided(tally.rows, whole.rows)
        case Measure.MEAN:
            parts = len(tally.by_month) if question.by_month else tally.known
            return _divided(tally.total if tally.known else None, parts)
        case Measure.RATIO:
            factor = question.rate.factor if question.rate else 1
            return _divided(tally.total * factor if tally.known else None, tally.beside)
        case Measure.MEDIAN:
            each = tally.by_month.values() if question.by_month else tally.each.elements()
            numbers = list(each)
            return Measured(median(numbers) if numbers else None, of=len(numbers))
    is_highest = question.measure == Measure.MAX
    if not question.by_month:
        return Measured(tally.highest if is_highest else tally.lowest)
    months = sorted(tally.by_month)  # of equal ones the first
    find = max if is_highest else min
    at = find(months, key=lambda month: tally.by_month[month], default=None)
    return Measured(tally.by_month[at], at=at) if at else Measured(None)


def _divided(part: int | None, whole: int) -> Measured:
    value = round(part / whole, 6) if whole and part is not None else None
    return Measured(value, of=whole)
