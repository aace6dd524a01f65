"""What a document does to missions, over the API, as its page tells it."""

from typing import Any

from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response

from legal.answer import FAILED
from legal.models import Document
from missions.acts.effects import (
    Ceiling,
    DutyEffect,
    Effect,
    Effects,
    Tasks,
    effects,
    without_mission,
)
from missions.acts.reading import ParagraphPlace, Said
from missions.models import MandateAction, MandateStatement, ReportingDuty, StrengthCeiling
from records.account.beside import beside
from records.api import refuse_absent
from records.common.questions import (
    COUNT,
    DAY,
    MAYBE_COUNT,
    MAYBE_DAY,
    MAYBE_WORD,
    WORD,
    WORDS,
    YES_OR_NO,
    Question,
    an,
    some,
)
from records.common.schema import ACCOUNT, META

FAILED_DID_NOTHING = "It was not adopted, and so did nothing."
METHOD = (
    "As the document was read: decisions, force allowed, ceilings beside those before them, tasks "
    "stated and what was in force the day before and is from its day on, and what must be "
    "reported. `by_rule` marks what a program read and nobody confirmed."
)
PLACE = {"paragraph": MAYBE_WORD, "anchor": MAYBE_WORD}
DECISION = {
    "decision": WORD,
    "until": MAYBE_DAY,
    "chapter_vii": YES_OR_NO,
    "by_rule": YES_OR_NO,
    "note": MAYBE_WORD,
    **PLACE,
}
CEILING = {
    "category": WORD,
    "persons": COUNT,
    "before": MAYBE_COUNT,
    "starts_on": DAY,
    "ends_on": MAYBE_DAY,
    "by_rule": YES_OR_NO,
    **PLACE,
}
TASKS = {
    "statement": WORD,
    "coding": WORD,
    "stated": some({"task": WORD, "modality": WORD, "paragraphs": WORDS}),
    "new": WORDS,
    "dropped": WORDS,
    "in_force": COUNT,
}
DUTY = {"kind": WORD, "due": {"type": "array", "items": DAY}, "note": MAYBE_WORD, **PLACE}
EFFECTS = {
    "mission": MAYBE_WORD,
    "decisions": some(DECISION),
    "force": some(DECISION),
    "ceilings": some(CEILING),
    "tasks": an(TASKS) | {"type": ["object", "null"]},
    "duties": some(DUTY),
    "notes": WORDS,
}
TABLES = (MandateAction, MandateStatement, StrengthCeiling, ReportingDuty)


class EffectsOfDocument(Question):
    """What a document did to each mission: decisions, ceilings, tasks, what must be reported."""

    asks = (META,)
    answers = an(
        {
            "document": WORD,
            "adopted_on": MAYBE_DAY,
            "method": WORD,
            "count": COUNT,
            "results": some(EFFECTS),
            "without_mission": some(DECISION),
            "meta": ACCOUNT,
        }
    )

    def get(self, request: Request, key: str) -> Response:
        slug = key.lower()
        document = Document.objects.filter(slug=slug).first()
        if document is None:
            refuse_absent(Document.RECORD_KIND, slug)
        is_failed = document.outcome in FAILED
        said = None if is_failed else Said.by(document)
        told = {
            "results": [_effects(one) for one in effects(said)] if said else [],
            "without_mission": [_action(one, said) for one in without_mission(said)]
            if said
            else [],
        }
        is_empty = not any(told.values())
        nothing = f"Nothing is held that {document} did to a mission." if is_empty and said else ""
        question = f"What {document.symbol or document} did to each mission"
        return Response(
            {
                "document": document.slug,
                "adopted_on": document.adopted_on,
                "method": f"{FAILED_DID_NOTHING} {METHOD}" if is_failed else METHOD,
                "count": len(told["results"]),
            }
            | told
            | beside(request, question, *TABLES, nothing=nothing, is_empty=is_empty)
        )


def _effects(one: Effects) -> dict[str, Any]:
    return {
        "mission": one.mission.slug if one.mission else None,
        "decisions": [_decision(each) for each in one.decisions],
        "force": [_decision(each) for each in one.force],
        "ceilings": [_ceiling(each) for each in one.ceilings],
        "tasks": _tasks(one.tasks) if one.tasks else None,
        "duties": [_duty(each) for each in one.duties],
        "notes": one.notes,
    }


def _place(place: ParagraphPlace | None) -> dict[str, Any]:
    words, anchor = (place.words, place.anchor) if place else ("", "")
    return {"paragraph": words or None, "anchor": anchor or None}


def _decision(one: Effect) -> dict[str, Any]:
    return {
        "decision": one.words,
        "until": one.until,
        "chapter_vii": one.is_seven,
        "by_rule": one.is_by_rule,
        "note": one.note or None,
        **_place(one.place),
    }


def _action(one: MandateAction, said: Said) -> dict[str, Any]:
    return _decision(
        Effect(one.get_action_display(), one.until, place=said.place(one.paragraph), note=one.note)
    )


def _ceiling(one: Ceiling) -> dict[str, Any]:
    return {
        "category": one.row.category,
        "persons": one.row.persons,
        "before": one.before.persons if one.before else None,
        "starts_on": one.row.starts_on,
        "ends_on": one.row.ends_on,
        "by_rule": one.is_by_rule,
        **_place(one.place),
    }


def _tasks(one: Tasks) -> dict[str, Any]:
    return {
        "statement": one.statement.statement,
        "coding": one.statement.coding.key,
        "stated": [
            {
                "task": each.task.key,
                "modality": each.how,
                "paragraphs": [place.words for place in each.places],
            }
            for each in one.stated
        ],
        "new": [task.key for task in one.new],
        "dropped": [task.key for task in one.dropped],
        "in_force": one.in_force,
    }


def _duty(one: DutyEffect) -> dict[str, Any]:
    return {
        "kind": one.row.kind,
        "due": one.days,
        "note": one.row.note or None,
        **_place(one.place),
    }


urlpatterns = [
    path(f"{folder}/<str:key>/effects/", EffectsOfDocument.as_view(), name=f"api_{folder}_effects")
    for folder in ("documents", "resolutions")
]
