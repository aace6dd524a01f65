"""The chain of revisions as changes that a copy can follow: each says all that replaying it needs.

Publications lock the end of the chain until they are committed (`records/writing/chain.py`), so
that a position is never seen before all lower ones: whoever has read up to one has missed nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

import orjson
from django.db.models import OuterRef, Subquery

from records.content.canonical import Content, row_key
from records.content.facts import dump
from records.content.forms import content_in, current_form, lifted_fact
from records.content.kept_rows import ADDED, KeptReader
from records.models import BatchChange, Revision, RevisionState
from records.reading.diff import difference
from records.reading.labels import for_readers, owned_model


class Operation(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    CONFIRMED = "confirmed"  # a load of fixtures that says the same again
    BATCH = "batch"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"


@dataclass(frozen=True)
class TableChange:
    """How many rows of a table came and went with a revision."""

    name: str
    added: int
    removed: int


@dataclass(frozen=True)
class Change:
    """A revision beside the one before it; `content` is None where the record went."""

    revision: Revision
    content: Content | None
    before: Content | None
    was_withdrawn: bool
    tables: Sequence[TableChange]

    @property
    def operation(self) -> Operation:
        if self.content is None:
            return Operation.WITHDRAWN
        if self.was_withdrawn:
            return Operation.RESTORED
        if self.before is None:
            return Operation.CREATED
        if self.tables:
            return Operation.BATCH
        return Operation.CHANGED if self.fields else Operation.CONFIRMED

    @property
    def fields(self) -> list[str]:
        """Paths of what differs from the content before, as citations write them."""
        if self.content is None or self.before is None:
            return []
        found = difference(self.before, self.content)
        paths = list(found.fields)
        for row in found.rows:
            model = owned_model(self.revision.record_kind, row.collection)
            key = row_key(model, row.after or row.before or {}) if model else ""
            place = f"{row.collection}/{key}".rstrip("/")
            paths += [f"{place}/{name}" for name in row.fields] or [place]
        return paths

    @property
    def name(self) -> str:
        """What the record was called then, and, of one that went, before."""
        named = self.content or self.before or {}
        return named.get("name", self.revision.slug)


def changes_of(revisions: Sequence[Revision]) -> list[Change]:
    earlier, tables = _earlier(revisions), _tables(revisions)
    found = []
    for one in revisions:
        last = earlier.get(one.pk)
        was_withdrawn = last is not None and last.state == RevisionState.WITHDRAWN
        before = _told(last) if last else None
        found.append(Change(one, _told(one), before, was_withdrawn, tables.get(one.pk, ())))
    return found


def _told(revision: Revision) -> Content | None:
    """What readers see of it; nothing of a withdrawal, which only names the record."""
    is_withdrawn = revision.state == RevisionState.WITHDRAWN
    return None if is_withdrawn else for_readers(content_in(revision))


def _earlier(revisions: Sequence[Revision]) -> dict[int, Revision]:
    """The revision of the same record before each, by the id of the later one."""
    same = {"record_kind": OuterRef("record_kind"), "slug": OuterRef("slug")}
    older = Revision.objects.filter(**same, sequence__lt=OuterRef("sequence"))
    before = older.order_by("-sequence").values("pk")[:1]
    asked = Revision.objects.filter(pk__in=[one.pk for one in revisions])
    ids = dict(asked.values_list("pk", Subquery(before)))
    found = Revision.objects.in_bulk({pk for pk in ids.values() if pk})
    return {later: found[pk] for later, pk in ids.items() if pk}


def _tables(revisions: Sequence[Revision]) -> dict[int, list[TableChange]]:
    """By the id of the revision."""
    found = defaultdict(list)
    kept = BatchChange.objects.filter(revision__in=[one.pk for one in revisions])
    for one in kept.order_by("revision", "table"):
        added, removed = KeptReader(one.packed).counts()
        found[one.revision_id].append(TableChange(one.table, added, removed))
    return found


class KeptRow(NamedTuple):
    table: str
    was_added: bool
    line: bytes  # canonical JSON


def rows_of(revision: Revision, after: int) -> Iterator[KeptRow]:
    """The rows that came and went with it, from one on: of each table first those that went."""
    return islice(_rows(revision), after, None)


def _rows(revision: Revision) -> Iterator[KeptRow]:
    is_old = revision.form != current_form()
    for kept in revision.batch_changes.order_by("table").iterator(chunk_size=1):
        for sign, line in KeptReader(kept.packed):
            if is_old:
                line = dump(lifted_fact(kept.table, orjson.loads(line), revision.form))
            yield KeptRow(kept.table, sign == ADDED, line)
