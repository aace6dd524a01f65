"""What the base holds of the Security Council's resolutions, read once to compare a file with."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from legal.models import Document, DocumentKind, Position, Vote
from legal.symbols import COUNCIL
from organizations.models import SEATS, Membership, MembershipKind
from organizations.naming import StateNames
from organizations.succession import StatesOfTheDay
from records.models import Identifier, RecordKind

RECORD_NUMBER = "undl-record"  # scheme of the library's numbers of voting records
TOTALS = ("in_favour", "against", "abstaining")


@dataclass(frozen=True)
class HeldResolution:
    """A resolution of the base; `totals` in the order of TOTALS, None where it holds none."""

    slug: str
    year: int
    adopted_on: date | None
    meeting: str
    draft: str
    totals: tuple[int, int, int] | None
    records: frozenset[str]  # the library's numbers of it
    positions: dict[str, Position] = field(hash=False)  # by state


class Council:
    """Resolutions by number, members by day and states by name."""

    def __init__(self) -> None:
        self.names, self._of_the_day = StateNames(), StatesOfTheDay()
        self._members: dict[date, frozenset[str]] = {}

    @cached_property
    def resolutions(self) -> dict[int, HeldResolution]:
        columns = ("slug", "number", "year", "adopted_on", "meeting", "draft_symbol", *TOTALS)
        held = Document.objects.filter(organ__slug=COUNCIL, kind=DocumentKind.RESOLUTION)
        positions, records = self._positions(), self._records()
        found = {}
        for slug, number, year, day, meeting, draft, *totals in held.values_list(*columns):
            known = None if None in totals else tuple(totals)
            found[number] = HeldResolution(
                slug, year, day, meeting, draft, known, frozenset(records[slug]), positions[slug]
            )
        return found

    def members(self, day: date) -> frozenset[str]:
        """Who sat in the Council on a day; two states on the day when a seat changes hands."""
        if day not in self._members:
            self._members[day] = frozenset(
                state for state, _, begins, ends in self._seats if _holds(begins, ends, day)
            )
        return self._members[day]

    def permanent_members(self, day: date) -> frozenset[str]:
        return frozenset(
            state
            for state, kind, begins, ends in self._seats
            if kind == MembershipKind.PERMANENT and _holds(begins, ends, day)
        )

    def who(self, number: int, day: date, code: str, name: str) -> str | None:
        """The voter that a code or name means, where it means one of that vote or of that day."""
        held = self.resolutions.get(number)
        voters = set(held.positions) if held else set()
        if found := self.names.one(name, code, among=voters):
            return found
        day = held.adopted_on if held and held.adopted_on else day
        called = {self._of_the_day.on(slug, day) for slug in self.names.called(name)} & voters
        if len(called) == 1:
            return called.pop()
        return self.names.one(name, code, among=self.members(day))

    @cached_property
    def _seats(self) -> list[tuple[str, str, date | None, date | None]]:
        seats = Membership.objects.filter(organization__slug=COUNCIL, kind__in=SEATS).order_by()
        return list(seats.values_list("state__slug", "kind", "starts_on", "ends_on"))

    @staticmethod
    def _positions() -> dict[str, dict[str, Position]]:
        positions: dict[str, dict[str, Position]] = defaultdict(dict)
        votes = Vote.objects.order_by().values_list("document__slug", "state__slug", "position")
        for document, state, position in votes.iterator():
            positions[document][state] = Position(position)
        return positions

    @staticmethod
    def _records() -> dict[str, set[str]]:
        records: dict[str, set[str]] = defaultdict(set)
        of_documents = {"record__record_kind": RecordKind.DOCUMENT, "scheme": RECORD_NUMBER}
        held = Identifier.objects.filter(**of_documents).values_list("record__slug", "value")
        for slug, value in held:
            records[slug].add(value)
        return records


def _holds(begins: date | None, ends: date | None, day: date) -> bool:
    return (begins is None or begins <= day) and (ends is None or day <= ends)
