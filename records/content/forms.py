"""The forms that contents have had, and how an older one is read today.

A revision carries the number of the form in which its content was sealed. What is sealed is never
rewritten: whoever reads it asks for `content_in(revision)`, which lifts it step by step to the
form of today's models.

To rename a column, `working_language` of missions to `tongue` for one:

1. Rename it in the model and in `fixtures/`, and make the migration (`RenameField`).
2. Add to `LIFTS`, under the number of the form that ends with it, what makes the next form:
   `1: Lift(content=renaming("mission", "working_language", "tongue"))`.

Every revision from then on is of form 2. The same goes for a column that is taken out and for a
default that changes, with a function of your own from content to content; a new column needs
nothing, since what equals the default is left out. A column of a fact table is lifted by `fact`.
An entry, once released, stays for ever.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from records.content.canonical import Content, tidy
from records.content.references import chunks
from records.models import Revision

AT_ONCE = 500


def _as_it_is(content: Content) -> Content:
    return content


def _row_as_it_is(table: str, row: dict[str, Any]) -> dict[str, Any]:
    return row


@dataclass(frozen=True)
class Lift:
    """From one form to the next: a record's content, and a row of a fact table by its name."""

    content: Callable[[Content], Content] = _as_it_is
    fact: Callable[[str, dict[str, Any]], dict[str, Any]] = _row_as_it_is


LIFTS: dict[int, Lift] = {}


def current_form() -> int:
    return len(LIFTS) + 1


def content_in(revision: Revision) -> Content:
    """What a revision says, in today's form."""
    return lifted(json.loads(revision.content), revision.form)


def contents_in(revisions: Sequence[Revision]) -> Iterator[Content]:
    """What each says. Read together, the names of their columns are held once and not once each,
    which spares a load ten megabytes."""
    for chunk in chunks(list(revisions), AT_ONCE):
        together = json.loads(f"[{','.join(revision.content for revision in chunk)}]")
        for revision, content in zip(chunk, together, strict=True):
            yield lifted(content, revision.form)


def merged_into(revision: Revision) -> str:
    """The slug of the record of its kind into which a withdrawn one was merged; else empty."""
    return json.loads(revision.content).get("merged_into", "") if revision.takes_out else ""


def lifted(content: Content, form: int) -> Content:
    """A withdrawal's content names records and nothing else: it is the same in all forms."""
    if form == current_form() or "owned" not in content:
        return content
    for number in range(form, current_form()):
        content = LIFTS[number].content(content)
    return tidy(content)


def lifted_fact(table: str, row: dict[str, Any], form: int) -> dict[str, Any]:
    for number in range(form, current_form()):
        row = LIFTS[number].fact(table, row)
    return row


def renaming(
    kind: str, before: str, after: str, collection: str = ""
) -> Callable[[Content], Content]:
    """A lift for a column of a kind of record, or of the rows of one of its collections.

    The citations and gaps that name the column follow it.
    """

    def moved(path: str) -> str:
        *place, column = path.split("/")
        here = len(place) == 2 and place[0] == collection if collection else not place
        return "/".join([*place, after]) if here and column == before else path

    def lift(content: Content) -> Content:
        if content["record_kind"] != kind:
            return content
        owned = {name: [dict(row) for row in rows] for name, rows in content["owned"].items()}
        content = content | {"owned": owned}
        for row in owned.get(collection, ()) if collection else (content,):
            if before in row:
                row[after] = row.pop(before)
        for row in (*owned.get("citations", ()), *owned.get("gaps", ())):
            if "field" in row:
                row["field"] = moved(row["field"])
        return content

    return lift
