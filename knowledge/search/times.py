"""Leads to a time: what was decided and under way then, and a record as it stood.

«who commanded UNOSOM II in October 1993» is answered on the page of the mission as of that month,
«Cyprus in 1974» by the documents and meetings of that year that concern it.
"""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.checking import dates
from knowledge.checking.sentences import Sentence
from knowledge.search.lead import Lead, key_of, parts_of
from legal.models import Meeting
from missions.models import Mission
from records.common.addresses import dated
from records.models import Record, RecordKind
from records.reading.names import Called

DECADE = re.compile(r"(?<![\w/.-])(?P<first>(?:18|19|20)\d0)s(?!\w)")
MOST = 6


@dataclass(frozen=True)
class Time:
    """Days that have begun, as the text says them."""

    said: str
    first: date
    last: date

    def of(self, column: str) -> dict[str, str]:
        """As a list is asked for them."""
        return {
            f"{column}__gte": f"{self.first:%Y-%m-%d}",
            f"{column}__lte": f"{self.last:%Y-%m-%d}",
        }


def times_in(text: str) -> list[Time]:
    """Days, months, years and decades; none that has not begun."""
    today = timezone.localdate()
    spots = dates.find(Sentence(0, len(text), text))
    said = [(one.start, one.text, one.first, one.last) for one in spots if one.is_real]
    for found in DECADE.finditer(text):
        year = int(found["first"])
        said.append((found.start(), found[0], date(year, 1, 1), date(year + 9, 12, 31)))
    begun = [one for one in sorted(said) if one[2] <= today]
    return [Time(words, first, min(last, today)) for _, words, first, last in begun[:MOST]]


def at_times(named: list[Called], times: list[Time], ends: dict[int, date | None]) -> list[Lead]:
    """Each record as it stood at each time; of a mission at two times, how its tasks differ."""
    if not named or not times:
        return []
    pairs = [(one, time) for one in named for time in times][:MOST]
    agendas = [(one.record.name, time.first, time.last) for one, time in pairs]
    found = []
    for (one, time), meetings in zip(pairs, Meeting.objects.with_on_agenda(agendas), strict=True):
        parts = parts_of(one.record, last_day(one.record, time, ends))
        if one.record.record_kind == RecordKind.STATE:
            parts = [*_of_state(one, time, meetings), *parts]
        if parts:
            found.append(Lead(f"{one.record.name}, {time.said}", None, parts))
    return [*_tasks_on_two_days(named, times, ends), *found][:MOST]


def ends_of_missions(named: list[Called]) -> dict[int, date | None]:
    missions = Mission.objects.filter(pk__in=[one.record.pk for one in named])
    return dict(missions.values_list("pk", "ends_on"))


def last_day(record: Record, time: Time, ends: dict[int, date | None]) -> date:
    """Of the time; of a mission that ended within it, its own last day."""
    end = ends.get(record.pk)
    return end if end and time.first <= end < time.last else time.last


def _of_state(one: Called, time: Time, meetings: int) -> list[tuple[str, str]]:
    """Lists of that time which are narrowed to the state."""
    concerning = {"concerned": key_of(one.record)} | time.of("adopted_on")
    about = {"topic": one.record.name} | time.of("date")
    held = [(_list("meeting_list", about), _("Meetings on it"))] if meetings else []
    return [(_list("document_list", concerning), _("Documents on it")), *held]


def _tasks_on_two_days(
    named: list[Called], times: list[Time], ends: dict[int, date | None]
) -> list[Lead]:
    missions = [one for one in named if one.record.record_kind == RecordKind.MISSION]
    if len(missions) != 1 or len(times) != 2:
        return []
    (mission,) = missions
    earlier, later = sorted(times, key=lambda time: time.last)
    first, last = (last_day(mission.record, time, ends) for time in (earlier, later))
    days = urlencode({"from": f"{first:%Y-%m-%d}", "to": f"{last:%Y-%m-%d}"})
    page = reverse("mission_tasks", args=[key_of(mission.record)])
    said = f"{mission.record.name}, {earlier.said}, {later.said}"
    return [Lead(said, None, [(f"{page}?{days}#compare", _("Tasks on both days compared"))])]


def of_time(time: Time) -> Lead:
    """What was decided, began, ended and was under way."""
    council = reverse("organization_detail", args=["un-sc"])
    any_status = {"status": "under_way,ended,not_sure"}
    parts = [
        (_list("document_list", time.of("adopted_on")), _("Documents adopted")),
        (_list("meeting_list", time.of("date")), _("Meetings of the Council")),
        (dated(reverse("mission_list"), time.last), _("Missions under way")),
        (_list("mission_list", any_status | time.of("starts_on")), _("Missions that began")),
        (_list("mission_list", any_status | time.of("ends_on")), _("Missions that ended")),
        (dated(reverse("world"), time.last), _("The world")),
        (dated(f"{council}#seats", time.last), _("Seats in the Council")),
    ]
    return Lead(time.said, None, parts)


def _list(name: str, asked: dict[str, str]) -> str:
    return f"{reverse(name)}?{urlencode(asked)}"
