"""Deployed beside authorized, like with like: military with military, police with police.

A ceiling of troops bounds troops, one of all military personnel troops and observers. So the line
of the military counts, in each month, the very persons that the ceiling of its day bounds.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from missions.ceilings import COUNTED, count_like
from missions.clock.due import months_after
from missions.drawings.sources import SOURCE, source_of
from missions.models import (
    Mission,
    PersonnelCategory,
    Strength,
    StrengthBasis,
    StrengthCeiling,
)
from records.common.drawing.figure import Figure
from records.common.drawing.scale import Days, Values
from records.common.drawing.sheet import NARROW, WIDE, Sheet, number
from records.common.numbers import in_figures
from records.common.periods import Precision, written
from records.common.tables import Table
from records.models import Source

DAY = timedelta(days=1)
LONGEST_STEP_DAYS = 45  # from the end of a month to that of the next
MILITARY, TROOPS = PersonnelCategory.MILITARY, PersonnelCategory.TROOPS
OBSERVERS, POLICE = PersonnelCategory.MILITARY_OBSERVER, PersonnelCategory.POLICE
ALL = PersonnelCategory.TOTAL_UNIFORMED
PARTS = (TROOPS, OBSERVERS, POLICE)
PERSONS = {
    MILITARY: gettext_noop("military personnel"),
    TROOPS: gettext_noop("troops"),
    OBSERVERS: gettext_noop("military observers"),
    POLICE: gettext_noop("police"),
    ALL: gettext_noop("uniformed personnel"),
}
TITLES = {
    MILITARY: gettext_noop("Military personnel"),
    POLICE: gettext_noop("Police"),
    ALL: gettext_noop("All uniformed personnel"),
}
METHOD = gettext_noop(
    "Persons at the end of each month, beside the most that the Council's documents let the "
    "mission deploy. Of the military the line counts whom the ceiling of the day bounds: troops "
    "alone, or troops and observers; a part left blank is none where the others make up the "
    "whole. Dashed: months interpolated between two reports. A gap: a month without a count."
)
NOT_SHOWN = gettext_noop("civilian staff; who was on paper but not in the field; quality of units.")


class Held(NamedTuple):
    """What a table has of a month and category."""

    month: date
    category: str
    deployed: int
    basis: str
    source: Source


@dataclass(frozen=True)
class Count:
    """Persons at the end of a month, of the category that the ceiling of that day bounds."""

    month: date
    kind: PersonnelCategory
    persons: int
    interpolated: bool
    source: Source

    @property
    def on(self) -> date:
        return months_after(self.month, 1) - DAY


@dataclass(frozen=True)
class Bound:
    """The most persons of a category, from a day to a day."""

    starts_on: date
    ends_on: date
    kind: PersonnelCategory
    persons: int
    documents: str

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class Panel:
    """The military, the police, or all in uniform: what was counted and what was authorized."""

    side: PersonnelCategory
    counts: list[Count]
    bounds: list[Bound]

    @property
    def title(self) -> str:
        return _(TITLES[self.side])

    def bound_on(self, day: date) -> Bound | None:
        return next((one for one in self.bounds if one.holds_on(day)), None)

    @property
    def says_something(self) -> bool:
        """None counted in any month, and no ceiling: there is no such side."""
        return bool(self.counts) and bool(self.bounds or any(one.persons for one in self.counts))

    @property
    def is_course(self) -> bool:
        """One count alone, without a ceiling, is no course of things."""
        return len(self.counts) > 1 or bool(self.bounds)

    @property
    def summed_up(self) -> str:
        """«11,747 military personnel, of 17,000 authorized»."""
        last = self.counts[-1]
        said = f"{in_figures(last.persons)} {_(PERSONS[last.kind])}"
        bound = self.bound_on(last.on)
        return (
            _("{said} of {persons} authorized").format(said=said, persons=in_figures(bound.persons))
            if bound
            else said
        )


@dataclass(frozen=True)
class YearOfStrength:
    """Persons of one side in a year: least, most and last month known, and the last ceiling."""

    year: int
    title: str
    least: int
    most: int
    last: int
    months: int
    interpolated: int
    authorized: int | None


@dataclass(frozen=True)
class StrengthShown:
    figure: Figure
    panels: list[Panel]
    years: list[YearOfStrength]
    alone: bool  # of one month alone


def strength_of(
    mission: Mission, ceilings: Iterable[StrengthCeiling], day: date | None, today: date
) -> StrengthShown | None:
    """None if nothing was counted by the day."""
    rows = Strength.objects.filter(mission=mission).exclude(deployed=None)
    rows = rows.filter(month__lte=day) if day else rows
    columns = rows.order_by("month").values_list("month", "category", "deployed", "basis", *SOURCE)
    held = [
        Held(month, category, deployed or 0, basis, source_of(*source))
        for month, category, deployed, basis, *source in columns
    ]
    bounds = [one for one in ceilings if day is None or one.starts_on <= day]
    until = min(day or today, mission.ends_on or today)
    panels = [one for one in _panels(held, bounds, until) if one.says_something]
    if not panels:
        return None
    drawn = [one for one in panels if one.is_course]
    course = any(len(one.counts) > 1 for one in panels)
    return StrengthShown(
        figure=_figure(mission, drawn if course else [], panels),
        panels=panels,
        years=list(_by_year(panels)),
        alone=not course,
    )


def _panels(rows: list[Held], ceilings: list[StrengthCeiling], until: date) -> Iterator[Panel]:
    """Those in uniform altogether only where the sides are not told apart or share a ceiling."""
    months: dict[date, dict[str, Held]] = {}
    for row in rows:
        months.setdefault(row.month, {})[row.category] = row
    sides = [_panel(side, months, ceilings, until) for side in (MILITARY, POLICE)]
    whole = _panel(ALL, months, ceilings, until)
    yield from sides
    if whole.bounds or not any(one.counts for one in sides):
        yield whole


def _panel(
    side: PersonnelCategory,
    months: Mapping[date, Mapping[str, Held]],
    ceilings: list[StrengthCeiling],
    until: date,
) -> Panel:
    bounds = list(_bounds(side, ceilings, until))
    counts = [_count(side, bounds, month, rows) for month, rows in sorted(months.items())]
    return Panel(side, [one for one in counts if one], bounds)


def _count(
    side: PersonnelCategory, bounds: list[Bound], month: date, rows: Mapping[str, Held]
) -> Count | None:
    on = months_after(month, 1) - DAY
    earlier = [one for one in bounds if one.starts_on <= on] or bounds[:1]
    kind = earlier[-1].kind if earlier else side
    persons = count_like(kind, _filled({name: row.deployed for name, row in rows.items()}))
    if persons is None:
        return None
    counted = [rows[category] for category in COUNTED[kind] if category in rows]
    row = (counted or [rows[ALL]])[0]
    guessed = row.basis == StrengthBasis.INTERPOLATED
    return Count(month, kind, persons, guessed, row.source)


def _filled(counts: dict[str, int | None]) -> Mapping[str, int | None]:
    """A part that is left blank is none where the others make up the whole."""
    known = sum(counts.get(part) or 0 for part in PARTS)
    if known and known == counts.get(ALL):
        return counts | {part: counts.get(part) or 0 for part in PARTS}
    return counts


def _bounds(
    side: PersonnelCategory, ceilings: list[StrengthCeiling], until: date
) -> Iterator[Bound]:
    """The ceilings of a side one after the other; those of the same height as one."""
    kinds = {side} if side != MILITARY else {MILITARY, TROOPS, OBSERVERS}
    own = [one for one in ceilings if one.category in kinds and one.starts_on <= until]
    edges = {one.starts_on for one in own}
    edges |= {one.ends_on + DAY for one in own if one.ends_on and one.ends_on < until}
    days = sorted(edges)
    before: Bound | None = None
    for start, following in pairwise([*days, until + DAY]):
        end = following - DAY
        held = [one for one in own if one.starts_on <= start and (one.ends_on or until) >= start]
        now = _bound(start, end, held)
        if before and now and (before.kind, before.persons) == (now.kind, now.persons):
            documents = "; ".join(dict.fromkeys([before.documents, now.documents]))
            now = Bound(before.starts_on, end, now.kind, now.persons, documents)
        elif before:
            yield before
        before = now
    if before:
        yield before


def _bound(start: date, end: date, held: list[StrengthCeiling]) -> Bound | None:
    """A figure of all military personnel goes before its parts, which are never added up."""
    by_kind = {PersonnelCategory(one.category): one for one in held}
    for kind in (ALL, POLICE, MILITARY, TROOPS, OBSERVERS):
        if one := by_kind.get(kind):
            return Bound(start, end, kind, one.persons, one.document.symbol or one.document.name)
    return None


def _by_year(panels: list[Panel]) -> Iterator[YearOfStrength]:
    """The newest year first."""
    years: dict[tuple[int, str], list[Count]] = {}
    for panel in panels:
        for count in panel.counts:
            years.setdefault((-count.month.year, panel.title), []).append(count)
    by_title = {panel.title: panel for panel in panels}
    for (year, title), counts in sorted(years.items()):
        persons = [one.persons for one in counts]
        bound = by_title[title].bound_on(counts[-1].on)
        yield YearOfStrength(
            year=-year,
            title=title,
            least=min(persons),
            most=max(persons),
            last=persons[-1],
            months=len(counts),
            interpolated=sum(one.interpolated for one in counts),
            authorized=bound.persons if bound else None,
        )


def _figure(mission: Mission, drawn: list[Panel], panels: list[Panel]) -> Figure:
    last = max(panels, key=lambda one: one.counts[-1].month).counts[-1]
    latest = [one for one in panels if one.counts[-1].month == last.month]
    title = " and ".join(one.summed_up for one in latest) + _(" in {month}").format(
        month=written(last.month, Precision.MONTH)
    )
    name = mission.acronym or mission.name
    sources = {count.source.pk: count.source for panel in panels for count in panel.counts}
    return Figure(
        name="strength",
        title=title,
        measured=_("Deployed at the end of each month, and authorized, in persons."),
        table=_table(panels),
        drawn=(lambda width: _sheet(width, name, drawn)) if drawn else None,
        method=_(METHOD),
        not_shown=_(NOT_SHOWN),
        sources=list(sources.values()),
    )


def _table(panels: list[Panel]) -> Table:
    head = ("month", "side", "counted", "deployed", "basis", "authorized", "under", "source")
    rows = []
    for panel in panels:
        for one in panel.counts:
            bound = panel.bound_on(one.on)
            rows.append(
                (
                    f"{one.month:%Y-%m}",
                    panel.title,
                    _(PERSONS[one.kind]),
                    one.persons,
                    "interpolated" if one.interpolated else "reported",
                    bound.persons if bound else "",
                    bound.documents if bound else "",
                    one.source.name,
                )
            )
    return Table(head, rows)


HEIGHTS = {WIDE: (190, 110), NARROW: (150, 84)}  # of the first panel, of a further one
TITLES_HIGH = {WIDE: 28, NARROW: 40}  # above the highest line, whose label is above it if narrow
BETWEEN, FOOT = 20, 26
BOUND_LABEL = 190  # pixels, at most
LEFT, RIGHT = 58, 6


def _sheet(width: int, name: str, panels: list[Panel]) -> Sheet:
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


def _days(panels: list[Panel], left: float, right: float) -> Days:
    """From the first thing drawn to the last: nothing blank on either side."""
    starts = [one.on for panel in panels for one in panel.counts]
    starts += [one.starts_on for panel in panels for one in panel.bounds]
    ends = [one.on for panel in panels for one in panel.counts]
    ends += [one.ends_on for panel in panels for one in panel.bounds]
    return Days(min(starts), max(ends), left, right)


def _values(panel: Panel, base: float, height: float) -> Values:
    persons = [one.persons for one in panel.counts] + [one.persons for one in panel.bounds]
    return Values(base, height, max(persons))


def _draw(sheet: Sheet, panel: Panel, days: Days, values: Values, narrow: bool) -> None:
    for value in values.lines():
        y = values.y(value)
        sheet.line(days.left, y, days.right, y, "grid")
        if narrow:
            sheet.text(0, y - 3, in_figures(value), "halo")
        else:
            sheet.text(days.left - 8, y + 4, in_figures(value), "end")
    sheet.line(days.left, values.base, days.right, values.base, "axis")
    for run in runs(panel.counts):
        _draw_run(sheet, run, days, values)
    sheet.path(_steps(panel.bounds, days, values), "ceiling")
    _label(sheet, panel, days, values)


def runs(counts: list[Count]) -> Iterator[list[Count]]:
    """Broken where a month is missing: a line never joins what is not known."""
    run: list[Count] = []
    for one in counts:
        if run and (one.on - run[-1].on).days > LONGEST_STEP_DAYS:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _draw_run(sheet: Sheet, run: list[Count], days: Days, values: Values) -> None:
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


def _parts(run: list[Count]) -> Iterator[tuple[bool, list[int]]]:
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


def _label(sheet: Sheet, panel: Panel, days: Days, values: Values) -> None:
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
    lowest = values.base - 8 - 14 * (len(lines) - 1)
    top = min(max(y + (4 if beside else 18), values.base - values.height + 12), lowest)
    for n, line in enumerate(lines):
        sheet.text(at, top + 14 * n, line, f"{look} strong" if n == 0 else look)
    if panel.bounds:
        _label_bound(sheet, panel.bounds, days, values)


def _label_bound(sheet: Sheet, bounds: list[Bound], days: Days, values: Values) -> None:
    """Above the last ceiling, or beneath it where a higher one ended shortly before."""
    last = bounds[-1]
    near = [one for one in bounds if days.x(one.ends_on) > days.x(last.ends_on) - BOUND_LABEL]
    beneath = any(one.persons > last.persons for one in near)
    said = _("authorized: {persons} {kind}").format(
        persons=in_figures(last.persons), kind=_(PERSONS[last.kind])
    )
    y = values.y(last.persons) + (16 if beneath else -6)
    sheet.text(days.x(last.ends_on), y, said, "halo end")


def _described(panels: list[Panel]) -> str:
    return " ".join(_described_one(panel) for panel in panels)


def _described_one(panel: Panel) -> str:
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
