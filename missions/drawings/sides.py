"""Persons deployed and authorized by side, like with like: the military, the police, or all.

A ceiling of troops bounds troops, one of all military personnel troops and observers. So the
military are counted, in each month, as the very persons that the ceiling of its day bounds.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from missions.ceilings import COUNTED, count_like
from missions.clock.due import months_after
from missions.models import PersonnelCategory, StrengthBasis, StrengthCeiling
from records.common.numbers import in_figures
from records.models import Source

DAY = timedelta(days=1)
MILITARY, TROOPS = PersonnelCategory.MILITARY, PersonnelCategory.TROOPS
OBSERVERS, POLICE = PersonnelCategory.MILITARY_OBSERVER, PersonnelCategory.POLICE
ALL = PersonnelCategory.TOTAL_UNIFORMED
PARTS = (TROOPS, OBSERVERS, POLICE)
PERSONS = {
    MILITARY: gettext_noop("military personnel"),
    TROOPS: gettext_noop("troops"),
    OBSERVERS: gettext_noop("military observers"),
    POLICE: gettext_noop("police"),
    ALL: gettext_noop("uniformed personnel"),
}
TITLES = {
    MILITARY: gettext_noop("Military personnel"),
    POLICE: gettext_noop("Police"),
    ALL: gettext_noop("All uniformed personnel"),
}


class HeldMonth(NamedTuple):
    """What a table has of a month and category."""

    month: date
    category: str
    deployed: int
    basis: str
    source: Source


@cache
def last_day_of(month: date) -> date:
    return months_after(month, 1) - DAY


@dataclass(frozen=True)
class MonthCount:
    """Persons at the end of a month, of the category that the ceiling of that day bounds."""

    month: date
    kind: PersonnelCategory
    persons: int
    interpolated: bool
    source: Source

    @cached_property
    def on(self) -> date:
        return last_day_of(self.month)


@dataclass(frozen=True)
class Bound:
    """The most persons of a category, from a day to a day."""

    starts_on: date
    ends_on: date
    kind: PersonnelCategory
    persons: int
    documents: str

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class UniformedPanel:
    """The military, the police, or all in uniform: what was counted and what was authorized."""

    side: PersonnelCategory
    counts: list[MonthCount]
    bounds: list[Bound]

    @property
    def title(self) -> str:
        return _(TITLES[self.side])

    def bound_on(self, day: date) -> Bound | None:
        return next((one for one in self.bounds if one.holds_on(day)), None)

    @property
    def says_something(self) -> bool:
        """None counted in any month, and no ceiling: there is no such side."""
        return bool(self.counts) and bool(self.bounds or any(one.persons for one in self.counts))

    @property
    def is_course(self) -> bool:
        """One count alone, without a ceiling, is no course of things."""
        return len(self.counts) > 1 or bool(self.bounds)

    @property
    def summed_up(self) -> str:
        """«11,747 military personnel, of 17,000 authorized»."""
        last = self.counts[-1]
        said = f"{in_figures(last.persons)} {_(PERSONS[last.kind])}"
        bound = self.bound_on(last.on)
        return (
            _("{said} of {persons} authorized").format(said=said, persons=in_figures(bound.persons))
            if bound
            else said
        )


def panels_of(
    rows: list[HeldMonth], ceilings: list[StrengthCeiling], until: date
) -> Iterator[UniformedPanel]:
    """Those in uniform altogether only where the sides are not told apart or share a ceiling."""
    by_month: dict[date, dict[str, HeldMonth]] = {}
    for row in rows:
        by_month.setdefault(row.month, {})[row.category] = row
    months = [_all_of(month, held) for month, held in sorted(by_month.items())]
    bounds = {side: list(_bounds(side, ceilings, until)) for side in (MILITARY, POLICE, ALL)}
    sides = [_panel(side, months, bounds[side]) for side in (MILITARY, POLICE)]
    yield from sides
    if bounds[ALL] or not any(one.counts for one in sides):
        yield _panel(ALL, months, bounds[ALL])


class AllOfMonth(NamedTuple):
    """What is held of a month, and the persons of each category."""

    month: date
    rows: Mapping[str, HeldMonth]
    persons: Mapping[str, int | None]


def _all_of(month: date, rows: Mapping[str, HeldMonth]) -> AllOfMonth:
    deployed: dict[str, int | None] = {name: row.deployed for name, row in rows.items()}
    return AllOfMonth(month, rows, _filled(deployed))


def _panel(
    side: PersonnelCategory, months: list[AllOfMonth], bounds: list[Bound]
) -> UniformedPanel:
    starts = [one.starts_on for one in bounds]
    counts = []
    for one in months:
        begun = bisect_right(starts, last_day_of(one.month))
        kind = bounds[max(begun, 1) - 1].kind if bounds else side
        counts.append(_count(kind, *one))
    return UniformedPanel(side, [one for one in counts if one], bounds)


def _count(
    kind: PersonnelCategory,
    month: date,
    rows: Mapping[str, HeldMonth],
    counts: Mapping[str, int | None],
) -> MonthCount | None:
    persons = count_like(kind, counts)
    if persons is None:
        return None
    counted = [rows[category] for category in COUNTED[kind] if category in rows]
    row = (counted or [rows[ALL]])[0]
    guessed = row.basis == StrengthBasis.INTERPOLATED
    return MonthCount(month, kind, persons, guessed, row.source)


def _filled(counts: dict[str, int | None]) -> Mapping[str, int | None]:
    """A part that is left blank is none where the others make up the whole."""
    known = sum(counts.get(part) or 0 for part in PARTS)
    if known and known == counts.get(ALL):
        return counts | {part: counts.get(part) or 0 for part in PARTS}
    return counts


def _bounds(
    side: PersonnelCategory, ceilings: list[StrengthCeiling], until: date
) -> Iterator[Bound]:
    """The ceilings of a side one after the other; those of the same height as one."""
    kinds = {side} if side != MILITARY else {MILITARY, TROOPS, OBSERVERS}
    own = [one for one in ceilings if one.category in kinds and one.starts_on <= until]
    edges = {one.starts_on for one in own}
    edges |= {one.ends_on + DAY for one in own if one.ends_on and one.ends_on < until}
    days = sorted(edges)
    before: Bound | None = None
    for start, following in pairwise([*days, until + DAY]):
        end = following - DAY
        held = [one for one in own if one.starts_on <= start and (one.ends_on or until) >= start]
        now = _bound(start, end, held)
        if before and now and (before.kind, before.persons) == (now.kind, now.persons):
            documents = "; ".join(dict.fromkeys([before.documents, now.documents]))
            now = Bound(before.starts_on, end, now.kind, now.persons, documents)
        elif before:
            yield before
        before = now
    if before:
        yield before


def _bound(start: date, end: date, held: list[StrengthCeiling]) -> Bound | None:
    """A figure of all military personnel goes before its parts, which are never added up."""
    by_kind = {PersonnelCategory(one.category): one for one in held}
    for kind in (ALL, POLICE, MILITARY, TROOPS, OBSERVERS):
        if one := by_kind.get(kind):
            return Bound(start, end, kind, one.persons, one.document.symbol or one.document.name)
    return None
