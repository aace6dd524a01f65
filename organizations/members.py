"""Memberships put together by state: who belongs on a day, who belonged before, who had a seat."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from organizations.models import Membership, MembershipKind, State

# One and many, as `count_of` takes them. A state may be a member and suspended at once.
COUNTED = {
    MembershipKind.MEMBER: "member,members",
    MembershipKind.OBSERVER: "observer,observers",
    MembershipKind.SUSPENDED: "suspended,suspended",
}


@dataclass(frozen=True)
class Member:
    """A state and some of its spells in one organization, in order of time."""

    state: State
    spells: list[Membership]
    perhaps: bool = False  # no spell is certain on the day


@dataclass(frozen=True)
class Members:
    current: list[Member]
    former: list[Member]

    @property
    def tally(self) -> list[tuple[int, str]]:
        """(how many now, of what) for each kind of membership that is held."""
        kinds = Counter(kind for one in self.current for kind in {s.kind for s in one.spells})
        return [(kinds[kind], words) for kind, words in COUNTED.items() if kind in kinds]


def by_state(spells: Iterable[Membership]) -> dict[State, list[Membership]]:
    """Spells under their states; both keep the order in which they come."""
    grouped: dict[State, list[Membership]] = {}
    for spell in spells:
        grouped.setdefault(spell.state, []).append(spell)
    return grouped


def members_on(spells: Iterable[Membership], day: date) -> Members:
    """Who belongs on `day`, certainly or perhaps, and who only did before.

    A spell that begins after the day counts for neither.
    """
    current, former = [], []
    for state, own in by_state(spells).items():
        held = [spell for spell in own if spell.possibly_active_on(day)]
        if held:
            perhaps = not any(spell.surely_active_on(day) for spell in held)
            current.append(Member(state, held, perhaps))
        elif past := [spell for spell in own if spell.ends_on and spell.ends_on < day]:
            former.append(Member(state, past))
    return Members(current, former)
