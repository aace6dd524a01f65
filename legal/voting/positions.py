"""Positions that the permanent members took on adopted resolutions: read once, counted often."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from django.db.models import QuerySet

from legal.models import DocumentKind, Outcome, Position, Vote
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


@dataclass(frozen=True)
class Ballots:
    """By document, its day and the position of each seat, of adopted resolutions put to a vote."""

    days: dict[int, date]
    taken: dict[int, dict[Seat, str]]

    def between(self, first: date, last: date) -> list[dict[Seat, str]]:
        return [self.taken[document] for document, day in self.days.items() if first <= day <= last]


def ballots_of(seats: Iterable[Seat], until: date | None = None) -> Ballots:
    """Of resolutions of the Council that were adopted by vote, up to a day."""
    seat_of = {state.pk: seat for seat in seats for state in seat.states}
    votes = Vote.objects.filter(
        state__in=seat_of,
        position__in=TAKEN,
        document__kind=DocumentKind.RESOLUTION,
        document__outcome=Outcome.ADOPTED,
        document__organ__slug=COUNCIL,
    )
    if until:
        votes = votes.filter(document__adopted_on__lte=until)
    days: dict[int, date] = {}
    taken: dict[int, dict[Seat, str]] = defaultdict(dict)
    rows = votes.order_by("document__adopted_on", "document")
    for document, day, state, position in rows.values_list(
        "document", "document__adopted_on", "state", "position"
    ):
        if day:
            days[document] = day
            taken[document][seat_of[state]] = position
    return Ballots(days, taken)


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
    seats: Iterable[Seat], ballots: Iterable[dict[Seat, str]]
) -> dict[tuple[Seat, Seat], Agreement]:
    ballots = list(ballots)
    found = {}
    for one, other in combinations(seats, 2):
        both = [held for held in ballots if one in held and other in held]
        same = sum(held[one] == held[other] for held in both)
        found[one, other] = Agreement(same, len(both))
    return found
