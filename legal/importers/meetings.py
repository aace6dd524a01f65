"""The Library's table of meetings of the Security Council: one row a sitting and item.

Meetings are added. Documents that the table names as decided at one are compared: meeting and day
of the base stay, and what the table says otherwise is cited. Sittings may stand in several rows,
one for each item of the agenda.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from legal.importers.comparing import meeting_key
from legal.meeting_symbols import SYMBOL, meeting_of, sitting_of
from legal.models import Document, DocumentKind, Meeting
from records.common.spellings import symbol_key
from records.importing.imports import Import, Tell, source_content
from records.importing.publisher_files import Row, copy_of, format_of, take_rows

SOURCE = source_content(
    "dhl-meetings",
    "Dag Hammarskjöld Library: meetings of the Security Council, 1946 to 2022",
    publisher="United Nations, Dag Hammarskjöld Library",
    licence="Repository of the copy: GPL-3.0.",
)
FORMATS = {
    "the Library's table of meetings": (
        *("year", "meeting", "date", "date_text", "topic"),
        *("outcome_text", "resolutions", "prst"),
    )
}
DECIDED = (DocumentKind.RESOLUTION, DocumentKind.PRESIDENTIAL_STATEMENT)
NO_MEETING = "--"
PRIVATE = re.compile(r"closed|privada", re.IGNORECASE)
NAMED = re.compile(r"S/(?:RES/\d+\s?\(\d{4}\)|PRST/\d{4}/\d+)")
FIRST_DAY = re.compile(r"(\d{1,2})(?:\s?[/+]\s?\d{1,2})?\s([A-Z][a-z]{2})")
# Within a cell: a new item begins with a capital, after words that can end one, and has several.
NEW_ITEM = re.compile(r"(?<=[\w).]) / (?=[A-Z])")
OPEN_END = re.compile(r"(?:\b(?:and|by|for|from|in|of|on|the|to|with)|&)$")
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass
class Sitting:
    """A sitting as the rows of it say, and which documents they name as decided there."""

    row: Row
    day: date
    private: bool
    items: list[str] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)  # symbols

    @property
    def place(self) -> tuple[str, str]:
        return meeting_of(self.row["meeting"]), sitting_of(self.row["meeting"])


def gather(path: Path, tell: Tell) -> Import:
    """Raises Unreadable."""
    format_of(path, FORMATS)
    whole = Import(SOURCE, copy_of(path))
    tell(f"Reading {path.name}")
    reading = _Reading(whole)
    take_rows(path, reading.take, whole.report.refuse)
    reading.finish()
    return whole


class _Reading:
    def __init__(self, whole: Import) -> None:
        self.whole, self.table = whole, whole.table(Meeting, on=[])
        self.sittings: dict[tuple[str, str], Sitting] = {}
        held = Document.objects.filter(kind__in=DECIDED).exclude(symbol_key="")
        self.held = {
            key: (slug, meeting, day)
            for key, slug, meeting, day in held.order_by().values_list(
                "symbol_key", "slug", "meeting", "adopted_on"
            )
        }

    def take(self, row: Row) -> None:
        """Raises RowRefused."""
        if row["meeting"] == NO_MEETING:
            self.whole.report.leave("of votes by correspondence, which had no meeting")
            return
        if not SYMBOL.match(row["meeting"]):
            row.refuse("meeting", "the symbol of a meeting, such as S/PV.4057")
        if not row["topic"]:
            row.refuse("topic", "an item of the agenda")
        sitting = Sitting(row, _day(row), bool(PRIVATE.search(row["meeting"])))
        held = self.sittings.setdefault(sitting.place, sitting)
        if held is not sitting:
            self._beside(held, sitting)
        held.items += [one for one in items_of(row["topic"]) if one not in held.items]
        held.decided += NAMED.findall(f"{row['resolutions']} {row['prst']}")

    def _beside(self, held: Sitting, other: Sitting) -> None:
        """A further item of a sitting, of its day or of the next. Raises RowRefused."""
        if abs(other.day - held.day) > timedelta(1):
            other.row.refuse("date", f"the day of the same meeting above, {held.day}")
        held.day = min(held.day, other.day)
        self.whole.report.leave("further items of a meeting, put beside the first")

    def finish(self) -> None:
        for (meeting, sitting), one in self.sittings.items():
            self.whole.days.note(one.day, one.row.place("date"))
            fact = self.table.row(
                meeting=meeting,
                sitting=sitting,
                date=one.day.isoformat(),
                topic="; ".join(one.items),
                private=one.private,
            )
            self.table.add(fact, ("date", "topic", "private"), one.row["meeting"])
            for symbol in one.decided:
                self._compare(symbol, one)

    def _compare(self, symbol: str, one: Sitting) -> None:
        """Of a document that the base holds, its meeting and day; what is not held stays so."""
        if found := self.held.get(symbol_key(symbol)):
            slug, meeting, day = found
            said = one.place[0]
            if meeting and meeting_key(meeting) != meeting_key(said):
                self.whole.weigh(f"document:{slug}", "meeting", False, said, symbol)
            if day and day != one.day:
                stated = one.day.isoformat()
                self.whole.weigh(
                    f"document:{slug}", "adopted_on", False, stated, one.row["meeting"]
                )


def items_of(cell: str) -> Iterator[str]:
    """Items of the agenda: a cell has several, and lines that are broken anywhere."""
    item = ""
    for piece in NEW_ITEM.split(cell):
        if item and " " in piece and not OPEN_END.search(item):
            yield _plain(item)
            item = ""
        item = f"{item} {piece}" if item else piece
    yield _plain(item)


def _plain(item: str) -> str:
    return " ".join(item.replace(" / ", " ").split()).rstrip(";, ")


def _day(row: Row) -> date:
    """The first, where it went past midnight. Raises RowRefused."""
    if row["date"]:
        return row.day("date")
    if not (found := FIRST_DAY.match(row["date_text"])):
        row.refuse("date_text", "a day such as 15 Sep.")
    try:
        return datetime.strptime(f"{found[1]} {found[2]} {row['year']}", "%d %b %Y").date()
    except ValueError:
        row.refuse("date_text", "a day of that month")
