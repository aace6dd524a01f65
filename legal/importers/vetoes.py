"""Vetoes cast in the Security Council (DPPA-SCVETOES), beside the drafts that the base holds.

A row is a vote with a mark for each permanent member that voted against. A draft that nobody holds
becomes a record; day, meeting and vetoes that differ wait for editors.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from legal.importers.comparing import meeting_key
from legal.importers.council import COUNCIL, Council
from legal.importers.statements import VOTED_ON_DRAFT, slug_of, vote_told
from legal.meeting_symbols import meeting_of
from legal.models import Adoption, Document, DocumentKind, Outcome, Position, Vote, VoteBasis
from organizations.models import State
from records.common.spellings import symbol_key
from records.content.canonical import Content
from records.importing.imports import Import, Tell, source_content
from records.importing.publisher_files import Row, RowRefused, copy_of, format_of, take_rows

SOURCE = source_content(
    "psdata-sc-vetoes",
    "Vetoes in the Security Council (DPPA-SCVETOES)",
    publisher="UN Peace and Security Data Hub",
    url="https://psdata.un.org",
    licence="CC BY-IGO, according to the Humanitarian Data Exchange.",
)
MEMBERS = {
    "china": ("chn",),
    "france": ("fra",),
    "russian_federation_or_USSR": ("rus", "sun"),
    "united_kingdom_of_great_britain_and_northern_ireland": ("gbr",),
    "united_states_of_america": ("usa",),
}
FORMATS = {
    "vetoes in the Security Council": (
        *("Date", "draft_resolution_number", "record", "agenda", "number_of_vetoes"),
        *MEMBERS,
    )
}
SYMBOL = re.compile(r"\AS/(?:\d{4}/)?\d+(?:/Rev\.\d+)?(?:/Corr\.\d+)?\Z")
MEETING = re.compile(r"\AS/PV\.\d+(?: \(Resumption \d+\))?\Z")


def gather(path: Path, tell: Tell) -> Import:
    """Raises Unreadable."""
    format_of(path, FORMATS)
    whole = Import(SOURCE, copy_of(path))
    tell("Reading the drafts that are held")
    reading = _VetoReading(whole)
    tell(f"Reading {path.name}")
    take_rows(path, reading.take, whole.report.refuse)
    reading.finish()
    return whole


@dataclass(frozen=True)
class _Veto:
    row: Row
    symbol: str
    day: date
    meeting: str
    members: frozenset[str]

    def repeats(self, other: "_Veto") -> bool:
        """Whether it is the same row, but for its number in the table."""
        return {**self.row.cells, "id": ""} == {**other.row.cells, "id": ""}


class _VetoReading:
    def __init__(self, whole: Import) -> None:
        self.whole, self.council = whole, Council()
        self._votes = whole.table(Vote, on=["document"])
        self._names = dict(State.objects.order_by().values_list("slug", "name"))
        drafts = Document.objects.exclude(kind=DocumentKind.RESOLUTION).filter(organ__slug=COUNCIL)
        self._held = {one.symbol_key: one for one in drafts.prefetch_related("vetoed_by")}
        adopted = Document.objects.filter(kind=DocumentKind.RESOLUTION, organ__slug=COUNCIL)
        self._adopted = {
            symbol_key(draft): symbol
            for draft, symbol in adopted.values_list("draft_symbol", "symbol").order_by()
        }
        self._given: dict[str, list[_Veto]] = {}

    def take(self, row: Row) -> None:
        """Raises RowRefused."""
        day = row.day("Date")
        self.whole.days.note(day, row.place("Date"))
        if row.has("Year") and row.number("Year") != day.year:
            row.refuse("Year", f"{day.year}, the year of its day")
        if row.get("last_update"):
            edition = row.day("last_update")
            self.whole.edition = max(edition, self.whole.edition or edition)
        members = frozenset(
            self._member(row, column, day) for column in MEMBERS if row.flag(column)
        )
        if not members or len(members) != row.number("number_of_vetoes", most=5):
            row.refuse("number_of_vetoes", f"the {len(members)} members marked, at least one")
        symbol = " ".join(row["draft_resolution_number"].split())
        veto = _Veto(row, symbol, day, row["record"], members)
        self._given.setdefault(symbol_key(symbol), []).append(veto)

    def _member(self, row: Row, column: str, day: date) -> str:
        """The state that held the seat on that day. Raises RowRefused."""
        found = self.council.members(day) & set(MEMBERS[column])
        if len(found) != 1:
            row.refuse(column, f"a member of the Council on {day}")
        return next(iter(found))

    def finish(self) -> None:
        for key, vetoes in self._given.items():
            if not key or any(not one.repeats(vetoes[0]) for one in vetoes):
                self.whole.report.leave("votes that no symbol tells apart", len(vetoes))
                continue
            for repeated in vetoes[1:]:
                self._refuse(repeated.row, "each veto once")
            held = self._held.get(key)
            if held:
                self._compare(held, vetoes[0])
            elif key in self._adopted:
                self._refuse(
                    vetoes[0].row,
                    f"a draft that failed, not what was adopted as {self._adopted[key]}",
                )
            elif SYMBOL.match(vetoes[0].symbol):
                self.whole.add_record(self._record(vetoes[0]))
                self._add_votes(vetoes[0])
                self.whole.report.new += 1
            else:
                self.whole.report.leave("votes on what has no symbol of its own")

    def _refuse(self, row: Row, expected: str) -> None:
        try:
            row.refuse("draft_resolution_number", expected)
        except RowRefused as refused:
            self.whole.report.refuse(refused.error)

    def _compare(self, held: Document, veto: _Veto) -> None:
        record = f"document:{held.slug}"
        ours = {state.slug for state in held.vetoed_by.all()}
        told = " and ".join(sorted(self._names.get(one, one) for one in veto.members))
        self.whole.weigh(record, "vetoed_by", ours == veto.members, told, veto.symbol)
        if held.adopted_on:
            same = held.adopted_on == veto.day
            self.whole.weigh(record, "adopted_on", same, str(veto.day), veto.symbol)
        if held.meeting and veto.meeting:
            same = meeting_key(held.meeting) == meeting_key(veto.meeting)
            self.whole.weigh(record, "meeting", same, veto.meeting, veto.symbol)

    def _add_votes(self, veto: _Veto) -> None:
        """The vetoes alone, marked as from a list, so that nobody takes them for the whole vote."""
        for state in sorted(veto.members):
            fact = self._votes.row(
                document=slug_of(veto.symbol),
                state=state,
                position=Position.NO.value,
                basis=VoteBasis.VETO_LIST.value,
            )
            self._votes.add(fact, ["position"], veto.symbol)

    def _record(self, veto: _Veto) -> Content:
        subject = veto.row["agenda"][:500]
        content: Content = {
            "record_kind": "document",
            "slug": slug_of(veto.symbol),
            "name": f"Draft {veto.symbol}: {subject}"[:500],
            "kind": str(DocumentKind.DRAFT),
            "symbol": veto.symbol,
            "organ": COUNCIL,
            "year": veto.day.year,
            "subject": subject,
            "adopted_on": veto.day.isoformat(),
            "meeting": meeting_of(veto.meeting) if MEETING.match(veto.meeting) else "",
            "draft_symbol": veto.symbol,
            "outcome": str(Outcome.VETOED),
            "adoption": str(Adoption.VOTE),
            "vetoed_by": sorted(veto.members),
            "url": f"https://docs.un.org/{veto.symbol}",
            "owned": {"citations": [{"source": SOURCE["slug"], "locator": veto.symbol}]},
        }
        return content | {
            "summary": vote_told(content, VOTED_ON_DRAFT, subject, {}, Outcome.VETOED)
        }
