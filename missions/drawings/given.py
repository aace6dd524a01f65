"""A state's contributions by month as a line for an SVG that the server draws."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from records.common.drawing.runs import runs
from records.common.drawing.scale import nice_step
from records.common.numbers import in_figures

WIDTH, HEIGHT = 760, 240
LEFT, RIGHT, TOP, BOTTOM = 62, 12, 12, 28


@dataclass(frozen=True)
class Tick:
    at: float
    label: str


@dataclass
class Chart:
    """Lengths in pixels of the drawing."""

    line: str = ""  # the path of the values
    dots: list[tuple[float, float]] = field(default_factory=list)  # values without neighbours
    x_ticks: list[Tick] = field(default_factory=list)
    y_ticks: list[Tick] = field(default_factory=list)
    now: float | None = None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    base: int = HEIGHT - BOTTOM


class Scale:
    """From days and values to pixels."""

    def __init__(self, first: date, last: date, most: int) -> None:
        self.first, self.last = first, last
        self.step = nice_step(most)
        self.most = self.step * max(-(-most // self.step), 1)
        self._by_day = (WIDTH - LEFT - RIGHT) / max((last - first).days, 1)

    def x(self, day: date) -> float:
        return round(LEFT + (day - self.first).days * self._by_day, 1)

    def y(self, value: float) -> float:
        return round(HEIGHT - BOTTOM - value / self.most * (HEIGHT - TOP - BOTTOM), 1)


def monthly_chart(points: Sequence[tuple[date, int]], day: date | None = None) -> Chart | None:
    """Values by the first day of their month, in order.

    None where there is nothing to draw: one value alone is no course of things.
    """
    if len(points) < 2:
        return None
    first, last = points[0][0], points[-1][0]
    scale = Scale(date(first.year, 1, 1), date(last.year, 12, 31), max(v for _, v in points))
    line, dots = _line(points, scale)
    return Chart(
        line=line,
        dots=dots,
        x_ticks=[Tick(scale.x(date(year, 1, 1)), str(year)) for year in _years(scale)],
        y_ticks=[
            Tick(scale.y(value), in_figures(value))
            for value in range(0, scale.most + 1, scale.step)
        ],
        now=scale.x(day) if day and scale.first <= day <= scale.last else None,
    )


def _line(points: Sequence[tuple[date, int]], scale: Scale) -> tuple[str, list]:
    """The path, broken where a month is missing, and dots for months that stand alone."""
    drawn = [
        [(scale.x(month), scale.y(value)) for month, value in run]
        for run in runs(points, lambda point: point[0])
    ]
    path = " ".join("M" + " L".join(f"{x} {y}" for x, y in run) for run in drawn if len(run) > 1)
    return path, [run[0] for run in drawn if len(run) == 1]


def _years(scale: Scale) -> list[int]:
    """Years at a distance that keeps their labels apart."""
    span = scale.last.year - scale.first.year + 1
    step = next(step for step in (1, 2, 5, 10, 20) if span / step <= 12 or step == 20)
    return [year for year in range(scale.first.year, scale.last.year + 1) if year % step == 0]
