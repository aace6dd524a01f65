"""All that a document says of missions, read once for the parts of its page that show it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Self

from django.db.models import Q, QuerySet

from legal.models import Document, ParagraphKind
from missions.models import (
    DueDay,
    Mandate,
    MandateAction,
    MandateStatement,
    MandateTask,
    Mission,
    ReportingDuty,
    StrengthCeiling,
    TaskPeriod,
)
from missions.models.paragraphs import in_words
from records.common.prepared import Instances, Tuples

DAY = timedelta(days=1)


@dataclass(frozen=True)
class ParagraphPlace:
    """A paragraph as people write it; `anchor` is empty where the text is not held."""

    words: str
    anchor: str

    @property
    def short(self) -> str:
        return self.words.removeprefix("paragraph ").replace(" (", "(")


@dataclass
class Said:
    """The rows of one document on missions. Ceilings are all that count of those missions, since
    what one changes is told by the one before.
    """

    document: Document
    actions: list[MandateAction]
    statements: list[MandateStatement]
    mandates: list[Mandate]
    duties: list[ReportingDuty]
    tasks: dict[int, list[MandateTask]]  # by the statement
    due: dict[int, list[date]]  # by the duty
    ceilings: list[StrengthCeiling] = field(default_factory=list)
    before: list[TaskPeriod] = field(default_factory=list)
    after: list[TaskPeriod] = field(default_factory=list)

    @classmethod
    def by(cls, document: Document) -> Self:
        said = cls(
            document,
            actions_of(document.pk),
            statements_of(document.pk),
            mandates_of(document.pk),
            duties_of(document.pk),
            defaultdict(list),
            defaultdict(list),
        )
        for task in tasks_of(document.pk) if said.statements else ():
            said.tasks[task.statement_id].append(task)
        for duty, day in due_of(document.pk) if said.duties else ():
            said.due[duty].append(day)
        said.ceilings = ceilings_beside(document.pk)
        if said.statements and document.adopted_on:
            day = document.adopted_on
            found = periods_beside(document.pk, day - DAY, day)
            said.after = [one for one in found if one.surely_active_on(day)]
            said.before = [one for one in found if one.surely_active_on(day - DAY)]
        return said

    @cached_property
    def missions(self) -> list[Mission]:
        """Each once, those first that the document governs."""
        rows: Iterable = (*self.mandates, *self.actions, *self.statements, *self.duties)
        found = dict.fromkeys(row.mission for row in rows if row.mission)
        own = {one.mission_id for one in self.ceilings if one.document_id == self.document.pk}
        if others := own - {mission.pk for mission in found}:
            found |= dict.fromkeys(Mission.objects.filter(pk__in=others).order_by("name"))
        return list(found)

    @cached_property
    def _anchors(self) -> dict[str, str]:
        """Anchors of the operative paragraphs held, by number and by themselves."""
        held: dict[str, str] = {}
        for passage in reversed(self.document.passages):
            if passage.kind != ParagraphKind.PREAMBULAR:
                held |= {passage.number: passage.anchor, passage.anchor: passage.anchor}
        return held

    def place(self, stated: str) -> ParagraphPlace | None:
        """Of a number as printed or an anchor; None where the row names no paragraph."""
        if not stated:
            return None
        return ParagraphPlace(in_words(stated), self._anchors.get(stated, ""))

    def previous(self, ceiling: StrengthCeiling) -> StrengthCeiling | None:
        """The ceiling of the category that held until this one."""
        earlier = [
            one
            for one in self.ceilings
            if (one.mission_id, one.category, one.coding)
            == (ceiling.mission_id, ceiling.category, ceiling.coding)
            and one.starts_on < ceiling.starts_on
            and one.possibly_active_on(ceiling.starts_on - DAY)
        ]
        return earlier[-1] if earlier else None


def _counting(model) -> Instances:
    """Rows of a document by the coding that counts for each mission."""
    rows = model.objects.counting
    return Instances(lambda key: rows().filter(document=key).select_related("mission", "coding"))


def _governed_by(document: int) -> QuerySet:
    return MandateStatement.objects.counting().filter(document=document).values("mission")


def _periods_beside(document: int, first: date, last: date) -> QuerySet:
    """Tasks in force between two days for the missions that it governs."""
    rows = TaskPeriod.objects.overlapping(first, last).filter(mission__in=_governed_by(document))
    return rows.select_related("task").order_by("task__rank", "pk")


def _ceilings_beside(document: int) -> QuerySet:
    """All of the missions that it governs or of which it sets one."""
    governed = _governed_by(document)
    own = StrengthCeiling.objects.filter(document=document).values("mission")
    rows = StrengthCeiling.objects.counting().filter(Q(mission__in=governed) | Q(mission__in=own))
    return rows.order_by("starts_on", "pk")


periods_beside, ceilings_beside = Instances(_periods_beside), Instances(_ceilings_beside)
statements_of, duties_of = _counting(MandateStatement), _counting(ReportingDuty)
tasks_of = Instances(
    lambda key: (
        MandateTask.objects.filter(statement__document=key)
        .select_related("task")
        .order_by("task__rank", "pk")
    )
)
due_of = Tuples(
    lambda key: DueDay.objects.filter(duty__document=key).order_by("day").values_list("duty", "day")
)
actions_of = Instances(
    lambda key: (
        MandateAction.objects.filter(document=key)
        .select_related("mission", "actor")
        .order_by("rank", "pk")
    )
)
mandates_of = Instances(lambda key: Mandate.objects.filter(document=key).select_related("mission"))
