"""The tasks of a mission from renewal to renewal: the matrix, and what the last one changed.

A column is a document that states tasks. What other documents ask meanwhile (renewals of
sanctions, say) counts with the column then last, as does what only goes on. What a text merely
encourages is no task of the matrix.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from legal.models import Document
from missions.models import (
    MandateStatement,
    Mission,
    Modality,
    StatementKind,
    TaskGroup,
    TaskPeriod,
    TaskStrength,
)

STATING = (StatementKind.SETS_OUT, StatementKind.ADDS, StatementKind.REDUCES)


class Weight(NamedTuple):
    """How far a mission goes in a task; a greater rank is stronger."""

    rank: int
    letter: str
    style: str
    words: str


WATCHES = Weight(1, "M", "watches", gettext_noop("watches"))
ASSISTS = Weight(2, "A", "assists", gettext_noop("assists"))
ACTS = Weight(3, "S", "acts", gettext_noop("acts itself"))
WEIGHTS = {
    Modality.MONITOR: WATCHES,
    Modality.ASSIST: ASSISTS,
    Modality.SECURE: ACTS,
    Modality.EXECUTE: ACTS,
}


class Task(NamedTuple):
    name: str
    group: str


Standing = dict[Task, Weight]  # the tasks in force under a column
Span = tuple[str, str, str, date, date | None]  # name, group, modality, first and last day
Held = tuple[Task, Weight, date, date]  # the same as columns read it, an open end far off


@dataclass(frozen=True)
class TaskRow:
    task: Task
    cells: list[Weight | None]

    @property
    def is_in_force(self) -> bool:
        return self.cells[-1] is not None

    @property
    def drawn(self) -> SafeString:
        """The cells of a table; a matrix has a thousand, too many for a template to loop over."""
        drawn = {one: f'<td class="{one.style}">{one.letter}</td>' for one in WEIGHTS.values()}
        return mark_safe("".join(drawn[one] if one else "<td></td>" for one in self.cells))  # noqa: S308


@dataclass(frozen=True)
class RenewedTasks:
    """Tasks to which the last renewal did the same."""

    sign: str
    words: str
    tasks: list[Task]


@dataclass(frozen=True)
class Renewals:
    """Documents that state tasks, the oldest first, and every task under each of them."""

    columns: list[MandateStatement]
    left_out: int  # earlier columns that are not shown
    groups: list[tuple[str, list[TaskRow]]]
    changes: list[RenewedTasks]  # from the column before the last to the last

    @property
    def documents(self) -> list[Document]:
        return [one.document for one in self.columns]

    @property
    def last(self) -> MandateStatement:
        return self.columns[-1]

    @property
    def before(self) -> MandateStatement:
        return self.columns[-2]

    @property
    def rows(self) -> list[TaskRow]:
        return [row for _, rows in self.groups for row in rows]

    @property
    def in_force(self) -> int:
        return sum(row.is_in_force for row in self.rows)


def spans_of(mission: int) -> QuerySet[Any, Span]:
    """Tasks that were requested, with the days on which they were in force."""
    requested = TaskPeriod.objects.filter(mission=mission, stated__strength=TaskStrength.REQUESTED)
    return requested.order_by("pk").values_list(
        "task__name", "task__group", "modality", "starts_on", "ends_on"
    )


def renewals_of(
    mission: Mission,
    statements: Iterable[MandateStatement],
    mandates: Iterable[int],
    day: date,
    most: int | None = None,
    spans: Iterable[Span] | None = None,
) -> Renewals | None:
    """Up to a day; `mandates` are the documents of its mandates, by which columns are chosen.

    None where no document states a task. With `most`, the latest so many columns.
    """
    columns = _columns(statements, set(mandates), day)
    spans = spans_of(mission.pk) if spans is None else spans
    held = [_held(*span) for span in set(spans) if span[3] <= day]
    if not columns or not held:
        return None
    left_out = max(len(columns) - most, 0) if most else 0
    columns = columns[left_out:]
    standings = _standings(held, [one.day for one in columns])
    return Renewals(
        columns,
        left_out,
        list(_groups(standings)),
        _changes(standings[-2], standings[-1]) if len(standings) > 1 else [],
    )


def _columns(
    statements: Iterable[MandateStatement], mandates: set[int], day: date
) -> list[MandateStatement]:
    """Mandates that state tasks; where none of them does, whatever states some."""
    stating = [one for one in statements if one.statement in STATING and one.day <= day]
    columns = [one for one in stating if one.document_id in mandates] or stating
    return [list(same_day)[-1] for _, same_day in groupby(columns, key=lambda one: one.day)]


def _held(name: str, group: str, modality: str, starts_on: date, ends_on: date | None) -> Held:
    return Task(name, group), WEIGHTS[Modality(modality)], starts_on, ends_on or date.max


def _standings(spans: Iterable[Held], days: Sequence[date]) -> list[Standing]:
    """The strongest manner of each task in force from each day to the one before the next."""
    standings: list[Standing] = [{} for _ in days]
    for task, weight, starts_on, ends_on in spans:
        first = max(bisect_right(days, starts_on) - 1, 0)
        for standing in standings[first : bisect_right(days, ends_on)]:
            standing[task] = max(weight, standing.get(task, weight))
    return standings


def _groups(standings: Sequence[Standing]) -> Iterator[tuple[str, list[TaskRow]]]:
    """By group, the tasks that stand longest first."""
    tasks = {task for standing in standings for task in standing}
    rows = [TaskRow(task, [standing.get(task) for standing in standings]) for task in tasks]
    rows.sort(key=lambda row: (-sum(cell is not None for cell in row.cells), _(row.task.name)))
    for group in TaskGroup:
        if found := [row for row in rows if row.task.group == group]:
            yield str(group.label), found


def _changes(before: Standing, after: Standing) -> list[RenewedTasks]:
    both = before.keys() & after.keys()
    found = (
        ("−", _("dropped"), before.keys() - after.keys()),
        ("+", _("new"), after.keys() - before.keys()),
        ("↓", _("weaker"), {one for one in both if after[one] < before[one]}),
        ("↑", _("stronger"), {one for one in both if after[one] > before[one]}),
        ("=", _("as before"), {one for one in both if after[one] == before[one]}),
    )
    return [RenewedTasks(sign, words, sorted(tasks)) for sign, words, tasks in found]
