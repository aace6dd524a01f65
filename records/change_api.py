"""Changes over the API: what a copy has to ask to become, and to stay, what the base is.

`docs/replaying.md` tells how; `tests/replica.py` is such a copy.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import orjson
from django.urls import path, reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from records.change_views import FURTHEST, chosen, place_in_chain
from records.common.addresses import api_address, history_address, public_key
from records.common.questions import (
    COUNT,
    MAYBE_WORD,
    WORD,
    WORDS,
    YES_OR_NO,
    Question,
    an,
    parameter,
    some,
)
from records.common.requests import BadRequest, whole_number
from records.content.forms import current_form
from records.models import RecordKind, Revision
from records.reading.changes import Change, Operation, changes_of, rows_of

One = TypeVar("One")

MOST_CHANGES = 1_000
MOST_ROWS = 10_000
MOST_TEXT = 2_000_000  # characters of contents or rows in an answer that has more than one

POSITION = {"type": "integer", "minimum": 1, "description": "Its place among all changes."}
NEXT = COUNT | {"description": "What to give as `after` in the next question."}
AT_END = YES_OR_NO | {"description": "Whether nothing came after it when this was answered."}
CONTENT = {
    "type": ["object", "null"],
    "additionalProperties": True,
    "description": "The whole record from then on, its rows in `owned`; null where it went. What "
    "equals the default of its column is left out.",
}
TABLES = {"table": WORD, "added": COUNT, "removed": COUNT}
CHANGE = {
    "position": POSITION,
    "operation": {"type": "string", "enum": [one.value for one in Operation]},
    "record_kind": {"type": "string", "enum": RecordKind.values},
    "key": WORD,
    "name": WORD,
    "api": WORD | {"format": "uri-reference", "description": "Answers 410 once it is withdrawn."},
    "page": WORD | {"format": "uri-reference", "description": "The step in the record's history."},
    "version": COUNT,
    "at": WORD | {"format": "date-time", "description": "Equal for what was published together."},
    "author": WORD,
    "approver": MAYBE_WORD
    | {"description": "Who approved it; null where it came by a load or import, or alone."},
    "reason": MAYBE_WORD,
    "origin": WORD,
    "fields": WORDS | {"description": "Paths of what differs from the version before."},
    "content_hash": WORD | {"description": "SHA-256 of the content as it was sealed."},
    "chain_hash": WORD | {"description": "Of this and of all changes before it."},
    "tables": some(TABLES) | {"description": "Of rows that came and went with it."},
    "rows": MAYBE_WORD | {"format": "uri-reference", "description": "The address of these rows."},
}
ROW = {
    "table": WORD,
    "operation": {"type": "string", "enum": ["added", "removed"]},
    "row": {"type": "object", "additionalProperties": True},
}
AFTER = OpenApiParameter(
    "after",
    {"type": "integer", "minimum": 0, "maximum": FURTHEST, "default": 0},
    description="Only what comes after this place; 0 for all.",
)


def limit(most: int, otherwise: int, text: str) -> OpenApiParameter:
    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": otherwise}
    return OpenApiParameter("limit", schema, description=text)


class Changes(Question):
    """What was published, changed and withdrawn, in the order in which it was: nothing is left out.

    Begin with `after=0`, apply each change, and ask again with `after` as `next` says. A record is
    its last `content`; the rows of large tables come and go by the address in `rows`. The answer
    may have fewer changes than `limit` where their contents are long.
    """

    asks = (
        AFTER,
        limit(MOST_CHANGES, 100, "Changes of an answer, at most."),
        parameter("kind", "Only records of this kind.", *RecordKind.values),
        parameter("record", "Only this record, such as mission:unmiss, a withdrawn one too."),
        parameter("omit", "Without the contents, to see only what changed.", "content"),
    )
    answers = an(
        {
            "results": {
                "type": "array",
                "items": an(CHANGE | {"content": CONTENT})
                | {"required": list(CHANGE), "description": "The oldest first."},
            },
            "next": NEXT,
            "at_end": AT_END,
            "end": COUNT | {"description": "The position of the last change of all."},
            "form": COUNT
            | {"description": "Of contents and rows. A copy of another form is made anew."},
        }
    )

    @extend_schema(operation_id="changes_list")
    def get(self, request: Request) -> Response:
        most = whole_number(request, "limit", 1, MOST_CHANGES, 100)
        omits = "omit" in request.query_params and self.word("omit") == "content"
        after, end = place_in_chain(request)
        rows = chosen(request, Revision.objects.sealed())
        rows = rows.filter(sequence__gt=after, sequence__lte=end)[: most + 1]
        found, are_more = fitting(
            rows.iterator(chunk_size=50), most, lambda revision: len(revision.content)
        )
        answer = {
            "results": [_told(one, omits) for one in changes_of(found)],
            "next": found[-1].sequence if are_more else end,
            "at_end": not are_more,
            "end": end,
            "form": current_form(),
        }
        return Response(answer)


def fitting(
    found: Iterable[One], most: int, length: Callable[[One], int]
) -> tuple[list[One], bool]:
    """As many as an answer takes, one at least, and whether more follow."""
    taken: list[One] = []
    total = 0
    for one in found:
        total += length(one)
        if len(taken) == most or (taken and total > MOST_TEXT):
            return taken, True
        taken.append(one)
    return taken, False


def _told(change: Change, omits: bool = False) -> dict[str, Any]:
    one = change.revision
    position = one.sequence
    told = {
        "position": position,
        "operation": change.operation,
        "record_kind": one.record_kind,
        "key": public_key(one.record_kind, one.slug),
        "name": change.name,
        "api": api_address(one.record_kind, one.slug),
        "page": f"{history_address(one.record_kind, one.slug)}#version-{one.version}",
        "version": one.version,
        "at": one.sealed_at,
        "author": one.author,
        "approver": one.approver or None,
        "reason": one.reason or None,
        "origin": one.origin,
        "fields": change.fields,
        "content_hash": one.content_hash,
        "chain_hash": one.chain_hash,
        "tables": [
            {"table": table.name, "added": table.added, "removed": table.removed}
            for table in change.tables
        ],
        "rows": reverse("change_rows", args=[position]) if change.tables else None,
    }
    return told if omits else told | {"content": change.content}


class OneChange(Question):
    """A single change, by its position."""

    answers = an(CHANGE | {"content": CONTENT})

    def get(self, request: Request, position: int) -> Response:
        (change,) = changes_of([_at(position)])
        return Response(_told(change))


class ChangeRows(Question):
    """The rows of large tables that came and went with a change, in the order to apply them.

    They are rows of the source that the change is of. What equals the default of its column is
    left out.
    """

    asks = (
        AFTER,
        limit(MOST_ROWS, MOST_CHANGES, "Rows of an answer, at most."),
    )
    answers = an(
        {
            "position": POSITION,
            "source": WORD,
            "results": some(ROW),
            "next": NEXT,
            "at_end": AT_END,
        }
    )

    def get(self, request: Request, position: int) -> Response:
        after = whole_number(request, "after", 0, FURTHEST, 0)
        most = whole_number(request, "limit", 1, MOST_ROWS, MOST_CHANGES)
        revision = _at(position)
        rows, are_more = fitting(rows_of(revision, after), most, lambda row: len(row.line))
        if after and not rows:
            _refuse_past_end(revision, after)
        answer = {
            "position": position,
            "source": revision.slug,
            "results": [
                {
                    "table": row.table,
                    "operation": "added" if row.was_added else "removed",
                    "row": orjson.Fragment(row.line),
                }
                for row in rows
            ],
            "next": after + len(rows),
            "at_end": not are_more,
        }
        return Response(answer)


def _refuse_past_end(revision: Revision, after: int) -> None:
    """A copy that asks beyond the last row has lost its place. Raises BadRequest."""
    held = sum(1 for _ in rows_of(revision, 0))
    if after > held:
        raise BadRequest("after", f"This change has {held:,} rows.")


def _at(position: int) -> Revision:
    """Raises NotFound."""
    found = Revision.objects.sealed().filter(sequence=position).first()
    if found is None:
        raise NotFound(f"There is no change {position}.")
    return found


urlpatterns = [
    path("changes/", Changes.as_view(), name="api_changes"),
    path("changes/<int:position>/", OneChange.as_view(), name="change"),
    path("changes/<int:position>/rows/", ChangeRows.as_view(), name="change_rows"),
]
