"""Contributions of states: IPI's three tables, the yearly means, the United Nations' ranking."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from missions.importers.codes import MissionCodes
from missions.importers.figure_rows import (
    FORMED_POLICE,
    LOOSE_PARTS,
    OBSERVERS,
    POLICE,
    TOTAL,
    TROOPS,
    in_words,
    is_loose_part,
    month_days,
    month_of,
    year_days,
    year_of,
)
from missions.models import Contribution, ContributionTotal
from organizations.naming import StateNames
from records.common.periods import Precision
from records.content.canonical import Content
from records.importing.imports import Import, Tell, source_content
from records.importing.publisher_files import Row, copy_of, format_of, take_rows

IPI = {
    "publisher": "International Peace Institute, Providing for Peacekeeping",
    "licence": "GPL-2.0 for the software of the repository; none stated for the data.",
}
ANALYTICS = {
    "url": "https://github.com/corinnee/UN_Peacekeeping_Analytics",
    "licence": "MIT, of the repository.",
}
LOADER = "https://github.com/IPIDataLab/PPP_Loader"
BY_SEX, ONE_MONTH, BY_STATE, YEARLY, RANKING = (
    "IPI's table of contributors by mission, month and sex",
    "IPI's table of contributors by mission in one month",
    "IPI's table of contributors by month",
    "the table of yearly means by sex",
    "the ranking of contributors",
)
FORMATS = {
    BY_SEX: (
        *("Date", "Contributor", "Contributor ISO-3", "Mission"),
        *("Individual Police Total", "Individual Police Female", "Formed Police Units Total"),
        *("Formed Police Units Female", "Experts on Mission Total", "Experts on Mission Female"),
        *("Troops Total", "Troops Female", "Total Male", "Total Female", "Total Total"),
    ),
    ONE_MONTH: (
        *("Date", "Contributor", "Contributor_ISO-3", "Mission", "Formed_Police_Units"),
        *("Civilian_Police", "Troops", "Observers", "Total"),
    ),
    YEARLY: ("Year", "Country", "Mission", "Female", "Male", "Total"),
    RANKING: (
        *("ISOCode3", "Contributing_Country", "Female_Personnel", "Male_Personnel"),
        *("Total_Uniformed_Personnel", "Last_Reporting_Date"),
    ),
    BY_STATE: ("Date", "Contributor", "Troops", "Police", "Experts"),
}
SOURCES: dict[str, Content] = {
    BY_SEX: source_content(
        "ipi-gender",
        "IPI: contributors by mission, month and sex, 2009 to 2014",
        url="https://github.com/IPIDataLab/TCC-DataScraper",
        **IPI,
    ),
    ONE_MONTH: source_content(
        "ipi-2014-03", "IPI: contributors by mission, March 2014", url=LOADER, **IPI
    ),
    BY_STATE: source_content(
        "ipi-contributor", "IPI: contributing states by month, 1990 to 2014", url=LOADER, **IPI
    ),
    YEARLY: source_content(
        "un-yearly",
        "Contributions to UN missions by year and sex, 2010 to 2021",
        publisher="Students' computation from data of the United Nations",
        **ANALYTICS,
    ),
    RANKING: source_content(
        "un-rank-2021-01",
        "Ranking of contributors on 31 January 2021",
        publisher="United Nations",
        **ANALYTICS,
    ),
}
SCHEMES = {BY_SEX: "ipi", ONE_MONTH: "ipi", YEARLY: "un-yearly"}
COMPLETE_YEARS = (2014, 2015, 2016, 2018, 2019, 2020)
COVERED_YEAR = 2011  # complete too, and held by month
Figures = dict[str, dict[str, int | None]]  # persons, women and men by category


def gather(path: Path, tell: Tell) -> Import:
    """Raises Unreadable."""
    form = format_of(path, FORMATS)
    whole = Import(SOURCES[form], copy_of(path))
    tell("Reading the contributions that are held")
    reading = _Totals(whole, form) if form in (BY_STATE, RANKING) else _ByMission(whole, form)
    tell(f"Reading {path.name}: {form}")
    take_rows(path, reading.take, whole.report.refuse)
    return whole


class _ByMission:
    """Persons whom a state gave to a mission, at the end of a month or as the mean of a year."""

    def __init__(self, whole: Import, form: str) -> None:
        self.whole, self.form = whole, form
        self.table = whole.table(Contribution, on=["mission"])
        self.codes, self.names = MissionCodes(SCHEMES[form]), StateNames()

    def take(self, row: Row) -> None:
        """Raises RowRefused."""
        key, days = self._time(row)
        figures = READERS[self.form](row)
        if self._is_left_out(row, figures):
            return
        names = self._name_columns()
        key["state"] = _state(row, self.names, *names)

        def held(mission: str) -> bool:
            return self._total(key | {"mission": mission}) is not None

        key["mission"] = self.codes.one(row, "Mission", row["Mission"], days, held)
        if not held(key["mission"]):
            self.codes.refuse_outside(row, "Mission", key["mission"], days)
        if self.table.has_taken(self.table.row(**key, category=str(TOTAL))):
            row.refuse("Mission", "each state in each mission once a month or year")
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


class _Totals:
    """A state's persons in all missions together at the end of a month."""

    def __init__(self, whole: Import, form: str) -> None:
        self.whole, self.form = whole, form
        self.table = whole.table(ContributionTotal, on=["state"])
        self.names = StateNames()

    def take(self, row: Row) -> None:
        """Raises RowRefused."""
        ranking = self.form == RANKING
        month = _reported(row) if ranking else month_of(row, "Date")
        names = ("Contributing_Country", "ISOCode3") if ranking else ("Contributor", "")
        key = {"month": month.isoformat(), "state": _state(row, self.names, *names)}
        if self.table.has_taken(self.table.row(**key, category=str(TOTAL))):
            row.refuse(names[0], "each state once a month")
        _add(self, key, READERS[self.form](row))


def _add(reading: _ByMission | _Totals, key: dict, figures: Figures) -> None:
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


def _state(row: Row, names: StateNames, column: str, code: str) -> str:
    """Raises RowRefused where name and code mean two states, or one that is not known."""
    called = names.called(row[column])
    coded = names.called(row[code]) if code and row[code] != "NA" else set()
    found = (called & coded) if called and coded else called or coded
    if len(found) != 1:
        row.refuse(column, "the name of one state that the base has, fitting the code beside it")
    return found.pop()


def _reported(row: Row) -> date:
    """The month of a day such as 31-Jan-21. Raises RowRefused."""
    column = "Last_Reporting_Date"
    try:
        return datetime.strptime(row[column], "%d-%b-%y").date().replace(day=1)
    except ValueError:
        row.refuse(column, "a day such as 31-Jan-21")


def _persons(row: Row, *columns: str) -> int | None:
    """The sum of columns, None where all are empty."""
    counts = [row.number(column) for column in columns]
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _whole_total(row: Row, column: str, figures: Figures) -> Figures:
    """Raises RowRefused where the parts do not add up."""
    added = sum(figures[part]["persons"] or 0 for part in (TROOPS, POLICE, OBSERVERS))
    if figures[TOTAL]["persons"] != added:
        row.refuse(column, f"the {added:,} to which its parts add up")
    return figures


def _by_sex(row: Row) -> Figures:
    def part(*columns: str) -> dict[str, int | None]:
        persons = _persons(row, *(f"{column} Total" for column in columns))
        return {"persons": persons, "women": _persons(row, *(f"{one} Female" for one in columns))}

    figures: Figures = {
        TROOPS: part("Troops"),
        POLICE: part("Individual Police", "Formed Police Units"),
        FORMED_POLICE: {"persons": row.number("Formed Police Units Total")},
        OBSERVERS: part("Experts on Mission"),
        TOTAL: part("Total") | {"men": row.number("Total Male")},
    }
    return _whole_total(row, "Total Total", figures)


def _one_month(row: Row) -> Figures:
    columns = {
        TROOPS: "Troops",
        POLICE: "Civilian_Police",
        FORMED_POLICE: "Formed_Police_Units",
        OBSERVERS: "Observers",
        TOTAL: "Total",
    }
    figures: Figures = {name: {"persons": row.number(column)} for name, column in columns.items()}
    return _whole_total(row, "Total", figures)


def _by_state(row: Row) -> Figures:
    columns = {TROOPS: "Troops", POLICE: "Police", OBSERVERS: "Experts"}
    figures: Figures = {name: {"persons": row.number(column)} for name, column in columns.items()}
    return figures | {TOTAL: {"persons": _persons(row, *columns.values())}}


def _yearly(row: Row) -> Figures:
    return {TOTAL: _sexes(row, "Total", "Female", "Male")}


def _ranking(row: Row) -> Figures:
    columns = ("Total_Uniformed_Personnel", "Female_Personnel", "Male_Personnel")
    return {TOTAL: _sexes(row, *columns)}


def _sexes(row: Row, total: str, female: str, male: str) -> dict[str, int | None]:
    persons = row.number(total)
    if persons is None:
        row.refuse(total, "a number of persons")
    return {"persons": persons, "women": row.number(female), "men": row.number(male)}


READERS: dict[str, Callable[[Row], Figures]] = {
    BY_SEX: _by_sex,
    ONE_MONTH: _one_month,
    BY_STATE: _by_state,
    YEARLY: _yearly,
    RANKING: _ranking,
}
