"""Rates: the number of a table divided by a stock of another list, row matched with row.

A death is matched with the persons of its month and mission, the money of a period with those of
each of its months. What finds no number on the other side is left out on this one: it would be
divided by persons among whom it did not happen. Persons among whom nothing happened count, as long
as the list of what happens goes on.
"""

import operator
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Min, QuerySet, Sum

from records.common.periods import Precision
from records.stats.adding import Adding
from records.stats.axes import Axis
from records.stats.counting import MOST_CELLS, Group, GroupTally, TooMany, groups_in, values_of
from records.stats.lasting import PERIOD
from records.stats.rate_questions import AskedRate

COARSE = {Precision.YEAR, Precision.UNKNOWN}
Match = tuple[Any, ...]  # what rows of both lists have alike, and the month


@dataclass
class Other:
    """The other list: the number of each match, and of each group."""

    numbers: dict[Match, int] = field(default_factory=lambda: defaultdict(int))
    groups: dict[Group, int] = field(default_factory=lambda: defaultdict(int))


@dataclass
class Rated:
    """What stands in each group, and how many groups have both lists, or one of them."""

    tallies: dict[Group, GroupTally]
    matched: dict[str, int]


def rated(asked: AskedRate, axes: Sequence[Axis], rows: QuerySet, adding: Adding) -> Rated:
    """Raises TooMany."""
    if asked.is_of_periods:
        tallies, only_in_other = _of_periods(asked, axes, rows), 0
    else:
        other = _other(asked, _reach(rows.model, adding))
        tallies = _of_days(asked, axes, rows, adding, other)
        held = {_theirs(asked, group) for group in tallies}
        depth = sum(one is not None for one in asked.axes)
        only_in_other = sum(len(group) == depth for group in other.groups.keys() - held)
        for group, tally in tallies.items():
            tally.beside = other.groups[_theirs(asked, group)]
    groups = [tally for group, tally in tallies.items() if group and len(group) == len(axes)]
    both = sum(bool(one.known and one.beside) for one in groups)
    counts = {"groups": both, "without_other": len(groups) - both, "only_in_other": only_in_other}
    return Rated(tallies, counts)


def _theirs(asked: AskedRate, group: Group) -> Group:
    """A group as the other list has it, without what tells what is divided only."""
    return tuple(value for value, one in zip(group, asked.axes, strict=False) if one is not None)


def _reach(model: Any, adding: Adding) -> tuple[date, date] | None:
    """The first and last month of the whole list: outside, nothing is known not to have been."""
    ends = model._default_manager.aggregate(first=Min(adding.day), last=Max(adding.day))
    return (ends["first"].replace(day=1), ends["last"]) if ends["first"] else None


def _other(asked: AskedRate, reach: tuple[date, date] | None) -> Other:
    rate, day = asked.rate, asked.adding.day
    rows = asked.filterset.qs
    if not asked.is_of_periods:
        rows = rows.filter(**{f"{day}__range": reach}) if reach else rows.none()
    axes = [one for one in asked.axes if one is not None]
    found = Other()
    for values, match, (_rows, known, number) in _cells(
        axes, rows, [*rate.matched.values(), day], rate.per
    ):
        if known:
            found.numbers[match] += number
            for group in groups_in(values):
                found.groups[group] += number
    return found


def _of_days(
    asked: AskedRate, axes: Sequence[Axis], rows: QuerySet, adding: Adding, other: Other
) -> dict[Group, GroupTally]:
    tallies: dict[Group, GroupTally] = defaultdict(GroupTally, {(): GroupTally()})
    rate = asked.rate
    of_day = [adding.day, *filter(None, [adding.precision])]
    width, until = len(rate.matched), len(rate.matched) + len(rate.among)
    for values, cells, counted in _cells(
        axes, rows, [*rate.matched, *rate.among, *of_day], rate.of
    ):
        day, *precision = cells[until:]
        month = None if day is None or {*precision} & COARSE else day.replace(day=1)
        is_among = all(map(operator.contains, rate.among.values(), cells[width:until]))
        is_matched = is_among and (*cells[:width], month) in other.numbers
        for group in groups_in(values):
            _add(tallies[group], counted, is_matched)
    return dict(tallies)


def _of_periods(asked: AskedRate, axes: Sequence[Axis], rows: QuerySet) -> dict[Group, GroupTally]:
    """Each month of a mission is divided by once in a group, however many rows are about it."""
    numbers = _other(asked, None).numbers
    tallies: dict[Group, GroupTally] = defaultdict(GroupTally, {(): GroupTally()})
    months: dict[Group, set[Match]] = defaultdict(set)
    for values, (*match, starts_on, ends_on, precision), counted in _cells(
        axes, rows, [*asked.rate.matched, *PERIOD], asked.rate.of
    ):
        ends_on = None if precision in COARSE else ends_on
        wanted = {(*match, month) for month in months_between(starts_on, ends_on)}
        is_matched = bool(wanted) and wanted <= numbers.keys()
        for group in groups_in(values):
            _add(tallies[group], counted, is_matched)
            months[group] |= wanted if is_matched else set()
    for group, tally in tallies.items():
        tally.beside = sum(numbers[one] for one in months[group])
    return dict(tallies)


def months_between(first: date | None, last: date | None) -> Iterator[date]:
    """Each that has begun; none where an end is not known."""
    if first and last:
        for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
            yield date(number // 12, number % 12 + 1, 1)


def _add(tally: GroupTally, counted: Sequence[Any], is_matched: bool) -> None:
    rows, known, number = counted
    tally.rows += rows
    if is_matched and known:
        tally.known += known
        tally.total += number


def _cells(
    axes: Sequence[Axis], rows: QuerySet, apart: Sequence[str], of: str
) -> Iterator[tuple[list[list[Any]], Match, tuple[Any, ...]]]:
    """Values of the axes, of the columns told apart, and how many rows, numbers, and their sum."""
    for one in axes:
        one.load()
    by = [source for one in axes for source in one.sources]
    keys = {f"by_{at}": one for at, one in enumerate([*by, *map(F, apart)])}
    counted: Mapping[str, Any] = {"rows_in": Count("pk"), "known_in": Count(of), "sum_of": Sum(of)}
    grouped = rows.order_by().values(**keys).annotate(**counted).values_list(*keys, *counted)
    for at, row in enumerate(grouped.iterator(2000)):
        if at == MOST_CELLS:
            raise TooMany
        values = values_of(axes, row[: len(by)])
        yield values, row[len(by) : len(keys)], row[len(keys) :]
