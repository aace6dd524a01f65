"""Members of the Security Council by year (DPPA-SCMEMBERSHIP), into the seats of their states.

The table says who sat in which year, and no more. An elected member sits for two years and not
directly again (Article 23 of the Charter), which gives the end of a term of which only the first
year is listed. What the table leaves out contradicts nothing.
"""

from collections import defaultdict
from datetime import date
from pathlib import Path

from organizations.importers.states import NamedStates
from organizations.models import SEATS, Membership, MembershipKind, Organization
from records.common.ahead import PLANNED
from records.importing.imports import Import, Tell, source_content
from records.importing.publisher_files import Row, RowRefused, copy_of, format_of, take_rows
from records.importing.streams import Unreadable

COUNCIL = "un-sc"
SOURCE = source_content(
    "psdata-sc-membership",
    "Membership of the Security Council (DPPA-SCMEMBERSHIP)",
    publisher="UN Peace and Security Data Hub",
    url="https://psdata.un.org",
    licence="CC BY-IGO, according to the Humanitarian Data Exchange.",
)
FORMATS = {"the members of the Security Council by year": ("security_council_member", "year")}
FIRST_YEAR, LAST_YEAR = 1946, 2100
TERM = 2  # years
BY_CHARTER = "The second year follows from Article 23 of the Charter."


def gather(path: Path, tell: Tell) -> Import:
    """Raises Unreadable."""
    format_of(path, FORMATS)
    if not Organization.objects.filter(slug=COUNCIL).exists():
        raise Unreadable(f"The base holds no organization '{COUNCIL}': load the fixtures first.")
    whole = Import(SOURCE, copy_of(path))
    reading = _SeatReading(whole)
    tell(f"Reading {path.name}")
    take_rows(path, reading.take, whole.report.refuse)
    reading.finish()
    return whole


class _SeatReading:
    def __init__(self, whole: Import) -> None:
        self.whole, self.names = whole, NamedStates()
        self._held: dict[str, list[tuple[int, int]]] = defaultdict(list)  # years by state
        seats = Membership.objects.filter(organization__slug=COUNCIL, kind__in=SEATS).order_by()
        for state, first, last in seats.values_list("state__slug", "starts_on", "ends_on"):
            years = (first.year if first else FIRST_YEAR, last.year if last else LAST_YEAR)
            self._held[state].append(years)
        self._new: dict[str, dict[int, Row]] = defaultdict(dict)  # by state and year
        self._given: set[tuple[str, int]] = set()
        self._newest = FIRST_YEAR

    def take(self, row: Row) -> None:
        """Raises RowRefused."""
        year = row.number("year", most=LAST_YEAR)
        if year is None or year < FIRST_YEAR:
            row.refuse("year", f"a year from {FIRST_YEAR}")
        if row.get("last_update"):
            edition = row.day("last_update")
            self.whole.edition = max(edition, self.whole.edition or edition)
        state = self.names.one(row, "security_council_member", "isocode3", date(year, 7, 1))
        if (state, year) in self._given:
            row.refuse("security_council_member", "each member once a year")
        self._given.add((state, year))
        self._newest = max(year, self._newest)
        self.whole.days.note(date(year, 1, 1), row.place("year"), PLANNED)
        if self._sat(row, state, year):
            self.whole.report.unchanged += 1
        else:
            self._new[state][year] = row.only(("security_council_member", "year"))

    def _sat(self, row: Row, state: str, year: int) -> bool:
        """Whether the base has a seat then, of the state or of another of its land that year."""
        name = row["security_council_member"]
        days = (date(year, 1, 1), date(year, 12, 31))
        states = {state, *filter(None, (self.names.named(name, day) for day in days))}
        return any(first <= year <= last for one in states for first, last in self._held[one])

    def finish(self) -> None:
        for state, rows in self._new.items():
            for first in sorted(rows):
                if first - 1 in rows and first - 2 not in rows:
                    continue  # the second year of a term
                try:
                    self._add(state, first, rows)
                except RowRefused as refused:
                    self.whole.report.refuse(refused.error)

    def _add(self, state: str, first: int, rows: dict[int, Row]) -> None:
        """Raises RowRefused."""
        row, last = rows[first], first + TERM - 1
        is_whole = last in rows
        if not is_whole and first != self._newest:
            row.refuse("year", f"a term of two years, with {last} too")
        if first - 1 in rows or last + 1 in rows or self._touches(state, first, last):
            row.refuse("year", "a term of two years, none directly after another of that state")
        seat = {
            "organization": COUNCIL,
            "kind": str(MembershipKind.ELECTED),
            "starts_on": f"{first}-01-01",
            "ends_on": f"{last}-12-31",
            "note": "" if is_whole else BY_CHARTER,
            "source": self.whole.slug,
        }
        self.whole.add_row(f"state:{state}", "memberships", seat)
        self.whole.report.new += 1

    def _touches(self, state: str, first: int, last: int) -> bool:
        return any(begins <= last + 1 and first - 1 <= ends for begins, ends in self._held[state])
