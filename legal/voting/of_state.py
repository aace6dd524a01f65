"""How one state voted in the Council: by term, beside the permanent members, apart from others."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, QuerySet, Value, When

from legal.models import Outcome, Position, Vote
from legal.voting.positions import (
    COUNCIL,
    TAKEN,
    Agreement,
    Seat,
    documents_by_position,
    permanent_seats,
)
from organizations.models import SEATS, Membership, MembershipKind, State
from records.common.gathered import Gathered
from records.common.keeping import until_published
from records.common.prepared import Instances
from records.reading.beside import LINK, read_beside

RECENT = 5
OUTSIDE = -1  # a vote on a day that is in no term recorded


@dataclass(frozen=True)
class CouncilTerm:
    """A term in the Council, or with none the votes outside all terms, and what was voted in it."""

    term: Membership | None
    positions: Counter[str]

    @property
    def votes(self) -> int:
        return self.positions.total()


@dataclass(frozen=True)
class Voting:
    """Terms with their votes, the latest first."""

    terms: list[CouncilTerm]
    apart: int  # resolutions adopted without its vote in favour
    documents: Mapping[str, set[int]]  # on which it took each position

    @property
    def could_veto(self) -> bool:
        """Only a permanent member can, or who voted when no seat of it is recorded."""
        seats = [one.term for one in self.terms]
        return any(seat is None or seat.kind == MembershipKind.PERMANENT for seat in seats)

    @property
    def whole(self) -> CouncilTerm:
        return CouncilTerm(None, sum((one.positions for one in self.terms), Counter()))

    @property
    def positions(self) -> list[Position]:
        """Those that it ever took."""
        held = self.whole.positions
        return [position for position in Position if held[position]]

    @property
    def rows(self) -> list[tuple[CouncilTerm, list[int]]]:
        """Each term with how often each of the positions was taken."""
        shown = self.positions
        return [(one, [one.positions[position] for position in shown]) for one in self.terms]

    @property
    def sums(self) -> list[int]:
        return [self.whole.positions[position] for position in self.positions]


def votes_of(state: State, until: date | None) -> QuerySet[Vote]:
    votes = Vote.objects.filter(state=state)
    return votes.filter(document__adopted_on__lte=until) if until else votes


terms_of = Instances(
    lambda state: Membership.objects.filter(
        state=state, organization__slug=COUNCIL, kind__in=SEATS
    ).order_by("-starts_on", "-pk")
)


def voting_of(state: State, until: date | None) -> Voting:
    held = [
        one
        for one in terms_of(state.pk)
        if until is None or (one.starts_on and one.starts_on <= until)
    ]
    counted: dict[int, Counter[str]] = {}
    voted: dict[str, set[int]] = defaultdict(set)
    apart = 0
    rows = votes_of(state, until).order_by().annotate(term=_term(held))
    for term, position, is_apart, documents in rows.values_list(
        "term", "position", _is_apart()
    ).annotate(documents=Gathered("document")):
        counted.setdefault(term, Counter())[position] += len(documents)
        voted[position].update(documents)
        apart += len(documents) if is_apart else 0
    found = [CouncilTerm(term, counted.get(number, Counter())) for number, term in enumerate(held)]
    if OUTSIDE in counted:
        found.append(CouncilTerm(None, counted[OUTSIDE]))
    return Voting(found, apart, voted)


def _term(terms: Sequence[Membership]) -> Case:
    """The place of the term, among those given, in which the document was put to the vote."""
    within = [
        When(
            Q(document__adopted_on__gte=term.starts_on)
            & (Q(document__adopted_on__lte=term.ends_on) if term.ends_on else Q()),
            then=Value(number),
        )
        for number, term in enumerate(terms)
        if term.starts_on
    ]
    return Case(*within, default=Value(OUTSIDE))


NOT_FOR = (Position.NO, Position.ABSTAIN, Position.NOT_PARTICIPATING, Position.ABSENT)
APART = Q(document__outcome=Outcome.ADOPTED, position__in=NOT_FOR)


def _is_apart() -> Case:
    return Case(When(APART, then=Value(1)), default=Value(0))


# What a table of votes shows of a document.
SHOWN = (
    *(*LINK, "symbol", "subject", "adopted_on", "adopted_precision"),
    *("outcome", "in_favour", "against", "abstaining"),
)


# Its latest votes on what was adopted without its vote in favour, up to a day.
latest_apart = Instances(
    lambda state, day: read_beside(
        Vote.objects.filter(APART, state=state, document__adopted_on__lte=day), document=SHOWN
    ).order_by("-document__adopted_on", "-document")[:RECENT]
)


def beside(state: State, voting: Voting) -> list[tuple[Seat, Agreement]]:
    """How often it took the same position as each permanent member, as two states are compared.

    On all documents of which both positions are held. The state's own seat is left out.
    """
    seats, of_permanent = until_published("votes of the permanent members", _of_permanent)
    others = {one.pk: seat for seat in seats if state not in seat.states for one in seat.states}
    own = voting.documents
    voted = set().union(*(own[position] for position in TAKEN))
    both: Counter[Seat] = Counter()
    same: Counter[Seat] = Counter()
    for (other, position), documents in of_permanent.items():
        if seat := others.get(other):
            both[seat] += len(voted.intersection(documents))
            same[seat] += len(own[position].intersection(documents))
    return [(seat, Agreement(same[seat], both[seat])) for seat in seats if both[seat]]


def _of_permanent() -> tuple[list[Seat], dict[tuple[int, str], list[int]]]:
    """Beside which every state that had a seat is shown: read once for all of them."""
    seats = permanent_seats()
    return seats, documents_by_position([one.pk for seat in seats for one in seat.states])
