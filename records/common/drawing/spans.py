"""Bars on one line of years: a row for each name, with one bar for each time it lasted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from records.common.drawing.columns import CHARACTER
from records.common.drawing.scale import Days
from records.common.drawing.sheet import WIDE, Sheet

ROW, NAME_LINE, HEAD, BAR = 18, 16, 22, 10
NAMES_WIDE = 170  # pixels left of the line; a narrow drawing has names above the bars
LEAST = 2  # pixels of a bar
EDGE = 20  # pixels that half a year of the axis takes


@dataclass(frozen=True)
class Bar:
    starts_on: date
    ends_on: date
    look: str


Row = tuple[str, Sequence[Bar]]


@dataclass(frozen=True)
class Spans:
    """Rows in the order in which they are drawn; a row may have no bar."""

    rows: Sequence[Row]
    until: date  # the line goes so far at least

    def sheet(self, width: int, title: str, described: str) -> Sheet:
        narrow = width < WIDE
        row = ROW + (NAME_LINE if narrow else 0)
        height = HEAD + row * len(self.rows)
        sheet = Sheet(width, height, title, described)
        days = self._days(0 if narrow else NAMES_WIDE, width)
        for x, year in days.years():
            sheet.line(x, HEAD - 4, x, height, "grid")
            sheet.text(x, 13, str(year), _anchor(x, width))
        for n, (name, bars) in enumerate(self.rows):
            top = HEAD + n * row + (NAME_LINE if narrow else 0)
            sheet.text(0, top - 3 if narrow else top + 12, _cut(name, narrow, width))
            for one in bars:
                x = days.x(one.starts_on)
                sheet.bar(x, top + 3, max(days.x(one.ends_on) - x, LEAST), BAR, one.look)
        return sheet

    def _days(self, left: float, width: int) -> Days:
        bars = [bar for _name, held in self.rows for bar in held]
        first = min((bar.starts_on for bar in bars), default=self.until)
        last = max([self.until, *(bar.ends_on for bar in bars)])
        return Days(date(first.year, 1, 1), date(last.year, 12, 31), left, width)


def bars(spans: Iterable[tuple[date | None, date | None, str]], until: date) -> list[Bar]:
    """Of what has a first day; what has no last day goes to `until`."""
    return [Bar(first, max(last or until, first), look) for first, last, look in spans if first]


def _anchor(x: float, width: int) -> str | None:
    if x < EDGE:
        return None
    return "end" if x > width - EDGE else "middle"


def _cut(name: str, narrow: bool, width: int) -> str:
    most = int((width if narrow else NAMES_WIDE) / CHARACTER)
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"
