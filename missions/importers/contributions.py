"""Contributions of states: the United Nations' own tables, IPI's three, yearly means, a ranking."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from django.db.models import Max

from missions.importers.codes import MissionCodes
from missions.importers.contribution_figures import MONTHS, READERS, Figures, of_type, plural
from missions.importers.contribution_tables import (
    BY_SEX,
    BY_STATE,
    BY_TYPE,
    FORMATS,
    LATEST,
    ONE_MONTH,
    RANKING,
    SCHEMES,
    SOURCES,
    YEARLY,
)
from missions.importers.figure_rows import (
    LOOSE_PARTS,
    TOTAL,
    in_words,
    is_loose_part,
    month_days,
    month_of,
    year_days,
    year_of,
)
from missions.importers.summed_strength import SummedStrength
from missions.models import Contribution, ContributionTotal
from organizations.importers.states import NamedStates
from records.common.periods import Precision
from records.importing.doubled import OnceEach
from records.importing.imports import Import, Tell
from records.importing.publisher_files import (
    Row,
    RowRefused,
    copy_of,
    format_of,
    take_rows,
    take_summed_rows,
)

PERSONS = ("persons", "women", "men")
LAST_DAY = date(2100, 12, 31)  # for a row of no day: names as they are now
MONTHLY = {"precision": str(Precision.MONTH)}
COMPLETE_YEARS = (2014, 2015, 2016, 2018, 2019, 2020)
COVERED_YEAR = 2011  # complete too, and held by month
Given = tuple[dict[str, str], Figures]  # what a row speaks of, and what it says
Month = tuple[str, str, str]  # mission, state and month
ANY, NOBODY_KNOWN = "", "?"


def gather(path: Path, tell: Tell) -> Import:
    """Raises Unreadable."""
    form = format_of(path, FORMATS)
    whole = Import(SOURCES[form], copy_of(path))
    tell("Reading the contributions that are held")
    kinds: dict[str, Any] = {BY_TYPE: _ByType} | dict.fromkeys((LATEST, BY_STATE, RANKING), _Totals)
    reading = kinds.get(form, _ByMission)(whole, form)
    tell(f"Reading {path.name}: {form}")
    take_all = take_summed_rows if isinstance(reading, _ByType) else take_rows
    take_all(path, reading.take, whole.report.refuse)
    reading.finish()
    return whole


class _ByMission:
    """Persons whom a state gave to a mission, at the end of a month or as the mean of a year."""

    def __init__(self, whole: Import, form: str) -> None:
        self.whole, self.form = whole, form
        self.table = whole.table(Contribution, on=["mission"], persons=PERSONS)
        self.codes, self.names = MissionCodes(SCHEMES[form]), NamedStates()
        self._given = OnceEach[Given](
            whole.report.refuse, "Mission", "each state in each mission once a month or year"
        )

    def take(self, row: Row) -> None:
        """Raises RowRefused."""
        key, days = self._time(row)
        figures = READERS[self.form](row)
        if self._is_left_out(row, figures):
            return
        names = self._name_columns()
        key["state"] = self.names.one(row, *names, days[1])

        def held(mission: str) -> bool:
            return self._total(key | {"mission": mission}) is not None

        key["mission"] = self.codes.one(row, "Mission", row["Mission"], days, held)
        if not held(key["mission"]):
            self.codes.refuse_outside(row, "Mission", key["mission"], days)
        self._given.take(tuple(key.values()), row, (key, figures))

    def finish(self) -> None:
        for key, figures in self._given.sure():
            _add(self, key, figures)

    def _total(self, key: dict) -> tuple[str, dict] | None:
        return self.table.held(self.table.row(**key, category=str(TOTAL)))

    def _time(self, row: Row) -> tuple[dict, tuple[date, date]]:
        if self.form == YEARLY:
            year = year_of(row, "Year")
            return {"month": f"{year}-01-01", "precision": str(Precision.YEAR)}, year_days(year)
        month = month_of(row, "Date")
        key = {"month": month.isoformat(), "precision": str(Precision.MONTH)}
        return key, (month_days(month)[1],) * 2

    def _is_left_out(self, row: Row, figures: Figures) -> bool:
        if self.form != YEARLY:
            return False
        year = row.number("Year")
        if year == COVERED_YEAR:
            self.whole.report.leave("rows of 2011, which is known by month")
        elif year not in COMPLETE_YEARS:
            self.whole.report.leave("rows of years for which the table has not all twelve months")
        elif not figures[TOTAL]["persons"]:
            self.whole.report.leave("rows of nobody")
        else:
            return False
        return True

    def _name_columns(self) -> tuple[str, str]:
        return {
            BY_SEX: ("Contributor", "Contributor ISO-3"),
            ONE_MONTH: ("Contributor", "Contributor_ISO-3"),
            YEARLY: ("Country", ""),
        }[self.form]


class _ByType:
    """The United Nations' own table: a row for each type of personnel, put together by month.

    No month is added up without a row of it: one that is refused leaves out what it belongs to.
    """

    def __init__(self, whole: Import, form: str) -> None:
        self.whole = whole
        self.table = whole.table(Contribution, on=["mission"], persons=PERSONS)
        self.strength = SummedStrength(whole)
        self.codes, self.names = MissionCodes(SCHEMES[form]), NamedStates()
        own = Contribution.objects.filter(source__slug=whole.slug)
        whole.newest_held = own.aggregate(newest=Max("month"))["newest"]
        self._figures: dict[Month, Figures] = {}
        self._given: dict[str, Row] = {}  # by id
        self._lines: dict[tuple[Month, str], Row] = {}  # by the type of personnel too
        self._refused: list[Row] = []

    def take(self, row: Row) -> None:
        """Raises RowRefused."""
        earlier = self._given.setdefault(row["contribution_id"], row)
        try:
            if earlier is not row:
                row.refuse("contribution_id", "each contribution once")
            self._take(row)
        except RowRefused:
            if earlier is row or earlier.cells != row.cells:
                self._refused.append(row)
            raise

    def _take(self, row: Row) -> None:
        month = month_of(row, "last_reporting_date")
        self.whole.edition = max(month, self.whole.edition or month)
        self.whole.days.note(month, row.place("last_reporting_date"))
        days = month_days(month)
        counted = of_type(row)
        state = self.names.one(row, "contributing_country", "isocode3", days[1])
        key = (self._mission(row, state, month, days), state, month.isoformat())
        kind = plural(row["personnel_type"])
        if (first := self._lines.setdefault((key, kind), row)) is not row:
            self._refused.append(first)
            row.refuse("personnel_type", "each type once a month for a state in a mission")
        figures = self._figures.setdefault(key, {})
        for category, numbers in counted.items():
            sums = figures.setdefault(category, dict.fromkeys(PERSONS, 0))
            figures[category] = {name: (sums[name] or 0) + numbers[name] for name in PERSONS}

    def _mission(self, row: Row, state: str, month: date, days: tuple[date, date]) -> str:
        def held(mission: str) -> bool:
            key = {"mission": mission, "state": state, "month": month.isoformat()} | MONTHLY
            return self.table.held(self.table.row(**key, category=str(TOTAL))) is not None

        code = row["mission_acronym"]
        mission = self.codes.one(row, "mission_acronym", code, (days[1],) * 2, held)
        if not held(mission):
            self.codes.refuse_outside(row, "mission_acronym", mission, days)
        return mission

    def finish(self) -> None:
        """Takes in each state's month in a mission, and each mission's, of all types together."""
        short = {key for row in self._refused for key in self._months_of(row)}
        for (mission, state, month), figures in self._figures.items():
            if not short.isdisjoint(product((mission, ANY), (state, ANY), (month, ANY))):
                self.whole.report.leave("months to which a refused row belongs")
            elif figures[TOTAL]["persons"]:
                key = {"mission": mission, "state": state, "month": month}
                _add(self, key | MONTHLY, figures)
            else:
                self.whole.report.leave("months of nobody")
            persons = {category: counted["persons"] for category, counted in figures.items()}
            self.strength.count(mission, month, persons)
        self.strength.finish({(mission, month) for mission, _, month in short})

    def _months_of(self, row: Row) -> Iterator[Month]:
        """What a refused row may belong to: ANY for what it leaves empty, or a month it garbles."""
        try:
            month = month_of(row, "last_reporting_date")
        except RowRefused:
            month = None
        day = month_days(month)[1] if month else LAST_DAY
        try:
            states = {self.names.one(row, "contributing_country", "isocode3", day)}
        except RowRefused:
            states = self.names.meant(row, "contributing_country", "isocode3", day)
        told = row["mission_acronym"]
        nameless = not (row.get("contributing_country") or row["isocode3"])
        for mission in self.codes.called(told) if told else {ANY}:
            for state in states or {ANY if nameless else NOBODY_KNOWN}:
                yield mission, state, month.isoformat() if month else ANY


class _Totals:
    """A state's persons in all missions together at the end of a month."""

    def __init__(self, whole: Import, form: str) -> None:
        self.whole, self.form = whole, form
        self.table = whole.table(ContributionTotal, on=["state"], persons=PERSONS)
        self.names = NamedStates()
        self._columns = (
            ("Contributor", "") if form == BY_STATE else ("Contributing_Country", "ISOCode3")
        )
        self._given = OnceEach[Given](
            whole.report.refuse, self._columns[0], "each state once a month"
        )
        own = ContributionTotal.objects.filter(source__slug=whole.slug)
        whole.newest_held = own.aggregate(newest=Max("month"))["newest"]

    def take(self, row: Row) -> None:
        """Raises RowRefused."""
        month = MONTHS[self.form](row)
        if self.form == LATEST:  # the others are of one edition each
            self.whole.edition = max(month, self.whole.edition or month)
        state = self.names.one(row, *self._columns, month_days(month)[1])
        key = {"month": month.isoformat(), "state": state}
        self._given.take(tuple(key.values()), row, (key, READERS[self.form](row)))

    def finish(self) -> None:
        for key, figures in self._given.sure():
            _add(self, key, figures)


def _add(reading: _ByMission | _ByType | _Totals, key: dict, figures: Figures) -> None:
    """Takes the categories of a row in; where the totals differ, its parts are told by them."""
    table = reading.table
    total = table.held(table.row(**key, category=str(TOTAL)))
    differs = bool(total and figures[TOTAL]["persons"] != total[1]["persons"])
    for category, values in figures.items():
        stated = {name: value for name, value in values.items() if value is not None}
        fact = table.row(**key, **stated, category=str(category), note="")
        part = category != TOTAL
        if not stated or (part and not stated["persons"] and table.held(fact) is None):
            continue  # of nobody in a category there is no row
        if total and is_loose_part(table, fact, total, reading.whole.slug):
            reading.whole.report.leave(LOOSE_PARTS)
            continue
        table.add(fact, stated, key["month"][:7], in_words, known=part and differs)
