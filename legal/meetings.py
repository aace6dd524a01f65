"""A meeting of the Security Council and what was decided at it, for pages and search.

What was decided follows from the symbol of the meeting that documents name; no row holds it twice.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.db.models import QuerySet
from django.urls import get_script_prefix

from legal.meeting_symbols import is_meeting, number_called, number_of, symbol_of_meeting
from legal.models import Document, Meeting
from records.common.addresses import start_of_pages


@dataclass(frozen=True)
class Whole:
    """All of a meeting: its sittings as they are listed, and what was decided; both may lack."""

    number: int
    sittings: list[Meeting]
    decided: list[Document]

    @property
    def symbol(self) -> str:
        return symbol_of_meeting(self.number)

    @property
    def day(self) -> date | None:
        """Of its first sitting, or else of what was decided."""
        days = [one.date for one in self.sittings] or [
            one.adopted_on for one in self.decided if one.adopted_on
        ]
        return min(days, default=None)


def whole_meeting(number: int, day: date | None = None) -> Whole | None:
    """None for one that is not listed and at which nothing that is held was decided.

    With a day, of what was decided only what was adopted by then; a meeting itself stays.
    """
    symbol = symbol_of_meeting(number)
    sittings = Meeting.objects.filter(meeting=symbol).select_related("source")
    listed, decided = list(sittings.order_by("date", "sitting")), list(decided_at([symbol]))
    if not listed and not decided:
        return None
    by_then = [one for one in decided if day is None or (one.adopted_on and one.adopted_on <= day)]
    return Whole(number, listed, by_then)


def known_meetings(numbers: Iterable[int], day: date | None) -> list[Meeting]:
    """The first sittings of those that are listed, up to the day."""
    symbols = [symbol_of_meeting(number) for number in numbers]
    listed = Meeting.objects.filter(meeting__in=symbols)
    first: dict[str, Meeting] = {}
    for one in (listed.held_by(day) if day else listed).order_by("date", "sitting"):
        first.setdefault(one.meeting, one)
    return list(first.values())


def decided_at(symbols: Iterable[str]) -> QuerySet[Document]:
    """Documents that name one of the meetings as theirs."""
    named = Document.objects.filter(meeting__in=list(symbols))
    return named.order_by("kind", "number", "year", "slug")


def decided_by_meeting(meetings: Iterable[Meeting]) -> dict[str, list[Document]]:
    """By symbol, of the meetings that a page lists."""
    found = defaultdict(list)
    for document in decided_at({one.meeting for one in meetings}):
        found[document.meeting].append(document)
    return dict(found)


def address_of(meeting: str) -> str:
    """The page of a meeting by its symbol; composed, as `reverse` is slow in long lists."""
    return f"{start_of_pages()}meetings/{number_of(meeting)}/"


def api_address_of(meeting: str) -> str | None:
    """The list of a meeting's sittings in the API; None of a text that names no meeting so.

    Composed, as `address_of` is.
    """
    if not is_meeting(meeting):
        return None
    return f"{get_script_prefix()}api/v1/meetings/?meeting={quote(meeting, safe='')}"


def meeting_called(text: str) -> str:
    """The symbol of the meeting that a text names, if it has a page; else empty."""
    number = number_called(text)
    if number is None or whole_meeting(number) is None:
        return ""
    return symbol_of_meeting(number)
