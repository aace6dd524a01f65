"""Numbers in a grid: a row for each name, a column for each head, darker for more."""

from collections.abc import Sequence
from dataclasses import dataclass

from records.common.drawing.columns import CHARACTER
from records.common.drawing.sheet import WIDE, Sheet

ROW, NAME_LINE, HEAD, GAP = 20, 18, 20, 1
NAMES_WIDE = 250  # pixels left of the cells; a narrow drawing has names above
PALEST, DARKEST = 0.1, 0.5  # of a cell, so that its number is read on every shade
SHADES = 5


@dataclass(frozen=True)
class Cell:
    """What stands in it, and from 0 for none how dark it is."""

    words: str
    shade: int


@dataclass(frozen=True)
class Matrix:
    heads: Sequence[str]
    lines: Sequence[tuple[str, Sequence[Cell]]]

    def sheet(self, width: int, title: str, described: str) -> Sheet:
        narrow = width < WIDE
        row = ROW + (NAME_LINE if narrow else 0)
        left = 0 if narrow else min(NAMES_WIDE, self._longest())
        sheet = Sheet(width, HEAD + row * len(self.lines), title, described)
        step = (width - left) / max(len(self.heads), 1)
        self._heads(sheet, left, step)
        for n, (name, cells) in enumerate(self.lines):
            top = HEAD + n * row + (NAME_LINE if narrow else 0)
            sheet.text(0, top - 4 if narrow else top + 14, _cut(name, left or width))
            for column, cell in enumerate(cells):
                _draw(sheet, cell, left + column * step, top, step)
        return sheet

    def _longest(self) -> float:
        return max((len(name) for name, _cells in self.lines), default=1) * CHARACTER + 2 * GAP

    def _heads(self, sheet: Sheet, left: float, step: float) -> None:
        """At a distance that keeps them apart, the last one always."""
        longest = max((len(one) for one in self.heads), default=1) * CHARACTER + 4
        apart = max(-(-int(longest) // max(int(step), 1)), 1)
        last = len(self.heads) - 1
        for column, head in enumerate(self.heads):
            if (last - column) % apart == 0:
                sheet.text(left + (column + 0.5) * step, 13, head, "middle")


def _draw(sheet: Sheet, cell: Cell, x: float, top: float, step: float) -> None:
    if cell.shade:
        part = PALEST + (DARKEST - PALEST) * min(cell.shade, SHADES) / SHADES
        box = {"x": x, "y": top, "width": step - GAP, "height": ROW - GAP}
        sheet.add("rect", **box, class_="fill-1", fill_opacity=f"{part:.2f}")
    if cell.words:
        sheet.text(x + (step - GAP) / 2, top + 14, cell.words, "middle")


def _cut(name: str, room: float) -> str:
    """A name that would run into the cells; the table has it whole."""
    most = int(room / CHARACTER)
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"
