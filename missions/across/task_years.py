"""How many missions had a task in force, year by year, and which ones ever had it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from missions.drawings.spans import PeriodBar, Years
from missions.models import MandateTaskType, Mission, Modality, TaskPeriod
from records.common.languages import labels
from records.common.prepared import Among

SHADES = 5


@dataclass(frozen=True)
class TaskCount:
    number: int
    shade: int  # from 1 for none to 6 for the most


@dataclass(frozen=True)
class TaskYears:
    task: MandateTaskType
    cells: list[TaskCount]
    ever: int


_periods = Among(
    lambda modalities: (
        TaskPeriod.objects.filter(modality__in=modalities)
        .order_by()
        .values_list("task", "mission", "starts_on", "ends_on")
        .distinct()
    )
)


def by_year(years: range, modality: str, until: date) -> list[TaskYears]:
    """Missions with a task in force on a day of each year; tasks in the order of the vocabulary.

    `ever` counts missions over all years to `until`, not only those shown.
    """
    held: dict[tuple[int, int], set[int]] = defaultdict(set)
    ever: dict[int, set[int]] = defaultdict(set)
    for task, mission, first, last in _periods([modality] if modality else Modality.values):
        if first > until:
            continue
        ever[task].add(mission)
        end = min(last or until, until).year
        for year in range(max(first.year, years.start), min(end, years.stop - 1) + 1):
            held[task, year].add(mission)
    most = max((len(missions) for missions in held.values()), default=1)
    return [
        TaskYears(
            task, [_cell(len(held[task.pk, year]), most) for year in years], len(ever[task.pk])
        )
        for task in MandateTaskType.objects.order_by("rank", "pk")
    ]


def _cell(number: int, most: int) -> TaskCount:
    return TaskCount(number, 1 + -(-SHADES * number // most))


@dataclass(frozen=True)
class Had:
    """A mission that had a task, in which modalities and when."""

    mission: Mission
    modalities: list[str]
    bars: list[PeriodBar]
    spans: list[tuple[date, date | None]]  # without a last day while it is in force

    @property
    def first(self) -> date:
        return self.spans[0][0]

    @property
    def last(self) -> date | None:
        return self.spans[-1][1]


def missions_with(task: MandateTaskType, years: Years, until: date) -> list[Had]:
    """Every mission that ever had the task in force by a day, the latest to have it first."""
    periods = TaskPeriod.objects.filter(task=task, starts_on__lte=until)
    by_mission: dict[Mission, list[TaskPeriod]] = defaultdict(list)
    for period in periods.select_related("mission").order_by("starts_on", "pk"):
        by_mission[period.mission].append(period)
    found = [_had(mission, own, years, until) for mission, own in by_mission.items()]
    return sorted(
        found, key=lambda one: (one.last or date.max, one.first, one.mission.name), reverse=True
    )


def _had(mission: Mission, periods: list[TaskPeriod], years: Years, until: date) -> Had:
    spans = _joined(
        (period.starts_on, period.ends_on if _over(period, until) else None) for period in periods
    )
    named = labels(Modality)
    held = {period.modality for period in periods}
    bars = [years.bar(first, last, until) for first, last in spans]
    modalities = [named[one] for one in Modality.values if one in held]
    return Had(mission, modalities, bars, spans)


def _over(period: TaskPeriod, until: date) -> bool:
    return period.ends_on is not None and period.ends_on < until


def _joined(
    spans: Iterable[tuple[date, date | None]],
) -> list[tuple[date, date | None]]:
    """Spans that meet or overlap as one; given in the order of their first days."""
    joined: list[tuple[date, date | None]] = []
    for first, last in spans:
        before = joined[-1] if joined else None
        if before and (before[1] is None or (first - before[1]).days <= 1):
            end = None if before[1] is None or last is None else max(before[1], last)
            joined[-1] = (before[0], end)
        else:
            joined.append((first, last))
    return joined
