"""The clock for calendars (iCalendar, RFC 5545) and feed readers (Atom, RFC 4287)."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from icalendar import Calendar, Event

from missions.models import ClockKind, DueDay
from records.common.periods import written

NAME = "PeaceKB: mandates that end and reports that fall due"


def words(due: DueDay) -> str:
    """«UNMISS: mandate ends»; a report with what it is about, as far as that is said."""
    mission = due.mission.acronym or due.mission.name
    if due.kind == ClockKind.EXPIRY:
        return f"{mission}: mandate ends"
    about = f" ({due.stated.note})" if due.stated.note else ""
    return f"{mission}: {due.get_kind_display().lower()} due{about}"


def basis(due: DueDay) -> str:
    document = due.document.symbol or due.document.name
    return f"{document}, {due.paragraph}" if due.paragraph else document


def _unique(due: DueDay) -> str:
    """The same from load to load: no number of a row."""
    parts = (due.mission.slug, due.document.slug, due.kind, due.stated.anchor, f"{due.day:%Y%m%d}")
    rank = f"-{due.duty.rank}" if due.duty else ""
    return "-".join(parts) + rank


def calendar(request: HttpRequest, rows: list[DueDay]) -> bytes:
    """An all-day event for each day due."""
    made = Calendar()
    made.add("prodid", "-//PeaceKB//Clock//EN")
    made.add("version", "2.0")
    made.add("name", NAME)
    made.add("x-wr-calname", NAME)
    for due in rows:
        event = Event()
        event.add("uid", f"{_unique(due)}@{request.get_host()}")
        event.add("dtstamp", due.document.updated_at)
        event.add("dtstart", due.day)
        event.add("dtend", due.day + timedelta(days=1))
        event.add("summary", words(due))
        event.add("description", basis(due))
        event.add("url", request.build_absolute_uri(due.mission.get_absolute_url()))
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return made.to_ical()


def atom(request: HttpRequest, rows: list[DueDay]) -> str:
    """An entry for each day due, dated by when its document was last published here."""
    feed: Any = Atom1Feed(
        title=NAME,
        link=request.build_absolute_uri(reverse("clock")),
        description="",
        feed_url=request.build_absolute_uri(),
        author_name="PeaceKB",
    )
    for due in rows:
        target = request.build_absolute_uri(due.mission.get_absolute_url())
        feed.add_item(
            title=f"{written(due.day, 'day')}: {words(due)}",
            link=target,
            description=basis(due),
            unique_id=f"{target}#{_unique(due)}",
            pubdate=datetime.combine(due.document.adopted_on or due.day, time(), UTC),
            updateddate=due.document.updated_at,
        )
    return feed.writeString("utf-8")
