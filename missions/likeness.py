"""Which counts are comparable with a ceiling: those of the very persons that it bounds."""

from collections.abc import Mapping

from missions.models import PersonnelCategory

# Counts know troops, observers and police; what is missing here has no count of its own.
COUNTED = {
    PersonnelCategory.TOTAL_UNIFORMED: (PersonnelCategory.TOTAL_UNIFORMED,),
    PersonnelCategory.MILITARY: (PersonnelCategory.TROOPS, PersonnelCategory.MILITARY_OBSERVER),
    PersonnelCategory.TROOPS: (PersonnelCategory.TROOPS,),
    PersonnelCategory.MILITARY_OBSERVER: (PersonnelCategory.MILITARY_OBSERVER,),
    PersonnelCategory.POLICE: (PersonnelCategory.POLICE,),
}


def count_like(category: str, counts: Mapping[str, int | None]) -> int | None:
    """The count of a month that is comparable with a ceiling of the category; None without one."""
    parts = [counts.get(part) for part in COUNTED.get(PersonnelCategory(category), ())]
    known = [part for part in parts if part is not None]
    return sum(known) if parts and len(known) == len(parts) else None
