"""A further coding of the tasks of mandates: an editor's, or that of a published dataset.

A row is a task that a document states of a mission, with what the document does to its tasks; a
document that states none has one row without a task. The coding stands beside those held, which it
neither changes nor mixes with; a mission and document that the coding has already are compared.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Max

from legal.models import Document
from missions.models import (
    MandateCoding,
    MandateStatement,
    MandateTaskType,
    Mission,
    Modality,
    StatementKind,
    TaskBasis,
    TaskChange,
    TaskStrength,
)
from records.importing.imports import Import, Tell, source_content
from records.importing.publisher_files import Row, copy_of, format_of, take_rows

FORMATS = {"a coding of the tasks of mandates": ("document", "mission", "statement", "task")}
WORDS: dict[str, tuple[Any, str]] = {
    "modality": (Modality, ""),
    "strength": (TaskStrength, TaskStrength.REQUESTED.value),
    "change": (TaskChange, TaskChange.STATED.value),
    "basis": (TaskBasis, TaskBasis.TEXT.value),
}
TEXTS = {"anchor": 30, "sub": 20, "target": 100}  # characters


@dataclass(frozen=True)
class TextCoding:
    """Who read the texts, how and when; `key` names it in filters."""

    key: str
    name: str
    coder: str
    method: str
    coded_on: date | None = None
    measured: str = ""


def gather(path: Path, tell: Tell, coding: TextCoding) -> Import:
    """Raises Unreadable."""
    format_of(path, FORMATS)
    source = source_content(f"coding-{coding.key.replace('_', '-')}", coding.name)
    whole = Import(source, copy_of(path))
    tell(f"Reading {path.name}")
    reading = _CodingReading(whole, coding)
    take_rows(path, reading.take, whole.report.refuse)
    if whole.report.new:
        _describe(whole, coding)
    return whole


def _describe(whole: Import, coding: TextCoding) -> None:
    """The coding itself, behind all that are held."""
    table = whole.table(MandateCoding, on=[])
    last = MandateCoding.objects.aggregate(last=Max("rank"))["last"] or 0
    row = table.row(
        key=coding.key,
        name=coding.name,
        coder=coding.coder,
        method=coding.method,
        coded_on=coding.coded_on and coding.coded_on.isoformat(),
        measured=coding.measured,
        rank=last + 1,
    )
    if table.held(row) is None:
        table.add(row, [])


class _CodingReading:
    def __init__(self, whole: Import, coding: TextCoding) -> None:
        self.whole, self.key = whole, coding.key
        self._documents = set(Document.objects.order_by().values_list("slug", flat=True))
        self._missions = set(Mission.objects.order_by().values_list("slug", flat=True))
        self._tasks = set(MandateTaskType.objects.order_by().values_list("key", flat=True))
        self._held = set(
            MandateStatement.objects.filter(coding__key=coding.key)
            .order_by()
            .values_list("document__slug", "mission__slug")
        )
        self._given: dict[tuple[str, str], dict[str, Any]] = {}
        self._lines: set[tuple[str, ...]] = set()

    def take(self, row: Row) -> None:
        """Raises RowRefused."""
        document = _key(row, "document", self._documents)
        mission = _key(row, "mission", self._missions)
        if (document, mission) in self._held:
            self.whole.report.unchanged += 1
            return
        line = self._line(row, mission) if row["task"] else None
        self._state(row, document, mission)
        if line:
            self._add(row, document, line)
        self.whole.report.new += 1

    def _state(self, row: Row, document: str, mission: str) -> None:
        """What the document does: said on each of its rows alike."""
        said = {
            "mission": mission,
            "coding": self.key,
            "statement": _word(row, "statement", StatementKind),
        }
        if row.get("until"):
            said["until"] = row.day("until").isoformat()
        if row.get("carries_from"):
            said["carries_from"] = _key(row, "carries_from", self._documents)
        first = self._given.setdefault((document, mission), said)
        if first != said:
            row.refuse("statement", "the same statement, until and carries_from in all its rows")
        if first is said:
            self.whole.add_row(f"document:{document}", "mandate_statements", said)

    def _line(self, row: Row, mission: str) -> dict[str, Any]:
        said: dict[str, Any] = {"statement": f"{mission},{self.key}"}
        said["task"] = _key(row, "task", self._tasks)
        for column, (allowed, otherwise) in WORDS.items():
            if row.get(column) or not otherwise:
                said[column] = _word(row, column, allowed)
            else:
                said[column] = otherwise
        for column, most in TEXTS.items():
            if len(text := row.get(column)) > most:
                row.refuse(column, f"at most {most} characters")
            said[column] = text
        return said

    def _add(self, row: Row, document: str, line: dict[str, Any]) -> None:
        key = (document, *(line[name] for name in ("statement", "anchor", "sub", "task")))
        key = (*key, line["modality"])
        if key in self._lines:
            row.refuse("task", "each task, modality and paragraph of a document once")
        self._lines.add(key)
        self.whole.add_row(f"document:{document}", "mandate_tasks", line)


def _key(row: Row, column: str, held: set[str]) -> str:
    """Raises RowRefused."""
    if row[column] not in held:
        row.refuse(column, "a key that the base holds")
    return row[column]


def _word(row: Row, column: str, allowed: Any) -> str:
    """Raises RowRefused."""
    if row.get(column) not in allowed.values:
        row.refuse(column, f"one of {', '.join(allowed.values)}")
    return row[column]
