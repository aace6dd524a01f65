"""Bars on one line of years, a row of a table each: what began when, and how long it went on."""

from dataclasses import dataclass
from datetime import date

from records.common.periods import Precision

WIDTH, HEIGHT = 1000, 12
LEAST_BAR = 3.0
EDGE = 65  # half a year as a phone shows it
APART = 160  # a year at the edge and half of its neighbour, as a tablet shows them


@dataclass(frozen=True)
class Tick:
    x: float
    year: int

    @property
    def anchor(self) -> str:
        """The class that keeps its label on the line."""
        if self.x < EDGE:
            return "start"
        return "end" if self.x > WIDTH - EDGE else "middle"


@dataclass(frozen=True)
class PeriodBar:
    """A period on the line; `open` has no end yet, `faint` an edge that is not known."""

    x: float
    width: float
    open: bool
    faint: bool


class Years:
    """A line from the first day of a year to the last day of another, in its own units."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = date(first, 1, 1), date(last, 12, 31)
        self._by_day = WIDTH / max((self.last - self.first).days, 1)

    def x(self, day: date) -> float:
        held = min(max(day, self.first), self.last)
        return round((held - self.first).days * self._by_day, 1)

    def bar(
        self, starts_on: date, ends_on: date | None, today: date, faint: bool = False
    ) -> PeriodBar:
        """What has no end is drawn until today."""
        left, right = self.x(starts_on), self.x(ends_on or max(today, starts_on))
        width = max(round(right - left, 1), LEAST_BAR)
        return PeriodBar(min(left, WIDTH - width), width, ends_on is None, faint)

    def ticks(self) -> list[Tick]:
        span = self.last.year - self.first.year + 1
        step = next(step for step in (1, 2, 5, 10, 20) if span / step <= 9 or step == 20)
        years = (year for year in range(self.first.year, self.last.year + 1) if year % step == 0)
        ticks = [Tick(self.x(date(year, 1, 1)), year) for year in years]
        return [one for one in ticks if not _is_crowded(one, ticks)]


def _is_crowded(tick: Tick, ticks: list[Tick]) -> bool:
    """Whether its label, moved off the edge, would lie on that of its neighbour."""
    others = (abs(one.x - tick.x) for one in ticks if one is not tick)
    return tick.anchor != "middle" and min(others, default=APART) < APART


def is_faint(row) -> bool:
    """Whether a row with a period has an edge that is not known to the day, month or year."""
    return row.starts_on is None or row.ends_precision == Precision.UNKNOWN
