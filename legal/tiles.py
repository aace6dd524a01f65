"""The members of a vote as tiles: permanent members first, then by the group of their seat."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from legal.models import Document, Position, Vote, VoteBasis
from organizations.models import SEATS, Membership, MembershipKind, RegionalGroup, State
from records.common.prepared import Instances

# Of each position the class of its tile, its sign and its words. Weight of ink grows with the
# distance from «in favour».
SHOWN: dict[str, tuple[str, str, str]] = {
    Position.YES: ("Y", "+", gettext_noop("in favour")),
    Position.NO: ("N", "−", gettext_noop("against")),
    Position.ABSTAIN: ("A", "○", gettext_noop("abstained")),
    Position.NOT_PARTICIPATING: ("P", "·", gettext_noop("took no part")),
    Position.ABSENT: ("P", "–", gettext_noop("absent")),
    Position.UNKNOWN: ("P", "?", gettext_noop("not known")),
}
PERMANENT = gettext_noop("Permanent members")
MEMBERS = gettext_noop("Members")
OTHERS = gettext_noop("Elected members")
TITLES: dict[str, str] = {
    RegionalGroup.AFRICAN: gettext_noop("African States"),
    RegionalGroup.ASIA_PACIFIC: gettext_noop("Asia-Pacific States"),
    RegionalGroup.EASTERN_EUROPEAN: gettext_noop("Eastern European States"),
    RegionalGroup.LATIN_AMERICAN: gettext_noop("Latin American and Caribbean States"),
    RegionalGroup.WESTERN_EUROPEAN: gettext_noop("Western European and other States"),
}
AS_RECORDED = (VoteBasis.RECORD, VoteBasis.VETO_LIST)


@dataclass(frozen=True)
class Tile:
    """What one member did, in a class, a sign and words."""

    state: State
    mark: str
    sign: str
    words: str


@dataclass(frozen=True)
class TileGroup:
    title: str
    tiles: list[Tile]

    @property
    def is_permanent(self) -> bool:
        return self.title == PERMANENT


def seats_on_the_day(document: Document) -> dict[int, Membership]:
    """The seats in its organ on the day of the vote, by the state that held each."""
    day = document.adopted_on
    if document.organ_id is None or day is None:
        return {}
    seats = _seats(document.organ_id, day)
    return {seat.state_id: seat for seat in seats if seat.surely_active_on(day)}


_seats = Instances(
    lambda organ, day: Membership.objects.filter(
        organization=organ, kind__in=SEATS
    ).possibly_active_on(day)
)


def tiles(
    votes: Iterable[Vote],
    seats: Mapping[int, Membership],
    vetoed_by: Collection[State],
    sponsors: Collection[State],
) -> list[TileGroup]:
    """Everyone who took a position. Where the base has no seat, all stand in one group."""
    found: dict[str, list[Tile]] = defaultdict(list)
    for vote in votes:
        if vote.position in SHOWN:
            tile = _tile(vote, vote.state in vetoed_by, vote.state in sponsors)
            found[_group_of(seats.get(vote.state_id))].append(tile)
    order = [PERMANENT, *TITLES.values(), OTHERS]
    return [
        TileGroup(title if seats else MEMBERS, found[title]) for title in order if title in found
    ]


def _group_of(seat: Membership | None) -> str:
    if seat and seat.kind == MembershipKind.PERMANENT:
        return PERMANENT
    return TITLES.get(seat.regional_group, OTHERS) if seat else OTHERS


def _tile(vote: Vote, is_veto: bool, is_sponsor: bool) -> Tile:
    mark, sign, words = SHOWN[vote.position]
    said = [_("veto") if is_veto and vote.position == Position.NO else _(words)]
    said += [_("sponsor")] if is_sponsor else []
    said += [] if vote.basis in AS_RECORDED else [vote.get_basis_display().lower()]
    return Tile(vote.state, mark, sign, " · ".join(said))
