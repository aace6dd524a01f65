"""What a document does to each mission, in the order in which a reader asks."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from legal.models import ChapterVII, Coding
from missions.acts.reading import ParagraphPlace, Said
from missions.models import (
    ActionKind,
    Chapter,
    MandateAction,
    MandateStatement,
    MandateTaskType,
    Mission,
    ReportingDuty,
    StatementKind,
    StrengthCeiling,
    TaskBasis,
    TaskChange,
)

# Told by ceilings, duties and tasks, where these were read; else by the action alone.
TOLD_ELSEWHERE = {
    ActionKind.SET_CEILING: "ceilings",
    ActionKind.REQUEST_REPORT: "duties",
    ActionKind.SET_MANDATE: "tasks",
}
ENDING = (ActionKind.TERMINATE,)
DAYS_SHOWN = 4


@dataclass(frozen=True)
class Effect:
    """One thing that it decides: a word, a last day, where it stands."""

    words: str
    until: date | None = None
    is_end: bool = False  # «on» the day, not «until» it
    place: ParagraphPlace | None = None
    note: str = ""
    is_seven: bool = False
    is_by_rule: bool = False


@dataclass(frozen=True)
class Ceiling:
    """A ceiling beside the one before it."""

    row: StrengthCeiling
    before: StrengthCeiling | None
    place: ParagraphPlace | None = None
    begins: date | None = None  # where that is not the day of the adoption

    @property
    def is_same(self) -> bool:
        return self.before is not None and self.before.persons == self.row.persons

    @property
    def category(self) -> str:
        return self.row.get_category_display().lower()

    @property
    def is_by_rule(self) -> bool:
        return self.row.coding == Coding.BY_RULE


@dataclass(frozen=True)
class DutyEffect:
    """What must be reported, with the days on which it falls due."""

    row: ReportingDuty
    place: ParagraphPlace | None
    days: list[date]

    @property
    def shown(self) -> list[date]:
        return self.days[:DAYS_SHOWN]

    @property
    def more(self) -> int:
        return len(self.days) - len(self.shown)


@dataclass(frozen=True)
class StatedTask:
    task: MandateTaskType
    places: list[ParagraphPlace]
    how: str


@dataclass
class Tasks:
    """The tasks that it states, and what was in force the day before and is from its day on."""

    statement: MandateStatement
    stated: list[StatedTask]
    new: list[MandateTaskType]
    dropped: list[MandateTaskType]
    in_force: int
    lines: int
    by_report: int  # of the lines, those that a report states which the text approves

    @property
    def begins(self) -> bool:
        """Nothing was in force before, so that «new» says nothing."""
        return not self.dropped and len(self.new) == self.in_force

    @property
    def places(self) -> list[ParagraphPlace]:
        return list(dict.fromkeys(place for one in self.stated for place in one.places))


@dataclass
class Effects:
    """On one mission; on an actor, or on nobody named, only decisions."""

    mission: Mission | None = None
    decisions: list[Effect] = field(default_factory=list)
    force: list[Effect] = field(default_factory=list)
    ceilings: list[Ceiling] = field(default_factory=list)
    tasks: Tasks | None = None
    duties: list[DutyEffect] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def effects(said: Said) -> list[Effects]:
    return [_on(mission, said) for mission in said.missions]


def without_mission(said: Said) -> list[MandateAction]:
    """What it does to an actor, or to no mission that is named."""
    return [action for action in said.actions if action.mission is None]


def _on(mission: Mission, said: Said) -> Effects:
    found = Effects(mission)
    found.ceilings = [
        Ceiling(
            row,
            said.previous(row),
            said.place(row.paragraph),
            None if row.starts_on == said.document.adopted_on else row.starts_on,
        )
        for row in said.ceilings
        if (row.mission_id, row.document_id) == (mission.pk, said.document.pk)
    ]
    found.duties = [
        DutyEffect(row, said.place(row.anchor), said.due[row.pk])
        for row in said.duties
        if row.mission == mission
    ]
    statements = [one for one in said.statements if one.mission == mission]
    for statement in statements:
        found.notes += [statement.note] if statement.note else []
        if _is_about_tasks(statement, said):
            found.tasks = _tasks(statement, said)
    actions = [action for action in said.actions if action.mission == mission]
    for action in actions:
        told = TOLD_ELSEWHERE.get(ActionKind(action.action), "")
        if not (told and getattr(found, told)):
            is_force = action.action == ActionKind.AUTHORIZE_FORCE
            (found.force if is_force else found.decisions).append(_decision(action, said))
    found.decisions += _last_days(statements, actions, said)
    found.force += [
        Effect(mandate.get_force_level_display(), is_seven=mandate.chapter in _SEVEN)
        for mandate in said.mandates
        if mandate.mission == mission and mandate.force_level
    ]
    return found


_SEVEN = (Chapter.VII, Chapter.VII_VIII)


def _decision(action: MandateAction, said: Said) -> Effect:
    return Effect(
        action.get_action_display(),
        action.until,
        action.action in ENDING,
        said.place(action.paragraph),
        action.note,
        action.chapter_vii == ChapterVII.YES,
        action.coding == Coding.BY_RULE,
    )


def _last_days(
    statements: Iterable[MandateStatement], actions: list[MandateAction], said: Said
) -> list[Effect]:
    """An end or a last day that was read, and that no action gives."""
    found = []
    for one in statements:
        place = said.place(one.anchor)
        if one.statement == StatementKind.ENDS:
            if not any(action.action in ENDING for action in actions):
                found.append(Effect(_("Ends the mandate"), one.until, is_end=True, place=place))
        elif one.until and one.until not in {action.until for action in actions}:
            found.append(Effect(_("Grants a mandate"), one.until, place=place))
    return found


def _is_about_tasks(statement: MandateStatement, said: Said) -> bool:
    """An end is, too, where it states what the mission still does while it withdraws."""
    if statement.statement == StatementKind.ENDS:
        return bool(said.tasks[statement.pk])
    return statement.statement != StatementKind.NONE


def _tasks(statement: MandateStatement, said: Said) -> Tasks:
    stated: dict[int, StatedTask] = {}
    lines = [line for line in said.tasks[statement.pk] if line.change != TaskChange.ENDED]
    for line in lines:
        how = line.get_modality_display().lower()
        one = stated.setdefault(line.task_id, StatedTask(line.task, [], how))
        place = said.place(line.anchor)
        if place and place not in one.places:
            one.places.append(place)
    # what is in force on the day of an end may go on until its last day: nothing is told of it here
    mission = None if statement.statement == StatementKind.ENDS else statement.mission_id
    before = {one.task: None for one in said.before if one.mission_id == mission}
    after = {one.task: None for one in said.after if one.mission_id == mission}
    return Tasks(
        statement,
        list(stated.values()),
        [task for task in after if task not in before],
        [task for task in before if task not in after],
        len(after),
        len(lines),
        sum(line.basis == TaskBasis.REPORT for line in lines),
    )
