"""What tables of persons by month have in common."""

import calendar
from datetime import date
from typing import Any

from missions.models import PersonnelCategory as Category
from records.content.facts import FactRow
from records.importing.fact_tables import FactTable
from records.importing.publisher_files import Row

TOTAL, TROOPS, POLICE = Category.TOTAL_UNIFORMED, Category.TROOPS, Category.POLICE
OBSERVERS, STAFF_OFFICERS = Category.MILITARY_OBSERVER, Category.STAFF_OFFICER
FORMED_POLICE, INDIVIDUAL_POLICE = Category.FORMED_POLICE, Category.POLICE_INDIVIDUAL
LOOSE_PARTS = "parts beside which a total of another source is held without them"
FIRST_YEAR, LAST_YEAR = 1945, 2100


def day_of(row: Row, column: str) -> date:
    """Raises RowRefused."""
    day = row.day(column)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        row.refuse(column, f"a day from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def month_of(row: Row, column: str) -> date:
    """The first day of the month of a day in a column. Raises RowRefused."""
    return day_of(row, column).replace(day=1)


def year_of(row: Row, column: str) -> int:
    """Raises RowRefused."""
    year = row.number(column, most=LAST_YEAR)
    if year is None or year < FIRST_YEAR:
        row.refuse(column, f"a year from {FIRST_YEAR} to {LAST_YEAR}")
    return year


def month_in(row: Row, year: str, month: str) -> date:
    """The first day of the month that two columns give. Raises RowRefused."""
    number = row.number(month, most=12)
    if not number:
        row.refuse(month, "a month from 1 to 12")
    return date(year_of(row, year), number, 1)


def month_days(first: date) -> tuple[date, date]:
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def year_days(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def is_loose_part(
    table: FactTable, fact: FactRow, total: tuple[str, dict[str, Any]], source: str
) -> bool:
    """Whether a row would come under a total of another source, to which it may not add up."""
    return table.held(fact) is None and total[0] != source


def in_words(column: str, value: object) -> str:
    """A figure as a citation states it: «1,499 persons»."""
    units = {"contributors": "contributing states", "women": "women", "men": "men"}
    return f"{value:,} {units.get(column, 'persons')}" if isinstance(value, int) else str(value)
