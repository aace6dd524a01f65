"""What two documents leave missions with: tasks in force from their days on, and ceilings."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from legal.models import Document
from missions.models import MandateStatement, Mission, StrengthCeiling, TaskPeriod
from missions.tasks.showing import TaskDifference


@dataclass(frozen=True)
class MissionTasks:
    mission: Mission
    changed: list[TaskDifference]
    same: list[TaskDifference]


def tasks_beside(one: Document, other: Document) -> list[MissionTasks]:
    """Of each mission on which both documents speak, the tasks in force on the day of each."""
    missions = _missions(one) & _missions(other)
    found: dict[int, dict[int, TaskDifference]] = defaultdict(dict)
    for document, side in ((one, "before"), (other, "after")):
        for period in _in_force(missions, document):
            by_task = found[period.mission_id]
            task = by_task.setdefault(period.task_id, TaskDifference(period.task, [], []))
            getattr(task, side).append(period)
    ordered = sorted(missions, key=lambda mission: mission.name)
    return [_on(mission, found[mission.pk].values()) for mission in ordered if mission.pk in found]


def _on(mission: Mission, tasks: Iterable[TaskDifference]) -> MissionTasks:
    ordered = sorted(tasks, key=lambda one: one.task.rank)
    changed = [one for one in ordered if one.what != "the same"]
    return MissionTasks(mission, changed, [one for one in ordered if one not in changed])


def _missions(document: Document) -> set[Mission]:
    rows = MandateStatement.objects.counting().filter(document=document)
    return {row.mission for row in rows.select_related("mission")}


def _in_force(missions: Iterable[Mission], document: Document) -> Iterable[TaskPeriod]:
    if document.adopted_on is None:
        return []
    rows = TaskPeriod.objects.filter(mission__in=missions).active_on(document.adopted_on)
    return rows.select_related("task", "stated__statement__document").order_by("task__rank", "pk")


@dataclass
class CeilingBeside:
    """Ceilings of a category that each document sets; None where it sets none."""

    mission: Mission
    category: str
    one: StrengthCeiling | None = None
    other: StrengthCeiling | None = None


def ceilings_beside(one: Document, other: Document) -> list[CeilingBeside]:
    found: dict[tuple[int, str], CeilingBeside] = {}
    rows = StrengthCeiling.objects.counting().filter(document__in=[one, other])
    for row in rows.select_related("mission").order_by("mission__name", "category", "starts_on"):
        key = (row.mission_id, row.category)
        beside = found.setdefault(key, CeilingBeside(row.mission, row.get_category_display()))
        setattr(beside, "one" if row.document_id == one.pk else "other", row)
    return list(found.values())
