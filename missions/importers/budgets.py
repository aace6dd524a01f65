"""Budgets from the Peace and Security Data Hub: of peacekeeping operations and political missions.

Both give thousands of US dollars. The table of operations has a line for each class of expenses:
a period is taken in where all its lines can be read and add up to the sum that the table gives.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from missions.importers.codes import MissionCodes
from missions.importers.figure_rows import day_of, year_days
from missions.importers.names import MissionNames
from missions.models import Budget, BudgetKind
from records.common.periods import Precision
from records.content.canonical import Content
from records.importing.doubled import OnceEach
from records.importing.imports import Import, Tell, source_content
from records.importing.publisher_files import Row, RowRefused, copy_of, format_of, take_summed_rows

OPERATIONS, POLITICAL = (
    "the budgets of peacekeeping operations (DPO-PKBUDGET)",
    "the budgets of special political missions (DPPA-SPMBUDGET)",
)
FORMATS = {
    OPERATIONS: (
        *("Mission_acronym", "Start_date", "End_date", "Budget_class", "Budget_subclass"),
        *("Apportionment", "Expenditure", "Document_symbol"),
    ),
    POLITICAL: (
        *("Mission", "Thematic Cluster", "doc_symbol", "Requirement", "Appropriation"),
        "Expenditure",
    ),
}
HUB = {
    "publisher": "UN Peace and Security Data Hub",
    "url": "https://psdata.un.org",
    "licence": "CC BY-IGO, according to the Humanitarian Data Exchange.",
    "note": "Read from reports of the Secretary-General by a trained model, says the publisher; "
    "samples were checked.",
}
SOURCES: dict[str, Content] = {
    OPERATIONS: source_content(
        "psdata-pk-budgets", "Budgets of peacekeeping operations (DPO-PKBUDGET)", **HUB
    ),
    POLITICAL: source_content(
        "psdata-spm-budgets", "Budgets of special political missions (DPPA-SPMBUDGET)", **HUB
    ),
}
AMOUNT = re.compile(r"-?(?:[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.[0-9]{1,16})?")
DOLLARS = 1_000  # to a unit of the tables
ROUNDING = Decimal(3)  # units by which many rounded lines may miss their sum
# Lines that are sums or income, by the words in their class or subclass.
SUM = re.compile(r"\b(?:sub-?total|total|gross|net|staff assessment|voluntary)\b", re.IGNORECASE)
GROSS = re.compile(r"\bgross\b", re.IGNORECASE)
PANELS = re.compile(r"\A(?:(?:thematic\s+)?cluster\s+)?(?:ii|2)\b", re.IGNORECASE)
SYMBOL = re.compile(r"\AA/(\d{2,3})/6\b")
FIRST_SESSION = 1946  # the budget of a year is proposed at the session of that number before
KINDS = {"Apportionment": BudgetKind.APPROVED, "Expenditure": BudgetKind.EXPENDITURE}


def gather(path: Path, tell: Tell) -> Import:
    """Raises Unreadable."""
    form = format_of(path, FORMATS)
    whole = Import(SOURCES[form], copy_of(path))
    tell("Reading the budgets that are held")
    reading: _Operations | _Political
    reading = _Operations(whole) if form == OPERATIONS else _Political(whole)
    tell(f"Reading {path.name}: {form}")
    take_summed_rows(path, reading.take, whole.report.refuse)
    reading.finish()
    return whole


class _Budgets:
    def __init__(self, whole: Import) -> None:
        self.whole = whole
        self.table = whole.table(Budget, on=["mission"])

    def add(
        self,
        mission: str,
        kind: BudgetKind,
        days: tuple[date, date],
        thousands: Decimal | None,
        symbol: str,
    ) -> None:
        """What nobody gave says nothing, and what a table in thousands rounded is the same."""
        amount = round((thousands or Decimal(0)) * DOLLARS)
        if amount <= 0:
            return
        if kind == BudgetKind.EXPENDITURE:
            self.whole.days.note(days[0], f"{self.whole.copy.name}, spent on {mission}")
        first, last = (day.isoformat() for day in days)
        key = {"mission": mission, "kind": str(kind), "starts_on": first, "ends_on": last}
        days_known = dict.fromkeys(("starts_precision", "ends_precision"), str(Precision.DAY))
        values = {"document_symbol": symbol[:80], "note": ""} | days_known
        held = self.table.held(self.table.row(**key))
        if held and abs(held[1]["amount"] - amount) < DOLLARS:
            amount = held[1]["amount"]
        row = self.table.row(**key, **values, amount=amount)
        self.table.add(row, ["amount"], symbol, lambda _, value: f"{value:,} US dollars")


@dataclass
class _Period:
    """The lines of a mission's budget in one document, by class and subclass."""

    row: Row  # the first
    lines: dict[str, dict[str, Decimal]] = field(default_factory=dict)

    def sums(self) -> dict[str, Decimal]:
        """By column. Raises RowRefused where the lines do not make the sum that is given."""
        added: dict[str, Decimal] = defaultdict(Decimal)
        given: dict[str, Decimal] = {}
        for line, amounts in self.lines.items():
            for column, amount in amounts.items():
                if not SUM.search(line):
                    added[column] += amount
                elif GROSS.search(line):
                    given[column] = amount
        for column, amount in given.items():
            if added and abs(added[column] - amount) > ROUNDING:
                self.row.refuse("", f"lines that add up to the {amount:,} given, not "
                                    f"{added[column]:,} ({column})")  # fmt: skip
        return given | added


class _Operations(_Budgets):
    """A line that cannot be read leaves all budgets of its mission in that document unsure."""

    def __init__(self, whole: Import) -> None:
        super().__init__(whole)
        self.codes = MissionCodes("psdata-fatalities")
        self._periods: dict[tuple[str, str, date, date], _Period] = {}
        self._unsure: set[tuple[str, str]] = set()
        self._taken: set[tuple[str, date, date]] = set()

    def take(self, row: Row) -> None:
        """Raises RowRefused."""
        budget = (row["Mission_acronym"], row["Document_symbol"])
        try:
            first, last = day_of(row, "Start_date"), day_of(row, "End_date")
            if last < first:
                row.refuse("End_date", f"a day after {first}")
            period = self._periods.setdefault((*budget, first, last), _Period(row))
            line = f"{row['Budget_class']} / {row['Budget_subclass']}".casefold()
            if line in period.lines:
                row.refuse("Budget_subclass", "each line of a budget once")
            amounts = {column: _thousands(row, column) for column in KINDS}
        except RowRefused:
            self._unsure.add(budget)
            raise
        known = {column: amount for column, amount in amounts.items() if amount is not None}
        period.lines[line] = known

    def finish(self) -> None:
        for (acronym, symbol, first, last), period in self._periods.items():
            try:
                if (acronym, symbol) in self._unsure:
                    period.row.refuse("", f"budgets of {acronym} whose lines can all be read")
                self._add(acronym, (first, last), symbol, period)
            except RowRefused as refused:
                self.whole.report.refuse(refused.error)

    def _add(self, acronym: str, days: tuple[date, date], symbol: str, period: _Period) -> None:
        """Raises RowRefused."""
        row, sums = period.row, period.sums()
        for column, amount in sums.items():
            if amount < 0:
                row.refuse("", f"lines that add up to no less than nothing ({column})")
        mission = self.codes.one(row, "Mission_acronym", acronym, days, lambda _: False)
        self.codes.refuse_outside(row, "Mission_acronym", mission, days)
        if (mission, *days) in self._taken:
            row.refuse("Document_symbol", "each budget in one document")
        self._taken.add((mission, *days))
        for column, kind in KINDS.items():
            self.add(mission, kind, days, sums.get(column), symbol)


@dataclass(frozen=True)
class _Programme:
    """What a line gives, by kind of budget and year, in thousands."""

    mission: str
    symbol: str
    amounts: dict[tuple[BudgetKind, int], Decimal | None]


class _Political(_Budgets):
    """A line is a mission in the proposed programme budget of a year, which its symbol names.

    That budget gives what is asked for its own year, what was approved for the year before, and
    what was spent in the last year that is closed.
    """

    def __init__(self, whole: Import) -> None:
        super().__init__(whole)
        self.names = MissionNames()
        self._given = OnceEach[_Programme](
            whole.report.refuse, "Mission", "each mission once a year"
        )
        self._unknown: dict[str, None] = {}

    def take(self, row: Row) -> None:
        """Raises RowRefused."""
        found = SYMBOL.match(row["doc_symbol"].replace(" ", ""))
        if found is None:
            row.refuse("doc_symbol", "the proposed budget of a year such as A/78/6 (Sect. 3)/Add.2")
        year = int(found[1]) + FIRST_SESSION
        amounts = {
            (BudgetKind.PROPOSED, year): _thousands(row, "Requirement"),
            (BudgetKind.APPROVED, year - 1): _thousands(row, "Appropriation"),
            (BudgetKind.EXPENDITURE, year - 2): _thousands(row, "Expenditure"),
        }
        if any(amount < 0 for amount in amounts.values() if amount is not None):
            row.refuse("", "amounts of no less than nothing")
        if PANELS.match(row["Thematic Cluster"]):
            self.whole.report.leave("panels of experts (cluster II), which are no missions")
            return
        mission = self.names.one(row["Mission"], *year_days(year))
        if mission is None:
            self._unknown[row["Mission"]] = None
            self.whole.report.leave("lines whose name no mission of the base bears")
            return
        programme = _Programme(mission, row["doc_symbol"], amounts)
        self._given.take((mission, year), row, programme)

    def finish(self) -> None:
        for one in self._given.sure():
            for (kind, of), thousands in one.amounts.items():
                self.add(one.mission, kind, year_days(of), thousands, one.symbol)
        if self._unknown:
            self.whole.report.remarks.append(
                f"No mission bears these names: {'; '.join(self._unknown)}."
            )


def _thousands(row: Row, column: str) -> Decimal | None:
    """Raises RowRefused."""
    cell = row[column]
    if cell in ("", "NA"):
        return None
    if not AMOUNT.fullmatch(cell):
        row.refuse(column, "an amount in thousands of US dollars")
    return Decimal(cell.replace(",", ""))
