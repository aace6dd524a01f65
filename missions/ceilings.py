"""What ceilings bound: the counts that are like them, and the days on which there is none."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _

from missions.models import Mission, PersonnelCategory, StrengthCeiling
from records.common.periods import Precision, written

DAY = timedelta(days=1)
# Counts know troops, observers and police; what is missing here has no count of its own.
COUNTED = {
    PersonnelCategory.TOTAL_UNIFORMED: (PersonnelCategory.TOTAL_UNIFORMED,),
    PersonnelCategory.MILITARY: (PersonnelCategory.TROOPS, PersonnelCategory.MILITARY_OBSERVER),
    PersonnelCategory.TROOPS: (PersonnelCategory.TROOPS,),
    PersonnelCategory.MILITARY_OBSERVER: (PersonnelCategory.MILITARY_OBSERVER,),
    PersonnelCategory.POLICE: (PersonnelCategory.POLICE,),
}
WHOLE = PersonnelCategory.TOTAL_UNIFORMED
SIDES = {
    "military personnel": {
        PersonnelCategory.MILITARY,
        PersonnelCategory.TROOPS,
        PersonnelCategory.MILITARY_OBSERVER,
        PersonnelCategory.STAFF_OFFICER,
    },
    "police": {
        PersonnelCategory.POLICE,
        PersonnelCategory.POLICE_INDIVIDUAL,
        PersonnelCategory.FORMED_POLICE,
    },
}


def count_like(category: PersonnelCategory, counts: Mapping[str, int | None]) -> int | None:
    """The count of a month of the very persons that a ceiling of the category bounds."""
    parts = [counts.get(part) for part in COUNTED[category]]
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def military_of(counts: Mapping[str, int | None]) -> int | None:
    """Troops and observers; troops alone where with the police they make the whole."""
    troops, observers = counts.get("troops"), counts.get("military_observer")
    if troops is not None and observers is not None:
        return troops + observers
    is_whole = troops is not None and counts.get("total_uniformed") == troops + (
        counts.get("police") or 0
    )
    return troops if is_whole else None


def in_force_last(ceilings: list[StrengthCeiling]) -> list[StrengthCeiling]:
    """Those of the last day on which any held."""
    last = max((one.ends_on or date.max for one in ceilings), default=None)
    return [one for one in ceilings if (one.ends_on or date.max) == last]


def without_ceiling(
    mission: Mission, ceilings: Iterable[StrengthCeiling], today: date
) -> list[str]:
    """The days of a mission that its ceilings leave open, in words.

    Military personnel and police apart, where each ever had a ceiling of its own.
    """
    first, last = mission.starts_on, mission.ends_on or today
    if first is None or (mission.ends_on is None and mission.ends_precision == Precision.UNKNOWN):
        return []
    bounds = list(ceilings)
    found = {
        side: [_in_words(start, end, first, last) for start, end in _open(held, first, last)]
        for side, held in _sides(bounds).items()
    }
    if len(set(map(tuple, found.values()))) == 1:
        return next(iter(found.values()))
    return [
        _("for {side} {days}").format(side=side, days=days)
        for side, spans in found.items()
        for days in spans
    ]


def _sides(ceilings: list[StrengthCeiling]) -> dict[str, list[StrengthCeiling]]:
    """Ceilings by whom they bound, the whole on every side; the whole alone is one side."""
    sides = {
        side: [one for one in ceilings if one.category in {*categories, WHOLE}]
        for side, categories in SIDES.items()
        if any(one.category in categories for one in ceilings)
    }
    return sides or {"": [one for one in ceilings if one.category == WHOLE]}


def _open(
    ceilings: Iterable[StrengthCeiling], first: date, last: date
) -> Iterator[tuple[date, date]]:
    """First and last day of each time between two days in which none of the ceilings held."""
    start = first
    for one in sorted(ceilings, key=lambda one: one.starts_on):
        if start < one.starts_on <= last:
            yield start, one.starts_on - DAY
        if one.ends_on is None:
            return
        start = max(start, one.ends_on + DAY)
    if start <= last:
        yield start, last


def _in_words(start: date, end: date, first: date, last: date) -> str:
    if (start, end) == (first, last):
        return _("on any of its days")
    if start == first:
        return _("before {DAY}").format(DAY=written(end + DAY))
    if end == last:
        return _("after {DAY}").format(DAY=written(start - DAY))
    return _("from {start} to {end}").format(start=written(start), end=written(end))
