"""The UN Digital Library's voting data of the Security Council, read into ballots.

Its file has a row for each vote of a member. The copies made from the library's pages are two:
the same with fewer columns, and a table with one row for each resolution.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from legal.importers.council import Council
from legal.symbols import parse
from records.importing.publisher_files import Refuse, Row, RowError, format_of, take_rows

NOTHING = ""  # no vote is recorded: X in the library's file, an empty cell in the copies
WORDS = {
    "Y": ("Y", "YES", "IN FAVOUR", "IN FAVOR", "FOR"),
    "N": ("N", "NO", "AGAINST"),
    "A": ("A", "ABSTAIN", "ABSTAINED", "ABSTAINING", "ABSTENTION"),
    NOTHING: (
        *("", "X", "NV", "NA", "N/A", "NON VOTING", "NOT VOTING", "DID NOT VOTE", "ABSENT"),
        *("NOT PARTICIPATING", "DID NOT PARTICIPATE", "UNKNOWN"),
    ),
}
VOTES = {written: vote for vote, words in WORDS.items() for written in words}
WITHOUT_VOTE = re.compile(r"without|acclamation|consensus", re.IGNORECASE)
LIBRARY, VOTE_ROWS, RESOLUTION_ROWS = (
    "the library's voting data",
    "the table of votes",
    "the table of resolutions",
)
FORMATS = {
    LIBRARY: ("undl_id", "ms_code", "ms_name", "ms_vote", "date", "resolution", "meeting"),
    VOTE_ROWS: ("symbol", "undl_id", "vote_date", "ms_name", "ms_vote"),
    RESOLUTION_ROWS: ("symbol", "undl_id", "vote_date", "meeting", "n_yes", "n_no", "n_abstain"),
}
SYMBOL = {LIBRARY: "resolution", VOTE_ROWS: "symbol", RESOLUTION_ROWS: "symbol"}
DAY = {LIBRARY: "date", VOTE_ROWS: "vote_date", RESOLUTION_ROWS: "vote_date"}
TOTAL_COLUMNS = {
    LIBRARY: ("total_yes", "total_no", "total_abstentions"),
    RESOLUTION_ROWS: ("n_yes", "n_no", "n_abstain"),
}
REPEATED = "the same on every row of the resolution"


@dataclass
class FileBallot:
    """What a file says of the vote on one resolution."""

    number: int
    year: int
    record: str  # the library's number of the voting record
    day: date
    place: str  # where it begins: file and line
    meeting: str = ""
    draft: str = ""
    title: str = ""
    without_vote: bool = False
    totals: tuple[int, int, int] | None = None  # stated: yes, no, abstentions
    blank: int = 0  # stated: members of whom nothing is recorded
    counted: Counter[str] = field(default_factory=Counter)  # rows by vote, refused ones too
    votes: dict[str, str] = field(default_factory=dict)  # by state
    unsure: set[str] = field(default_factory=set)  # states with rows that differ

    @property
    def locator(self) -> str:
        return f"record {self.record}"

    @property
    def symbol(self) -> str:
        return f"S/RES/{self.number} ({self.year})"


def read_ballots(path: Path, council: Council, refuse: Refuse) -> dict[int, FileBallot]:
    """Ballots by number of the resolution. Raises Unreadable."""
    reading = _VotingReading(format_of(path, FORMATS), council, refuse)
    take_rows(path, reading.take, refuse)
    return reading.ballots


class _VotingReading:
    def __init__(self, form: str, council: Council, refuse: Refuse) -> None:
        self.form, self.council, self.refuse = form, council, refuse
        self.ballots: dict[int, FileBallot] = {}

    def take(self, row: Row) -> None:
        """Raises RowRefused."""
        ballot = self._ballot(row)
        if self.form == RESOLUTION_ROWS:
            if ballot.number in self.ballots:
                row.refuse(SYMBOL[self.form], "one row for each resolution")
            self.ballots[ballot.number] = ballot
            return
        ballot = self._same(row, ballot)
        vote = self._vote(row)
        ballot.counted[vote] += 1
        state = self.council.who(ballot.number, ballot.day, row.get("ms_code"), row["ms_name"])
        if state is None:
            row.refuse("ms_name", f"a member of the Council that voted on {ballot.symbol}")
        if state in ballot.votes:
            ballot.counted[vote] -= 1
            if ballot.votes[state] != vote:
                ballot.unsure.add(state)
            row.refuse("ms_name", f"each member once in the vote on {ballot.symbol}")
        ballot.votes[state] = vote

    def _vote(self, row: Row) -> str:
        written = " ".join(row["ms_vote"].upper().replace("_", " ").replace("-", " ").split())
        if written not in VOTES:
            row.refuse("ms_vote", "Y, N, A, X or nothing, or such words as Yes and Abstention")
        return VOTES[written]

    def _same(self, row: Row, ballot: FileBallot) -> FileBallot:
        """The ballot that this row goes on with; it must say the same of the whole."""
        first = self.ballots.setdefault(ballot.number, ballot)
        if (first.record, first.totals) != (ballot.record, ballot.totals):
            row.refuse("undl_id" if first.record != ballot.record else "total_yes", REPEATED)
        if first.day != ballot.day:
            row.refuse(DAY[self.form], REPEATED)
        return first

    def _ballot(self, row: Row) -> FileBallot:
        day = row.day(DAY[self.form])
        column = SYMBOL[self.form]
        symbol = parse(row[column])
        if symbol is None or symbol.organ != "un-sc" or symbol.year is None:
            row.refuse(column, "a resolution of the Council such as S/RES/1244 (1999)")
        held = self.council.resolutions.get(symbol.number)
        if held and held.year != symbol.year:
            row.refuse(column, f"S/RES/{symbol.number} ({held.year}), as the base has it")
        return FileBallot(
            number=symbol.number,
            year=symbol.year,
            record=row.code("undl_id", "the number of a record of the library"),
            day=day,
            place=f"{row.file}, line {row.line}",
            meeting=row.get("meeting"),
            draft=row.get("draft"),
            title=row.get("title") or row.get("description"),
            without_vote=bool(WITHOUT_VOTE.search(row.get("modality"))),
            totals=self._totals(row),
            blank=self._blank(row),
        )

    def _totals(self, row: Row) -> tuple[int, int, int] | None:
        columns = TOTAL_COLUMNS.get(self.form, ())
        if not columns or not all(row.has(column) for column in columns):
            return None
        yes, no, abstain = (row.number(column, most=15) for column in columns)
        return (yes, no or 0, abstain or 0) if yes is not None else None

    def _blank(self, row: Row) -> int:
        return row.number("n_blank", most=15) or 0 if row.has("n_blank") else 0


def disagreement(ballot: FileBallot) -> RowError | None:
    """Where the totals of a ballot are not what its own rows add up to, or there are none to tell
    which of two rows for a member is right.
    """
    if ballot.unsure and ballot.totals is None:
        twice = ", ".join(sorted(ballot.unsure)).upper()
        expected = f"one vote of each member, or totals that tell which is right: {twice}"
        return RowError(ballot.place, ballot.symbol, expected)
    counted = tuple(ballot.counted[vote] for vote in ("Y", "N", "A"))
    if not ballot.counted or ballot.totals in (None, counted) or ballot.without_vote:
        return None
    stated = "-".join(map(str, ballot.totals or ()))
    added = "-".join(map(str, counted))
    expected = f"{added} in favour, against and abstaining, to which the rows add up"
    return RowError(f"{ballot.place}, totals of {ballot.symbol}", stated, expected)
