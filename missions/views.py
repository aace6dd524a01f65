"""Pages of missions and conflicts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from missions.ceilings import in_force_last, without_ceiling
from missions.figure_pages import (
    budgets_of,
    contributors_of,
    deaths_by_cause,
    deaths_by_state,
    deaths_by_year,
    deaths_of,
    sites_of,
    strength_of,
)
from missions.filters.missions import ConflictFilter, MissionFilter, MissionStatus
from missions.models import (
    Conflict,
    Mandate,
    Mission,
    MissionLeader,
    MissionRelation,
    MissionRole,
    Post,
    Role,
    Strength,
)
from missions.models.mission import MissionQuerySet
from missions.tasks.showing import compared, matrix_of, tasks_on
from missions.timeline import timeline
from records.common.lists import list_page
from records.common.requests import BadRequest, day_of, refuse_unknown
from records.models import Record
from records.reading.pages import record_page

LEADERS_SHOWN = 4  # of one post; earlier ones are folded
DUE_SHOWN = 6
SHOWN_FIRST = (Role.AUTHORISING, Role.LEAD, Role.COMMAND)


@require_safe
def mission_list(request: HttpRequest) -> HttpResponse:
    """Those under way, the newest first, while nothing else is asked."""
    rows = for_table(Mission.objects.all())
    first = {"status": MissionStatus.UNDER_WAY.value, "ordering": "-starts_on"}
    template = "missions/mission_list.html"
    return list_page(request, MissionFilter, rows, template, _held_on, first=first)


def _held_on(page: Page, found: QuerySet, day: date | None) -> dict[str, Any]:
    """Of each mission its newest mandate on the day, and the persons counted last by it."""
    shown, on = list(page.object_list), day or timezone.localdate()
    begun = Mandate.objects.filter(starts_on__lte=on).select_related("document")
    newest = begun.order_by("-starts_on")[:1]
    prefetch_related_objects(shown, Prefetch("mandates", queryset=newest, to_attr="newest"))
    counted = Strength.objects.counted_last(on).filter(mission__in=shown)
    return {
        "missions": shown,
        "strength": {one.mission_id: one for one in counted},
        "mandated": any(mission.newest for mission in shown),
        "on": on,
    }


def for_table(missions: MissionQuerySet) -> MissionQuerySet:
    """With what a row of `_mission_table.html` shows."""
    leads = MissionRole.objects.filter(role=Role.LEAD).select_related("actor")
    return missions.prefetch_related(
        "host_states", Prefetch("roles", queryset=leads, to_attr="leads")
    )


@require_safe
def mission_detail(request: HttpRequest, slug: str) -> HttpResponse:
    today = timezone.localdate()

    def context(mission: Mission, day: date | None) -> dict[str, Any]:
        return mission_context(mission, day, today)

    return record_page(
        request, Mission.objects.all(), slug, "missions/mission_detail.html", context
    )


def mission_context(mission: Mission, day: date | None, today: date) -> dict[str, Any]:
    """What the page of a mission shows; with a day, the related rows that held on it."""
    mandates = list(_mandates(mission))
    roles = list(_on(mission.roles.select_related("actor", "source"), day))
    leaders = list(mission.leaders.select_related("mission", "nationality", "source"))
    ceilings = list(mission.strength_ceilings.counting().select_related("document"))
    relations = list(_relations(mission))
    in_force = [one for one in mandates if day is None or one.surely_active_on(day)]
    bounds = [one for one in ceilings if day is None or one.surely_active_on(day)]
    last = in_force_last(bounds)
    return {
        "host_states": mission.host_states.all(),
        "conflicts": mission.conflicts.all(),
        "activities": mission.activities.all(),
        "leading": [role for role in roles if role.role in SHOWN_FIRST],
        "roles": by_role(role for role in roles if role.role not in SHOWN_FIRST),
        "posts": by_post(one for one in leaders if day is None or one.possibly_active_on(day)),
        "leaders_in_all": len(leaders),
        "legal_bases": mission.legal_bases.select_related("document", "source"),
        "mandates": in_force,
        "mandates_in_all": len(mandates),
        "timeline": timeline(mandates, today, day),
        "tasks": tasks_on(mission, day or today),
        "due": list(mission.due_days.next_on(day or today)[:DUE_SHOWN]),
        "ceilings": last,
        "earlier_ceilings": [one for one in bounds if one not in last],
        "without_ceiling": without_ceiling(mission, ceilings, today) if ceilings else [],
        "ceilings_in_all": len(ceilings),
        "strength": strength_of(mission, ceilings, day, today),
        "deaths": deaths_by_cause(deaths_of(mission, day)),
        "successors": [one for one in relations if one.predecessor_id == mission.pk],
        "predecessors": [one for one in relations if one.successor_id == mission.pk],
        "events": mission.events.select_related("document", "source"),
    }


@require_safe
def mission_figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything counted of one mission; with a day, what was known by then."""
    refuse_unknown(request, "as_of")
    mission, day = get_object_or_404(Mission, slug=slug.lower()), day_of(request)
    ceilings, deaths = mission.strength_ceilings.counting(), deaths_of(mission, day)
    context = {
        "mission": mission,
        "day": day,
        "strength": strength_of(mission, ceilings, day, timezone.localdate()),
        "contributors": contributors_of(mission, day),
        "deaths": deaths_by_cause(deaths),
        "deaths_by_year": deaths_by_year(deaths),
        "deaths_by_state": deaths_by_state(deaths),
        "sites": sites_of(mission, day),
        "budgets": budgets_of(mission),
    }
    return TemplateResponse(request, "missions/mission_figures.html", context)


def _mandates(mission: Mission):
    rows = Mandate.objects.filter(mission=mission).select_related("document", "action")
    return rows.order_by("starts_on")


def _relations(mission: Mission):
    """With missions before and after it: both directions in one question."""
    rows = MissionRelation.objects.filter(Q(predecessor=mission) | Q(successor=mission))
    return rows.select_related("predecessor", "successor", "source")


def _on(rows, day: date | None):
    return rows.possibly_active_on(day) if day else rows


@dataclass
class RoleGroup:
    """Those who took part in one role, under what the note says of them, and the sources."""

    label: str
    held: dict[str, list[MissionRole]] = field(default_factory=dict)
    sources: dict[int, Record] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(len(roles) for roles in self.held.values())


def by_role(roles: Iterable[MissionRole]) -> list[RoleGroup]:
    """In the order of the enumeration; what further sources say the same is left to the API."""
    parts: dict[str, RoleGroup] = {}
    for role in roles:
        part = parts.setdefault(role.role, RoleGroup(role.get_role_display()))
        note = role.note.partition("Also in:")[0].strip(" ;.")
        part.held.setdefault(note, []).append(role)
        part.sources[role.source_id] = role.source
    return [parts[name] for name in Role.values if name in parts]


@dataclass
class PostHeld:
    """Those who held a post, the latest first."""

    label: str
    leaders: list[MissionLeader]

    @property
    def latest(self) -> list[MissionLeader]:
        return self.leaders[:LEADERS_SHOWN]

    @property
    def earlier(self) -> list[MissionLeader]:
        return self.leaders[LEADERS_SHOWN:]


def by_post(leaders: Iterable[MissionLeader]) -> list[PostHeld]:
    """In the order of the enumeration; of unknown start, whoever ended last comes first."""
    parts: dict[str, list[MissionLeader]] = {}
    for leader in leaders:
        parts.setdefault(leader.post, []).append(leader)
    for held in parts.values():
        held.sort(key=lambda one: one.starts_on or one.ends_on or date.min, reverse=True)
    return [PostHeld(post.label, parts[post]) for post in Post if post in parts]


@require_safe
def mission_tasks(request: HttpRequest, slug: str) -> HttpResponse:
    """The tasks of a mission over all its documents, and two days compared."""
    refuse_unknown(request, "as_of", "from", "to")
    mission, day = get_object_or_404(Mission, slug=slug.lower()), day_of(request)
    before, after = day_of(request, "from"), day_of(request, "to")
    if (before is None) != (after is None):
        raise BadRequest("to" if after is None else "from", "Two days are compared: give both.")
    context = {
        "mission": mission,
        "day": day,
        "tasks": tasks_on(mission, day or timezone.localdate()),
        "matrix": matrix_of(mission),
        "before": before,
        "after": after,
        "differences": compared(mission, before, after) if before and after else None,
    }
    return TemplateResponse(request, "missions/mission_tasks.html", context)


@require_safe
def conflict_list(request: HttpRequest) -> HttpResponse:
    rows = Conflict.objects.prefetch_related("states")
    return list_page(request, ConflictFilter, rows, "missions/conflict_list.html")


@require_safe
def conflict_detail(request: HttpRequest, slug: str) -> HttpResponse:
    def context(conflict: Conflict, day: date | None) -> dict[str, Any]:
        missions = list(for_table(conflict.missions.order_by("starts_on", "pk")))
        return {
            "states": conflict.states.order_by("name"),
            "parties": conflict.parties.select_related("actor", "source"),
            "missions": [one for one in missions if day is None or one.possibly_active_on(day)],
            "missions_in_all": len(missions),
            "events": conflict.events.select_related("document", "source"),
        }

    return record_page(
        request, Conflict.objects.all(), slug, "missions/conflict_detail.html", context
    )
