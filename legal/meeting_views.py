"""Pages of meetings of the Security Council."""

from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legal.meeting_filters import MeetingFilter
from legal.meetings import decided_by_meeting, known_meetings, whole_meeting
from legal.models import Meeting
from legal.neighbours import addresses_of
from records.common.lists import list_page
from records.common.requests import day_of, refuse_unknown
from records.reading.coverage import known_until


@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    rows = Meeting.objects.all()
    return list_page(request, MeetingFilter, rows, "legal/meeting_list.html", _decided)


def _decided(page: Page, found: QuerySet, day: date | None) -> dict[str, Any]:
    return {"decided": decided_by_meeting(page.object_list), "until": known_until("meetings")}


@require_safe
def meeting_detail(request: HttpRequest, number: int) -> HttpResponse:
    """The sittings of a meeting and what was decided; 404 for one of which nothing is held."""
    refuse_unknown(request, "as_of")
    day = day_of(request)
    meeting = whole_meeting(number, day)
    if meeting is None:
        raise Http404(_("Nothing is held of a meeting of this number."))
    context = {
        "day": day,
        "table": "meetings",
        "meeting": meeting,
        "before_and_after": known_meetings((number - 1, number + 1), day),
        "until": known_until("meetings"),
        "official": addresses_of(meeting.symbol),
    }
    return TemplateResponse(request, "legal/meeting_detail.html", context)
