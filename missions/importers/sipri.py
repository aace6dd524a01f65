"""SIPRI's counts of peace operations, as Bara and Hultman's dataset carries them.

One row is a mission in a conflict in a month. SIPRI reports most of its counts for December; the
months between two reports are interpolated by the dataset. Months before the first or after the
last report are extrapolated there, and left out here.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from missions.importers.codes import MissionCodes
from missions.importers.figure_rows import (
    OBSERVERS,
    POLICE,
    TOTAL,
    TROOPS,
    in_words,
    month_days,
    month_of,
)
from missions.models import StrengthBasis
from records.importing.fact_tables import WITHIN_TOLERANCE, FactTable, is_tolerable
from records.importing.imports import Import
from records.importing.publisher_files import Row

CATEGORIES = (TROOPS, POLICE, OBSERVERS, TOTAL)
REPORTED = ("SIPRI_troops", "SIPRI_police", "SIPRI_observers", "SIPRI_totals")
INTERPOLATED = ("troops_ipo", "police_ipo", "observers_ipo", "totals_ipo")
ROUNDING = 2  # by so much may interpolated parts miss their total
STAND_IN = 1  # the dataset has 0 or 1 where SIPRI gives no count
UNITED_NATIONS = "1"


@dataclass(frozen=True)
class SipriMonth:
    """The counts of a mission in a month, in the order of CATEGORIES."""

    row: Row
    reported: bool
    counts: tuple[int | None, ...]
    united_nations: bool

    @property
    def total(self) -> int:
        return self.counts[-1] or 0


class Sipri:
    def __init__(self, whole: Import, table: FactTable, codes: MissionCodes) -> None:
        self.whole, self.table, self.codes = whole, table, codes
        self._series: dict[str, dict[date, SipriMonth]] = defaultdict(dict)
        self._disputed: set[tuple[str, date]] = set()

    def take(self, row: Row) -> None:
        """Raises RowRefused."""
        month = month_of(row, "date")
        self.whole.days.note(month, row.place("date"))
        code = f"{row['mission']}@{row['location']}"
        mission = self.codes.one(row, "mission", code, month_days(month), lambda _: False)
        reported = bool(row["SIPRI_totals"])
        if not reported and not row["totals_ipo"]:
            self.whole.report.leave("months that are only extrapolated")
            return
        counts = tuple(row.number(one) for one in (REPORTED if reported else INTERPOLATED))
        self._add_month(
            mission, month, SipriMonth(row.only(["mission"]), reported, counts, _is_un(row))
        )

    def _add_month(self, mission: str, month: date, read: SipriMonth) -> None:
        earlier = self._series[mission].setdefault(month, read)
        if earlier is read:
            return
        if (earlier.reported, earlier.counts) == (read.reported, read.counts):
            self.whole.report.leave("months given again for another conflict")
        else:
            self._disputed.add((mission, month))
            read.row.refuse("mission", f"what line {earlier.row.line} says of {mission} then")

    def finish(self) -> None:
        """Compares the series of each mission, in order of time."""
        for mission, series in sorted(self._series.items()):
            months = sorted(series)
            stand_ins = [series[one].reported and series[one].total <= STAND_IN for one in months]
            for at, month in enumerate(months):
                read = series[month]
                if (mission, month) in self._disputed:
                    self.whole.report.leave("months of which other rows say otherwise")
                elif stand_ins[at]:
                    self.whole.report.leave("reported counts that are 0, or 1 as a stand-in")
                elif not read.reported and self._leans(series, months, at, stand_ins):
                    self.whole.report.leave("months interpolated from such a count")
                else:
                    self._compare(mission, month, read)

    @staticmethod
    def _leans(series: dict, months: list[date], at: int, stand_ins: list[bool]) -> bool:
        """Whether the report before a month, or the one after it, is a stand-in."""
        before = next((i for i in range(at, -1, -1) if series[months[i]].reported), None)
        after = next((i for i in range(at, len(months)) if series[months[i]].reported), None)
        return any(i is not None and stand_ins[i] for i in (before, after))

    def _compare(self, mission: str, month: date, read: SipriMonth) -> None:
        total = self.table.held(self._row(mission, month, TOTAL, read))
        ours = total is None or total[0] == self.whole.slug
        if not ours:
            self._against_others(mission, month, read, total[1]["deployed"] if total else None)
            return
        if total is None and read.united_nations:
            self.whole.report.leave("counts of UN missions for which the UN's reports have none")
            return
        if total is None and not self.codes.spans[mission].shares_days(*month_days(month)):
            self.whole.report.leave("months outside the dates of the mission")
            return
        parts = sum(count or 0 for count in read.counts[:-1])
        whole_parts = abs(parts - read.total) <= (0 if read.reported else ROUNDING)
        for category, count in zip(CATEGORIES, read.counts, strict=True):
            if count is not None and (whole_parts or category == TOTAL):
                fact = self._row(mission, month, category, read)
                self.table.add(fact, ["deployed"], f"{month:%Y-%m}", in_words)

    def _against_others(
        self, mission: str, month: date, read: SipriMonth, held: int | None
    ) -> None:
        """Where another source leads, only what SIPRI itself reports can contradict it."""
        if not read.reported:
            self.whole.report.leave("interpolated months for which another source has a report")
            return
        path = f"strength/{month.isoformat()},{TOTAL}"
        words = in_words("deployed", read.total)
        agrees = held == read.total
        rule = WITHIN_TOLERANCE if held and is_tolerable(read.total, held) else ""
        self.whole.weigh(f"mission:{mission}", path, agrees, words, f"{month:%Y-%m}", "sipri", rule)

    def _row(self, mission: str, month: date, category: str, read: SipriMonth):
        basis = StrengthBasis.REPORTED if read.reported else StrengthBasis.INTERPOLATED
        return self.table.row(
            mission=mission,
            month=month.isoformat(),
            category=str(category),
            deployed=read.counts[CATEGORIES.index(category)],
            basis=str(basis),
            note="",
        )


def _is_un(row: Row) -> bool:
    return row["org"].removesuffix(".0") == UNITED_NATIONS
