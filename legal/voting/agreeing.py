"""How often states took the same position: counted one way for pages and the API."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from legal.models import Position, Vote
from legal.voting.positions import TAKEN


class Abstaining(StrEnum):
    """What an abstention beside a vote for or against is."""

    DIFFERS = "differs"
    HALF = "half"


class WithoutVote(StrEnum):
    """What documents are on which no vote was taken."""

    EXCLUDE = "exclude"
    AGREE = "agree"


@dataclass(frozen=True)
class Manner:
    abstaining: Abstaining = Abstaining.DIFFERS
    without_vote: WithoutVote = WithoutVote.EXCLUDE

    @property
    def positions(self) -> tuple[Position, ...]:
        agreeing = (Position.NO_VOTE_TAKEN,) if self.without_vote == WithoutVote.AGREE else ()
        return (*TAKEN, *agreeing)

    def alike(self, one: str, other: str) -> float:
        """1 for the same, 0 for different, ½ where one of them abstained and half is meant."""
        if one == other:
            return 1
        is_half = self.abstaining == Abstaining.HALF and Position.ABSTAIN in (one, other)
        return 0.5 if is_half and {one, other} & {Position.YES, Position.NO} else 0


AS_ON_PAGES = Manner()


@dataclass(frozen=True)
class HeldPositions:
    """The positions that states took on a document."""

    day: date
    by_state: dict[int, str]


def positions_of(votes: QuerySet[Vote], manner: Manner = AS_ON_PAGES) -> dict[int, HeldPositions]:
    """By document, the oldest first; documents of no known day are left out."""
    rows = votes.filter(position__in=manner.positions)
    found: dict[int, HeldPositions] = {}
    for document, day, state, position in rows.order_by("document__adopted_on").values_list(
        "document", "document__adopted_on", "state", "position"
    ):
        if day:
            found.setdefault(document, HeldPositions(day, {})).by_state[state] = position
    return found


@dataclass
class Alike:
    """Documents on which both took positions, and how far these were alike."""

    agreed: float = 0
    of: int = 0

    @property
    def share(self) -> float | None:
        return round(self.agreed / self.of, 6) if self.of else None


def by_other(one: int, held: Iterable[HeldPositions], manner: Manner) -> Mapping[int, Alike]:
    """Beside each other state that took a position on one of the documents."""
    found: dict[int, Alike] = defaultdict(Alike)
    for each in held:
        mine = each.by_state.get(one)
        for other, position in each.by_state.items() if mine else ():
            if other != one and mine:
                found[other].agreed += manner.alike(mine, position)
                found[other].of += 1
    return found


def by_period(
    one: int, other: int, held: Iterable[HeldPositions], manner: Manner, years: int
) -> dict[int, Alike]:
    """Of two states by spans of so many years, by the first of them."""
    found: dict[int, Alike] = defaultdict(Alike)
    for each in held:
        mine, theirs = each.by_state.get(one), each.by_state.get(other)
        if mine and theirs:
            alike = found[each.day.year // years * years]
            alike.agreed += manner.alike(mine, theirs)
            alike.of += 1
    return dict(sorted(found.items()))
