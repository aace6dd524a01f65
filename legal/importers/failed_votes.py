"""Votes on drafts and amendments that failed, as a table of members' votes gives them.

The table prints some days with day and month exchanged, some members twice, and those that did
not vote not at all.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from pathlib import Path
from typing import NamedTuple

from legal.models import Outcome, Position, VoteBasis
from records.importing.publisher_files import Refuse, Row, format_of, take_rows

FORMATS = {
    "votes on drafts that failed": (
        *("date_as_printed", "draft", "meeting", "agenda_item"),
        *("submitted_by", "outcome", "member", "vote", "topic"),
    )
}
POSITIONS = {"yes": Position.YES, "no": Position.NO, "abstain": Position.ABSTAIN}
COUNTED = tuple(POSITIONS.values())  # in the order of the totals
SYMBOL = re.compile(r"S/\d{4}/\d{1,4}(?:/Rev\.\d)?")
MEETING = re.compile(r"(?:(?:S/)?PV\.?)?(?P<number>\d{1,5})\Z")
WRITTEN = re.compile(r"V\d{1,4}\Z")  # how the table numbers votes by written procedure
MOST_DOUBLED = 4  # members
GENERAL = "General knowledge."
# Papers that the table calls drafts and are amendments, and how that is known.
AMENDMENTS = (
    dict.fromkeys(("S/2023/775", "S/2023/776", "S/2025/117", "S/2025/118"), GENERAL)
    | dict.fromkeys(("S/2025/114", "S/2025/115", "S/2025/116"),
                    "General Assembly press release GA/12677.")
)  # fmt: skip

Totals = tuple[int, int, int]


@dataclass
class FailedVote:
    """One vote; members stand under the names printed, each with all that the table says."""

    place: str  # file and line
    printed: date
    paper: str  # as printed: a symbol, a symbol with a remark, «Oral amendment»
    meeting: str  # S/PV.3475; empty for a written procedure
    agenda: str
    topic: str
    submitted_by: str
    outcome: Outcome
    cast: dict[str, list[Position]] = field(default_factory=dict)

    @property
    def symbol(self) -> str:
        found = SYMBOL.search(self.paper)
        return found[0] if found else ""

    @property
    def remark(self) -> str:
        """What the table prints beside the symbol: «Oral amendment 1»."""
        return " ".join(re.sub(r"[()]", " ", SYMBOL.sub("", self.paper)).split())

    @property
    def says_amendment(self) -> bool:
        return "amendment" in self.paper.casefold() or self.symbol in AMENDMENTS

    @property
    def is_several(self) -> bool:
        """Whether so many members stand twice that two votes must stand under one name."""
        return sum(len(said) > 1 for said in self.cast.values()) > MOST_DOUBLED

    @property
    def days(self) -> list[date]:
        """The day printed, and that with day and month exchanged, where there is one."""
        days = [self.printed]
        with suppress(ValueError):
            days.append(self.printed.replace(month=self.printed.day, day=self.printed.month))
        return list(dict.fromkeys(days))


class Settled(NamedTuple):
    """What a member did, why we say so, and what a second row for it says."""

    position: Position
    basis: VoteBasis = VoteBasis.RECORD
    against: Position | None = None


def read_failed_votes(path: Path, refuse: Refuse) -> list[FailedVote]:
    """Votes in the order of the file. Raises Unreadable."""
    format_of(path, FORMATS)
    votes: dict[tuple[str, ...], FailedVote] = {}

    def take(row: Row) -> None:
        key = tuple(row[name] for name in ("date_as_printed", "draft", "meeting", "outcome"))
        vote = votes.get(key) or _vote(row)
        position = POSITIONS.get(row["vote"].casefold())
        if position is None:
            row.refuse("vote", f"one of {', '.join(POSITIONS)}")
        vote.cast.setdefault(row["member"], []).append(position)
        votes[key] = vote

    take_rows(path, take, refuse)
    return list(votes.values())


def _vote(row: Row) -> FailedVote:
    outcome = row["outcome"].casefold()
    if not outcome.startswith("not adopted"):
        row.refuse("outcome", "a vote that failed: Not adopted …")
    return FailedVote(
        place=f"{row.file}, line {row.line}",
        printed=row.day("date_as_printed"),
        paper=row["draft"],
        meeting=_meeting(row),
        agenda=row["agenda_item"],
        topic=row["topic"],
        submitted_by=row["submitted_by"],
        outcome=Outcome.VETOED if "veto" in outcome else Outcome.LACKED_MAJORITY,
    )


def _meeting(row: Row) -> str:
    if WRITTEN.match(row["meeting"]):
        return ""
    found = MEETING.match(row["meeting"])
    if not found:
        row.refuse("meeting", "the number of a meeting, or V and that of a written vote")
    return f"S/PV.{found['number']}"


def settle(
    cast: Mapping[str, Sequence[Position]], members: Collection[str], totals: Totals | None
) -> dict[str, Settled]:
    """What each member did. Of two rows for one, that which makes the totals; who has no row did
    what the totals lack, or did not take part where they lack nothing. Where the rows make the
    totals but for yes and no, these are exchanged.
    """
    settled = {state: Settled(said[0]) for state, said in cast.items()}
    if is_exchanged(cast, totals):
        return {state: _exchanged(one) for state, one in settled.items()}
    doubled = [state for state, said in cast.items() if len(set(said)) > 1]
    settled |= _one_of_two(cast, doubled, totals)
    counted = Counter(one.position for one in settled.values())
    absent = [state for state in members if state not in cast]
    settled |= dict.fromkeys(absent, _left_over(counted, len(absent), totals))
    return settled


def is_exchanged(cast: Mapping[str, Sequence[Position]], totals: Totals | None) -> bool:
    """Whether the rows have yes for no and no for yes."""
    yes, no, abstain = count([said[0] for said in cast.values()])
    return yes != no and (no, yes, abstain) == totals


def _exchanged(one: Settled) -> Settled:
    turned = {Position.YES: Position.NO, Position.NO: Position.YES}
    if one.position not in turned:
        return one
    return Settled(turned[one.position], VoteBasis.CORRECTED)


def count(positions: Collection[Position]) -> Totals:
    counted = Counter(positions)
    return counted[Position.YES], counted[Position.NO], counted[Position.ABSTAIN]


def _one_of_two(
    cast: Mapping[str, Sequence[Position]], doubled: list[str], totals: Totals | None
) -> dict[str, Settled]:
    others = [said[0] for state, said in cast.items() if state not in doubled]
    choices = product(*(cast[state] for state in doubled))
    fitting = {choice for choice in choices if count([*others, *choice]) == totals}
    if len(fitting) != 1:
        return dict.fromkeys(doubled, Settled(Position.UNKNOWN))
    return {
        state: Settled(
            chosen, VoteBasis.CORRECTED, next(one for one in cast[state] if one != chosen)
        )
        for state, chosen in zip(doubled, fitting.pop(), strict=True)
    }


def _left_over(counted: Counter[Position], members: int, totals: Totals | None) -> Settled:
    if totals is None or counted[Position.UNKNOWN]:
        return Settled(Position.UNKNOWN)
    lacking = {
        position: stated - counted[position]
        for position, stated in zip(COUNTED, totals, strict=True)
        if stated != counted[position]
    }
    if not lacking:
        return Settled(Position.NOT_PARTICIPATING, VoteBasis.INFERRED)
    if list(lacking.values()) == [members]:
        return Settled(next(iter(lacking)), VoteBasis.INFERRED)
    return Settled(Position.UNKNOWN)
