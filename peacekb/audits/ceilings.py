"""Ceilings that documents set, beside the monthly series of what was authorized."""

import re
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from missions.ceilings import COUNTED, count_like
from missions.models import PersonnelCategory, Strength, StrengthCeiling
from records.models import Citation

NEAR, NEAR_PART = 5, 0.01  # persons and part by which rounded figures may differ
MONTHS = re.compile(r"(\d{4}-\d\d)(?: to (\d{4}-\d\d))?")  # in the locator of a citation
POLICE_KINDS = (PersonnelCategory.POLICE_INDIVIDUAL, PersonnelCategory.FORMED_POLICE)


class CeilingOutcome(StrEnum):
    EQUAL = "equal"
    EXPLAINED = "explained by a citation"
    UNEXPLAINED = "unexplained"


@dataclass
class ComparedCeiling:
    """A category of a month: the ceilings that held on any of its days, and what a series gives."""

    category: str
    month: date
    ceilings: list[StrengthCeiling]
    persons: set[int]
    given: int

    @property
    def is_equal(self) -> bool:
        near = max(NEAR, NEAR_PART * self.given)
        return any(abs(persons - self.given) <= near for persons in self.persons)


@dataclass
class MissionMonth:
    mission: str
    month: date
    compared: list[ComparedCeiling] = field(default_factory=list)


def authorized_strength() -> Iterator[str]:
    """Months in which ceilings and the series give the same, or a citation says why not."""
    told = _months_told()
    outcomes: Counter[CeilingOutcome] = Counter()
    unexplained: dict[str, list[date]] = defaultdict(list)
    for one in mission_months():
        outcome = _outcome(one, told)
        outcomes[outcome] += 1
        if outcome == CeilingOutcome.UNEXPLAINED:
            unexplained[one.mission].append(one.month)
    total = outcomes.total()
    figures = ", ".join(f"{outcomes[outcome]:,} {outcome}" for outcome in CeilingOutcome)
    yield f"of {total:,} comparable months, {figures}."
    for mission, months in sorted(unexplained.items()):
        yield f"{mission}: {', '.join(_spans(months))}."


def mission_months() -> Iterator[MissionMonth]:
    """Months of missions for which a ceiling and a number of the series bound the same persons."""
    ceilings: dict[str, list[StrengthCeiling]] = defaultdict(list)
    for ceiling in StrengthCeiling.objects.counting().select_related("mission"):
        ceilings[ceiling.mission.slug].append(ceiling)
    series: dict[tuple[str, date], dict[str, int | None]] = defaultdict(dict)
    rows = Strength.objects.exclude(authorized=None).order_by("mission__slug", "month")
    columns = ("mission__slug", "month", "category", "authorized")
    for mission, month, category, authorized in rows.values_list(*columns):
        series[mission, month][category] = authorized
    for (mission, month), given in series.items():
        compared = list(_compared(month, ceilings[mission], given))
        if compared:
            yield MissionMonth(mission, month, compared)


def _compared(
    month: date, ceilings: Iterable[StrengthCeiling], given: dict[str, int | None]
) -> Iterator[ComparedCeiling]:
    last = month.replace(day=monthrange(month.year, month.month)[1])
    held = [one for one in ceilings if one.starts_on <= last and (one.ends_on or last) >= month]
    for category in COUNTED:
        like = [one for one in held if one.category == category]
        persons = {one.persons for one in like}
        if category == PersonnelCategory.POLICE and not like:
            like = [one for one in held if one.category in POLICE_KINDS]
            persons = _sums(like)
        number = count_like(category, given)
        if persons and number is not None:
            yield ComparedCeiling(category, month, like, persons, number)


def _sums(kinds: list[StrengthCeiling]) -> set[int]:
    """Individual officers and formed units together, on the days on which both have a ceiling."""
    individual, formed = ([one for one in kinds if one.category == kind] for kind in POLICE_KINDS)
    return {
        one.persons + other.persons
        for one in individual
        for other in formed
        if one.starts_on <= (other.ends_on or one.starts_on)
        and other.starts_on <= (one.ends_on or other.starts_on)
    }


def path_of(ceiling: StrengthCeiling) -> str:
    """As a citation names the number of a ceiling."""
    return f"strength_ceilings/{ceiling.category},{ceiling.starts_on},{ceiling.coding}/persons"


def _months_told() -> set[tuple[str, str, str]]:
    """Mission, path of a ceiling and month («2006-08») of what citations explain."""
    told = set()
    rows = Citation.objects.contradicting().filter(field__startswith="strength_ceilings/")
    for mission, path, locator in rows.values_list("record__slug", "field", "locator"):
        for first, last in MONTHS.findall(locator):
            told |= {(mission, path, month) for month in _from_to(first, last or first)}
    return told


def _from_to(first: str, last: str) -> Iterator[str]:
    month = date.fromisoformat(f"{first}-01")
    while f"{month:%Y-%m}" <= last:
        yield f"{month:%Y-%m}"
        month = _following(month)


def _following(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _outcome(one: MissionMonth, told: set[tuple[str, str, str]]) -> CeilingOutcome:
    differing = [compared for compared in one.compared if not compared.is_equal]
    if not differing:
        return CeilingOutcome.EQUAL
    month = f"{one.month:%Y-%m}"
    is_told = all(
        any((one.mission, path_of(ceiling), month) in told for ceiling in compared.ceilings)
        for compared in differing
    )
    return CeilingOutcome.EXPLAINED if is_told else CeilingOutcome.UNEXPLAINED


def _spans(months: list[date]) -> Iterator[str]:
    """«2004-05 to 2004-07»: months in order, those that follow each other as one."""
    first = before = months[0]
    for month in [*months[1:], None]:
        if month is None or month != _following(before):
            alone = first == before
            yield f"{first:%Y-%m}" if alone else f"{first:%Y-%m} to {before:%Y-%m}"
            first = month or first
        before = month or before
