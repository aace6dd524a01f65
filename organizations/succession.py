"""Which state of a land stood on a day: facts of 2003 from Montenegro are Serbia and Montenegro's.

Publishers file persons and places under the state of today, or under both. A former state lasted as
long as its membership of the United Nations, or as long as its successor bore its name, as the
Democratic Republic of the Congo was Zaire. Where the base does not say, what a file says stays.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from organizations.models import Membership, MembershipKind, State, StateKind
from organizations.naming import StateNames
from records.common.periods import Precision
from records.common.text import squeeze
from records.models import Alias, RecordKind

UNITED_NATIONS = "un"
DAY = timedelta(days=1)


class End(NamedTuple):
    """The last day of a state: a year alone may mean any of its days."""

    earliest: date
    latest: date


class StatesOfTheDay:
    """Successions, beginnings and ends of states, read once."""

    def __init__(self) -> None:
        self._after: dict[str, set[str]] = defaultdict(set)
        self._before: dict[str, set[str]] = defaultdict(set)
        for earlier, later in State.objects.exclude(successors=None).values_list(
            "slug", "successors__slug"
        ):
            self._after[earlier].add(later)
            self._before[later].add(earlier)
        self._names = dict(State.objects.order_by().values_list("slug", "name"))
        self._joined, left = _membership()
        self._borne = _names_borne()
        former = State.objects.filter(kind=StateKind.FORMER).order_by()
        self._former = set(former.values_list("slug", flat=True))
        self._ends = {slug: left[slug] for slug in self._former & left.keys()}
        self._renamed = self._former_by_name()
        self._begins = {slug: day for slug in self._before if (day := self._beginning(slug))}

    def on(self, slug: str, day: date) -> str:
        """The state of that day for one of the same land."""
        if (begins := self._begins.get(slug)) and day < begins:
            return self._earlier(slug, day) or slug
        if (end := self._ends.get(slug)) and day > end.latest:
            return self._later(slug, day) or slug
        for former, (first, last) in self._renamed.items():
            if slug in self._after[former] and first <= day <= last:
                return former
            if slug == former and day > last:
                return self._later(slug, day) or slug
        return slug

    def _former_by_name(self) -> dict[str, tuple[date, date]]:
        """First and last day of the former states that were but a name of their successor."""
        return {
            former: (first, last)
            for former in self._former - self._ends.keys()
            for later in self._after[former]
            for name, first, last in self._borne[later]
            if name == squeeze(self._names[former]) and last
        }

    def _beginning(self, slug: str) -> date | None:
        """The end of the state before it, unless it was a member already then; where it bore a
        name from a later day on, that day.
        """
        ends = [self._ends[one].earliest for one in self._before[slug] if one in self._ends]
        joined = self._joined.get(slug)
        if not ends or (joined and joined < max(ends)):
            return None
        named = [first for _, first, _ in self._borne[slug] if first >= max(ends)]
        return min(named) if named else max(ends)

    def _earlier(self, slug: str, day: date) -> str | None:
        """The state before it that stood on the day, however far back."""
        for former in sorted(self._before[slug] & self._ends.keys()):
            begins = self._begins.get(former)
            if begins and day < begins:
                return self._earlier(former, day)
            if day <= self._ends[former].latest:
                return former
        return None

    def _later(self, slug: str, day: date) -> str | None:
        """Its one successor of the day, or of several the one that goes on with it."""
        standing = {one for one in self._after[slug] if self._stands(one, day)}
        if len(standing) > 1:
            standing = {one for one in standing if self._goes_on(one, slug)}
        return standing.pop() if len(standing) == 1 else None

    def _stands(self, slug: str, day: date) -> bool:
        begins, end = self._begins.get(slug), self._ends.get(slug)
        return (begins is None or begins <= day) and (end is None or day <= end.latest)

    def _goes_on(self, later: str, former: str) -> bool:
        """Whether a successor joined as the other left, or bore its name with more to it."""
        joined = self._joined.get(later)
        end = self._ends[former].latest if former in self._ends else None
        if joined and end and joined <= end + DAY and end - joined <= DAY:
            return True
        name = squeeze(self._names[former])
        return any(borne.endswith(name) for borne, *_ in self._borne[later])


class NamesOn:
    """States by the names that publishers print, as they stood on a day."""

    def __init__(self, names: StateNames, states: StatesOfTheDay, day: date) -> None:
        self._names, self._states, self._day = names, states, day

    def one(self, *names: str) -> str | None:
        """The one state of the day that the first name to fit any means."""
        for name in names:
            found = {self._states.on(slug, self._day) for slug in self._names.called(name)}
            if found:
                return found.pop() if len(found) == 1 else None
        return None


def _membership() -> tuple[dict[str, date], dict[str, End]]:
    """By state, the first day in the United Nations, and the last of those that left."""
    members = Membership.objects.filter(organization__slug=UNITED_NATIONS)
    members = members.filter(kind=MembershipKind.MEMBER).exclude(starts_on=None)
    joined: dict[str, date] = {}
    left: dict[str, End] = {}
    columns = ("state__slug", "starts_on", "ends_on", "ends_precision")
    for slug, first, last, precision in members.order_by("starts_on").values_list(*columns):
        joined.setdefault(slug, first)
        left.pop(slug, None)
        if last:
            whole_year = precision == Precision.YEAR
            left[slug] = End(last.replace(month=1, day=1) if whole_year else last, last)
    return joined, left


def _names_borne() -> dict[str, list[tuple[str, date, date | None]]]:
    """Name, first day and last day of the names that states bore from a known day on."""
    dated = Alias.objects.filter(
        record__record_kind=RecordKind.STATE, starts_precision=Precision.DAY
    ).exclude(starts_on=None)
    borne: dict[str, list[tuple[str, date, date | None]]] = defaultdict(list)
    columns = ("record__slug", "text", "starts_on", "ends_on")
    for slug, text, first, last in dated.order_by("starts_on").values_list(*columns):
        borne[slug].append((squeeze(text), first, last))
    return borne
