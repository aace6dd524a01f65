"""The whole life of a mission on one line of years: mandates, who led, authorized and deployed.

Like stands with like: a ceiling beside the counts of the same persons. `drawings/life.py` draws it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from missions.ceilings import count_like, military_of
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
from records.common.numbers import in_figures
from records.common.periods import Precision, written
from records.common.prepared import Tuples
from records.models import Source

# What may be drawn, each with the ceilings that stand beside its counts.
MILITARY, POLICE = PersonnelCategory.MILITARY, PersonnelCategory.POLICE
ALL = PersonnelCategory.TOTAL_UNIFORMED
PARTS = (
    (MILITARY, gettext_noop("Military personnel"), (MILITARY, PersonnelCategory.TROOPS)),
    (POLICE, gettext_noop("Police"), (POLICE,)),
    (ALL, gettext_noop("All uniformed personnel"), (ALL,)),
)


class Point(NamedTuple):
    month: date
    persons: int
    is_guessed: bool


@dataclass(frozen=True)
class AuthorizedStep:
    """What was authorized from a day to a day."""

    starts_on: date
    ends_on: date
    persons: int


@dataclass(frozen=True)
class LifePanel:
    title: str
    points: list[Point]
    steps: list[AuthorizedStep]

    @property
    def most(self) -> int:
        return max([one.persons for one in self.points] + [one.persons for one in self.steps])

    @property
    def authorized(self) -> str:
        """«12,500 military personnel authorized since 30 April 2026, down from 17,000»."""
        if not self.steps:
            return ""
        levels = [list(held) for _, held in groupby(self.steps, key=lambda one: one.persons)]
        last = levels[-1][0]
        said = _("{persons} {title} authorized from {starts_on} on").format(
            persons=in_figures(last.persons),
            title=_(self.title).lower(),
            starts_on=written(last.starts_on),
        )
        if len(levels) == 1:
            return said
        before = levels[-2][0].persons
        change = (
            _("{said}, down from {before}")
            if before > last.persons
            else _("{said}, up from {before}")
        )
        return change.format(said=said, before=in_figures(before))

    @property
    def deployed(self) -> str:
        peak = max(self.points, key=lambda one: one.persons)
        return _("{persons} {title} deployed at most, in {month}").format(
            persons=in_figures(peak.persons),
            title=_(self.title).lower(),
            month=written(peak.month, Precision.MONTH),
        )


@dataclass(frozen=True)
class HeadOfMissionTerm:
    """A head of mission as the row tells it, and the day up to which the term is drawn: its last,
    or the next one's first.
    """

    leader: MissionLeader
    drawn_from: date
    drawn_to: date

    @property
    def is_end_known(self) -> bool:
        return self.leader.ends_on is not None

    @property
    def is_weak(self) -> bool:
        """Whether the person, a day or the source would have to be confirmed."""
        return bool(self.leader.weakness) or self.leader.source.is_weak

    @property
    def title(self) -> str:
        start = written(self.drawn_from, self.leader.starts_precision)
        said = _("{person}, from {start}").format(person=self.leader.person, start=start)
        return f"{said} ({self.leader.weakness})" if self.leader.weakness else said


@dataclass(frozen=True)
class Life:
    """What is drawn, and between which days."""

    first: date
    last: date
    decisions: list[Decision]  # the oldest first
    heads: list[HeadOfMissionTerm]
    panels: list[LifePanel]

    @property
    def has_guesses(self) -> bool:
        return any(point.is_guessed for panel in self.panels for point in panel.points)

    @property
    def has_seven(self) -> bool:
        return any(one.mandate.chapter in UNDER_VII for one in self.decisions)

    @property
    def has_others(self) -> bool:
        return any(one.mandate.chapter not in UNDER_VII for one in self.decisions)

    @property
    def has_ceilings(self) -> bool:
        return any(panel.steps for panel in self.panels)

    @property
    def has_counts(self) -> bool:
        return any(panel.points for panel in self.panels)

    @property
    def finding(self) -> str:
        """What the drawing shows, in a sentence."""
        if not self.panels:
            count = len(self.decisions)
            return ngettext(
                "{count} version of the mandate since {year}",
                "{count} versions of the mandate since {year}",
                count,
            ).format(count=count, year=self.first.year)
        panel = self.panels[0]
        return panel.authorized or panel.deployed


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
    heads = _terms(leaders, first, day, last)
    return Life(first, max([last, *counted]), list(decisions)[::-1], heads, panels)


def _terms(
    leaders: Iterable[MissionLeader], first: date, day: date, last: date
) -> list[HeadOfMissionTerm]:
    """Heads of mission whose first day is known, as far as that of the next.

    A first day known by its month or year may lie before that of the mission.
    """
    heads = [
        (max(one.starts_on, first), one)
        for one in sorted(leaders, key=lambda one: one.starts_on or date.max)
        if one.post == Post.HEAD
        and one.starts_on
        and one.starts_on <= day
        and (one.ends_on or last) >= first
    ]
    following = [*(start for start, _leader in heads[1:]), last]
    return [
        HeadOfMissionTerm(one, start, min(one.ends_on or after, after))
        for (start, one), after in zip(heads, following, strict=False)
    ]


@dataclass(frozen=True)
class Counts:
    """Persons deployed by month and category, the months with an interpolated one, the sources."""

    months: dict[date, dict[str, int | None]] = field(default_factory=dict)
    guessed: set[date] = field(default_factory=set)
    sources: set[int] = field(default_factory=set)  # by key


def deployed_until(*source: str) -> Tuples:
    """Month by month, with columns of the source."""
    columns = ("month", "category", "deployed", "basis", *source)
    return Tuples(
        lambda mission, day: (
            Strength.objects.filter(mission=mission, month__lte=day)
            .exclude(deployed=None)
            .order_by("month")
            .values_list(*columns)
        )
    )


def counts_of(mission: Mission, day: date) -> Counts:
    counts = Counts()
    for month, category, deployed, basis, source in _deployed_until(mission.pk, day):
        counts.months.setdefault(month, {})[category] = deployed
        counts.sources.add(source)
        if basis == StrengthBasis.INTERPOLATED:
            counts.guessed.add(month)
    return counts


_deployed_until = deployed_until("source")


def counting_sources(mission: int) -> QuerySet[Source]:
    """Those that counted who was deployed at any time."""
    counted = Strength.objects.filter(mission=mission).exclude(deployed=None)
    return Source.objects.filter(pk__in=counted.values("source")).order_by("pk")


def _panels(counts: Counts, ceilings: list[StrengthCeiling], last: date) -> Iterator[LifePanel]:
    """Military and police apart; the whole only where neither is known."""
    shown = False
    for category, title, beside in PARTS:
        if category == ALL and shown:
            return
        points = list(_points(category, counts))
        steps = _steps([one for one in ceilings if one.category in beside], last)
        panel = LifePanel(title, points, steps)
        if len(points) + len(steps) > 1 and panel.most:
            shown = True
            yield panel


def is_counted(counts: Counts) -> bool:
    """Whether a count of military personnel, of police or of all is held."""
    return any(True for category, *_ in PARTS for _ in _points(category, counts))


def _points(category: PersonnelCategory, counts: Counts) -> Iterator[Point]:
    for month, held in counts.months.items():
        persons = military_of(held) if category == MILITARY else count_like(category, held)
        if persons is not None:
            yield Point(month, persons, month in counts.guessed)


def _steps(ceilings: list[StrengthCeiling], last: date) -> list[AuthorizedStep]:
    """One after another; of two on the same days the greater holds the other."""
    steps: list[AuthorizedStep] = []
    for one in sorted(ceilings, key=lambda one: (one.starts_on, -one.persons)):
        start, end = one.starts_on, min(one.ends_on or last, last)
        if steps and start <= steps[-1].ends_on:
            if one.persons <= steps[-1].persons:
                continue
            steps[-1] = AuthorizedStep(steps[-1].starts_on, start, steps[-1].persons)
        if start <= end:
            steps.append(AuthorizedStep(start, end, one.persons))
    return steps
