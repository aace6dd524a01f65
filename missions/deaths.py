"""Deaths in the service of missions, counted by mission and by year for pages of other records."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from missions.counts import Count, counts
from missions.models import Fatality


@dataclass(frozen=True)
class Deaths:
    persons: int
    by_mission: list[Count]  # the most first
    by_year: list[Count]  # the latest first
    last: date


def counted(deaths: QuerySet[Fatality], day: date | None) -> Deaths | None:
    """Until the day if one is given; None where there is none."""
    rows = (deaths.filter(date__lte=day) if day else deaths).order_by()
    missions: Counter[tuple[str, str]] = Counter()
    years: Counter[int] = Counter()
    last = date.min
    # Summed here: few died on one day, and a base sorts all rows by five columns to find these.
    each = rows.values_list(
        "mission__slug", "mission__acronym", "mission__name", "mission_code", "date", "persons"
    )
    for slug, acronym, name, code, day_of_death, persons in each:
        missions[slug or "", acronym or name or code] += persons
        years[day_of_death.year] += persons
        last = max(last, day_of_death)
    if not years:
        return None
    return Deaths(
        persons=sum(years.values()),
        by_mission=counts((slug, label, persons) for (slug, label), persons in _most(missions)),
        by_year=counts(("", str(year), years[year]) for year in sorted(years, reverse=True)),
        last=last,
    )


def _most(missions: Counter[tuple[str, str]]) -> list[tuple[tuple[str, str], int]]:
    return sorted(missions.items(), key=lambda one: (-one[1], one[0]))
