"""Missions as rows of a table, each with bars on one line of years."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from missions.drawings.spans import HEIGHT, WIDTH, PeriodBar, Tick, Years
from missions.models import Mission
from records.common.periods import Period, Precision

SHOWN = 40  # rows at once; older ones are folded away


@dataclass(frozen=True)
class Stretch:
    """A period of a mission, or of a part in it, and the class that it is drawn in."""

    period: Period
    fill: str


@dataclass
class DrawnMission:
    """A mission, what is said of it, and when it, or a part in it, lasted."""

    mission: Mission
    words: list[str]
    stretches: list[Stretch]
    perhaps: bool = False
    own_days: list[Any] = field(default_factory=list)  # periods of a part that differ from it
    bars: list[tuple[PeriodBar, str]] = field(default_factory=list)

    @property
    def days(self) -> list[tuple[date | None, date | None, str]]:
        """First and last day of each stretch, as far as they are known, and how it is drawn."""
        return [
            (_first(self, one), _last(self, one), one.fill + " vague" * _is_vague(self, one))
            for one in self.stretches
        ]


@dataclass(frozen=True)
class Lives:
    """The latest begun first."""

    rows: list[DrawnMission]
    ticks: list[Tick]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def shown(self) -> list[DrawnMission]:
        return self.rows[:SHOWN]

    @property
    def folded(self) -> list[DrawnMission]:
        return self.rows[SHOWN:]

    @cached_property
    def tells_words(self) -> bool:
        """What is the same in all rows is said once, above them."""
        return len({tuple(row.words) for row in self.rows}) > 1

    @cached_property
    def fills(self) -> set[str]:
        """The classes that a key must explain."""
        return {fill for row in self.rows for _, fill in row.bars}

    @property
    def has_vague(self) -> bool:
        return any(bar.faint for row in self.rows for bar, _ in row.bars)


def lives(rows: Iterable[DrawnMission], until: date) -> Lives:
    """On a line from the first year of any to that of `until`, or of what began after it."""
    ordered = sorted(rows, key=_begun, reverse=True)
    begun = [begins for row in ordered for one in row.stretches if (begins := _first(row, one))]
    years = Years(min(begun, default=until).year, max([*begun, until]).year)
    for row in ordered:
        for one in row.stretches:
            if begins := _first(row, one):
                bar = years.bar(begins, _last(row, one), until, _is_vague(row, one))
                row.bars.append((bar, one.fill))
    return Lives(ordered, years.ticks())


def _begun(row: DrawnMission) -> tuple[date, str]:
    return row.mission.starts_on or date.min, row.mission.name


# A part in a mission lasts no longer than the mission, though its own days may not be known.
def _first(row: DrawnMission, one: Stretch) -> date | None:
    days = (row.mission.starts_on, one.period.starts_on)
    return max((day for day in days if day), default=None)


def _last(row: DrawnMission, one: Stretch) -> date | None:
    days = (row.mission.ends_on, one.period.ends_on)
    return min((day for day in days if day), default=None)


def _is_vague(row: DrawnMission, one: Stretch) -> bool:
    """Whether an edge is not known to the day, month or year."""
    if _last(row, one) is None and Precision.UNKNOWN in (
        row.mission.ends_precision,
        one.period.ends_precision,
    ):
        return True
    return row.mission.starts_on is None
