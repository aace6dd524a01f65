"""Counts by month as a line, which breaks where months are missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from records.common.drawing.runs import joined, runs
from records.common.drawing.scale import Days, Values
from records.common.drawing.sheet import BESIDE, WIDE, Sheet, breadth
from records.common.numbers import count_of, in_figures
from records.common.periods import Precision, written

HEIGHT, TOP, FOOT, RIGHT = 220, 14, 24, 100
NARROW_RIGHT = 12
DOT = 2.5

Point = tuple[date, int]


@dataclass(frozen=True)
class Course:
    points: Sequence[Point]  # by month, the oldest first; two at least
    words: str  # what is counted: "person,persons"

    def sheet(self, width: int, title: str) -> Sheet:
        sheet = Sheet(width, HEIGHT, title, f"{self._said()}.")
        right = width - (RIGHT if width >= WIDE else NARROW_RIGHT)
        greatest = max(value for _month, value in self.points)
        values = Values(HEIGHT - FOOT, HEIGHT - FOOT - TOP, greatest)
        left = breadth(in_figures(values.top)) + BESIDE
        days = Days(self.points[0][0], self.points[-1][0], left, right)
        for line in values.lines():
            sheet.line(left, values.y(line), right, values.y(line), "grid")
            sheet.text(left - BESIDE, values.y(line) + 4, in_figures(line), "end")
        for x, year in days.years():
            sheet.text(x, HEIGHT - 6, str(year), "middle")
        sheet.line(left, values.base, right, values.base, "axis")
        for run in runs(self.points, lambda point: point[0]):
            _draw(sheet, [(days.x(month), values.y(value)) for month, value in run])
        self._last(sheet, days, values)
        return sheet

    def _last(self, sheet: Sheet, days: Days, values: Values) -> None:
        """Why the line stops: its last month, beside it or, where there is no room, above."""
        month, value = self.points[-1]
        x, y = days.x(month), values.y(value)
        sheet.dot(x, y, DOT + 1, "dot")
        if sheet.width >= WIDE:
            sheet.text(x + 8, y + 1, in_figures(value), "strong")
            sheet.text(x + 8, y + 15, written(month, Precision.MONTH))
        else:
            sheet.text(x, max(y - 8, 12), in_figures(value), "strong halo end")

    def _said(self) -> str:
        most = max(self.points, key=lambda one: one[1])
        return "; ".join(
            said.format(value=count_of(value, self.words), month=written(month, Precision.MONTH))
            for said, (month, value) in (
                (_("first {value} in {month}"), self.points[0]),
                (_("at most {value} in {month}"), most),
                (_("last {value} in {month}"), self.points[-1]),
            )
        )


def _draw(sheet: Sheet, places: Sequence[tuple[float, float]]) -> None:
    """A month without neighbours is a dot."""
    if len(places) == 1:
        sheet.dot(*places[0], DOT, "dot")
        return
    sheet.path(joined(places), "line")
