"""The whole life of a mission, drawn at two widths, so that its letters keep their size.

A line stops where the counts stop, and is dashed where a month was interpolated.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import escape
from itertools import groupby, pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from missions.decisions import UNDER_VII
from missions.life import AuthorizedStep, Life, LifePanel, Point
from records.common.drawing.runs import joined, runs
from records.common.drawing.scale import nice_step
from records.common.drawing.sheet import BESIDE, NARROW, WIDE, Sheet, breadth, within
from records.common.numbers import in_figures
from records.common.periods import Precision, written

MARGINS = {WIDE: (breadth("10,000") + BESIDE, 84), NARROW: (0, 6)}  # left and right
LETTER = 7.2  # the width of a letter of 12 px, about
BAR, ROW_GAP = 22, 12
PANEL = 180  # the height of a panel; that of the police is lower
DOT = "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0"
LEAST_NAMED = 8  # the width of a box that one can point at; the tables name the narrower ones


def sheet_of(life: Life, width: int, title: str) -> Sheet:
    drawing = Drawing(life, width)
    described = _("{finding}. The table holds the numbers.").format(finding=life.finding)
    sheet = Sheet(width, drawing.height, title, described)
    sheet.drawn.append(drawing.marks)
    return sheet


class BoxLook(NamedTuple):
    """How a box looks, what it is called, and what is written on it in which style."""

    style: str
    title: str
    label: str
    on: str


class DrawnText(NamedTuple):
    x: float
    y: float
    words: str
    style: str = ""

    def __str__(self) -> str:
        at = f'x="{self.x:g}" y="{self.y:g}"'
        return f'<text class="{self.style}" {at}>{escape(self.words)}</text>'


class Box(NamedTuple):
    x: float
    y: float
    width: float
    name: BoxLook

    def __str__(self) -> str:
        name = self.name
        at = f'x="{self.x:g}" y="{self.y:g}" width="{self.width:g}" height="{BAR}"'
        box = f'<rect class="{name.style}" {at}><title>{escape(name.title)}</title></rect>'
        middle = round(self.x + self.width / 2, 1)
        return f"{box}{DrawnText(middle, self.y + 15, name.label, name.on) if name.label else ''}"


class Path(NamedTuple):
    d: str
    style: str


@dataclass
class Drawing:
    """Lengths in pixels, at one width."""

    life: Life
    width: int
    boxes: list[Box] = field(default_factory=list)
    texts: list[DrawnText] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    bottom: float = 0

    def __post_init__(self) -> None:
        self.left, self.right = MARGINS[self.width]
        self._first = self.life.first.toordinal()
        self._days = self.life.last.toordinal() - self._first
        self._slivers: dict[str, str] = {}  # boxes too narrow to name, by style
        self._by_day = (self.width - self.left - self.right) / max(self._days, 1)
        self._mandates()
        self._heads()
        top = self.bottom
        for panel in self.life.panels:
            self._panel(panel)
        self._years(top)
        self.paths += [Path(d, style) for style, d in self._slivers.items()]

    @property
    def marks(self) -> str:
        """All that is drawn, in the order in which it covers what was drawn before.

        Words are escaped where they are written, by hand: a life has hundreds.
        """
        paths = [f'<path class="{one.style}" d="{one.d}"/>' for one in self.paths]
        return "".join([*paths, *map(str, self.boxes), *map(str, self.texts)])

    @property
    def is_narrow(self) -> bool:
        return self.width == NARROW

    @property
    def height(self) -> float:
        return self.bottom + 24

    def x(self, day: date) -> float:
        passed = day.toordinal() - self._first
        if not 0 <= passed <= self._days:
            passed = 0 if passed < 0 else self._days
        return round(self.left + passed * self._by_day, 1)

    def _mandates(self) -> None:
        if not self.life.decisions:
            return
        self.texts.append(DrawnText(0, 12, _("Mandate, by decision"), "strong"))
        latest = self.life.decisions[-1]
        for decision in self.life.decisions:
            one = decision.mandate
            end = (decision.until if decision is latest else one.ends_on) or self.life.last
            is_seven = one.chapter in UNDER_VII
            name = BoxLook(
                "seven-bar" if is_seven else "other-bar",
                decision.document.symbol or decision.document.name,
                str(decision.document.number or ""),
                "middle on-seven" if is_seven else "middle",
            )
            self._box(one.starts_on, end, 20, name)
        self.bottom = 20 + BAR

    def _heads(self) -> None:
        if not self.life.heads:
            return
        top = self.bottom + ROW_GAP
        self.texts.append(DrawnText(0, top + 12, _("Head of mission"), "strong"))
        for one in self.life.heads:
            style = "other-bar" if one.is_end_known else "other-bar guessed"
            label = one.leader.person.split()[-1] + ("°" if one.is_weak else "")
            name = BoxLook(style, one.title, label, "middle")
            self._box(one.drawn_from, one.drawn_to, top + 20, name)
        self.bottom = top + 20 + BAR

    def _box(self, start: date, end: date, y: float, name: BoxLook) -> None:
        x = self.x(start)
        width = max(round(self.x(end) - x - 1, 1), 1.0)
        if width < LEAST_NAMED:
            sliver = f"M{x:g} {y:g}h{width:g}v{BAR}h-{width:g}z"
            self._slivers[name.style] = self._slivers.get(name.style, "") + sliver
            return
        fits = len(name.label) * LETTER + 4 < width
        self.boxes.append(Box(x, y, width, name if fits else name._replace(label="")))

    def _panel(self, panel: LifePanel) -> None:
        top = self.bottom + (ROW_GAP + 34 if self.bottom else 34)
        high = PANEL * 2 / 5 if panel.title == "Police" else PANEL
        base = top + high
        step = nice_step(panel.most)
        most = step * max(-(-panel.most // step), 1)

        def y(persons: int) -> float:
            return round(base - high * persons / most, 1)

        self.texts.append(DrawnText(0, top - 20, _(panel.title), "strong"))
        for value in range(step, most + 1, step):
            self.paths.append(Path(f"M{self.left} {y(value)}H{self.width - self.right}", "grid"))
            at = (
                DrawnText(0, y(value) - 3, in_figures(value), "halo")
                if self.is_narrow
                else DrawnText(self.left - BESIDE, y(value) + 4, in_figures(value), "end")
            )
            self.texts.append(at)
        self.paths.append(Path(f"M{self.left} {base}H{self.width - self.right}", "axis"))
        self._deployed(panel, high, base, y)
        self._authorized(panel.steps, y)
        self.bottom = base

    def _deployed(self, panel: LifePanel, high: float, base: float, y) -> None:
        for run in runs(panel.points, lambda one: one.month):
            places = [(self.x(one.month), y(one.persons)) for one in run]
            whole = joined(places)
            self.paths.append(Path(f"{whole}V{base:.0f}H{places[0][0]:.0f}z", "area"))
            for is_guessed, first, last in _alike(run):
                style = "line guessed" if is_guessed else "line"
                is_whole = last + 1 - first == len(places)  # most are
                line = whole if is_whole else joined(places[first : last + 1])
                self.paths.append(Path(line, style))
        if panel.points:
            self._last_counted(panel, base - high, base, y)

    def _last_counted(self, panel: LifePanel, top: float, base: float, y) -> None:
        """Why the line stops: its last month, beside it or, where there is no room, above."""
        last, x = panel.points[-1], self.x(panel.points[-1].month)
        lines = (
            _("deployed {persons}").format(persons=in_figures(last.persons)),
            _("{month}, the last month shown").format(month=written(last.month, Precision.MONTH)),
        )
        self.paths.append(Path(f"M{x:g} {y(last.persons):g}{DOT}", "dot"))
        if x + len(lines[1]) * LETTER < self.width - (0 if self.is_narrow else self.right):
            down = min(y(last.persons) + 16, base - 20)
            self.texts.append(DrawnText(x + 7, down, lines[0], "strong halo"))
            self.texts.append(DrawnText(x + 7, down + 14, lines[1], "halo"))
            return
        words = _("{persons} deployed, {month}").format(
            persons=in_figures(last.persons), month=written(last.month, Precision.MONTH)
        )
        words += "" if self.is_narrow else _(", the last month shown")
        self.texts.append(DrawnText(self.width - self.right, top - 20, words, "end"))

    def _authorized(self, steps: list[AuthorizedStep], y) -> None:
        path, before = "", None
        for one in steps:
            joined = before and (one.starts_on - before.ends_on).days <= 1
            path += f"{'L' if joined else 'M'}{self.x(one.starts_on)} {y(one.persons)}"
            path += f"L{self.x(one.ends_on)} {y(one.persons)}"
            before = one
        if not before:
            return
        self.paths.append(Path(path, "ceiling"))
        x, at = self.x(before.ends_on), y(before.persons)
        if self.is_narrow:
            self.texts.append(
                DrawnText(
                    x,
                    at - 6,
                    _("authorized {persons}").format(persons=in_figures(before.persons)),
                    "strong end halo",
                )
            )
        else:
            self.texts.append(DrawnText(x + 6, at + 4, _("authorized"), "strong"))
            self.texts.append(DrawnText(x + 6, at + 18, in_figures(before.persons), ""))

    def _years(self, top: float) -> None:
        span = self.life.last.year - self.life.first.year + 1
        room = 6 if self.is_narrow else 14
        step = next(one for one in (1, 2, 5, 10, 20, 50) if span / one <= room or one == 50)
        for year in range(self.life.first.year, self.life.last.year + 1):
            day = date(year, 1, 1)
            if year % step == 0 and day >= self.life.first:
                self.paths.insert(0, Path(f"M{self.x(day)} {top + 4}V{self.bottom + 4}", "grid"))
                x = within(self.x(day), breadth(str(year)), "middle", self.width)
                self.texts.append(DrawnText(x, self.bottom + 18, str(year), "middle"))


def _alike(run: list[Point]) -> Iterator[tuple[bool, int, int]]:
    """Stretches that were counted, and such that lead to or from a month interpolated.

    Each by its first and its last point.
    """
    if len(run) == 1:
        yield run[0].is_guessed, 0, 0
    steps = [one.is_guessed or two.is_guessed for one, two in pairwise(run)]
    at = 0
    for is_guessed, part in groupby(steps):
        following = at + len(list(part))
        yield is_guessed, at, following
        at = following
