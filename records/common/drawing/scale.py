"""From values and days to pixels, with lines at round distances."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

STEPS = (1, 2, 2.5, 5, 10)
YEARS_APART = (1, 2, 5, 10, 20)
YEAR_LABEL = 44  # pixels that a year needs on an axis


def nice_step(most: int) -> int:
    """A round distance of lines that leaves three to six of them: 1, 2, 5, 10, 20, 25 …"""
    rough = max(most, 4) / 4
    power = 10 ** (len(str(int(rough))) - 1)
    return int(next(power * step for step in STEPS if power * step >= rough))


@dataclass(frozen=True)
class Values:
    """Upwards from a base line; the top is the next line above the greatest value."""

    base: float
    height: float
    greatest: int

    @cached_property
    def step(self) -> int:
        return nice_step(self.greatest)

    @cached_property
    def top(self) -> int:
        return self.step * max(-(-self.greatest // self.step), 1)

    def y(self, value: float) -> float:
        return self.base - value / self.top * self.height

    def lines(self) -> range:
        return range(self.step, self.top + 1, self.step)


@dataclass(frozen=True)
class Days:
    """From the left to the right of a drawing."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        part = (day - self.first).days / max((self.last - self.first).days, 1)
        return self.left + part * (self.right - self.left)

    def years(self) -> Iterator[tuple[float, int]]:
        """Years whose first day is shown, at a distance that keeps their labels apart."""
        shown = self.last.year - self.first.year + 1
        room = max((self.right - self.left) / YEAR_LABEL, 1)
        step = next((one for one in YEARS_APART if shown / one <= room), YEARS_APART[-1])
        for year in range(self.first.year, self.last.year + 1):
            if year % step == 0 and date(year, 1, 1) >= self.first:
                yield self.x(date(year, 1, 1)), year
