"""Pages of missions and conflicts."""

from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from missions.conflict_page import conflict_context
from missions.drawings.decided import all_renewals_figure
from missions.filters.missions import ConflictFilter, MissionFilter, MissionStatus
from missions.listing import newest_mandates
from missions.mission_page import mission_context
from missions.models import (
    Conflict,
    MandateStatement,
    Mission,
    Strength,
)
from missions.tasks.renewals import Renewals, renewals_of
from missions.tasks.showing import by_document, compared, read_statements, tasks_on
from records.common.drawing.figure import Figure
from records.common.lists import list_page
from records.common.requests import BadRequest, day_of, refuse_unknown
from records.reading.pages import record_page


@require_safe
def mission_list(request: HttpRequest) -> HttpResponse:
    """Those under way, the newest first, while nothing else is asked."""
    rows = Mission.objects.all()
    first = {"status": MissionStatus.UNDER_WAY.value, "ordering": "-starts_on"}
    template = "missions/mission_list.html"
    return list_page(request, MissionFilter, rows, template, _held_on, first=first)


def _held_on(page: Page, found: QuerySet, day: date | None) -> dict[str, Any]:
    """Of each mission its newest mandate on the day, and the persons counted last by it."""
    shown, on = list(page.object_list), day or timezone.localdate()
    newest = newest_mandates([mission.pk for mission in shown], on)
    counted = Strength.objects.counted_last(on).filter(mission__in=shown)
    return {
        "missions": shown,
        "strength": {one.mission_id: one for one in counted},
        "newest": newest,
        "on": on,
    }


@require_safe
def mission_detail(request: HttpRequest, slug: str) -> HttpResponse:
    today = timezone.localdate()

    def context(mission: Mission, day: date | None) -> dict[str, Any]:
        return mission_context(mission, day, today)

    return record_page(request, Mission, slug, "missions/mission_detail.html", context)


@require_safe
def mission_tasks(request: HttpRequest, slug: str) -> HttpResponse:
    """The tasks of a mission over all its documents, and two days compared."""
    refuse_unknown(request, "as_of", "from", "to")
    mission, day = get_object_or_404(Mission, slug=slug.lower()), day_of(request)
    before, after = day_of(request, "from"), day_of(request, "to")
    if (before is None) != (after is None):
        raise BadRequest("to" if after is None else "from", "Two days are compared: give both.")
    shown = day or timezone.localdate()
    statements = by_document(mission)
    known = [one.statement for one in reversed(statements) if one.statement.day <= shown]
    tasks = tasks_on(mission, shown, [one.statement for one in statements][::-1])
    renewals = _renewals_on(mission, known, shown)
    context = {
        "mission": mission,
        "day": day,
        "tasks": tasks,
        "renewals": renewals,
        "figure": all_renewals_figure(mission, renewals, tasks.coding) if renewals else None,
        "documents": [one for one in statements if one.statement.day <= shown],
        "before": before,
        "after": after,
        "compared": compared(mission, before, after) if before and after else None,
    }
    return TemplateResponse(request, "missions/mission_tasks.html", context)


def _renewals_on(mission: Mission, known: list[MandateStatement], day: date) -> Renewals | None:
    mandates = mission.mandates.filter(starts_on__lte=day).values_list("document", flat=True)
    return renewals_of(mission, known, mandates, day)


def _renewals(request: HttpRequest, slug: str) -> Figure | None:
    """Of all documents, as the page of the tasks draws them."""
    refuse_unknown(request, "as_of")
    mission = get_object_or_404(Mission, slug=slug.lower())
    shown = day_of(request) or timezone.localdate()
    known = [one for one in read_statements(mission.pk) if one.day <= shown]
    renewals = _renewals_on(mission, known, shown)
    return all_renewals_figure(mission, renewals, known[0].coding) if renewals else None


OF_TASKS = {"renewals": _renewals}


@require_safe
def conflict_list(request: HttpRequest) -> HttpResponse:
    rows = Conflict.objects.prefetch_related("states")
    return list_page(request, ConflictFilter, rows, "missions/conflict_list.html")


@require_safe
def conflict_detail(request: HttpRequest, slug: str) -> HttpResponse:
    today = timezone.localdate()

    def context(conflict: Conflict, day: date | None) -> dict[str, Any]:
        return conflict_context(conflict, day, day or today)

    return record_page(request, Conflict, slug, "missions/conflict_detail.html", context)
