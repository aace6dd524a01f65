"""How the Council voted on the decisions that made a mission: two questions to the base."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from legal.models import Document, Position, Vote
from legal.voting.positions import permanent_terms
from organizations.models import Membership
from records.common.prepared import Among

WORDS = {
    Position.YES: gettext_noop("in favour"),
    Position.NO: gettext_noop("voted against"),
    Position.ABSTAIN: gettext_noop("abstained"),
    Position.NOT_PARTICIPATING: gettext_noop("did not take part"),
    Position.ABSENT: gettext_noop("was absent"),
}
NOT_KNOWN = gettext_noop("is not known")
LETTERS = {Position.YES: "Y", Position.NO: "N", Position.ABSTAIN: "A"}  # of the others a dash

Seats = Mapping[int, Sequence[Membership]]  # permanent, by id of the state
Held = dict[int, tuple[str, dict[int, str]]]  # by state, its name and positions by document


@dataclass(frozen=True)
class Voted:
    """What a member did; nothing where it had no permanent seat on the day, or no vote is held."""

    position: str

    @property
    def letter(self) -> str:
        return LETTERS.get(Position(self.position), "–") if self.position else ""

    @property
    def words(self) -> str:
        return _(WORDS.get(Position(self.position), NOT_KNOWN)) if self.position else ""

    @property
    def is_in_favour(self) -> bool:
        return self.position in ("", Position.YES)


@dataclass(frozen=True)
class VotingMember:
    name: str
    cells: list[Voted]

    @property
    def not_in_favour(self) -> int:
        return sum(not cell.is_in_favour for cell in self.cells)


@dataclass(frozen=True)
class Elected:
    """An elected member with the decisions of which it was not in favour."""

    name: str
    votes: list[tuple[Document, Voted]]


@dataclass(frozen=True)
class DecisionVotes:
    """Permanent members by decisions, the oldest first, and elected members not in favour."""

    documents: list[Document]
    left_out: int  # earlier decisions, or such without votes
    permanent: list[VotingMember]
    elected: list[Elected]

    @property
    def divided(self) -> list[VotingMember]:
        """The permanent members that were not always in favour, most often first."""
        found = [one for one in self.permanent if one.not_in_favour]
        return sorted(found, key=lambda one: -one.not_in_favour)

    @property
    def counts(self) -> list[int]:
        """Of each decision, how many elected members were not in favour."""
        voted = [document.pk for one in self.elected for document, _ in one.votes]
        return [voted.count(document.pk) for document in self.documents]

    def not_in_favour_of(self, document: Document) -> list[tuple[str, str]]:
        """Members by name with what each did."""
        if document not in self.documents:
            return []
        at = self.documents.index(document)
        permanent = [(one.name, one.cells[at]) for one in self.permanent]
        elected = [
            (one.name, cell)
            for one in self.elected
            for voted, cell in one.votes
            if voted == document
        ]
        return [(name, cell.words) for name, cell in permanent + elected if not cell.is_in_favour]


def votes_on(
    documents: Iterable[Document], most: int, terms: Iterable[Membership] | None = None
) -> DecisionVotes | None:
    """On the latest `most` of the documents; None where no vote on them is held.

    With the terms of permanent members, if they were read already.
    """
    distinct = {one.pk: one for one in documents if one.adopted_on}
    ordered = sorted(distinct.values(), key=lambda one: (one.adopted_on, one.number or 0))
    seats = _by_state(permanent_terms() if terms is None else terms)
    held = _positions(ordered[-most:])
    voted = {document for _, positions in held.values() for document in positions}
    shown = [one for one in ordered[-most:] if one.pk in voted]
    if not shown:
        return None
    permanent = [
        VotingMember(name, [_cell(seats[state], positions, one) for one in shown])
        for state, (name, positions) in held.items()
        if state in seats
    ]
    elected = [
        Elected(name, list(_against(seats.get(state, ()), positions, shown)))
        for state, (name, positions) in held.items()
    ]
    return DecisionVotes(
        shown,
        len(ordered) - len(shown),
        [one for one in permanent if any(cell.position for cell in one.cells)],
        [one for one in elected if one.votes],
    )


def _by_state(terms: Iterable[Membership]) -> Seats:
    seats: dict[int, list[Membership]] = defaultdict(list)
    for one in terms:
        seats[one.state_id].append(one)
    return seats


_told = Among(
    lambda documents: (
        Vote.objects.filter(
            Q(state__in=permanent_terms().values("state")) | ~Q(position=Position.YES),
            document__in=documents,
        )
        .order_by("state__name")
        .values_list("state", "state__name", "document", "position")
    )
)


def _positions(documents: Sequence[Document]) -> Held:
    """Of those that ever had a permanent seat every position, of the others what was no yes."""
    held: Held = {}
    for state, name, document, position in _told([one.pk for one in documents]):
        held.setdefault(state, (name, {}))[1][document] = position
    return held


def _cell(seats: Sequence[Membership], positions: dict[int, str], document: Document) -> Voted:
    return Voted(positions.get(document.pk, "") if _sat(seats, document) else "")


def _against(
    seats: Sequence[Membership], positions: dict[int, str], documents: Sequence[Document]
) -> Iterable[tuple[Document, Voted]]:
    for one in documents:
        if one.pk in positions and not _sat(seats, one):
            cell = Voted(positions[one.pk])
            if not cell.is_in_favour:
                yield one, cell


def _sat(seats: Sequence[Membership], document: Document) -> bool:
    day = document.adopted_on
    return day is not None and any(seat.surely_active_on(day) for seat in seats)
