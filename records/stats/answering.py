"""Figures for a question: refused where a sum would mean nothing, ordered, with their rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from records.reading.known import rows_without
from records.stats.adding import Measure
from records.stats.asking import BOUNDS, AskedFigures
from records.stats.axes import NOT_KNOWN, Axis, Told
from records.stats.counting import (
    ENDS,
    FigureQuestion,
    Group,
    GroupTally,
    Measured,
    TooMany,
    measured,
    tallied,
)
from records.stats.grouping import filter_of
from records.stats.rating import rated
from records.stats.refusing import refuse
from records.stats.telling import method


@dataclass(frozen=True)
class GroupFigure:
    """A group with its figure; `told` has a value for each axis."""

    group: Group
    told: tuple[Told, ...]
    found: Measured
    tally: GroupTally


@dataclass(frozen=True)
class AnsweredFigures:
    asked: AskedFigures
    total: GroupFigure
    figures: list[GroupFigure]
    method: str
    matched: Mapping[str, int] | None = None  # of a rate: groups with both lists, or with one

    def address(self, figure: GroupFigure) -> str | None:
        """The list of exactly its rows; None where the list cannot ask for them."""
        narrowed: dict[str, str] = {}
        axes = self.asked.question.axes
        for axis, value, told in zip(axes, figure.group, figure.told, strict=False):
            part = axis.narrowed(value, told)
            if part is None:
                return None
            narrowed |= part
        return self.asked.list_address(narrowed)


def answered(asked: AskedFigures, most: int) -> AnsweredFigures:
    """Raises ValidationError for what cannot be added up, or has too many groups."""
    question, rows = asked.question, asked.filterset.qs
    matched = None
    try:
        if asked.rate:
            _refuse_sums(asked, rows)
            found = rated(asked.rate, question.axes, rows, question.adding)
            tallies, wholes, matched = found.tallies, found.tallies, found.matched
        else:
            tallies, wholes = _tallied(asked, rows)
    except TooMany:
        refuse("group_by", "These are more groups than are counted at once: narrow the list.")
    groups = [group for group in tallies if group and len(group) == len(question.axes)]
    figures = _ordered(asked, _figures(question, tallies, groups, wholes))
    if len(figures) > most:
        text = f"These are {len(figures):,} groups, and an answer has {most:,} at most."
        refuse("group_by", f"{text} Narrow the list, give top, or take the CSV, which has all.")
    total = GroupFigure((), (), measured(question, tallies[()], wholes[()]), tallies[()])
    plural = str(rows.model._meta.verbose_name_plural)
    told = method(question, plural, asked.out_of)
    return AnsweredFigures(asked, total, figures, told, matched)


def _tallied(
    asked: AskedFigures, rows: QuerySet
) -> tuple[dict[Group, GroupTally], dict[Group, GroupTally]]:
    """What stands in each group, and in the whole that a share of the group is of."""
    if not asked.out_of:
        _refuse_sums(asked, rows)
        found = tallied(asked.question, rows)
        return found, {group: found[group[:-1]] for group in found}
    every = rows_without(asked.filterset, asked.out_of)
    _refuse_sums(asked, every)
    wholes = tallied(asked.question, every)
    parts = tallied(asked.question, rows)
    return {group: parts.get(group, GroupTally()) for group in wholes}, wholes


def _refuse_sums(asked: AskedFigures, rows: QuerySet) -> None:
    """Asks the rows themselves: one category is one, however it was chosen."""
    question, adding = asked.question, asked.question.adding
    grouped = {one.column for one in question.axes if one.name not in ("year", "decade")}
    for single in adding.singles:
        concerned = question.has_number or (single.counting and not question.counts_things)
        if concerned and single.column not in grouped and _several(rows, single.column):
            name = filter_of(asked.table.filterset_class, single.column)
            refuse(name, f"{single.why} Choose one by {name}, or group by it.")
    if not question.has_number or question.measure in ENDS or question.of_days:
        return
    if adding.holds and not asked.params.get("as_of"):
        refuse("measure", f"{adding.holds} Give as_of, or ask measure=max or min.")
    is_sum = adding.stock and question.measure == Measure.SUM
    if is_sum and adding.day not in grouped and _several(rows, adding.day):
        text = "These were counted at the end of each month, and are not added up over months."
        refuse("measure", f"{text} Ask measure=mean or max, group by month, or ask for one month.")


def _several(rows: QuerySet, column: str) -> bool:
    return len(rows.order_by().values_list(column).distinct()[:2]) > 1


def _figures(
    question: FigureQuestion,
    tallies: Mapping[Group, GroupTally],
    groups: list[Group],
    wholes: Mapping[Group, GroupTally],
) -> list[GroupFigure]:
    told = [
        axis.tell({group[at] for group in groups} - {None}) | {None: Told(None, NOT_KNOWN)}
        for at, axis in enumerate(question.axes)
    ]
    return [
        GroupFigure(
            group,
            tuple(words[value] for words, value in zip(told, group, strict=True)),
            measured(question, tallies[group], wholes[group]),
            tallies[group],
        )
        for group in groups
    ]


def _ordered(asked: AskedFigures, figures: list[GroupFigure]) -> list[GroupFigure]:
    """By group or by value; among equal values by group, and last what is not known."""
    is_backwards = asked.ordering == "-group"
    by_group = [one for one in figures if _is_within(one, asked.bounds)]
    for at, axis in reversed(list(enumerate(asked.question.axes))):
        by_group = _along(axis, at, by_group, is_backwards)
    if asked.top:
        by_group = list(_greatest(by_group, asked.top))
    if asked.ordering.endswith("group"):
        return by_group
    sign = -1 if asked.ordering.startswith("-") else 1
    return sorted(by_group, key=lambda one: (None in one.group, sign * (one.found.value or 0)))


def _is_within(one: GroupFigure, bounds: Mapping[str, float]) -> bool:
    """Whether a figure is as large as was asked; one that is not known is so by no bound."""
    value = one.found.value
    return all(value is not None and BOUNDS[name](value, bound) for name, bound in bounds.items())


def _along(
    axis: Axis, at: int, figures: list[GroupFigure], is_backwards: bool
) -> list[GroupFigure]:
    known = [one for one in figures if one.group[at] is not None]
    unknown = [one for one in figures if one.group[at] is None]
    known.sort(key=lambda one: axis.order(one.group[at], one.told[at]), reverse=is_backwards)
    return [*known, *unknown]


def _greatest(by_group: list[GroupFigure], top: int) -> Iterable[GroupFigure]:
    """So many of each first group, or of all; what is as great as the last of them stays, and so
    does the group of which nothing is known, which takes no place."""
    beside: dict[Group, list[float]] = {}
    for one in by_group:
        if one.group[-1] is not None and one.found.value is not None:
            beside.setdefault(one.group[:-1], []).append(one.found.value)
    least = {group: sorted(values)[-top:][0] for group, values in beside.items()}
    return (one for one in by_group if one.group[-1] is None or _is_at_least(one, least))


def _is_at_least(one: GroupFigure, least: Mapping[Group, float]) -> bool:
    return one.found.value is not None and one.found.value >= least[one.group[:-1]]
