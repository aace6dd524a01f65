"""The whole life of a mission on one line of years: mandates, who led, authorized and deployed.

Drawn at two widths, so that its letters keep their size. Like stands with like: a ceiling beside
the counts of the same persons. A line stops where the counts stop, and is dashed where a month was
interpolated.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from missions.ceilings import count_like
from missions.charts import LONGEST_STEP_DAYS, nice_step
from missions.decisions import UNDER_VII, Decision
from missions.models import (
    Mission,
    MissionLeader,
    PersonnelCategory,
    Post,
    Strength,
    StrengthBasis,
    StrengthCeiling,
)
from records.common.periods import written

WIDE, NARROW = 760, 340
LETTER = 6.5  # the width of a letter of 12 px, about
BAR, ROW_GAP = 22, 12
# What may be drawn, each with the ceilings that stand beside its counts.
MILITARY, POLICE = PersonnelCategory.MILITARY, PersonnelCategory.POLICE
ALL = PersonnelCategory.TOTAL_UNIFORMED
PARTS = (
    (MILITARY, "Military personnel", (MILITARY, PersonnelCategory.TROOPS)),
    (POLICE, "Police", (POLICE,)),
    (ALL, "All uniformed personnel", (ALL,)),
)


@dataclass(frozen=True)
class Point:
    month: date
    persons: int
    is_guessed: bool


@dataclass(frozen=True)
class Step:
    """What was authorized from a day to a day."""

    starts_on: date
    ends_on: date
    persons: int


@dataclass(frozen=True)
class Panel:
    title: str
    points: list[Point]
    steps: list[Step]

    @property
    def most(self) -> int:
        return max([one.persons for one in self.points] + [one.persons for one in self.steps])

    @property
    def peak(self) -> Point | None:
        return max(self.points, key=lambda one: one.persons, default=None)


@dataclass(frozen=True)
class Life:
    """What is drawn, and between which days."""

    first: date
    last: date
    decisions: list[Decision]  # the oldest first
    heads: list[MissionLeader]
    panels: list[Panel]

    @property
    def has_guesses(self) -> bool:
        return any(point.is_guessed for panel in self.panels for point in panel.points)

    @property
    def finding(self) -> str:
        """What the drawing shows, in a sentence."""
        if not self.panels:
            return f"{len(self.decisions)} versions of the mandate, from {self.first.year} on"
        panel, kind = self.panels[0], self.panels[0].title.lower()
        if panel.steps:
            top = max(panel.steps, key=lambda one: one.persons)
            last = panel.steps[-1]
            said = f"{top.persons:,} {kind} authorized at most, from {written(top.starts_on)}"
            fallen = last.persons < top.persons
            return f"{said}; {last.persons:,} in the last mandate" if fallen else said
        peak = panel.peak
        return f"{peak.persons:,} {kind} deployed at most" if peak else ""

    @property
    def wide(self) -> "Drawing":
        return Drawing(self, WIDE, left=46, right=84)

    @property
    def narrow(self) -> "Drawing":
        return Drawing(self, NARROW, left=0, right=6)


def life_of(
    mission: Mission,
    decisions: Sequence[Decision],
    leaders: Iterable[MissionLeader],
    ceilings: Iterable[StrengthCeiling],
    counts: "Counts",
    day: date,
) -> Life | None:
    """Until a day, and as far as mandates of that day go; None where there is nothing to draw."""
    bounds = [one for one in ceilings if one.starts_on <= day]
    granted = max((one.until for one in decisions[:1] if one.until), default=day)
    last = max(granted, day)
    last = min(mission.ends_on, last) if mission.ends_on else last
    panels = list(_panels(counts, bounds, last))
    starts = [one.mandate.starts_on for one in decisions]
    starts += [panel.points[0].month for panel in panels if panel.points]
    starts += [panel.steps[0].starts_on for panel in panels if panel.steps]
    if not starts:
        return None
    first = min(starts + ([mission.starts_on] if mission.starts_on else []))
    counted = [panel.points[-1].month for panel in panels if panel.points]
    heads = [
        one
        for one in sorted(leaders, key=lambda one: one.starts_on or date.max)
        if one.post == Post.HEAD and one.starts_on and first <= one.starts_on <= day
    ]
    return Life(first, max([last, *counted]), list(decisions)[::-1], heads, panels)


@dataclass(frozen=True)
class Counts:
    """Persons deployed by month and category, the months with an interpolated one, the sources."""

    months: dict[date, dict[str, int | None]] = field(default_factory=dict)
    guessed: set[date] = field(default_factory=set)
    sources: set[int] = field(default_factory=set)


def counts_of(mission: Mission, day: date) -> Counts:
    counts = Counts()
    rows = Strength.objects.filter(mission=mission, month__lte=day).exclude(deployed=None)
    columns = ("month", "category", "deployed", "basis", "source")
    for month, category, deployed, basis, source in rows.order_by("month").values_list(*columns):
        counts.months.setdefault(month, {})[category] = deployed
        counts.sources.add(source)
        if basis == StrengthBasis.INTERPOLATED:
            counts.guessed.add(month)
    return counts


def _panels(counts: Counts, ceilings: list[StrengthCeiling], last: date) -> Iterator[Panel]:
    """Military and police apart; the whole only where neither is known."""
    shown = False
    for category, title, beside in PARTS:
        if category == ALL and shown:
            return
        points = list(_points(category, counts))
        steps = _steps([one for one in ceilings if one.category in beside], last)
        if any(one.persons for one in [*points, *steps]) and len(points) + len(steps) > 1:
            shown = True
            yield Panel(title, points, steps)


def _points(category: PersonnelCategory, counts: Counts) -> Iterator[Point]:
    for month, held in counts.months.items():
        if (persons := count_like(category, held)) is not None:
            yield Point(month, persons, month in counts.guessed)


def _steps(ceilings: list[StrengthCeiling], last: date) -> list[Step]:
    """One after another; of two on the same days the greater holds the other."""
    steps: list[Step] = []
    for one in sorted(ceilings, key=lambda one: (one.starts_on, -one.persons)):
        start, end = one.starts_on, min(one.ends_on or last, last)
        if steps and start <= steps[-1].ends_on:
            if one.persons <= steps[-1].persons:
                continue
            steps[-1] = Step(steps[-1].starts_on, start, steps[-1].persons)
        if start <= end:
            steps.append(Step(start, end, one.persons))
    return steps


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    style: str
    title: str
    label: str = ""
    on: str = ""  # the style of the label

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    words: str
    style: str = ""


@dataclass(frozen=True)
class Path:
    d: str
    style: str


@dataclass
class Drawing:
    """Lengths in pixels, at one width."""

    life: Life
    width: int
    left: int
    right: int
    boxes: list[Box] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    bottom: float = 0
    bar: int = BAR

    def __post_init__(self) -> None:
        days = max((self.life.last - self.life.first).days, 1)
        self._by_day = (self.width - self.left - self.right) / days
        self._mandates()
        self._heads()
        top = self.bottom
        for panel in self.life.panels:
            self._panel(panel)
        self._years(top)

    @property
    def is_narrow(self) -> bool:
        return self.width == NARROW

    @property
    def height(self) -> float:
        return self.bottom + 24

    def x(self, day: date) -> float:
        inside = min(max(day, self.life.first), self.life.last)
        return round(self.left + (inside - self.life.first).days * self._by_day, 1)

    def _mandates(self) -> None:
        if not self.life.decisions:
            return
        self.texts.append(Text(0, 12, "Mandate, by decision", "strong"))
        for decision in self.life.decisions:
            one = decision.mandate
            end = one.ends_on or decision.until or self.life.last
            is_seven = one.chapter in UNDER_VII
            number = str(decision.document.number or "")
            name = decision.document.symbol or decision.document.name
            style = "seven-bar" if is_seven else "other-bar"
            on = "middle on-seven" if is_seven else "middle"
            self._box(one.starts_on, end, 20, style, name, number, on)
        self.bottom = 20 + BAR

    def _heads(self) -> None:
        if not self.life.heads:
            return
        top = self.bottom + ROW_GAP
        self.texts.append(Text(0, top + 12, "Head of mission", "strong"))
        following = [one.starts_on for one in self.life.heads[1:]] + [self.life.last]
        for one, after in zip(self.life.heads, following, strict=True):
            end = one.ends_on or after
            style = "other-bar" if one.ends_on else "other-bar guessed"
            title = f"{one.person}, from {written(one.starts_on, one.starts_precision)}"
            self._box(one.starts_on, end, top + 20, style, title, one.person.split()[-1], "middle")
        self.bottom = top + 20 + BAR

    def _box(
        self, start: date, end: date, y: float, style: str, title: str, label: str, on: str
    ) -> None:
        x = self.x(start)
        width = max(round(self.x(end) - x - 1, 1), 1.0)
        fits = len(label) * LETTER + 4 < width
        self.boxes.append(Box(x, y, width, style, title, label if fits else "", on))

    def _panel(self, panel: Panel) -> None:
        top = self.bottom + (ROW_GAP + 30 if self.bottom else 30)
        high = 72 if panel.title == "Police" else (150 if self.is_narrow else 180)
        base = top + high
        step = nice_step(panel.most)
        most = step * max(-(-panel.most // step), 1)

        def y(persons: int) -> float:
            return round(base - high * persons / most, 1)

        self.texts.append(Text(0, top - 14, panel.title, "strong"))
        for value in range(step, most + 1, step):
            self.paths.append(Path(f"M{self.left} {y(value)}H{self.width - self.right}", "grid"))
            at = (
                Text(0, y(value) - 3, f"{value:,}", "halo")
                if self.is_narrow
                else Text(self.left - 6, y(value) + 4, f"{value:,}", "end")
            )
            self.texts.append(at)
        self.paths.append(Path(f"M{self.left} {base}H{self.width - self.right}", "axis"))
        self._deployed(panel.points, base, y)
        self._authorized(panel.steps, y)
        self.bottom = base

    def _deployed(self, points: list[Point], base: float, y) -> None:
        for run in _runs(points):
            line = [(self.x(one.month), y(one.persons)) for one in run]
            path = "L".join(f"{x} {at}" for x, at in line)
            self.paths.append(Path(f"M{path}L{line[-1][0]} {base}L{line[0][0]} {base}z", "area"))
            if len(run) == 1:
                self.paths.append(Path(f"M{path}V{base}", "line"))
        for is_guessed in (False, True):
            pieces = [
                f"M{self.x(one.month)} {y(one.persons)}L{self.x(two.month)} {y(two.persons)}"
                for run in _runs(points)
                for one, two in pairwise(run)
                if (one.is_guessed or two.is_guessed) is is_guessed
            ]
            if pieces:
                style = "line guessed" if is_guessed else "line"
                self.paths.append(Path("".join(pieces), style))
        if points:
            self._last_counted(points[-1], y(points[-1].persons), base)

    def _last_counted(self, last: Point, at: float, base: float) -> None:
        """Why the line stops: its last month, beside it where there is room."""
        lines = (f"deployed {last.persons:,}", f"{last.month:%B %Y}, the last month held")
        is_at_edge = self.x(last.month) + len(lines[1]) * LETTER > self.width - self.right
        x = self.x(last.month) + (-7 if is_at_edge else 7)
        style = "end halo" if is_at_edge else "halo"
        down = min(max(at, base - 150) + 16, base - 20)
        self.texts.append(Text(x, down, lines[0], f"strong {style}"))
        self.texts.append(Text(x, down + 14, lines[1], style))

    def _authorized(self, steps: list[Step], y) -> None:
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
            self.texts.append(Text(x, at - 6, f"authorized {before.persons:,}", "strong end halo"))
        else:
            self.texts.append(Text(x + 6, at + 4, "authorized", "strong"))
            self.texts.append(Text(x + 6, at + 18, f"{before.persons:,}", ""))

    def _years(self, top: float) -> None:
        span = self.life.last.year - self.life.first.year + 1
        room = 6 if self.is_narrow else 14
        step = next(one for one in (1, 2, 5, 10, 20, 50) if span / one <= room or one == 50)
        for year in range(self.life.first.year, self.life.last.year + 1):
            day = date(year, 1, 1)
            if year % step == 0 and day >= self.life.first:
                self.paths.insert(0, Path(f"M{self.x(day)} {top + 4}V{self.bottom + 4}", "grid"))
                self.texts.append(Text(self.x(day), self.bottom + 18, str(year), "middle"))


def _runs(points: Sequence[Point]) -> Iterator[list[Point]]:
    """Months that follow one another; a line breaks where one is missing."""
    run: list[Point] = []
    for one in points:
        if run and (one.month - run[-1].month).days > LONGEST_STEP_DAYS:
            yield run
            run = []
        run.append(one)
    if run:
        yield run
