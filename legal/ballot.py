"""A vote as a reader wants it: members by position, with the totals that were stated beside."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from legal.models import Document, Position, Vote, VoteBasis

# The columns of a document that state how many took each position.
STATED = {
    Position.YES: "in_favour",
    Position.NO: "against",
    Position.ABSTAIN: "abstaining",
    Position.NOT_PARTICIPATING: "not_participating",
    Position.ABSENT: "absent",
}
SAID = {
    Position.YES: gettext_noop("in favour"),
    Position.NO: gettext_noop("against"),
    Position.ABSTAIN: gettext_noop("abstaining"),
    Position.NOT_PARTICIPATING: gettext_noop("taking no part"),
    Position.ABSENT: gettext_noop("absent"),
    Position.UNKNOWN: gettext_noop("not known"),
}
ALWAYS = (Position.YES, Position.NO, Position.ABSTAIN)


@dataclass(frozen=True)
class PositionLine:
    """One position: the members that took it and the number stated, None where none is."""

    position: Position
    votes: list[Vote]
    stated: int | None
    words: str  # «in favour»
    field: str = ""  # where the number stands, or a gap that says why there is none
    differs: bool = False


@dataclass(frozen=True)
class Ballot:
    lines: list[PositionLine]
    no_vote: list[Vote]  # members of the organ where no vote was taken
    rows: int
    is_whole: bool  # not only those that a list of vetoes names

    @property
    def differs(self) -> bool:
        return any(line.differs for line in self.lines)


def ballot(document: Document, votes: Iterable[Vote]) -> Ballot:
    """Numbers are compared only where members' votes are held, and not the vetoes alone."""
    by_position: dict[str, list[Vote]] = defaultdict(list)
    is_whole = False
    for vote in votes:
        by_position[vote.position].append(vote)
        is_whole = is_whole or vote.basis != VoteBasis.VETO_LIST
    no_vote = by_position.pop(Position.NO_VOTE_TAKEN, [])
    held = any(by_position.values())
    lines = [
        _line(position, by_position[position], document, held and is_whole)
        for position in Position
        if position != Position.NO_VOTE_TAKEN
    ]
    voted = held or any(line.stated is not None for line in lines)
    shown = [line for line in lines if voted and _worth_showing(line)]
    rows = sum(len(line.votes) for line in shown) + len(no_vote)
    return Ballot(shown, no_vote, rows, is_whole)


def _line(position: Position, votes: list[Vote], document: Document, held: bool) -> PositionLine:
    field = STATED.get(position, "")
    stated = getattr(document, field) if field else None
    differs = held and stated is not None and stated != len(votes)
    return PositionLine(position, votes, stated, _(SAID[position]), field, differs)


def _worth_showing(line: PositionLine) -> bool:
    return bool(line.position in ALWAYS or line.votes or line.stated)
