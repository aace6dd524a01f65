"""The series of a mission as a drawing: what each document granted, and the ceiling above it."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.html import escape
from django.utils.translation import gettext as _

from legal.models import ChapterVII, Document
from missions.acts.reading import DAY, Said
from missions.acts.series import Series, SeriesRow
from missions.models import PersonnelCategory, StrengthCeiling
from records.common.drawing.figure import Figure
from records.common.drawing.sheet import BESIDE, Sheet, breadth
from records.common.numbers import in_figures
from records.common.periods import iso
from records.common.tables import PageTable

OBSERVERS = PersonnelCategory.MILITARY_OBSERVER
# Of the ceilings on soldiers that a mission has, the one that was set most often is drawn, the
# first of these where two were; that on observers only where there is no other.
MILITARY = (
    PersonnelCategory.MILITARY,
    PersonnelCategory.TROOPS,
    PersonnelCategory.TOTAL_UNIFORMED,
    OBSERVERS,
)
HEAD = ("what", "document", "first_day", "last_day", "chapter_vii", "persons")
TOP, PLOT, FOOT, LEFT = 96, 120, 26, breadth("100,000") + BESIDE
ROUND = (1, 2, 2.5, 5, 10)
BAR = (
    '<rect x="{x}" y="20" width="{width}" height="24" class="{mark}"><title>{title}</title></rect>'
)
LABEL = '<text x="{x}" y="36" class="middle{on}">{label}</text>'
POINTER = '<path d="M{x} 56l4 -8l4 8z" class="dot"/>'
BY_LABEL = 40  # units of the drawing that a year or a bar needs for its label


@dataclass(frozen=True)
class SeriesBar:
    x: float
    width: float
    label: str
    title: str
    is_seven: bool
    is_this: bool

    @property
    def as_svg(self) -> str:
        """By hand: some missions have two hundred bars."""
        middle = round(self.x + self.width / 2, 1)
        mark, on = ("seven-bar", " on-seven") if self.is_seven else ("other-bar", "")
        parts = [BAR.format(x=self.x, width=self.width, mark=mark, title=escape(self.title))]
        parts += [LABEL.format(x=middle, on=on, label=escape(self.label))] if self.label else []
        parts += [POINTER.format(x=self.x)] if self.is_this else []
        return "".join(parts)


@dataclass(frozen=True)
class Mark:
    """A label at a place: of a year, of a ceiling."""

    x: float
    y: float
    label: str


def series_figure(
    document: Document, series: Series, said: Said, day: date | None
) -> Figure | None:
    """None where no ceiling or no period is held: half a drawing says less than the table."""
    rows = [row for row in reversed(series.rows) if row.until]
    ceilings = _military(series, said, day)
    if len(rows) < 2 or not ceilings:
        return None
    told = {
        "acronym": series.mission.acronym or series.mission.name,
        "category": ceilings[0].get_category_display().lower(),
    }
    finding = _finding(ceilings)
    title = _("Documents on {acronym}, and their ceiling: {category}").format(**told)
    described = _("{finding}. The table has each document.").format(finding=finding)
    return Figure(
        name="series",
        page=document.get_absolute_url(),
        shown_on=document.get_absolute_url(),
        of=document.symbol or document.name,
        title=finding,
        measured=_(
            "What each document on {acronym} granted, and its ceiling in persons: {category}."
        ).format(**told),
        table=PageTable(HEAD, _table(rows, ceilings)),
        drawn=lambda width: _sheet(width, rows, ceilings, title, described),
        keys=(
            ("seven-bar", _("under Chapter VII")),
            ("other-bar", _("not under Chapter VII")),
            ("ceiling", _("ceiling")),
        ),
        method=_(
            "A bar goes to the last day that its document grants, or to the next that grants "
            "another. ▲ this document. The line breaks where no ceiling holds."
        ),
        not_shown=_(
            "persons deployed, which the page of the mission has; ceilings on other kinds of "
            "personnel, which the table has."
        ),
        read_from=_("the documents, read for mandates and ceilings"),
        asked={"mission": series.mission.slug},
    )


def _table(rows: list[SeriesRow], ceilings: list[StrengthCeiling]) -> Iterator[tuple]:
    for row in rows:
        chapter = "yes" if row.chapter_vii == ChapterVII.YES else "no"
        yield "granted", row.name, iso(row.adopted_on), iso(row.until), chapter, ""
    for one in ceilings:
        days = (iso(one.starts_on), iso(one.ends_on))
        yield "ceiling", one.document.symbol or one.document.name, *days, "", one.persons


def _military(series: Series, said: Said, day: date | None) -> list[StrengthCeiling]:
    held = [
        one
        for one in said.ceilings
        if one.mission_id == series.mission.pk
        and one.category in MILITARY
        and (day is None or one.starts_on <= day)
    ]
    times = Counter(one.category for one in held)
    drawn = max(MILITARY, key=lambda kind: (kind != OBSERVERS and times[kind] > 0, times[kind]))
    return [one for one in held if one.category == drawn]


def _finding(ceilings: list[StrengthCeiling]) -> str:
    first, last = ceilings[0].persons, ceilings[-1].persons
    highest = max(one.persons for one in ceilings)
    if highest > max(first, last):
        return _("From {first} to {highest} at most, and to {last} in the end").format(
            first=in_figures(first), highest=in_figures(highest), last=in_figures(last)
        )
    if first == last:
        said = _("The ceiling stays at {first}") if len(ceilings) == 1 else _("Back at {first}")
        return said.format(first=in_figures(first))
    said = _("Raised from {first} to {last}") if last > first else _("Cut from {first} to {last}")
    return said.format(first=in_figures(first), last=in_figures(last))


def _sheet(
    width: int, rows: list[SeriesRow], ceilings: list[StrengthCeiling], title: str, described: str
) -> Sheet:
    first = min(rows[0].adopted_on, ceilings[0].starts_on)
    ends = [one.ends_on for one in ceilings if one.ends_on] + [
        row.until for row in rows if row.until
    ]
    last = max(*ends, ceilings[-1].starts_on, rows[-1].adopted_on)
    by_day = (width - LEFT - 8) / max((last - first).days, 1)
    step = _step(max(one.persons for one in ceilings))
    highest = step * -(-max(one.persons for one in ceilings) // step)

    def x(day: date) -> float:
        return round(LEFT + (min(day, last) - first).days * by_day, 1)

    def y(persons: int) -> float:
        return round(TOP + PLOT * (1 - persons / highest), 1)

    sheet = Sheet(width, TOP + PLOT + FOOT, title, described)
    sheet.text(0, 12, _("Granted by document"), "strong")
    sheet.drawn += [bar.as_svg for bar in _bars(rows, x)]
    sheet.text(0, 72, _("Authorized persons"), "strong")
    for number in range(0, highest + 1, step):
        sheet.line(LEFT, y(number), width, y(number), "grid")
        sheet.text(LEFT - BESIDE, y(number) + 4, in_figures(number), "end")
    sheet.path(_line(ceilings, last, x, y), "ceiling")
    for mark in _labels(ceilings, last, x, y):
        sheet.text(mark.x, mark.y, mark.label, "strong halo")
    for mark in _years(first, last, x, by_day):
        sheet.text(mark.x, mark.y, mark.label, "middle")
    return sheet


def _step(most: int) -> int:
    """A round number that divides the scale into at most four."""
    power = 10 ** max(len(str(most)) - 2, 0)
    sizes = (int(size * power * ten) for ten in (1, 10) for size in ROUND)
    return next(size for size in sizes if size and size * 4 >= most)


def _bars(rows: list[SeriesRow], x: Callable[[date], float]) -> list[SeriesBar]:
    """Each to the last day that it grants, or to the day of the next that grants another."""
    bars = []
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        until = row.until or row.adopted_on
        end = min(until, following.adopted_on) if following else until
        width = max(round(x(max(end, row.adopted_on)) - x(row.adopted_on) - 1.5, 1), 1.5)
        number = row.name.rpartition("/")[2].split(" ")[0]
        label = number if width > BY_LABEL - 12 and len(number) <= 4 else ""
        is_seven = row.chapter_vii == ChapterVII.YES
        bars.append(SeriesBar(x(row.adopted_on), width, label, row.name, is_seven, row.is_this))
    return bars


def _line(
    ceilings: list[StrengthCeiling],
    last: date,
    x: Callable[[date], float],
    y: Callable[[int], float],
) -> str:
    """Steps; where no ceiling holds there is no line."""
    path, held = [], None
    for one in ceilings:
        joined = held is not None and one.starts_on <= held + DAY
        path.append(f"{'L' if joined else 'M'}{x(one.starts_on)} {y(one.persons)}")
        held = one.ends_on or last
        path.append(f"L{x(held)} {y(one.persons)}")
    return "".join(path)


def _labels(
    ceilings: list[StrengthCeiling],
    last: date,
    x: Callable[[date], float],
    y: Callable[[int], float],
) -> list[Mark]:
    """Of the first ceiling, and of each other number that holds long enough."""
    found = []
    before = None
    for one in ceilings:
        is_wide = x(one.ends_on or last) - x(one.starts_on) > BY_LABEL
        if one.persons != before and (is_wide or before is None):
            place = round(x(one.starts_on) + 3, 1), y(one.persons) - 5
            found.append(Mark(*place, in_figures(one.persons)))
        before = one.persons
    return found


def _years(first: date, last: date, x: Callable[[date], float], by_day: float) -> list[Mark]:
    step = next(step for step in (1, 2, 5, 10, 20, 50) if step * 365 * by_day > BY_LABEL)
    years = (year for year in range(first.year + 1, last.year + 1) if year % step == 0)
    return [Mark(x(date(year, 1, 1)), TOP + PLOT + 18, str(year)) for year in years]
