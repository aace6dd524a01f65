"""Pages and feeds of the clock."""

from datetime import date
from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from missions.clock.calendar import MONTHS_AHEAD, Month, ends_behind, months_ahead
from missions.clock.columns import clock_figure
from missions.clock.due import months_after
from missions.clock.feeds import atom, calendar
from missions.clock.renewals import LATE_DAYS, ROLL_OVER_DAYS, renewals, shown
from missions.filters.clock import ClockFilter
from missions.models import ClockKind, DueDay
from missions.models.duties import DueDayQuerySet
from records.common.drawing.figure import Figure
from records.common.lists import found_by, kept
from records.common.requests import day_of, refuse_unknown
from records.reading.coverage import known_until

ASKED = ("as_of", "mission", "kind")
LAST_MONTHS = 12  # that a calendar keeps of what is past
REPORTS = ",".join(kind for kind in ClockKind.values if kind != ClockKind.EXPIRY)


@require_safe
def clock(request: HttpRequest) -> HttpResponse:
    """What ends and falls due in the next twelve months, and what became of the ends behind."""
    rows, day = _asked(request)
    today = day or timezone.localdate()
    months, until = months_ahead(rows, today), known_until()
    ahead = [month for month in months if month.due]
    context: dict[str, Any] = {
        "day": day,
        "from_day": today,
        "until_day": months_after(today, MONTHS_AHEAD),
        "months": ahead,
        "ends": sum(month.ends for month in months),
        "reports": sum(month.reports for month in months),
        "figure": _figure_of(request, months, today, until),
        "held_until": until if until and until < today else None,
        "any_held": bool(ahead) or rows.exists(),
        "last_held": None if ahead else rows.known_on(today).aggregate(last=Max("day"))["last"],
        "behind": ends_behind(rows, today, until),
        "kinds": [("", _("All")), (ClockKind.EXPIRY, _("Mandates")), (REPORTS, _("Reports"))],
        "kind": request.GET.get("kind", ""),
        "mission": request.GET.get("mission", ""),
        "kept": kept(request),
    }
    return TemplateResponse(request, "missions/clock.html", context)


def _figure_of(
    request: HttpRequest, months: list[Month], today: date, until: date | None
) -> Figure | None:
    asked = {name: request.GET.get(name, "") for name in ("mission", "kind")}
    return clock_figure(months, today, asked, until)


def _due(request: HttpRequest) -> Figure | None:
    rows, day = _asked(request)
    today = day or timezone.localdate()
    return _figure_of(request, months_ahead(rows, today), today, known_until())


OF_CLOCK = {"due": _due}


@require_safe
def late(request: HttpRequest) -> HttpResponse:
    """Renewals that came after the mandate had ended, and roll-overs of a few weeks, since 1948."""
    refuse_unknown(request, "as_of")
    day = day_of(request)
    known = [one for one in renewals() if day is None or one.day <= day]
    named = shown(one for one in reversed(known) if one.tells_something)
    context = {
        "day": day,
        "renewals": len(known),
        "late": [one for one in named if one.is_late],
        "roll_overs": [one for one in named if one.is_roll_over],
        "breaks": [one for one in named if one.is_after_a_break],
        "roll_over_days": ROLL_OVER_DAYS,
        "late_days": LATE_DAYS,
    }
    return TemplateResponse(request, "missions/clock_late.html", context)


@require_safe
def clock_ics(request: HttpRequest) -> HttpResponse:
    """A year behind and a year ahead, for calendars that subscribe."""
    rows, day = _asked(request)
    today = day or timezone.localdate()
    first, last = months_after(today, -LAST_MONTHS), months_after(today, MONTHS_AHEAD)
    body = calendar(request, _between(rows, today, first, last))
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


@require_safe
def clock_atom(request: HttpRequest) -> HttpResponse:
    """The year ahead."""
    rows, day = _asked(request)
    today = day or timezone.localdate()
    body = atom(request, _between(rows, today, today, months_after(today, MONTHS_AHEAD)))
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


def _between(rows: DueDayQuerySet, known_on: date, first: date, last: date) -> list[DueDay]:
    found = rows.known_on(known_on).filter(day__gte=first, day__lte=last).for_pages()
    return list(found.order_by("day", "mission__name", "pk"))


def _asked(request: HttpRequest) -> tuple[DueDayQuerySet, date | None]:
    """The rows of the filters, and the day. Raises BadRequest for what cannot be understood."""
    refuse_unknown(request, *ASKED)
    return found_by(request, ClockFilter, DueDay.objects.all()), day_of(request)
