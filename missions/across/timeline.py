"""All missions on one line of time, by who led them, by region or by kind."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.db.models.query import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from missions.drawings.spans import PeriodBar, Years, is_faint
from missions.models import Mission, MissionRole, Role

GROUPINGS = {
    "lead": gettext_noop("Who led"),
    "region": gettext_noop("Region"),
    "category": gettext_noop("Kind"),
}
NOT_CODED = gettext_noop("Not yet coded")


@dataclass(frozen=True)
class MissionRow:
    mission: Mission
    bar: PeriodBar | None  # none where no first day is known


@dataclass(frozen=True)
class TimelineGroup:
    name: str
    rows: list[MissionRow]


def shown_on(missions: QuerySet[Mission], day: date | None) -> QuerySet[Mission]:
    """With a day, those begun by it."""
    leads = MissionRole.objects.filter(role=Role.LEAD).select_related("actor").order_by("pk")
    rows = missions.filter(starts_on__lte=day) if day else missions
    return rows.prefetch_related(
        "host_states", Prefetch("roles", queryset=leads, to_attr="leads")
    ).order_by("starts_on", "name", "pk")


def groups(missions: Iterable[Mission], by: str, years: Years, today: date) -> list[TimelineGroup]:
    """The largest group first; a mission with several leads or regions stands in each."""
    found: dict[str, list[MissionRow]] = defaultdict(list)
    for mission in missions:
        row = MissionRow(mission, _bar(mission, years, today))
        for name in _names(mission, by):
            found[name].append(row)
    ordered = sorted(found, key=lambda name: (name == _(NOT_CODED), -len(found[name]), name))
    return [TimelineGroup(name, found[name]) for name in ordered]


def _bar(mission: Mission, years: Years, today: date) -> PeriodBar | None:
    if mission.starts_on is None:
        return None
    faint = is_faint(mission)
    return years.bar(mission.starts_on, mission.ends_on, today, faint)


def _names(mission: Mission, by: str) -> list[str]:
    if by == "category":
        return [mission.get_category_display()]
    if by == "region":
        names = [_(state.region) for state in mission.host_states.all() if state.region]
    else:
        leads: list[MissionRole] = mission.leads  # type: ignore[attr-defined]
        names = [role.actor.name for role in leads]
    return list(dict.fromkeys(names)) or [_(NOT_CODED)]
