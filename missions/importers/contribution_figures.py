"""What one row of a table of contributions says, in each of the forms that are read."""

from collections.abc import Callable
from datetime import date, datetime

from missions.importers.contribution_tables import (
    BY_SEX,
    BY_STATE,
    LATEST,
    ONE_MONTH,
    RANKING,
    YEARLY,
)
from missions.importers.figure_rows import (
    FORMED_POLICE,
    INDIVIDUAL_POLICE,
    OBSERVERS,
    POLICE,
    STAFF_OFFICERS,
    TOTAL,
    TROOPS,
    month_of,
)
from missions.models import PersonnelCategory as Category
from records.importing.publisher_files import Row

# The categories in which a type of personnel counts; staff officers are among the troops.
TYPES = {
    "troops": (TROOPS,),
    "contingent troops": (TROOPS,),
    "staff officers": (TROOPS, STAFF_OFFICERS),
    "individual police": (POLICE, INDIVIDUAL_POLICE),
    "formed police units": (POLICE, FORMED_POLICE),
    "experts on mission": (OBSERVERS,),
    "military observers": (OBSERVERS,),
}
Figures = dict[str, dict[str, int | None]]  # persons, women and men by category


def of_type(row: Row) -> dict[Category, dict[str, int]]:
    """The persons of a row under each category that its type counts in. Raises RowRefused."""
    categories = TYPES.get(plural(row["personnel_type"]))
    if categories is None:
        row.refuse("personnel_type", f"one of {', '.join(TYPES)}")
    women, men = row.number("female_personnel"), row.number("male_personnel")
    if women is None and men is None:
        row.refuse("male_personnel", "a number of women, of men or of both")
    women, men = women or 0, men or 0
    numbers = {"persons": women + men, "women": women, "men": men}
    return dict.fromkeys((*categories, TOTAL), numbers)


def plural(kind: str) -> str:
    """«Staff Officer» is of the staff officers, «Contingent Troop» of the contingent troops."""
    name = " ".join(kind.casefold().split())
    return name if name in TYPES else f"{name}s"


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
    return {TOTAL: _sexes(row, "Total", "Female", "Male", is_mean=True)}


def _ranking(row: Row) -> Figures:
    columns = ("Total_Uniformed_Personnel", "Female_Personnel", "Male_Personnel")
    return {TOTAL: _sexes(row, *columns)}


def _sexes(
    row: Row, total: str, female: str, male: str, is_mean: bool = False
) -> dict[str, int | None]:
    """Raises RowRefused; means may miss their sum by their rounding."""
    persons = row.number(total)
    if persons is None:
        row.refuse(total, "a number of persons")
    women, men = row.number(female), row.number(male)
    if max(women or 0, men or 0) > persons:
        row.refuse(total, "a number of persons of no fewer than its women or its men")
    if women is not None and men is not None and women + men != persons and not is_mean:
        row.refuse(total, f"the {women + men:,} to which women and men add up")
    return {"persons": persons, "women": women, "men": men}


MONTHS: dict[str, Callable[[Row], date]] = {
    LATEST: lambda row: month_of(row, "last_reporting_date"),
    BY_STATE: lambda row: month_of(row, "Date"),
    RANKING: _reported,
}
READERS: dict[str, Callable[[Row], Figures]] = {
    LATEST: _ranking,
    BY_SEX: _by_sex,
    ONE_MONTH: _one_month,
    BY_STATE: _by_state,
    YEARLY: _yearly,
    RANKING: _ranking,
}
