"""A row of facts at the head of a mission's page: each with its day, like beside like."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from missions.ceilings import COUNTED, DAY, count_like, in_force_last, military_of
from missions.drawings.deaths import DeathsShown
from missions.models import (
    Budget,
    BudgetKind,
    Contribution,
    Mission,
    PersonnelCategory,
    StrengthCeiling,
)
from records.common.numbers import in_figures
from records.common.periods import written
from records.common.prepared import Tuples

ALL = PersonnelCategory.TOTAL_UNIFORMED
IN_SHORT = {
    PersonnelCategory.TOTAL_UNIFORMED: gettext_noop("uniformed"),
    PersonnelCategory.MILITARY: gettext_noop("military"),
    PersonnelCategory.TROOPS: gettext_noop("troops"),
    PersonnelCategory.MILITARY_OBSERVER: gettext_noop("military observers"),
    PersonnelCategory.POLICE: gettext_noop("police"),
}
MONEY_READ = 6  # of the latest budgets: two of one kind are among them
WHOLE_YEAR = (BudgetKind.APPROVED, BudgetKind.APPROPRIATION)

Months = Mapping[date, Mapping[str, int | None]]


@dataclass(frozen=True)
class Persons:
    """So many persons, in words, and since or in when."""

    number: int
    words: str
    when: str

    @property
    def said(self) -> str:
        return f"{in_figures(self.number)} {self.words}"


@dataclass(frozen=True)
class PersonsShown:
    """The first number, and in small what stands beside it."""

    first: str
    beside: str


@dataclass(frozen=True)
class Money:
    latest: Budget
    before: Budget | None  # of the same kind

    @property
    def years(self) -> str:
        """«2026/27» of a financial year, «2026» of one of the calendar."""
        first, last = self.latest.starts_on, self.latest.ends_on
        if first is None or last is None or first.year == last.year:
            return str(first.year) if first else ""
        return f"{first.year}/{last:%y}"


@dataclass(frozen=True)
class MissionGlance:
    authorized: PersonsShown | None
    deployed: PersonsShown | None
    newest: Persons | None  # a later count of all uniformed personnel
    deaths: DeathsShown | None
    money: Money | None


def glance_of(
    mission: Mission,
    ceilings: Sequence[StrengthCeiling],
    months: Months,
    deaths: DeathsShown | None,
    budgets: Iterable[Budget],
    day: date,
) -> MissionGlance:
    """`budgets` are those of the mission by `years_paid`."""
    begun = [one for one in ceilings if one.starts_on <= day]
    held = [one for one in begun if one.surely_active_on(day)] or in_force_last(begun)
    bounds = {one.category: one for one in held}
    authorized = [
        Persons(
            bounds[one].persons,
            _(words),
            _("since {starts_on}").format(starts_on=written(_since(bounds[one], begun))),
        )
        for one, words in IN_SHORT.items()
        if one in bounds
    ]
    alike = [one for one in IN_SHORT if one in bounds and one in COUNTED] or [ALL]
    deployed = [found for one in alike if (found := _last_count(one, months))]
    newest = _given_last(mission, day)
    is_newer = newest is not None and newest[0] > max(months, default=date.min)
    return MissionGlance(
        _shown(authorized),
        _shown(deployed or [found for found in [_last_count(ALL, months)] if found]),
        newest[1] if newest and is_newer else None,
        deaths,
        _money(budgets, day),
    )


def _since(ceiling: StrengthCeiling, begun: Iterable[StrengthCeiling]) -> date:
    """The first day of the number, over all documents that state it again."""
    since = ceiling.starts_on
    for one in sorted(begun, key=lambda one: one.starts_on, reverse=True):
        is_same = (one.category, one.persons) == (ceiling.category, ceiling.persons)
        if is_same and one.ends_on and one.ends_on + DAY == since:
            since = one.starts_on
    return since


def _shown(persons: Iterable[Persons]) -> PersonsShown | None:
    """«888 military» and «since 28 January 2016; 69 police, since 11 June 2003»: a day that
    several numbers share stands once.
    """
    parts = [
        [*(one.said for one in own), when]
        for when, own in groupby(persons, key=lambda one: one.when)
    ]
    if not parts:
        return None
    first = parts[0].pop(0)
    return PersonsShown(first, _("; ").join(", ".join(part) for part in parts))


def _last_count(category: PersonnelCategory, months: Months) -> Persons | None:
    for month in sorted(months, reverse=True):
        held = months[month]
        is_military = category == PersonnelCategory.MILITARY
        persons = military_of(held) if is_military else count_like(category, held)
        if persons is not None:
            return Persons(persons, _(IN_SHORT[category]), written(month, "month"))
    return None


def _given_last(mission: Mission, day: date) -> tuple[date, Persons] | None:
    """What all states gave in the last month or year with a list of contributors."""
    summed = _given_until(mission.pk, day)
    if not summed:
        return None
    month, precision, persons = summed[0]
    return month, Persons(persons, _(IN_SHORT[ALL]), written(month, precision))


def _given_until_day(mission: int, day: date) -> QuerySet[Any, tuple[date, str, int]]:
    """Of the last month alone: of all of them the sums would cost a tenth of the page."""
    given = Contribution.objects.filter(mission=mission, category=ALL)
    last = given.filter(month__lte=day).order_by("-month").values("month")[:1]
    of_last = given.filter(month=last).order_by("precision").values_list("month", "precision")
    return of_last.annotate(Sum("persons"))[:1]


_given_until = Tuples(_given_until_day)


def years_paid(mission: int) -> QuerySet[Budget]:
    """Amounts of whole years, the latest first."""
    amounts = Budget.objects.filter(mission=mission, kind__in=WHOLE_YEAR)
    return amounts.order_by("-starts_on", "kind", "pk")


def _money(budgets: Iterable[Budget], day: date) -> Money | None:
    """The latest amount of a whole year and the one before it."""
    years = [one for one in budgets if one.starts_on and one.starts_on <= day]
    if not years:
        return None
    latest, *others = years[:MONEY_READ]
    return Money(latest, next((one for one in others if one.kind == latest.kind), None))
