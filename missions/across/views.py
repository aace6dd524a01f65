"""Pages that lie across missions."""

from datetime import date
from typing import Any

from django.db.models import Max, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from missions.across.spans import HEIGHT, WIDTH, Years
from missions.across.task_years import by_year, missions_with
from missions.across.timeline import GROUPINGS, groups, shown_on
from missions.models import MandateTaskType, Mission, Modality, TaskPeriod
from records.common.requests import BadRequest, day_of, refuse_unknown
from records.common.text import nearest

YEARS_SHOWN = 20


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """All missions on one line of time; with a day, those begun by it."""
    refuse_unknown(request, "as_of", "by")
    day, by = day_of(request), _one_of(request, "by", GROUPINGS, "lead")
    today = day or timezone.localdate()
    missions = list(shown_on(Mission.objects.all(), day))
    first = min((one.starts_on for one in missions if one.starts_on), default=today)
    years = Years(first.year, today.year)
    context = _frame(years, day) | {
        "by": by,
        "first_year": first.year,
        "groupings": GROUPINGS,
        "groups": groups(missions, by, years, today),
        "missions": missions,
        "under_way": sum(one.surely_active_on(today) for one in missions),
        "today": today,
        "now": years.x(today),
    }
    return TemplateResponse(request, "missions/timeline.html", context)


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """How many missions had each task in force, for twenty years up to one."""
    refuse_unknown(request, "as_of", "modality", "to")
    day = day_of(request)
    until = day or timezone.localdate()
    modality = _one_of(request, "modality", dict(Modality.choices), "")
    span = TaskPeriod.objects.aggregate(first=Min("starts_on"), last=Max("starts_on"))
    last = _year(request, until.year)
    years = range(last - YEARS_SHOWN + 1, last + 1)
    context: dict[str, Any] = {
        "day": day,
        "years": years,
        "modality": modality,
        "modalities": Modality.choices,
        "lines": by_year(years, modality, until),
        "earlier": years.start - 1 if span["first"] and span["first"].year < years.start else None,
        "later": min(last + YEARS_SHOWN, until.year) if last < until.year else None,
    }
    return TemplateResponse(request, "missions/tasks_by_year.html", context)


@require_safe
def task(request: HttpRequest, key: str) -> HttpResponse:
    """Every mission that ever had a task."""
    refuse_unknown(request, "as_of")
    day = day_of(request)
    until = day or timezone.localdate()
    found = MandateTaskType.objects.filter(key=key.lower()).first()
    if found is None:
        raise Http404(f"There is no task '{key[:60]}'.")
    span = TaskPeriod.objects.filter(task=found, starts_on__lte=until)
    first = span.aggregate(first=Min("starts_on"))["first"] or until
    years = Years(first.year, until.year)
    had = missions_with(found, years, until)
    context = _frame(years, day) | {
        "task": found,
        "had": had,
        "in_force": sum(one.last is None for one in had),
        "until": until,
    }
    return TemplateResponse(request, "missions/task.html", context)


def _frame(years: Years, day: date | None) -> dict[str, Any]:
    """What every page of bars needs."""
    return {"day": day, "ticks": years.ticks(), "width": WIDTH, "height": HEIGHT}


def _one_of(request: HttpRequest, name: str, known: dict[str, str], default: str) -> str:
    given = request.GET.get(name, "") or default
    if given and given not in known:
        close = nearest(given, known)
        offered = f" Did you mean '{close}'?" if close else ""
        raise BadRequest(name, f"Expected one of: {', '.join(known)}.{offered}")
    return given


def _year(request: HttpRequest, latest: int) -> int:
    given = request.GET.get("to", "")
    if not given:
        return latest
    if not given.isascii() or not given.isdecimal() or not 1945 <= int(given[:4]) <= latest:
        raise BadRequest("to", f"Expected a year from 1945 to {latest}.")
    return int(given[:4])
