"""Lists of vetoes: who cast one against which draft, beside what the base holds.

Lists name the vetoing members alone. Where no votes on a draft are held, theirs go in, marked as
from a list, so that nobody takes them for the whole vote.
"""

import re
from datetime import date, datetime
from pathlib import Path

from legal.importers.council import Council
from legal.importers.held_votes import PutToVote, held_documents
from legal.models import Outcome, Position, Vote, VoteBasis
from records.common.spellings import symbol_key
from records.importing.imports import Import, Tell, source_content
from records.importing.publisher_files import Row, copy_of, format_of, take_rows

LIBRARY, WITH_TOPICS = "the Library's list of vetoes", "World Politics Data's list of vetoes"
FORMATS = {
    LIBRARY: ("date", "draft", "record", "agenda_item", "vetoed_by"),
    WITH_TOPICS: ("date", "draft", "meeting_record", "member_veto1", "crisis_topic"),
}
SOURCES = {
    LIBRARY: source_content(
        "dhl-vetoes",
        "Dag Hammarskjöld Library: vetoes in the Security Council",
        publisher="United Nations, Dag Hammarskjöld Library",
        licence="United Nations; attribution.",
    ),
    WITH_TOPICS: source_content(
        "wpd-vetoes",
        "World Politics Data: vetoes in the Security Council",
        url="https://github.com/world-politics-datalab/vetoes-un-security-council",
        licence="MIT",
    ),
}
SYMBOLS = re.compile(r"S/(?:PV\.\d+|\d{4}/\d+|\d+)(?:/(?:Rev|Corr|Add)\.\d+)?")


def gather(path: Path, tell: Tell) -> Import:
    """Raises Unreadable."""
    form = format_of(path, FORMATS)
    whole = Import(SOURCES[form], copy_of(path))
    tell(f"Reading {path.name}")
    take_rows(path, VetoList(whole).take, whole.report.refuse)
    return whole


class VetoList:
    """Rows of a list into one import; each names the vote of a draft that no row named before."""

    def __init__(self, whole: Import) -> None:
        self.whole, self._council = whole, Council()
        self._votes = whole.table(Vote, on=["document"])
        self._vetoed = [one for one in held_documents() if one.outcome == Outcome.VETOED]

    def take(self, row: Row) -> None:
        """Raises RowRefused."""
        day = _read_day(row)
        vetoed_by = self._members(row, day)
        held = self._meant(row, day, vetoed_by)
        self._vetoed.remove(held)
        record = f"document:{held.slug}"
        self.whole.weigh(record, "adopted_on", held.day == day, str(day), row["draft"])
        stated = ", ".join(sorted(vetoed_by)).upper()
        agrees = vetoed_by == held.vetoed_by
        self.whole.weigh(record, "vetoed_by", agrees, stated, row["draft"])
        for state in sorted(vetoed_by):
            fact = self._votes.row(
                document=held.slug,
                state=state,
                position=Position.NO.value,
                basis=VoteBasis.VETO_LIST.value,
            )
            self._votes.add(fact, ["position"], row["draft"])

    def _members(self, row: Row, day: date) -> frozenset[str]:
        permanent = self._council.permanent_members(day)
        found = set()
        for name in _names(row):
            state = self._council.names.one(name, among=permanent)
            if state is None:
                row.refuse("", f"the names of permanent members on {day}, not '{name}'")
            found.add(state)
        return frozenset(found)

    def _meant(self, row: Row, day: date, vetoed_by: frozenset[str]) -> PutToVote:
        """Where several votes have the symbol, one of the day, vetoed by the same members."""
        symbols = {symbol_key(one) for one in SYMBOLS.findall(row["draft"])}
        meant = [one for one in self._vetoed if symbol_key(one.draft) in symbols]
        if not meant:
            row.refuse("draft", "a draft that the base holds as vetoed")
        return max(meant, key=lambda one: (one.day == day, one.vetoed_by == vetoed_by))


def _read_day(row: Row) -> date:
    """ISO in one list, 6/18/1946 in the other."""
    if "/" not in row["date"]:
        return row.day("date")
    try:
        return datetime.strptime(row["date"], "%m/%d/%Y").date()
    except ValueError:
        row.refuse("date", "a day such as 6/18/1946")


def _names(row: Row) -> list[str]:
    if row.has("vetoed_by"):
        names = row["vetoed_by"].split(";")
    else:
        names = [row.get(f"member_veto{number}") for number in (1, 2, 3)]
    return [name.strip() for name in names if name.strip()]
