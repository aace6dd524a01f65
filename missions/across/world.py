"""The world on a day: which missions were under way where, and who had how many in them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from missions.clock.due import months_after
from missions.models import ContributionTotal, Mission, PersonnelCategory, Strength
from organizations.models import State
from records.models import Source

ALL = PersonnelCategory.TOTAL_UNIFORMED
OLDEST_LIST_MONTHS = 12  # an older list of contributors says nothing of the day


@dataclass(frozen=True)
class Present:
    """A mission under way on the day; `persons` of its last count in the twelve months before."""

    mission: Mission
    persons: int | None
    counted_on: date | None
    perhaps: bool


@dataclass(frozen=True)
class Hosting:
    """A state with the missions on its territory."""

    state: State
    present: list[Present]


@dataclass(frozen=True)
class Contributors:
    """The published list of contributors to all UN missions nearest before the day."""

    month: date
    rows: list[ContributionTotal]
    persons: int
    source: Source


def present_on(day: date) -> list[Present]:
    """Missions under way, surely or perhaps, with who was counted in them.

    Not those that never deployed, nor those that were decided on later, whose first day is unknown.
    """
    missions = Mission.objects.possibly_active_on(day).exclude(never_deployed=True)
    missions = missions.exclude(established_on__gt=day, starts_on=None).prefetch_related(
        "host_states"
    )
    counted = _counted(day)
    return [
        Present(one, *counted.get(one.pk, (None, None)), perhaps=not one.surely_active_on(day))
        for one in missions.order_by("name", "pk")
    ]


def _counted(day: date) -> dict[int, tuple[int | None, date | None]]:
    """By mission the uniformed persons of its last month counted, and that month."""
    held = Strength.objects.filter(
        category=ALL, month__lte=day, month__gt=months_after(day, -OLDEST_LIST_MONTHS)
    ).exclude(deployed=None)
    rows = held.order_by("month").values_list("mission", "deployed", "month")
    return {mission: (persons, month) for mission, persons, month in rows}


def hosting(present: list[Present]) -> list[Hosting]:
    """By host state, those with the most missions first; a mission in several stands in each."""
    by_state: dict[State, list[Present]] = defaultdict(list)
    for one in present:
        for state in one.mission.host_states.all():
            by_state[state].append(one)
    ordered = sorted(by_state, key=lambda state: (-len(by_state[state]), state.name))
    return [Hosting(state, by_state[state]) for state in ordered]


def contributors_on(day: date) -> Contributors | None:
    """The list of the last month held in the year before the day; None without one."""
    rows = ContributionTotal.objects.filter(
        category=ALL, month__lte=day, month__gt=months_after(day, -OLDEST_LIST_MONTHS)
    )
    month = rows.aggregate(last=Max("month"))["last"]
    if month is None:
        return None
    listed = rows.filter(month=month, persons__gt=0).select_related("state", "source")
    ordered = list(listed.order_by("-persons", "state__name"))
    return Contributors(month, ordered, sum(row.persons for row in ordered), ordered[0].source)


def without_host(present: list[Present]) -> list[Present]:
    return [one for one in present if not one.mission.host_states.all()]
