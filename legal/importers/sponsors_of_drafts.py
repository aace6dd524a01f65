"""Who put drafts forward: the sponsors of what was adopted, and the Library's catalogue of drafts.

A row belongs to the document held with which most of its number, draft, meeting and day agree, at
least two, so that a slip in one of them does no harm; the catalogue has the draft's symbol alone.
"""

import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

from legal.importers.comparing import meeting_key
from legal.importers.council import COUNCIL
from legal.importers.failed_drafts import SOURCE
from legal.importers.sponsors import ALSO, SponsorRows
from legal.models import PUT_TO_THE_VOTE, Document, DocumentKind
from legal.symbols import parse
from organizations.naming import StateNames
from organizations.succession import NamesOn, StatesOfTheDay
from records.common.spellings import symbol_key
from records.importing.imports import Import, Tell, source_content
from records.importing.publisher_files import Row, copy_of, format_of, take_rows

ADOPTED, CATALOGUE = "sponsors of resolutions", "the Library's catalogue of drafts"
FORMATS = {
    ADOPTED: ("resolution", "date_as_printed", "draft", "meeting", "submitted_by", "outcome"),
    CATALOGUE: ("undl_id", "symbol", "title", "responsibility", "related_symbol"),
}
CATALOGUE_SOURCE = source_content(
    "dhl-drafts",
    "Dag Hammarskjöld Library: export of draft resolutions",
    publisher="United Nations, Dag Hammarskjöld Library",
    licence="United Nations; attribution.",
)
DRAFT = re.compile(r"S/(?:\d{4}/)?\d+(?:/Rev\.\d+)?", re.IGNORECASE)
# What stands around the names of states, or for one of them or a comma.
MENDED = (
    (re.compile(r"_x000D_|\s+"), " "),
    (re.compile(r" \(\d+\)"), ""),
    (re.compile(r"\. (?=[A-Z])"), ", "),
    (
        re.compile(r" (?:on \d\d? \w+ \d{4}|(?:at|to) (?:the )?\d+\w*|in|under|incorporating)\b.*"),
        "",
    ),
    (
        re.compile(
            r"\b(?:jointly|introduced|presented|submitted|proposed|by|the|delegations?|"
            r"representatives?) (?:of )?|\bdelegation\b",
            re.IGNORECASE,
        ),
        "",
    ),
    (re.compile("United Arab Republic"), "Egypt"),  # in the Council, where Egypt sat
)
MISSPELT = {
    "Ausralia": "aus",
    "Kazakstan": "kaz",
    "Russian Fedration": "rus",
    "Socialist People's Libyan Arab Jamahiriya": "lby",
    "United Kindgom": "gbr",
    "United Kingdom of Britain and Northern Ireland": "gbr",
    "United Kingdom of Great Briatin and Northern Ireland": "gbr",
    "United Kingdom of Great Britian and Northern Ireland": "gbr",
    "United Republic of Cameroon": "cmr",
    "Yugoslvia": "yug",
}
NOBODY = re.compile(
    r"(?:-none-|president\b.*|.*\bcommittee\b.*|e10|all council members|security council\b.*|"
    r".*\bsecretary-general\b.*)\Z",
    re.IGNORECASE,
)
WITHOUT_STATES = "name no state: the President, a committee, the members together"
ELSEWHERE = "are of documents that are not held as put to the vote"


def gather(path: Path, tell: Tell) -> Import:
    """Raises Unreadable."""
    form = format_of(path, FORMATS)
    whole = Import(SOURCE if form == ADOPTED else CATALOGUE_SOURCE, copy_of(path))
    tell(f"Reading {path.name}")
    taking = SponsorLists(whole)
    take = taking.of_resolution if form == ADOPTED else taking.of_catalogue
    take_rows(path, take, whole.report.refuse)
    return whole


class SponsorLists:
    """Rows of either file into one import."""

    def __init__(self, whole: Import) -> None:
        self.whole, self._sponsors = whole, SponsorRows(whole)
        self._names, self._states = StateNames(ALSO | MISSPELT), StatesOfTheDay()
        self._days: dict[str, date] = {}
        self._by_number: dict[str, set[str]] = defaultdict(set)
        self._by_draft: dict[str, set[str]] = defaultdict(set)
        self._by_meeting: dict[str, set[str]] = defaultdict(set)
        self._by_day: dict[date, set[str]] = defaultdict(set)
        held = Document.objects.filter(organ__slug=COUNCIL, kind__in=PUT_TO_THE_VOTE)
        columns = ("slug", "kind", "symbol", "number", "year", "draft_symbol", "meeting")
        for slug, kind, symbol, number, year, draft, meeting, day in held.exclude(
            adopted_on=None
        ).values_list(*columns, "adopted_on"):
            self._days[slug] = day
            if kind == DocumentKind.AMENDMENT:
                draft = symbol  # its own sponsors, not those of the draft
            if draft:
                self._by_draft[symbol_key(draft)].add(slug)
            if number:
                self._by_number[f"{number}/{year}"].add(slug)
                self._by_meeting[meeting_key(meeting)].add(slug)
                self._by_day[day].add(slug)

    def of_resolution(self, row: Row) -> None:
        """Raises RowRefused."""
        self._take(row, [self._resolution(row)], row["submitted_by"])

    def of_catalogue(self, row: Row) -> None:
        """Every vote on the draft: its sponsors are the same."""
        meant = self._by_draft.get(symbol_key(row["symbol"]))
        if not meant:
            self.whole.report.leave(ELSEWHERE)
            return
        self._take(row, sorted(meant), row["responsibility"])

    def _resolution(self, row: Row) -> str:
        """Some rows have the symbols of resolution and draft exchanged."""
        symbols = DRAFT.findall(f"{row['resolution']} {row['draft']}")
        by_draft = [self._by_draft.get(symbol_key(one), set()) for one in symbols]
        votes: Counter[str] = Counter()
        for found in (
            self._numbered(row),
            set[str]().union(*by_draft),
            self._met([row["meeting"], *symbols]),
            self._by_day.get(row.day("date_as_printed"), set()),
        ):
            votes.update(found)
        best = [slug for slug, agreeing in votes.items() if agreeing == max(votes.values())]
        if len(best) != 1 or votes[best[0]] < 2:
            row.refuse("resolution", "one that the base holds with this draft or this meeting")
        return best[0]

    def _numbered(self, row: Row) -> set[str]:
        for column in ("resolution", "draft"):
            written = row[column].removeprefix("Resolution ")
            symbol = parse(f"S/RES/{written.upper().removeprefix('S/RES/')}")
            if symbol and symbol.year:
                return self._by_number.get(f"{symbol.number}/{symbol.year}", set())
        return set()

    def _met(self, records: list[str]) -> set[str]:
        """By the meeting, or by the letter that reports a written vote."""
        keys = [f"spv{one}" if one.isdigit() else meeting_key(one) for one in records]
        return {slug for key in keys for slug in self._by_meeting.get(key, ())}

    def _take(self, row: Row, documents: list[str], sentence: str) -> None:
        for pattern, instead in MENDED:
            sentence = pattern.sub(instead, sentence).strip()
        if not sentence or NOBODY.match(sentence):
            self.whole.report.leave(WITHOUT_STATES)
            return
        for document in documents:
            names = NamesOn(self._names, self._states, self._days[document])
            where = f"{row.file}, line {row.line}"
            self._sponsors.take(document, sentence, names, where, where)
