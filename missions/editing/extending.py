"""What a document that extends a mandate adds: to the document what it does, to the mission a
version of the mandate and its ceilings. The version before ends on the day before."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from legal.models import ChapterVII, Coding
from missions.decisions import UNDER_VII
from missions.models import (
    CeilingBasis,
    CeilingCoding,
    Mandate,
    MandateAction,
    MandateStatement,
    MandateTask,
    StrengthCeiling,
)
from records.common.periods import Precision
from records.content.canonical import Content, row_key

DAY = timedelta(days=1)
Row = dict[str, Any]


@dataclass(frozen=True)
class CodedTasks:
    """What the document does to the tasks, in one coding; `carries_from` is a document's slug."""

    statement: str
    coding: str
    carries_from: str = ""
    tasks: Sequence[Row] = ()


@dataclass(frozen=True)
class Extension:
    """What a document grants a mission; both are named by slug.

    Without an end it is open-ended. `ceilings` are rows of category, persons and paragraph. Without
    any, those held stay as they are; without `tasks` nothing is coded of them.
    """

    mission: str
    document: str
    action: str
    starts_on: date
    until: date | None
    paragraph: str
    chapter: str
    force_level: str
    ceilings: Sequence[Row] = ()
    ceiling_coding: str = ""
    tasks: CodedTasks | None = None

    @property
    def last_day(self) -> str | None:
        return self.until.isoformat() if self.until else None


def said_of_document(held: Content, extension: Extension) -> Content:
    """The document with what it does; an action that it is held to take stays as it is."""
    content = deepcopy(held)
    if _action_in(content, extension) is None:
        actions = content["owned"].setdefault(MandateAction.collection, [])
        actions.append(_action(extension, actions))
    if extension.tasks:
        _add_tasks(content["owned"], extension, extension.tasks)
    return content


def said_of_mission(held: Content, document: Content, extension: Extension) -> Content:
    """The mission with the new version of its mandate; `document` has the action already."""
    content = deepcopy(held)
    mandates = content["owned"].setdefault(Mandate.collection, [])
    _end_before(mandates, extension.starts_on)
    action = _action_in(document, extension)
    mandates.append(
        {
            "starts_on": extension.starts_on.isoformat(),
            "ends_on": extension.last_day,
            "open_ended": extension.until is None,
            "rank": _next_rank(mandates),
            "action": f"{extension.document}#{row_key(MandateAction, action)}" if action else None,
            "document": extension.document,
            "chapter": extension.chapter,
            "force_level": extension.force_level,
        }
    )
    if extension.ceilings:
        ceilings = content["owned"].setdefault(StrengthCeiling.collection, [])
        _end_before(_replaced(ceilings, extension), extension.starts_on)
        ceilings += [_ceiling(row, extension) for row in extension.ceilings]
    return content


def codes_already(document: Content, mission: str, coding: str) -> bool:
    """Whether the document is held to say something of the mission's tasks in that coding."""
    held = document["owned"].get(MandateStatement.collection, ())
    return any((row["mission"], row["coding"]) == (mission, coding) for row in held)


def _action_in(document: Content, extension: Extension) -> Row | None:
    wanted = (extension.mission, extension.action, extension.last_day)
    for row in document["owned"].get(MandateAction.collection, ()):
        if (row.get("mission"), row["action"], row.get("until")) == wanted:
            return row
    return None


def _action(extension: Extension, before: Iterable[Row]) -> Row:
    is_under_vii = extension.chapter in UNDER_VII
    return {
        "mission": extension.mission,
        "action": extension.action,
        "effective_on": extension.starts_on.isoformat(),
        "until": extension.last_day,
        "paragraph": extension.paragraph,
        "chapter_vii": str(ChapterVII.YES if is_under_vii else ChapterVII.NOT_CODED),
        "rank": _next_rank(before),
        "coding": str(Coding.CONFIRMED),
    }


def _add_tasks(owned: dict[str, list[Row]], extension: Extension, said: CodedTasks) -> None:
    paragraph = extension.paragraph
    statement = {
        "mission": extension.mission,
        "coding": said.coding,
        "statement": said.statement,
        "carries_from": said.carries_from or None,
        "anchor": f"op{paragraph}" if paragraph.isdecimal() else "",
        "until": extension.last_day,
    }
    owned.setdefault(MandateStatement.collection, []).append(statement)
    above = {"statement": row_key(MandateStatement, statement)}
    owned.setdefault(MandateTask.collection, []).extend(row | above for row in said.tasks)


def _replaced(ceilings: list[Row], extension: Extension) -> list[Row]:
    """The ceilings of the same categories and coding, which the new ones take the place of."""
    categories = {row["category"] for row in extension.ceilings}
    return [
        row
        for row in ceilings
        if row["category"] in categories
        and row.get("coding", CeilingCoding.BY_RULE) == extension.ceiling_coding
    ]


def _ceiling(row: Row, extension: Extension) -> Row:
    return row | {
        "starts_on": extension.starts_on.isoformat(),
        "ends_on": extension.last_day,
        "document": extension.document,
        "coding": extension.ceiling_coding,
        "basis": str(CeilingBasis.STATED),
    }


def _end_before(rows: Iterable[Row], day: date) -> None:
    """What would go on on the day ends on the day before; an end that is not known stays so."""
    last = (day - DAY).isoformat()
    for row in rows:
        is_known = row.get("ends_precision") != Precision.UNKNOWN
        if is_known and row["starts_on"] <= last and (row.get("ends_on") or last) >= last:
            row["ends_on"] = last


def _next_rank(rows: Iterable[Row]) -> int:
    return max((row["rank"] for row in rows), default=0) + 1
