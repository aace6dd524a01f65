"""How far ahead of today a day may lie that a row tells of.

Models say it of their columns by `ahead`: what has happened lies never ahead, what is decided
beforehand some time. A column that is not named may tell of any day, such as the end of a mandate.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

Ahead = Mapping[str, timedelta]

NEVER = timedelta(0)
# The Council elects half a year ahead, and the Assembly is asked for money a year ahead.
PLANNED = timedelta(days=2 * 365)
# A day begins first on islands 14 hours before UTC.
EARLIEST_ZONE = timedelta(hours=14)


def today_anywhere(moment: datetime) -> date:
    """The latest day that has begun somewhere at a moment in UTC."""
    return (moment + EARLIEST_ZONE).date()


def days_ahead(columns: Ahead, values: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    """Columns whose days are further ahead than they may be, and what is wrong with them.

    `values` are days in ISO form or years, as contents and rows of facts have them.
    """
    for name, most in columns.items():
        if problem := ahead_of(values.get(name), most, today):
            yield name, problem


def ahead_of(value: Any, most: timedelta, today: date) -> str:
    """What is wrong with a day or a year; empty where it may be told of."""
    latest = today + most
    if not value or str(value) <= (str(latest.year) if isinstance(value, int) else f"{latest}"):
        return ""
    if most:
        return f"{value} is more than {most.days:,} days to come. Look at the year."
    return f"{value} is yet to come, and this tells what has happened. Look at the year."
