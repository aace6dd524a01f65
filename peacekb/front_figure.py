"""The picture of the front page: operations under way by year, who led them one on another."""

from collections.abc import Sequence
from itertools import accumulate

from django.urls import reverse
from django.utils.translation import gettext as _

from peacekb.front import PARTS, OperationsYear
from records.common.drawing.figure import Figure
from records.common.drawing.sheet import WIDE, Sheet, breadth, number
from records.common.numbers import count_of, in_figures
from records.common.periods import iso, written
from records.common.tables import PageTable

HEIGHT, TOP, BASE, LEFT, RIGHT = 220, 14, 196, 26, 150
NARROW_RIGHT = 8
GAP = 1
LEAST_MOST = 20  # the scale goes so far at least, and has a line every so many
BETWEEN = 15  # pixels between the labels of two parts


def under_way_figure(years: Sequence[OperationsYear]) -> Figure:
    first, now = years[0].day, years[-1]
    title = _("{total} under way on {day}, {counts} of them UN peacekeeping").format(
        total=count_of(now.total, _("operation was,operations were")),
        day=written(now.day),
        counts=in_figures(now.counts[0]),
    )
    measured = _("Operations under way on {day} and the same day of each year since {year}.")
    names = (
        _("UN peacekeeping"),
        _("UN political missions"),
        _("led by others, and other UN operations"),
    )
    return Figure(
        name="under-way",
        page=reverse("home"),
        of="PeaceKB",
        title=title,
        measured=measured.format(day=written(now.day), year=first.year),
        table=PageTable(
            ("day", *(str(label) for label, *_rest in PARTS), "all"),
            ((iso(year.day), *year.counts, year.total) for year in reversed(years)),
        ),
        drawn=lambda width: _sheet(years, width),
        keys=[(fill, words) for (_label, fill, _kinds), words in zip(PARTS, names, strict=True)],
        method=_("An operation counts where both days leave no doubt."),
        not_shown=_(
            "size; operations that may have been under way, where a source gives only the year or "
            "no last day."
        ),
        read_from=_("first and last days of all missions held, each with its own source"),
    )


def _sheet(years: Sequence[OperationsYear], width: int) -> Sheet:
    """A column a year, its parts one on another."""
    is_wide = width >= WIDE
    right = width - (RIGHT if is_wide else NARROW_RIGHT)
    column = (right - LEFT) / len(years)
    most = max(LEAST_MOST, *(year.total for year in years))
    scale = (BASE - TOP) / most
    sheet = Sheet(width, HEIGHT, _("Operations under way by year"), _described(years))
    for line in range(LEAST_MOST, most + 1, LEAST_MOST):
        sheet.line(LEFT, BASE - line * scale, right, BASE - line * scale, "grid")
        sheet.text(0, BASE - line * scale + 4, line)
    for part, (_label, fill, _kinds) in enumerate(PARTS):
        sheet.path(_columns(years, part, column, scale), fill)
    if is_wide:
        for part, (y, label) in enumerate(labels(years[-1], scale)):
            sheet.text(right + 6, y, label, None if part else "strong")
    sheet.line(LEFT, BASE, right, BASE, "axis")
    for at, year in enumerate(years):
        if year.day.year % (10 if is_wide else 20) == 0:
            sheet.text(LEFT + (at + 0.5) * column, BASE + 17, year.day.year, "middle")
    return sheet


def _described(years: Sequence[OperationsYear]) -> str:
    first, now = years[0], years[-1]
    return _(
        "Columns from {year} to {year_2}: {total} in the first year, {total_2} in the last. "
        "The table has every year."
    ).format(year=first.day.year, year_2=now.day.year, total=first.total, total_2=now.total)


def _columns(years: Sequence[OperationsYear], part: int, column: float, scale: float) -> str:
    drawn = []
    for at, year in enumerate(years):
        if count := year.counts[part]:
            x, y = LEFT + at * column, BASE - sum(year.counts[:part]) * scale
            wide, high = number(max(column - GAP, 1)), number(count * scale)
            drawn.append(f"M{number(x)} {number(y)}v-{high}h{wide}v{high}z")
    return "".join(drawn)


def labels(now: OperationsYear, scale: float) -> list[tuple[float, str]]:
    """Beside the last column, each at its part, and at least a line apart, from the lowest up.

    A name that would leave the drawing is left to the keys.
    """
    placed, lowest = [], float(BASE)
    tops = accumulate(now.counts)
    for (name, *_rest), count, top in zip(PARTS, now.counts, tops, strict=True):
        y = min(BASE - (top - count / 2) * scale + 4, lowest)
        said = f"{count} {name}"
        placed.append((y, said if breadth(said) < RIGHT else str(count)))
        lowest = y - BETWEEN
    return placed
