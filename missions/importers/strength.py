"""Strength of missions by month: IPI's table, the shortfall table, and Bara and Hultman's."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from missions.importers.codes import MissionCodes
from missions.importers.figure_rows import (
    LOOSE_PARTS,
    OBSERVERS,
    POLICE,
    TOTAL,
    TROOPS,
    in_words,
    is_loose_part,
    month_days,
    month_in,
    month_of,
)
from missions.importers.sipri import Sipri
from missions.models import Strength, StrengthBasis
from records.content.facts import FactRow
from records.importing.fact_tables import FactTable
from records.importing.imports import Import, Tell, source_content
from records.importing.publisher_files import Row, RowRefused, copy_of, format_of, take_rows

IPI, SHORTFALL, BARA_HULTMAN = (
    "IPI's table of missions by month",
    "the table of authorized and deployed personnel",
    "the UN and Non-UN Peacekeeping Dataset",
)
FORMATS = {
    IPI: ("Date", "Mission", "Number of Contributors", "Troops", "Police", "Observers", "Total"),
    SHORTFALL: (
        *("mission", "year", "month", "troop", "police", "milobs", "total", "contributors"),
        *("authtroop", "authpolice", "authmilobs", "totalauth"),
    ),
    BARA_HULTMAN: (
        *("mission", "location", "date", "org"),
        *("SIPRI_troops", "SIPRI_police", "SIPRI_observers", "SIPRI_totals"),
        *("troops_ipo", "police_ipo", "observers_ipo", "totals_ipo"),
    ),
}
SCHEMES = {IPI: "ipi", SHORTFALL: "shortfall", BARA_HULTMAN: "bara-hultman"}
IPI_PUBLISHER = "International Peace Institute, Providing for Peacekeeping"
SOURCES = {
    IPI: source_content(
        "ipi-mission",
        "IPI: UN missions by month, 1990 to 2017",
        publisher=IPI_PUBLISHER,
        url="https://github.com/IPIDataLab/PPP_Loader",
        licence="GPL-2.0 for the software; none stated for the data.",
    ),
    SHORTFALL: source_content(
        "shortfall",
        "Authorized and deployed personnel by mission and month, 1990 to 2015",
        publisher="Apparently Passmore, Shannon and Hart (2018)",
        url="https://github.com/treywood10/Mandate_Contribute",
        licence="None stated.",
    ),
    BARA_HULTMAN: source_content(
        "bara-hultman",
        "UN and Non-UN Peacekeeping Dataset, version 2-2019",
        publisher="Corinne Bara and Lisa Hultman, Uppsala University",
        url="https://github.com/treywood10/Mandate_Contribute",
        licence="Cite Bara and Hultman (2020) and SIPRI; no licence named.",
    ),
}
CATEGORIES = (TROOPS, POLICE, OBSERVERS, TOTAL)
DEPLOYED = {
    IPI: ("Troops", "Police", "Observers", "Total"),
    SHORTFALL: ("troop", "police", "milobs", "total"),
}
AUTHORIZED_FILLS = ("authorized", "authorized_source")
COMPARED = ("deployed", "contributors", "authorized")
ROUNDING = 2  # by so much may rounded parts miss their total
FRACTION = re.compile(r"[0-9]{1,6}\.[0-9]{1,16}")
AUTHORIZED = ("authtroop", "authpolice", "authmilobs", "totalauth")


def gather(path: Path, tell: Tell) -> Import:
    """Raises Unreadable."""
    form = format_of(path, FORMATS)
    whole = Import(SOURCES[form], copy_of(path))
    tell("Reading the strengths that are held")
    reading = _StrengthReading(whole, form)
    tell(f"Reading {path.name}: {form}")
    if form == BARA_HULTMAN:
        sipri = Sipri(whole, reading.table, reading.codes)
        take_rows(path, sipri.take, whole.report.refuse)
        sipri.finish()
    else:
        take_rows(path, reading.take, whole.report.refuse)
        reading.finish()
    return whole


@dataclass(frozen=True)
class _Count:
    """The row of a mission at the end of a month."""

    code: str
    row: Row


class _StrengthReading:
    """Counts of UN missions at the end of a month, after the monthly reports."""

    def __init__(self, whole: Import, form: str) -> None:
        self.whole, self.form = whole, form
        self.table: FactTable = whole.table(
            Strength, on=["mission"], persons=["deployed", "authorized"]
        )
        self.codes = MissionCodes(SCHEMES[form])
        self._read: dict[tuple[str, date], list[_Count]] = {}

    def take(self, row: Row) -> None:
        """Raises RowRefused."""
        month = self._month(row)
        self.whole.days.note(month, row.place(""))
        column = "Mission" if self.form == IPI else "mission"

        def held(mission: str) -> bool:
            return any(self.table.held(_row(self.table, mission, month, one)) for one in CATEGORIES)

        counted_on = (month_days(month)[1],) * 2
        mission = self.codes.one(row, column, row[column], counted_on, held)
        if not held(mission):
            self.codes.refuse_outside(row, column, mission, counted_on)
        earlier = self._read.setdefault((mission, month), [])
        if any(one.code == row[column] for one in earlier):
            row.refuse(column, f"each month of {mission} once")
        earlier.append(_Count(row[column], row.only(FORMATS[self.form])))

    def finish(self) -> None:
        """Compares each month of a mission that has one row."""
        column = "Mission" if self.form == IPI else "mission"
        for (mission, month), counts in self._read.items():
            for count in counts:
                try:
                    if len(counts) > 1:
                        codes = " and ".join(one.code for one in counts)
                        count.row.refuse(column, f"one code of {mission} a month, not {codes}")
                    self._add(count.row, mission, month)
                except RowRefused as refused:
                    self.whole.report.refuse(refused.error)

    def _month(self, row: Row) -> date:
        return month_of(row, "Date") if self.form == IPI else month_in(row, "year", "month")

    def _add(self, row: Row, mission: str, month: date) -> None:
        counts = self._counts(row)
        self._refuse_sum(row, counts)
        total = self.table.held(_row(self.table, mission, month, TOTAL))
        differs = bool(total and counts[TOTAL] != total[1]["deployed"])
        for category in CATEGORIES:
            values = self._values(row, category, counts[category])
            fact = _row(self.table, mission, month, category, **values)
            if not values:
                continue
            if total and is_loose_part(self.table, fact, total, self.whole.slug):
                self.whole.report.leave(LOOSE_PARTS)
                continue
            columns = [name for name in values if name in COMPARED]
            known = differs and category != TOTAL
            self.table.add(fact, columns, f"{month:%Y-%m}", in_words, known, AUTHORIZED_FILLS)

    def _counts(self, row: Row) -> dict[str, int | None]:
        """Persons by category; a part of nobody says no more than an empty cell does."""
        columns = zip(CATEGORIES, DEPLOYED[self.form], strict=True)
        return {category: row.number(column) or None for category, column in columns}

    def _refuse_sum(self, row: Row, counts: dict[str, int | None]) -> None:
        parts = [counts[one] for one in (TROOPS, POLICE, OBSERVERS)]
        added = sum(part or 0 for part in parts)
        if any(parts) and added != (counts[TOTAL] or 0):
            row.refuse(DEPLOYED[self.form][-1], f"the {added:,} to which its parts add up")

    def _values(self, row: Row, category: str, count: int | None) -> dict:
        values: dict = {}
        if count is not None:
            values = {"deployed": count, "basis": str(StrengthBasis.REPORTED)}
        if category == TOTAL and count is not None:
            column = "Number of Contributors" if self.form == IPI else "contributors"
            values["contributors"] = row.number(column, most=300) or None
        authorized = _authorized(row).get(category) if self.form == SHORTFALL else None
        if authorized:
            values |= {"authorized": authorized, "authorized_source": self.whole.slug}
        return values


def _row(table: FactTable, mission: str, month: date, category: str, **values: Any) -> FactRow:
    key = {"mission": mission, "month": month.isoformat(), "category": str(category)}
    return table.row(**key, **{"basis": "", "note": ""} | values)


def _authorized(row: Row) -> dict[str, int | None]:
    """Persons by category; 0 means not coded. Without the parts where they miss the total."""
    columns = zip(CATEGORIES, AUTHORIZED, strict=True)
    counts: dict[str, int | None] = {one: _rounded(row, column) for one, column in columns}
    added = sum(counts[one] or 0 for one in (TROOPS, POLICE, OBSERVERS))
    is_whole = abs(added - (counts[TOTAL] or 0)) <= ROUNDING
    return counts if is_whole else {TOTAL: counts[TOTAL]}


def _rounded(row: Row, column: str) -> int | None:
    """The table spreads drawdowns evenly over months, with fractions. Raises RowRefused."""
    cell = row[column]
    if FRACTION.fullmatch(cell):
        return round(float(cell))
    return row.number(column)
