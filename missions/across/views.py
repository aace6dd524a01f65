"""Pages that lie across missions."""

from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import Max, Min, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legal.models import Document
from missions.across.compare import agreed, mission_sides, state_sides, task_lines
from missions.across.deaths import deaths_across
from missions.across.figures import task_figure, tasks_figure, timeline_figure, world_figure
from missions.across.task_years import Had, TaskYears, by_year, missions_with
from missions.across.timeline import GROUPINGS, groups, shown_on
from missions.across.trace import around, members, missions_of
from missions.across.world import (
    Hosting,
    Present,
    contributors_on,
    hosting,
    present_on,
    without_host,
)
from missions.across.world_map import world_map
from missions.clock.due import months_after
from missions.counts import counts
from missions.drawings.spans import HEIGHT, WIDTH, Years
from missions.filters.figure_filters import FatalityFilter
from missions.models import Fatality, MandateTaskType, Mission, Modality, TaskPeriod
from organizations.models import State
from records.common.drawing.figure import Figure
from records.common.languages import labels
from records.common.lists import asked_of, found_by, list_page
from records.common.periods import written
from records.common.requests import BadRequest, day_of, refuse_unknown
from records.common.text import nearest
from records.models import Record, RecordKind
from records.reading.names import NotOne, record_called

YEARS_SHOWN = 20
CONTRIBUTORS_SHOWN = 20
FIRST_YEAR = 1947
SLOTS = ("a", "b", "c", "d")
LEAST_COMPARED = 2


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """All missions on one line of time; with a day, those begun by it."""
    day, by, first, today, missions = _on_timeline(request)
    years = Years(first.year, today.year)
    grouped = groups(missions, by, years, today)
    context = _frame(years, day) | {
        "by": by,
        "first_year": first.year,
        "groupings": GROUPINGS,
        "groups": grouped,
        "figure": timeline_figure(grouped, by, first, today),
        "missions": missions,
        "under_way": sum(one.surely_active_on(today) for one in missions),
        "today": today,
    }
    return TemplateResponse(request, "missions/timeline.html", context)


def _on_timeline(request: HttpRequest) -> tuple[date | None, str, date, date, list[Mission]]:
    """The day asked for, the grouping, the first day and the last of the line, and its missions."""
    refuse_unknown(request, "as_of", "by")
    day, by = day_of(request), _one_of(request, "by", GROUPINGS, "lead")
    today = day or timezone.localdate()
    missions = list(shown_on(day))
    first = min((one.starts_on for one in missions if one.starts_on), default=today)
    return day, by, first, today, missions


def _timeline(request: HttpRequest) -> Figure | None:
    _day, by, first, today, missions = _on_timeline(request)
    grouped = groups(missions, by, Years(first.year, today.year), today)
    return timeline_figure(grouped, by, first, today)


@require_safe
def world(request: HttpRequest) -> HttpResponse:
    """Who hosted, who contributed, and how many, on any day."""
    refuse_unknown(request, "as_of")
    day = day_of(request)
    shown = day or timezone.localdate()
    present = present_on(shown)
    hosts = hosting(present)
    contributors = contributors_on(shown)
    listed = contributors.rows if contributors else []
    bars = counts((row.state.slug, row.state.name, row.persons) for row in listed)
    after = months_after(shown, 12)
    context = {
        "day": day,
        "shown": shown,
        "before": months_after(shown, -12) if shown.year > FIRST_YEAR else None,
        "after": after if after <= timezone.localdate() else None,
        "surely": sum(not one.perhaps for one in present),
        "perhaps": sum(one.perhaps for one in present),
        "figure": _map_of(present, hosts, shown),
        "hosting": hosts,
        "without_host": without_host(present),
        "contributors": contributors,
        "top": bars[:CONTRIBUTORS_SHOWN],
        "others": bars[CONTRIBUTORS_SHOWN:],
    }
    return TemplateResponse(request, "missions/world.html", context)


def _map_of(present: list[Present], hosts: list[Hosting], shown: date) -> Figure:
    title = _("Missions on {shown}").format(shown=written(shown))
    drawn = world_map(present, [one.state for one in hosts], title)
    return world_figure(present, drawn, shown)


def _world(request: HttpRequest) -> Figure:
    refuse_unknown(request, "as_of")
    shown = day_of(request) or timezone.localdate()
    present = present_on(shown)
    return _map_of(present, hosting(present), shown)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two to four missions or states side by side; two documents have a page of their own."""
    refuse_unknown(request, "as_of", *SLOTS)
    day = day_of(request)
    asked = [(name, request.GET.get(name, "").strip()) for name in SLOTS]
    found = _all_called([(name, text) for name, text in asked if text])
    context: dict[str, Any] = {"day": day, "slots": asked, "records": []}
    if len(found) >= LEAST_COMPARED:
        kind = found[0].record_kind
        if kind == RecordKind.DOCUMENT:
            a, b = found[0].slug, found[1].slug
            return HttpResponseRedirect(f"{reverse('compare_documents')}?a={a}&b={b}")
        context |= COMPARED[RecordKind(kind)]([one.pk for one in found], day)
    return TemplateResponse(request, "missions/compare.html", context)


def _all_called(asked: list[tuple[str, str]]) -> list[Record]:
    """The records named, in order and of one kind. Raises BadRequest."""
    found: list[Record] = []
    for name, text in asked:
        kind = found[0].record_kind if found else ""
        try:
            record = record_called(kind, text) if kind else _first_called(text)
        except NotOne as error:
            raise BadRequest(name, str(error)) from None
        if record in found:
            raise BadRequest(name, _("'{text}' is compared already.").format(text=text[:60]))
        found.append(record)
    return found


def _first_called(text: str) -> Record:
    """What may be compared: a mission goes before a state, and that before a document."""
    errors = []
    for kind in (RecordKind.MISSION, RecordKind.STATE, RecordKind.DOCUMENT):
        try:
            return record_called(kind, text)
        except NotOne as error:
            errors.append(str(error))
    raise NotOne(
        _("There is no mission, state or document '{text}'. {errors}").format(
            text=text[:60], errors=errors[0]
        )
    )


def _compared_missions(ids: list[int], day: date | None) -> dict[str, Any]:
    held = Mission.objects.prefetch_related("host_states").in_bulk(ids)
    missions = [held[one] for one in ids]
    sides, tasks = mission_sides(missions, day), task_lines(missions, day)
    return {"records": missions, "missions": sides, "tasks": tasks}


def _compared_states(ids: list[int], day: date | None) -> dict[str, Any]:
    held = State.objects.in_bulk(ids)
    states = [held[one] for one in ids]
    sides, pairs = state_sides(states, day), agreed(states, day)
    return {"records": states, "states": sides, "agreed": pairs}


COMPARED = {RecordKind.MISSION: _compared_missions, RecordKind.STATE: _compared_states}


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """How many missions had each task in force, for twenty years up to one."""
    modality, until, years = _asked_tasks(request)
    span = TaskPeriod.objects.aggregate(first=Min("starts_on"), last=Max("starts_on"))
    last, lines = years[-1], by_year(years, modality, until)
    context: dict[str, Any] = {
        "day": day_of(request),
        "years": years,
        "modality": modality,
        "modalities": Modality.choices,
        "lines": lines,
        "figure": _tasks_figure(request, lines, years, modality),
        "earlier": years.start - 1 if span["first"] and span["first"].year < years.start else None,
        "later": min(last + YEARS_SHOWN, until.year) if last < until.year else None,
    }
    return TemplateResponse(request, "missions/tasks_by_year.html", context)


def _asked_tasks(request: HttpRequest) -> tuple[str, date, range]:
    """In which way, until when, and the years shown. Raises BadRequest."""
    refuse_unknown(request, "as_of", "modality", "to")
    until = day_of(request) or timezone.localdate()
    modality = _one_of(request, "modality", labels(Modality), "")
    last = _year(request, until.year)
    return modality, until, range(last - YEARS_SHOWN + 1, last + 1)


def _tasks_figure(
    request: HttpRequest, lines: list[TaskYears], years: range, modality: str
) -> Figure | None:
    asked = {"modality": modality, "to": request.GET.get("to", "")}
    return tasks_figure(lines, years, labels(Modality).get(modality, ""), asked)


def _tasks(request: HttpRequest) -> Figure | None:
    modality, until, years = _asked_tasks(request)
    return _tasks_figure(request, by_year(years, modality, until), years, modality)


@require_safe
def task(request: HttpRequest, key: str) -> HttpResponse:
    """Every mission that ever had a task."""
    found, until, years, had = _had(request, key)
    context = _frame(years, day_of(request)) | {
        "task": found,
        "had": had,
        "figure": task_figure(found, had, until),
        "in_force": sum(one.last is None for one in had),
        "until": until,
    }
    return TemplateResponse(request, "missions/task.html", context)


def _had(request: HttpRequest, key: str) -> tuple[MandateTaskType, date, Years, list[Had]]:
    """The task, until when, the line of years, and who had it. Raises Http404."""
    refuse_unknown(request, "as_of")
    until = day_of(request) or timezone.localdate()
    found = MandateTaskType.objects.filter(key=key.lower()).first()
    if found is None:
        raise Http404(_("There is no task '{key}'.").format(key=key[:60]))
    span = TaskPeriod.objects.filter(task=found, starts_on__lte=until)
    first = span.aggregate(first=Min("starts_on"))["first"] or until
    years = Years(first.year, until.year)
    return found, until, years, missions_with(found, years, until)


def _task(request: HttpRequest, key: str) -> Figure | None:
    found, until, _years, had = _had(request, key)
    return task_figure(found, had, until)


OF_TIMELINE = {"missions": _timeline}
OF_WORLD = {"missions": _world}
OF_TASKS = {"missions-by-year": _tasks}
OF_TASK = {"missions": _task}


@require_safe
def deaths(request: HttpRequest) -> HttpResponse:
    """Who died in service across missions, of the cause, time, mission and nationality asked."""

    def beside(page: Page, found: QuerySet, day: date | None) -> dict[str, Any]:
        return deaths_across(found, asked_of(request))

    rows = Fatality.objects.all()
    return list_page(request, FatalityFilter, rows, "missions/deaths.html", beside)


def _deaths(request: HttpRequest) -> Figure | None:
    found = found_by(request, FatalityFilter, Fatality.objects.all())
    return deaths_across(found, asked_of(request))["figure"]


OF_DEATHS = {"deaths": _deaths}


@require_safe
def trace(request: HttpRequest, slug: str) -> HttpResponse:
    """Each member's vote on a decision beside what it contributed before and after."""
    refuse_unknown(request, "as_of")
    document = get_object_or_404(Document, slug=slug.lower(), adopted_on__isnull=False)
    missions = missions_of(document)
    lists = around(document, missions)
    context = {
        "day": day_of(request),
        "document": document,
        "missions": missions,
        "lists": lists,
        "members": members(document, lists),
    }
    return TemplateResponse(request, "missions/trace.html", context)


def _frame(years: Years, day: date | None) -> dict[str, Any]:
    """What every page of bars needs."""
    return {"day": day, "ticks": years.ticks(), "width": WIDTH, "height": HEIGHT}


def _one_of(request: HttpRequest, name: str, known: dict[str, str], default: str) -> str:
    given = request.GET.get(name, "") or default
    if given and given not in known:
        close = nearest(given, known)
        offered = _(" Did you mean '{close}'?").format(close=close) if close else ""
        raise BadRequest(
            name,
            _("Expected one of: {known}.{offered}").format(known=", ".join(known), offered=offered),
        )
    return given


def _year(request: HttpRequest, latest: int) -> int:
    given = request.GET.get("to", "")
    if not given:
        return latest
    if not given.isascii() or not given.isdecimal() or not 1945 <= int(given[:4]) <= latest:
        raise BadRequest("to", _("Expected a year from 1945 to {latest}.").format(latest=latest))
    return int(given[:4])
