"""The days of which a file tells, held against today.

A wrong year in one row would make every later edition an older one, so that a file with such a row
is refused as a whole.
"""

from datetime import date, timedelta

from records.common.ahead import NEVER, ahead_of
from records.importing.streams import Unreadable


class ToldDays:
    def __init__(self) -> None:
        self._latest: dict[timedelta, tuple[date, str]] = {}

    def note(self, day: date, where: str, most: timedelta = NEVER) -> None:
        """A day that lies at most so far ahead, and where the file tells it."""
        known, _ = self._latest.get(most, (date.min, ""))
        if day > known:
            self._latest[most] = (day, where)

    def refuse_ahead(self, today: date) -> None:
        """Raises Unreadable, with the place of the latest day."""
        for most, (day, where) in self._latest.items():
            if problem := ahead_of(day, most, today):
                raise Unreadable(f"{where}: {problem} The file is refused as a whole.")
