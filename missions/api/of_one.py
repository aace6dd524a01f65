"""What the pages of one mission compute, over the API: its life, its tasks compared, its chain."""

from datetime import date
from typing import Any

from django.urls import path
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from legal.models import Event
from missions.decisions import Decision, decisions_of, final_documents
from missions.life import HeadOfMissionTerm, Life, counts_of, life_of
from missions.lineage import LineageLink, chain_of
from missions.models import (
    Mandate,
    MandateStatement,
    Mission,
    MissionLeader,
    MissionRelation,
    Strength,
    StrengthCeiling,
    TaskPeriod,
)
from missions.models.relations import SUCCESSIONS
from missions.tasks.showing import Standing, TaskDifference, compared, statements_on
from records.account.beside import beside
from records.api import refuse_absent
from records.common.periods import written
from records.common.questions import (
    COUNT,
    DAY,
    MAYBE_DAY,
    MAYBE_WORD,
    WORD,
    WORDS,
    YES_OR_NO,
    Question,
    an,
    day_parameter,
    some,
)
from records.common.schema import ACCOUNT, META

SPAN = {"starts_on": DAY, "ends_on": MAYBE_DAY}


class OfOneMission(Question):
    def mission(self, key: str) -> Mission:
        found = Mission.objects.filter(slug=key.lower()).first()
        return found or refuse_absent(Mission.RECORD_KIND, key.lower())


class Timeline(OfOneMission):
    """The life of a mission, as its page draws it: decisions, heads, ceilings and counts.

    With `as_of`, what was known to have begun by that day.
    """

    asks = (day_parameter("as_of", "The day until which it is told."), META)
    answers = an(
        {
            "mission": WORD,
            "until": DAY,
            "decisions": some(
                {
                    "document": WORD,
                    "symbol": MAYBE_WORD,
                    **SPAN,
                    "granted_until": MAYBE_DAY,
                    "chapter": WORD,
                    "force_level": MAYBE_WORD,
                    "changes": WORDS,
                }
            ),
            "heads": some(
                {
                    "person": WORD,
                    **SPAN,
                    "starts_precision": WORD,
                    "ends_precision": MAYBE_WORD,
                    "is_end_known": YES_OR_NO,
                    "evidence": WORD,
                    "dates_recalled": WORD,
                    "source": WORD,
                    "source_is_weak": YES_OR_NO,
                }
            ),
            "strength": some(
                {
                    "of": WORD,
                    "deployed": some({"month": WORD, "persons": COUNT, "interpolated": YES_OR_NO}),
                    "authorized": some({**SPAN, "persons": COUNT}),
                }
            ),
            "events": some({"day": DAY, "kind": WORD, "title": WORD, "document": MAYBE_WORD}),
            "meta": ACCOUNT,
        }
    )

    TABLES = (Mandate, MandateStatement, MissionLeader, StrengthCeiling, Strength, Event)

    def get(self, request: Request, key: str) -> Response:
        mission = self.mission(key)
        day = self.day("as_of") or timezone.localdate()
        decisions = _decisions(mission, day)
        events = mission.events.filter(date__lte=day).select_related("document")
        life = _life(mission, decisions, day)
        told = {
            "decisions": [_decision(one) for one in reversed(decisions)],
            "heads": [_head(one) for one in life.heads] if life else [],
            "strength": [_panel(one) for one in life.panels] if life else [],
            "events": [_event(one) for one in events],
        }
        nothing = "" if any(told.values()) else f"Nothing of the life of {mission} is held."
        question = f"The life of {mission} until {written(day)}"
        account = beside(request, question, *self.TABLES, span=[day], nothing=nothing)
        return Response({"mission": mission.slug, "until": day} | told | account)


def _decisions(mission: Mission, day: date) -> list[Decision]:
    mandates = Mandate.objects.filter(mission=mission, starts_on__lte=day)
    statements = [one for one in statements_on(mission) if one.day <= day]
    ceilings = mission.strength_ceilings.counting().select_related("document")
    return decisions_of(
        list(mandates.select_related("document", "action").order_by("starts_on")),
        statements,
        ceilings,
        final_documents(mission, day),
    )


def _life(mission: Mission, decisions: list[Decision], day: date) -> Life | None:
    leaders = list(mission.leaders.select_related("source"))
    ceilings = mission.strength_ceilings.counting()
    return life_of(mission, decisions, leaders, ceilings, counts_of(mission, day), day)


def _decision(one: Decision) -> dict[str, Any]:
    return {
        "document": one.document.slug,
        "symbol": one.document.symbol or None,
        "starts_on": one.mandate.starts_on,
        "ends_on": one.mandate.ends_on,
        "granted_until": one.until,
        "chapter": one.mandate.chapter,
        "force_level": one.mandate.force_level or None,
        "changes": one.changes,
    }


def _head(one: HeadOfMissionTerm) -> dict[str, Any]:
    """As lists of leaders tell it: whom or which days nobody has seen in a source, too."""
    leader = one.leader
    return {
        "person": leader.person,
        "starts_on": leader.starts_on,
        "ends_on": leader.ends_on,
        "starts_precision": leader.starts_precision,
        "ends_precision": leader.ends_precision if one.is_end_known else None,
        "is_end_known": one.is_end_known,
        "evidence": leader.evidence,
        "dates_recalled": leader.dates_recalled,
        "source": leader.source.slug,
        "source_is_weak": leader.source.is_weak,
    }


def _event(one: Event) -> dict[str, Any]:
    return {
        "day": one.date,
        "kind": one.kind,
        "title": one.title,
        "document": one.document.slug if one.document else None,
    }


def _panel(one: Any) -> dict[str, Any]:
    return {
        "of": one.title,
        "deployed": [
            {"month": f"{at.month:%Y-%m}", "persons": at.persons, "interpolated": at.is_guessed}
            for at in one.points
        ],
        "authorized": [
            {"starts_on": step.starts_on, "ends_on": step.ends_on, "persons": step.persons}
            for step in one.steps
        ],
    }


STANDING = {"type": "string", "enum": [str(one) for one in Standing]}
IN_FORCE = {
    "modality": WORD,
    "strength": WORD,
    "basis": WORD,
    "document": WORD,
    "anchor": MAYBE_WORD,
    "since": DAY,
}


class TasksCompared(OfOneMission):
    """The tasks of a mission on two days: added, dropped, changed, the same."""

    asks = (
        day_parameter("a", "The first day.", needed=True),
        day_parameter("b", "The second day.", needed=True),
        META,
    )
    answers = an(
        {
            "mission": WORD,
            "a": DAY,
            "b": DAY,
            "standing": an({"a": STANDING, "b": STANDING}),
            "until": an({"a": MAYBE_DAY, "b": MAYBE_DAY}),
            "method": WORD,
            "count": COUNT,
            "results": some(
                {
                    "task": WORD,
                    "name": WORD,
                    "change": {
                        "type": "string",
                        "enum": ["added", "dropped", "changed", "the same", "not known"],
                    },
                    "a": some(IN_FORCE),
                    "b": some(IN_FORCE),
                }
            ),
            "meta": ACCOUNT,
        }
    )
    METHOD = (
        "Tasks in force on each day, as the documents state them until then; `changed` is one in "
        "another modality or strength. `standing` says for each day how the mission stands to its "
        "tasks, and `until` which day was the last, where they had lapsed or ended; `not known` "
        "is a change to or from a day of which no document held tells the tasks."
    )

    def get(self, request: Request, key: str) -> Response:
        mission, one, other = self.mission(key), self.day("a"), self.day("b")
        assert one and other  # noqa: S101 - they are needed
        found = compared(mission, one, other)
        sides = dict(zip(("a", "b"), found.sides, strict=True))
        unknown = dict.fromkeys(side.said for side in found.sides if not side.is_known)
        question = f"Tasks of {mission} in force on {written(one)} and on {written(other)}"
        return Response(
            {
                "mission": mission.slug,
                "a": one,
                "b": other,
                "standing": {name: side.standing for name, side in sides.items()},
                "until": {name: side.until for name, side in sides.items()},
                "method": self.METHOD,
                "count": len(found.differences),
                "results": [_difference(each) for each in found.differences],
            }
            | beside(
                request,
                question,
                *(MandateStatement, TaskPeriod),
                span=sorted([one, other]),
                nothing="" if found.differences else " ".join(unknown),
                is_empty=not found.differences,
            )
        )


def _difference(one: TaskDifference) -> dict[str, Any]:
    return {
        "task": one.task.key,
        "name": one.task.name,
        "change": one.what,
        "a": [_in_force(period) for period in one.before],
        "b": [_in_force(period) for period in one.after],
    }


def _in_force(period: TaskPeriod) -> dict[str, Any]:
    return {
        "modality": period.modality,
        "strength": period.stated.strength,
        "basis": period.stated.basis,
        "document": period.stated.statement.document.slug,
        "anchor": period.stated.anchor or None,
        "since": period.since,
    }


class Lineage(OfOneMission):
    """All missions before and after one, over any number of steps, and those beside it."""

    asks = (META,)
    answers = an(
        {
            "mission": WORD,
            "method": WORD,
            "count": COUNT,
            "results": some(
                {
                    "steps": {"type": "integer"},
                    "mission": WORD,
                    "name": WORD,
                    **dict.fromkeys(SPAN, MAYBE_DAY),
                    "kind": WORD,
                    "predecessor": WORD,
                    "successor": WORD,
                    "date": MAYBE_DAY,
                    "source": WORD,
                }
            ),
            "meta": ACCOUNT,
        }
    )
    METHOD = (
        "Relations as sources state them. `steps` counts from the mission: below zero before it, "
        f"above after it, zero beside it. Steps are taken over {', '.join(SUCCESSIONS)}."
    )

    def get(self, request: Request, key: str) -> Response:
        mission = self.mission(key)
        links = chain_of(mission)
        nothing = "" if links else f"No relation of {mission} to another mission is held."
        question = f"Missions before, after and beside {mission}"
        return Response(
            {
                "mission": mission.slug,
                "method": self.METHOD,
                "count": len(links),
                "results": [_link(mission, one) for one in links],
            }
            | beside(request, question, MissionRelation, nothing=nothing)
        )


def _link(mission: Mission, link: LineageLink) -> dict[str, Any]:
    row = link.relation
    is_other_way = link.steps == 0 and row.successor_id == mission.pk
    other = row.predecessor if is_other_way else link.other
    return {
        "steps": link.steps,
        "mission": other.slug,
        "name": other.name,
        "starts_on": other.starts_on,
        "ends_on": other.ends_on,
        "kind": row.kind,
        "predecessor": row.predecessor.slug,
        "successor": row.successor.slug,
        "date": row.date,
        "source": row.source.slug,
    }


urlpatterns = [
    path("missions/<str:key>/timeline/", Timeline.as_view(), name="api_timeline"),
    path("missions/<str:key>/tasks/", TasksCompared.as_view(), name="api_tasks_compared"),
    path("missions/<str:key>/lineage/", Lineage.as_view(), name="api_lineage"),
]
