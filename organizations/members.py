"""Memberships put together by state: who belongs on a day, who belonged before, who had a seat."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from organizations.models import Membership, MembershipKind, State

# One and many, as `count_of` takes them. A state may be a member and suspended at once.
COUNTED = {
    MembershipKind.MEMBER: gettext_noop("member,members"),
    MembershipKind.OBSERVER: gettext_noop("observer,observers"),
    MembershipKind.SUSPENDED: gettext_noop("suspended,suspended"),
}


@dataclass(frozen=True)
class Member:
    """A state and some of its periods in one organization, in order of time."""

    state: State
    periods: list[Membership]
    perhaps: bool = False  # no period is certain on the day


@dataclass(frozen=True)
class Members:
    current: list[Member]
    former: list[Member]

    @property
    def tally(self) -> list[tuple[int, str]]:
        """(how many, of what) for each kind of membership that surely holds, then the uncertain."""
        sure = [one for one in self.current if not one.perhaps]
        kinds = Counter(kind for one in sure for kind in {held.kind for held in one.periods})
        counted = [(kinds[kind], _(words)) for kind, words in COUNTED.items() if kind in kinds]
        uncertain = len(self.current) - len(sure)
        return counted + ([(uncertain, _("perhaps,perhaps"))] if uncertain else [])


def by_state(periods: Iterable[Membership]) -> list[list[Membership]]:
    """The spells of each state; states and spells keep the order in which they come."""
    grouped: dict[int, list[Membership]] = {}
    for period in periods:
        grouped.setdefault(period.state_id, []).append(period)
    return list(grouped.values())


def members_on(periods: Iterable[Membership], day: date) -> Members:
    """Who belongs on `day`, certainly or perhaps, and who only did before.

    A period that begins after the day counts for neither.
    """
    current, former = [], []
    for own in by_state(periods):
        held = [period for period in own if period.possibly_active_on(day)]
        if held:
            perhaps = not any(period.surely_active_on(day) for period in held)
            current.append(Member(own[0].state, held, perhaps))
        elif past := [period for period in own if period.ends_on and period.ends_on < day]:
            former.append(Member(own[0].state, past))
    return Members(current, former)
