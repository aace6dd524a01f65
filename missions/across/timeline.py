"""All missions on one line of time, by who led them, by region or by kind."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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


# What a row shows of a mission.
SHOWN = (
    *("record_kind", "slug", "name", "acronym", "category"),
    *("starts_on", "starts_precision", "ends_on", "ends_precision"),
)


def shown_on(day: date | None) -> QuerySet[Mission]:
    """With a day, those begun by it."""
    rows = Mission.objects.filter(starts_on__lte=day) if day else Mission.objects.all()
    return rows.only(*SHOWN).order_by("starts_on", "name", "pk")


def groups(missions: Iterable[Mission], by: str, years: Years, today: date) -> list[TimelineGroup]:
    """The largest group first; a mission with several leads or regions stands in each."""
    found: dict[str, list[MissionRow]] = defaultdict(list)
    named = _named(by)
    for mission in missions:
        row = MissionRow(mission, _bar(mission, years, today))
        own = [mission.get_category_display()] if by == "category" else named.get(mission.pk)
        for name in own or [_(NOT_CODED)]:
            found[name].append(row)
    ordered = sorted(found, key=lambda name: (name == _(NOT_CODED), -len(found[name]), name))
    return [TimelineGroup(name, found[name]) for name in ordered]


def _bar(mission: Mission, years: Years, today: date) -> PeriodBar | None:
    if mission.starts_on is None:
        return None
    faint = is_faint(mission)
    return years.bar(mission.starts_on, mission.ends_on, today, faint)


def _named(by: str) -> dict[int, dict[str, None]]:
    """Of each mission the regions of its hosts or those who led it, each once."""
    named: dict[int, dict[str, None]] = defaultdict(dict)
    if by == "region":
        hosts = Mission.host_states.through.objects.exclude(state__region="")
        for mission, region in hosts.values_list("mission", "state__region"):
            named[mission][_(region)] = None
    elif by == "lead":
        leads = MissionRole.objects.filter(role=Role.LEAD).order_by()
        for mission, name in leads.values_list("mission", "actor__name"):
            named[mission][name] = None
    return named
