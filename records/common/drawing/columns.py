"""Small multiples: a row for each name, a column for each period, one scale for all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from records.common.drawing.sheet import WIDE, Sheet, breadth, number
from records.common.numbers import in_figures

ROW, NAME_LINE, FOOT = 52, 18, 24
NAMES_WIDE = 150  # pixels left of the columns; a narrow drawing has names above
SUM = 46
CHARACTER = 6.6  # pixels of a digit, so that numbers that would meet are left to the table
APART = 4  # pixels between two numbers: 8, 3 and 5 must not read as 835
LONGEST_NAME = 22


@dataclass(frozen=True)
class Columns:
    """Counts by name and period; what is not held is not drawn."""

    names: Sequence[str]
    periods: Sequence[str]
    counts: Mapping[tuple[str, str], int]
    sums: bool = True  # whether a sum over the periods means anything

    def sheet(self, width: int, title: str, described: str) -> Sheet:
        narrow = width < WIDE
        row = ROW + (NAME_LINE if narrow else 0)
        sheet = Sheet(width, row * len(self.names) + FOOT, title, described)
        left, right = 0 if narrow else NAMES_WIDE, SUM if self.sums else 4
        step = (width - left - right) / max(len(self.periods), 1)
        greatest = max(self.counts.values(), default=0) or 1
        middles = [left + (column + 0.5) * step for column in range(len(self.periods))]
        begins = [number(x - step * 0.36) for x in middles]
        wide = number(step * 0.72)
        for n, name in enumerate(self.names, 1):
            base = n * row
            sheet.text(0, base - (ROW - 6 if narrow else 5), _cut(name, narrow), "strong")
            sheet.line(left, base, width - right, base, "grid")
            bars = []
            for period, x, begin in zip(self.periods, middles, begins, strict=True):
                if count := self.counts.get((name, period)):
                    height = max((ROW - 22) * count / greatest, 1.5)
                    bars.append(_bar(begin, base, wide, number(height)))
                    if said := _short(count, step):
                        sheet.text(x, base - height - 4, said, "middle")
            sheet.path("".join(bars), "fill-1")
            if self.sums:
                total = sum(self.counts.get((name, one), 0) for one in self.periods)
                sheet.text(width, base - 5, in_figures(total), "end strong")
        self._axis(sheet, left, step)
        if self.sums:
            sheet.text(width, sheet.height - 8, gettext("all"), "end")
        return sheet

    def _axis(self, sheet: Sheet, left: float, step: float) -> None:
        longest = max((len(one) for one in self.periods), default=1)
        apart = max(-(-int(longest * CHARACTER + 6) // max(int(step), 1)), 1)
        last = len(self.periods) - 1
        told = list(range(last % apart, last + 1, apart))
        middle = [left + (column + 0.5) * step for column in told]
        room = breadth("9" * longest) * 1.5  # one moved in from an edge would touch what is nearer
        if len(told) > 1 and middle[1] < room:
            del told[0], middle[0]
        if len(told) > 1 and sheet.width - middle[-2] < room:
            del told[-2], middle[-2]
        for x, column in zip(middle, told, strict=True):
            sheet.text(x, sheet.height - 8, self.periods[column], "middle")


def _bar(begin: str, base: int, wide: str, high: str) -> str:
    """One of a path: all bars of a name together are a third of as many boxes."""
    return f"M{begin} {base}v-{high}h{wide}v{high}z"


def _cut(name: str, narrow: bool) -> str:
    """A long name would run into the columns; the table has it whole."""
    return name if narrow or len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def _short(count: int, room: float) -> str:
    """A number that fits above its bar, apart from the next: «1,930», «1930», «1.9k»."""
    return next((one for one in _forms(count) if len(one) * CHARACTER + APART <= room), "")


def _forms(count: int) -> Iterator[str]:
    yield in_figures(count)
    yield str(count)
    yield f"{count / 1000:.1f}k"
    yield f"{count / 1000:.0f}k"
