"""Strength drawn: a panel a side, the line of the counts under the steps of the ceilings."""

from collections.abc import Iterator
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from missions.drawings.sides import DAY, PERSONS, Bound, MonthCount, UniformedPanel
from records.common.drawing.runs import runs
from records.common.drawing.scale import Days, Values
from records.common.drawing.sheet import NARROW, WIDE, Sheet, number
from records.common.numbers import in_figures
from records.common.periods import Precision, written

HEIGHTS = {WIDE: (190, 110), NARROW: (150, 84)}  # of the first panel, of a further one
TITLES_HIGH = {WIDE: 28, NARROW: 40}  # above the highest line, whose label is above it if narrow
BETWEEN, FOOT = 20, 26
BOUND_LABEL = 190  # pixels, at most
LINE = 14  # pixels from a line of a label to the next
LEFT, RIGHT = 58, 6


def sheet_of(width: int, name: str, panels: list[UniformedPanel]) -> Sheet:
    narrow = width < WIDE
    first_height, further = HEIGHTS[width]
    heights = [first_height, *[further] * (len(panels) - 1)]
    title = TITLES_HIGH[width]
    whole = sum(heights) + len(panels) * (title + BETWEEN) - BETWEEN + FOOT
    days = _days(panels, 0 if narrow else LEFT, width - RIGHT)
    sheet = Sheet(width, whole, _("Strength of {name}").format(name=name), _described(panels))
    base = 0.0
    for panel, height in zip(panels, heights, strict=True):
        sheet.text(0, base + 14, _("{title}, persons").format(title=panel.title), "strong")
        base += title + height
        _draw(sheet, panel, days, _values(panel, base, height), narrow)
        base += BETWEEN
    for x, year in days.years():
        sheet.line(x, base - BETWEEN, x, base - BETWEEN + 4, "axis")
        sheet.text(x, whole - 6, year, "middle")
    return sheet


def _days(panels: list[UniformedPanel], left: float, right: float) -> Days:
    """From the first thing drawn to the last: nothing blank on either side."""
    starts = [one.on for panel in panels for one in panel.counts]
    starts += [one.starts_on for panel in panels for one in panel.bounds]
    ends = [one.on for panel in panels for one in panel.counts]
    ends += [one.ends_on for panel in panels for one in panel.bounds]
    return Days(min(starts), max(ends), left, right)


def _values(panel: UniformedPanel, base: float, height: float) -> Values:
    persons = [one.persons for one in panel.counts] + [one.persons for one in panel.bounds]
    return Values(base, height, max(persons))


def _draw(sheet: Sheet, panel: UniformedPanel, days: Days, values: Values, narrow: bool) -> None:
    for value in values.lines():
        y = values.y(value)
        sheet.line(days.left, y, days.right, y, "grid")
        if narrow:
            sheet.text(0, y - 3, in_figures(value), "halo")
        else:
            sheet.text(days.left - 8, y + 4, in_figures(value), "end")
    sheet.line(days.left, values.base, days.right, values.base, "axis")
    for run in runs(panel.counts, lambda one: one.on):
        _draw_run(sheet, run, days, values)
    sheet.path(_steps(panel.bounds, days, values), "ceiling")
    _label(sheet, panel, days, values)


def _draw_run(sheet: Sheet, run: list[MonthCount], days: Days, values: Values) -> None:
    points = [(days.x(one.on), values.y(one.persons)) for one in run]
    if len(run) == 1:
        sheet.dot(*points[0], 2.5, "dot")
        return
    outline = [(points[0][0], values.base), *points, (points[-1][0], values.base)]
    sheet.path(_joined(outline) + "z", "area")
    for guessed, part in _parts(run):
        drawn = _joined([points[n] for n in part])
        sheet.path(drawn, "line guessed" if guessed else "line")
        for n in part if guessed else ():
            if not run[n].interpolated:
                sheet.dot(*points[n], 2.5, "dot")


def _parts(run: list[MonthCount]) -> Iterator[tuple[bool, list[int]]]:
    """Stretches of a run, by whether either of their ends is interpolated."""

    def guessed(n: int) -> bool:
        return run[n].interpolated or run[n + 1].interpolated

    for is_guessed, steps in groupby(range(len(run) - 1), key=guessed):
        starts = list(steps)
        yield is_guessed, [*starts, starts[-1] + 1]


def _joined(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def _steps(bounds: list[Bound], days: Days, values: Values) -> str:
    """A line at each ceiling, joined upright where one follows another."""
    path, before = "", None
    for one in bounds:
        move = "L" if before and one.starts_on - before.ends_on <= DAY else "M"
        y = number(values.y(one.persons))
        path += f"{move}{number(days.x(one.starts_on))} {y}L{number(days.x(one.ends_on))} {y}"
        before = one
    return path


def _label(sheet: Sheet, panel: UniformedPanel, days: Days, values: Values) -> None:
    """Beside the last point how many and, where time goes on, that no later count is held."""
    last = panel.counts[-1]
    x, y = days.x(last.on), values.y(last.persons)
    sheet.dot(x, y, 3, "dot")
    room = days.right - x
    month = date_format(last.month, _("M Y"))
    lines = [_("{persons} in {month}").format(persons=in_figures(last.persons), month=month)]
    if room > 90 or x > days.right - 30:
        lines += [_("no later count held")] if room > 30 else []
    beside = room > 120
    at, look = (x + 8, "halo") if beside else (x - 6, "halo end")
    lowest = values.base - 8 - LINE * (len(lines) - 1)
    top = min(max(y + (4 if beside else 18), values.base - values.height + 12), lowest)
    if panel.bounds:
        bound = _label_bound(sheet, panel.bounds, days, values)
        if beside and room < 2 * BOUND_LABEL and -LINE * len(lines) < top - bound < LINE:
            top = bound + LINE if bound + LINE <= lowest else bound - LINE * len(lines)
    for n, line in enumerate(lines):
        sheet.text(at, top + LINE * n, line, f"{look} strong" if n == 0 else look)


def _label_bound(sheet: Sheet, bounds: list[Bound], days: Days, values: Values) -> float:
    """Above the last ceiling, or beneath it where a higher one ended shortly before.

    Gives its height on the sheet.
    """
    last = bounds[-1]
    near = [one for one in bounds if days.x(one.ends_on) > days.x(last.ends_on) - BOUND_LABEL]
    beneath = any(one.persons > last.persons for one in near)
    said = _("authorized: {persons} {kind}").format(
        persons=in_figures(last.persons), kind=_(PERSONS[last.kind])
    )
    y = values.y(last.persons) + (16 if beneath else -6)
    sheet.text(days.x(last.ends_on), y, said, "halo end")
    return y


def _described(panels: list[UniformedPanel]) -> str:
    return " ".join(_described_one(panel) for panel in panels)


def _described_one(panel: UniformedPanel) -> str:
    first, last = panel.counts[0], panel.counts[-1]
    most = max(panel.counts, key=lambda one: one.persons)
    said = _(
        "{title}: {persons} in {month}, at most {persons_2} in {month_2}, {persons_3} in "
        "{month_3}, the last count held."
    ).format(
        title=panel.title,
        persons=in_figures(first.persons),
        month=written(first.month, Precision.MONTH),
        persons_2=in_figures(most.persons),
        month_2=written(most.month, Precision.MONTH),
        persons_3=in_figures(last.persons),
        month_3=written(last.month, Precision.MONTH),
    )
    if panel.bounds:
        ceilings = ", ".join(
            _("{persons} from {starts_on}").format(
                persons=in_figures(one.persons), starts_on=written(one.starts_on, Precision.MONTH)
            )
            for one in panel.bounds
        )
        said += _(" Authorized: {ceilings}.").format(ceilings=ceilings)
    return said
