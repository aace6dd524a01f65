"""The tasks of a mission for its pages: in force on a day, compared, and over all its documents."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from legal.models import Document, Paragraph
from missions.decisions import DOCUMENT
from missions.models import (
    Mandate,
    MandateCoding,
    MandateStatement,
    MandateTask,
    MandateTaskType,
    Mission,
    Modality,
    TaskChange,
    TaskGroup,
    TaskPeriod,
)
from missions.tasks.following import statement_of
from missions.tasks.in_force import course_of
from missions.tasks.renewals import WEIGHTS, Weight
from records.common.periods import written
from records.common.prepared import Instances, Tuples
from records.reading.beside import read_beside
from records.reading.coverage import known_until


class Standing(StrEnum):
    """How a mission stands to its tasks on a day; silence never looks like none."""

    NOT_CODED = "not_coded"
    NOT_BEGUN = "not_begun"
    UNREAD = "unread"  # the operation was under way before the first document that was read
    IN_FORCE = "in_force"
    NO_TASK = "no_task"  # documents govern, and state nothing that the vocabulary has a word for
    NOT_COVERED = "not_covered"  # a mandate went on, and no document read on its tasks says so
    BEYOND = "beyond"  # the last day granted has passed, and no document of so late a day is held
    LAPSED = "lapsed"
    ENDED = "ended"


UNKNOWN = (Standing.NOT_CODED, Standing.UNREAD, Standing.NOT_COVERED, Standing.BEYOND)


@dataclass
class ParagraphLine:
    """A task in force as a paragraph states it; `address` leads there, where the text is held."""

    period: TaskPeriod
    document: Document
    address: str
    is_external: bool


@dataclass
class ShownTask:
    """A task with each modality in which it is in force."""

    task: MandateTaskType
    lines: list[ParagraphLine] = field(default_factory=list)
    carried_by: list[Document] = field(default_factory=list)

    @property
    def since(self) -> date:
        return min(line.period.since for line in self.lines)

    @cached_property
    def weight(self) -> Weight:
        """How far the mission goes at most."""
        return max(WEIGHTS[Modality(line.period.modality)] for line in self.lines)


@dataclass
class TasksOnDay:
    """What is in force on a day, or why nothing is."""

    day: date
    standing: Standing
    coding: MandateCoding | None = None
    until: date | None = None  # the last day in force, of what ended or lapsed
    held_until: date | None = None  # the last day that the base knows, where that is no later
    went_on: bool = False  # the operation, after its mandate had lapsed
    tasks: list[ShownTask] = field(default_factory=list)

    @property
    def is_known(self) -> bool:
        return self.standing not in UNKNOWN

    @property
    def said(self) -> str:
        """Why nothing is in force, where no document that is held says so; else empty."""
        return {
            Standing.NOT_CODED: "Nobody has read its documents for tasks.",
            Standing.UNREAD: f"The operation was under way on {written(self.day)}, and no document "
            "of so early a day was read for its tasks.",
            Standing.NOT_COVERED: f"A mandate was in force on {written(self.day)}, and no document "
            f"read for tasks covers the day. The last day covered is {written(self.until)}.",
            Standing.BEYOND: f"{written(self.until)} was the last day granted, and documents are "
            f"held to {written(self.held_until)} only.",
            Standing.LAPSED: f"The mandate lapsed on {written(self.until)}: no document held has "
            f"granted more by {written(self.day)}."
            + (" The operation went on; on what ground is not known." if self.went_on else ""),
        }.get(self.standing, "")

    @cached_property
    def main(self) -> Document | None:
        """The document that states most of them: its paragraphs need not name it each time."""
        documents = Counter(line.document for task in self.tasks for line in task.lines)
        return documents.most_common(1)[0][0] if documents else None

    @property
    def groups(self) -> list[tuple[str, list[ShownTask]]]:
        """By group, what the mission does itself first."""
        ordered = sorted(self.tasks, key=lambda one: (-one.weight.rank, _(one.task.name)))
        found = {group: [one for one in ordered if one.task.group == group] for group in TaskGroup}
        return [(str(group.label), tasks) for group, tasks in found.items() if tasks]


def tasks_on(
    mission: Mission, day: date, statements: list[MandateStatement] | None = None
) -> TasksOnDay:
    """With the statements on the mission, if they were read already."""
    statements = read_statements(mission.pk) if statements is None else statements
    if not statements:
        return TasksOnDay(day, Standing.NOT_CODED)
    coding = statements[0].coding
    periods = [one for one in _periods_of(mission.pk, day) if one.surely_active_on(day)]
    by_key = {one.pk: one for one in statements}
    for period in periods:
        period.stated.statement = by_key[period.stated.statement_id]
    if periods:
        return TasksOnDay(day, Standing.IN_FORCE, coding, tasks=_shown(periods, statements, day))
    return none_on(mission, day, statements)


def none_on(mission: Mission, day: date, statements: Sequence[MandateStatement]) -> TasksOnDay:
    """Why nothing is in force on a day on which nothing is."""
    if not statements:
        return TasksOnDay(day, Standing.NOT_CODED)
    coding = statements[0].coding
    if day < statements[0].day:
        begun = mission.starts_on is not None and mission.starts_on <= day
        return TasksOnDay(day, Standing.UNREAD if begun else Standing.NOT_BEGUN, coding)
    course = course_of(map(statement_of, statements), mission.ends_on)  # its days alone
    if lapsed := course.lapsed_on(day):
        return _without_renewal(mission, day, lapsed, coding)
    if ended := course.over_on(day):
        return TasksOnDay(day, Standing.ENDED, coding, until=ended)
    return TasksOnDay(day, Standing.NO_TASK, coding)


def _without_renewal(mission: Mission, day: date, last: date, coding: MandateCoding) -> TasksOnDay:
    """After the last day granted; a renewal may be held unread, or be later than all held."""
    if Mandate.objects.filter(mission=mission).active_on(day).exists():
        return TasksOnDay(day, Standing.NOT_COVERED, coding, last)
    held = known_until()
    if held and held <= last:
        return TasksOnDay(day, Standing.BEYOND, coding, last, held)
    went_on = mission.surely_active_on(day)
    return TasksOnDay(day, Standing.LAPSED, coding, last, went_on=went_on)


def statements_on(mission: Mission | int) -> QuerySet[MandateStatement]:
    rows = MandateStatement.objects.counting_of(mission)
    order = ("document__adopted_on", "document__number", "pk")
    return rows.select_related("document", "coding").order_by(*order)


read_statements = Instances(
    lambda mission: read_beside(
        statements_on(mission), document=DOCUMENT, coding=("name", "method", "measured")
    )
)


IN_ORDER = ("task__rank", "modality", "stated__statement__document__adopted_on", "pk")


def in_force(mission: Mission, day: date) -> QuerySet[TaskPeriod]:
    rows = TaskPeriod.objects.active_on(day).filter(mission=mission)
    return rows.select_related("task", "stated__statement__document").order_by(*IN_ORDER)


def _possibly_in_force(mission: int, day: date) -> QuerySet[TaskPeriod]:
    """With whether the paragraph that states each is held."""
    paragraph = Paragraph.objects.filter(
        document=OuterRef("stated__statement__document"), anchor=OuterRef("stated__anchor")
    )
    rows = TaskPeriod.objects.filter(mission=mission).possibly_active_on(day)
    rows = rows.select_related("task", "stated").order_by(*IN_ORDER)
    return rows.annotate(paragraph_is_held=Exists(paragraph))


_periods_of = Instances(_possibly_in_force)


def _shown(periods: list[Any], statements: list[MandateStatement], day: date) -> list[ShownTask]:
    shown: dict[int, ShownTask] = {}
    for period in periods:
        document, anchor = period.stated.statement.document, period.stated.anchor
        is_held = period.paragraph_is_held
        address = f"{document.get_absolute_url()}#{anchor}" if is_held else document.url
        external = bool(address) and not is_held
        line = ParagraphLine(period, document, address, external)
        shown.setdefault(period.task_id, ShownTask(period.task)).lines.append(line)
    renewals = [(one.day, one.document) for one in statements if one.carries_on]
    for task in shown.values():
        begun = max(line.period.starts_on for line in task.lines)
        stated = max(line.period.stated.statement.day for line in task.lines)
        # One that took the task up after a lapse stands on the day on which it begins anew.
        task.carried_by = [
            document for on, document in renewals if stated < on and begun <= on <= day
        ]
    return list(shown.values())


@dataclass
class TaskDifference:
    """A task on two days; nothing on a side where it was not in force, or where none is known."""

    task: MandateTaskType
    before: list[TaskPeriod]
    after: list[TaskPeriod]
    is_known: tuple[bool, bool] = (True, True)  # whether documents held tell of the day at all

    @property
    def sides(self) -> list[tuple[list[TaskPeriod], bool]]:
        return list(zip((self.before, self.after), self.is_known, strict=True))

    @property
    def what(self) -> str:
        if not all(self.is_known):
            return gettext_noop("not known")
        if not self.before:
            return gettext_noop("added")
        if not self.after:
            return gettext_noop("dropped")
        return (
            gettext_noop("changed")
            if _manner(self.before) != _manner(self.after)
            else gettext_noop("the same")
        )


def _manner(periods: Iterable[TaskPeriod]) -> set[tuple[str, str]]:
    return {(one.modality, one.stated.strength) for one in periods}


@dataclass
class TwoDays:
    """How the mission stands to its tasks on two days, and every task in force on one of them."""

    sides: tuple[TasksOnDay, TasksOnDay]
    differences: list[TaskDifference]  # in the order of the vocabulary


def compared(mission: Mission, before: date, after: date) -> TwoDays:
    statements = read_statements(mission.pk)
    held = {day: list(in_force(mission, day)) for day in (before, after)}
    sides = [
        TasksOnDay(day, Standing.IN_FORCE) if held[day] else none_on(mission, day, statements)
        for day in (before, after)
    ]
    is_known = (sides[0].is_known, sides[1].is_known)
    found: dict[int, TaskDifference] = {}
    for day, side in ((before, "before"), (after, "after")):
        for period in held[day]:
            difference = TaskDifference(period.task, [], [], is_known)
            getattr(found.setdefault(period.task_id, difference), side).append(period)
    ordered = sorted(found.values(), key=lambda one: one.task.rank)
    return TwoDays((sides[0], sides[1]), ordered)


@dataclass
class Stating:
    """What a document does to the tasks: the name of each in it, with how."""

    statement: MandateStatement
    tasks: dict[str, list[str]]


def by_document(mission: Mission) -> list[Stating]:
    """The newest first; a manner or a change stands once, however many paragraphs state it."""
    tasks: dict[int, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    statements = read_statements(mission.pk)
    for statement, task, change, modality in lines_of(mission.pk) if statements else ():
        manners = tasks[statement][task]  # a set that keeps its order
        if change != TaskChange.STATED:
            manners[TaskChange(change).label.lower()] = None
        manners[Modality(modality).label.lower()] = None
    return [
        Stating(one, {task: list(manners) for task, manners in tasks[one.pk].items()})
        for one in reversed(statements)
    ]


lines_of = Tuples(
    lambda mission: (
        MandateTask.objects.filter(statement__mission=mission)
        .order_by("task__rank", "pk")
        .values_list("statement", "task__name", "change", "modality")
    )
)
