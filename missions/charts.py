"""Lines and bars over months as numbers for an SVG that the server draws.

A chart never joins what is not known: a line breaks where a month is missing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

WIDTH, HEIGHT = 760, 240
LEFT, RIGHT, TOP, BOTTOM = 62, 12, 12, 28
STEPS = (1, 2, 2.5, 5, 10)
LONGEST_STEP_DAYS = 45  # from the first day of a month to that of the next


@dataclass(frozen=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True)
class Span:
    """A value that held from a day to a day: a ceiling."""

    starts_on: date
    ends_on: date
    value: int


@dataclass
class Chart:
    """Lengths in pixels of the drawing."""

    line: str = ""  # the path of the values
    dots: list[tuple[float, float]] = field(default_factory=list)  # values without neighbours
    ceiling: str = ""  # the path of what was authorized
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


def nice_step(most: int) -> int:
    """A round distance of lines that leaves three to six of them: 1, 2, 5, 10, 20, 25 …"""
    rough = max(most, 4) / 4
    power = 10 ** (len(str(int(rough))) - 1)
    return int(next(power * step for step in STEPS if power * step >= rough))


def monthly_chart(
    points: Sequence[tuple[date, int]], spans: Iterable[Span] = (), day: date | None = None
) -> Chart | None:
    """Values by the first day of their month, in order, and the spans that bound them.

    None where there is nothing to draw: one value alone is no course of things.
    """
    spans = list(spans)
    if len(points) < 2 and not spans:
        return None
    days = [month for month, _ in points]
    days += [edge for span in spans for edge in (span.starts_on, span.ends_on)]
    values = [value for _, value in points] + [span.value for span in spans]
    scale = Scale(date(min(days).year, 1, 1), date(max(days).year, 12, 31), max(values))
    line, dots = _line(points, scale)
    return Chart(
        line=line,
        dots=dots,
        ceiling=_steps(spans, scale),
        x_ticks=[Tick(scale.x(date(year, 1, 1)), str(year)) for year in _years(scale)],
        y_ticks=[
            Tick(scale.y(value), f"{value:,}") for value in range(0, scale.most + 1, scale.step)
        ],
        now=scale.x(day) if day and scale.first <= day <= scale.last else None,
    )


def _line(points: Sequence[tuple[date, int]], scale: Scale) -> tuple[str, list]:
    """The path, broken where a month is missing, and dots for months that stand alone."""
    runs: list[list[tuple[float, float]]] = []
    last: date | None = None
    for month, value in points:
        if last is None or (month - last).days > LONGEST_STEP_DAYS:
            runs.append([])
        runs[-1].append((scale.x(month), scale.y(value)))
        last = month
    path = " ".join("M" + " L".join(f"{x} {y}" for x, y in run) for run in runs if len(run) > 1)
    return path, [run[0] for run in runs if len(run) == 1]


def _steps(spans: list[Span], scale: Scale) -> str:
    """A line at each value, joined upright where one span follows another."""
    path, before = "", None
    for span in sorted(spans, key=lambda one: one.starts_on):
        follows = before and (span.starts_on - before.ends_on).days <= 1
        before = span
        move = "L" if follows else "M"
        path += f"{move}{scale.x(span.starts_on)} {scale.y(span.value)} "
        path += f"L{scale.x(span.ends_on)} {scale.y(span.value)} "
    return path.strip()


def _years(scale: Scale) -> list[int]:
    """Years at a distance that keeps their labels apart."""
    span = scale.last.year - scale.first.year + 1
    step = next(step for step in (1, 2, 5, 10, 20) if span / step <= 12 or step == 20)
    return [year for year in range(scale.first.year, scale.last.year + 1) if year % step == 0]
