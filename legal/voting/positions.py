"""Positions that the permanent members took on adopted resolutions: read once, counted often."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations
from operator import itemgetter

from django.db.models import QuerySet

from legal.models import Document, DocumentKind, Outcome, Position, Vote
from legal.symbols import COUNCIL
from organizations.models import Membership, MembershipKind, State
from records.common.gathered import Gathered
from records.common.prepared import Among, Instances, Tuples

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
    """Of adopted resolutions put to a vote the day, in order, and the position of each seat."""

    taken: list[tuple[date, Positions]]

    @cached_property
    def _days(self) -> list[date]:
        return [day for day, _positions in self.taken]

    def between(self, first: date, last: date) -> Counter[Positions]:
        """How often they voted in each way: there are far fewer ways than resolutions."""
        some = slice(bisect_left(self._days, first), bisect_right(self._days, last))
        return Counter(positions for _day, positions in self.taken[some])


_adopted = Tuples(
    lambda organ, day: (
        Document.objects.filter(
            kind=DocumentKind.RESOLUTION,
            outcome=Outcome.ADOPTED,
            organ__slug=organ,
            adopted_on__lte=day,
        )
        .order_by()
        .values_list("pk", "adopted_on")
    )
)
_taken = Among(
    lambda states: (
        Vote.objects.filter(state__in=states, position__in=TAKEN)
        .order_by()
        .values_list("state", "position")
        .annotate(documents=Gathered("document"))
    )
)


def documents_by_position(states: Collection[int]) -> dict[tuple[int, str], list[int]]:
    """On which documents each of the states took each position.

    Their votes are read by state, as they lie in an index: from each document to the votes on it
    would be twenty searches a document.
    """
    return {(state, position): documents for state, position, documents in _taken(states)}


def ballots_of(seats: Sequence[Seat], until: date | None = None) -> Ballots:
    """Of resolutions of the Council that were adopted by vote, up to a day."""
    days = dict(_adopted(COUNCIL, until or date.max))
    places = {state.pk: number for number, seat in enumerate(seats) for state in seat.states}
    taken: dict[int, list[str | None]] = {}
    for (state, position), documents in documents_by_position(places).items():
        for document in days.keys() & documents:
            taken.setdefault(document, [None] * len(seats))[places[state]] = position
    dated = ((days[document], tuple(held)) for document, held in taken.items())
    return Ballots(sorted(dated, key=itemgetter(0)))


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
