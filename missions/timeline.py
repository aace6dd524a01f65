"""The mandates of a mission as a bar on a line of years: an SVG drawn on the server."""

from dataclasses import dataclass
from datetime import date

from missions.models import Mandate

WIDTH, ROW, MARGIN = 760, 26, 10
LEAST_BAR = 2.0


@dataclass(frozen=True)
class Bar:
    x: float
    width: float
    chapter_vii: bool
    alternate: bool
    label: str


@dataclass(frozen=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True)
class Timeline:
    """Lengths in pixels of the drawing."""

    bars: list[Bar]
    ticks: list[Tick]
    now: float | None
    width: int = WIDTH
    height: int = ROW + 34
    row: int = ROW


def timeline(mandates: list[Mandate], today: date, day: date | None) -> Timeline | None:
    """None where there is no mandate. A mandate without an end is drawn until `today`."""
    if not mandates:
        return None
    first = date(mandates[0].starts_on.year, 1, 1)
    ends = [mandate.ends_on or today for mandate in mandates]
    last = date(max(*ends, mandates[-1].starts_on).year, 12, 31)
    scale = (WIDTH - 2 * MARGIN) / max((last - first).days, 1)

    def x(moment: date) -> float:
        return round(MARGIN + (moment - first).days * scale, 1)

    bars = [
        Bar(
            x=x(mandate.starts_on),
            width=max(round((end - mandate.starts_on).days * scale, 1), LEAST_BAR),
            chapter_vii="VII" in mandate.chapter and mandate.chapter != "VIII",
            alternate=bool(number % 2),
            label=f"{mandate.document.symbol or mandate.document.name}",
        )
        for number, (mandate, end) in enumerate(zip(mandates, ends, strict=True))
    ]
    shown = day if day and first <= day <= last else None
    return Timeline(bars, _ticks(first.year, last.year, x), x(shown) if shown else None)


def _ticks(first: int, last: int, x) -> list[Tick]:
    """A year every 1, 2, 5, 10 or 20 years, so that labels do not meet."""
    span = last - first + 1
    step = next(step for step in (1, 2, 5, 10, 20) if span / step <= 12 or step == 20)
    return [
        Tick(x(date(year, 1, 1)), str(year))
        for year in range(first, last + 1)
        if year % step == 0 or year == first
        if year == first or year - first >= step / 2
    ]
