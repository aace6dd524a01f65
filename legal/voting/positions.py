"""Positions that the permanent members took on adopted resolutions: read once, counted often."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from django.db.models import QuerySet

from legal.models import Document, DocumentKind, Outcome, Position, Vote
from legal.symbols import COUNCIL
from organizations.models import Membership, MembershipKind, State
from records.common.prepared import Instances

TAKEN = (Position.YES, Position.NO, Position.ABSTAIN, Position.NOT_PARTICIPATING)


@dataclass(frozen=True, eq=False)
class Seat:
    """A permanent seat with the states that held it one after another.

    It is itself alone (`eq=False`): a key of many thousand positions is not compared by its names.
    """

    states: tuple[State, ...]

    @property
    def name(self) -> str:
        return ", ".join(state.name for state in self.states)

    @property
    def code(self) -> str:
        return self.states[-1].code


def permanent_terms() -> QuerySet[Membership]:
    return Membership.objects.filter(organization__slug=COUNCIL, kind=MembershipKind.PERMANENT)


_terms_begun = Instances(
    lambda: (
        permanent_terms()
        .filter(starts_on__isnull=False)
        .select_related("state")
        .order_by("starts_on", "state__name")
    )
)


def permanent_seats() -> list[Seat]:
    """A seat goes on where a state begins on the day after another of its group ended."""
    seats: list[list[Membership]] = []
    for term in _terms_begun():
        before = next((seat for seat in seats if _continues(seat[-1], term)), None)
        if before:
            before.append(term)
        else:
            seats.append([term])
    held = [Seat(tuple(dict.fromkeys(term.state for term in seat))) for seat in seats]
    return sorted(held, key=lambda seat: seat.states[-1].name)


def _continues(before: Membership, term: Membership) -> bool:
    follows = before.ends_on is not None and before.ends_on + timedelta(days=1) == term.starts_on
    return follows and before.regional_group == term.regional_group


Positions = tuple[str | None, ...]  # on one document, in the order of the seats


@dataclass(frozen=True)
class Ballots:
    """Of adopted resolutions put to a vote the day, and the position that each seat took."""

    taken: list[tuple[date, Positions]]

    def between(self, first: date, last: date) -> Counter[Positions]:
        """How often they voted in each way: there are far fewer ways than resolutions."""
        return Counter(positions for day, positions in self.taken if first <= day <= last)


def ballots_of(seats: Sequence[Seat], until: date | None = None) -> Ballots:
    """Of resolutions of the Council that were adopted by vote, up to a day.

    Their votes are read by state, as they lie in an index: from each document to the votes on it
    would be twenty searches a document.
    """
    adopted = Document.objects.filter(
        kind=DocumentKind.RESOLUTION,
        outcome=Outcome.ADOPTED,
        organ__slug=COUNCIL,
        adopted_on__lte=until or date.max,
    )
    dated = adopted.order_by().values_list("pk", "adopted_on")
    days = {document: day for document, day in dated if day}
    places = {state.pk: number for number, seat in enumerate(seats) for state in seat.states}
    votes = Vote.objects.filter(state__in=places, position__in=TAKEN).order_by()
    taken: dict[int, list[str | None]] = {}
    for document, state, position in votes.values_list("document", "state", "position"):
        if document in days:
            taken.setdefault(document, [None] * len(seats))[places[state]] = position
    return Ballots([(days[document], tuple(held)) for document, held in taken.items()])


@dataclass(frozen=True)
class Agreement:
    """On how many of those on which both took a position two took the same one."""

    same: int
    both: int

    @property
    def percent(self) -> int | None:
        """Rounded down, so that a hundred says that they never differed."""
        return 100 * self.same // self.both if self.both else None


def agreements(
    seats: Sequence[Seat], ballots: Mapping[Positions, int]
) -> dict[tuple[Seat, Seat], Agreement]:
    found = {}
    for (one, of_one), (other, of_other) in combinations(enumerate(seats), 2):
        both = {held: votes for held, votes in ballots.items() if held[one] and held[other]}
        same = sum(votes for held, votes in both.items() if held[one] == held[other])
        found[of_one, of_other] = Agreement(same, sum(both.values()))
    return found
