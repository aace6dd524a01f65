"""Proves that the tables hold what was published, and that the history is whole.

Every function yields a sentence for each thing that does not fit. Nothing is read whole: records
are compared some hundred at a time, large tables row by row.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from records.content.canonical import Content, canonical, contents_of, hash_of
from records.content.facts import RowsDigest, held_rows, line_writer
from records.content.forms import content_in, current_form
from records.content.kept_rows import KeptReader, facts_hash, fold
from records.models import BatchChange, ChainHead, Record, RecordKind, Revision, RevisionState
from records.models.ownership import Fact, fact_models, record_model
from records.writing.chain import START, link
from records.writing.followers import followers_differences
from records.writing.planning import derived_values
from records.writing.triggers import missing_triggers

AT_ONCE = 200

Digests = dict[tuple[str, str], RowsDigest]  # by table and source


def problems(head: str = "") -> Iterator[str]:
    """All that does not fit. `head` is `N HASH`, as it was once published."""
    yield from missing_triggers(connection)
    yield from broken_links()
    if head:
        yield from lost_head(head)
    yield from differing_records()
    yield from differing_batches()
    yield from followers_differences()


def broken_links() -> Iterator[str]:
    """Walks the whole chain."""
    previous, expected = START, 1
    for revision in Revision.objects.sealed().iterator(chunk_size=AT_ONCE):
        name = _name(revision)
        if revision.sequence != expected:
            yield f"The chain jumps from {expected - 1} to {revision.sequence}."
        if hash_of(revision.content) != revision.content_hash:
            yield f"The content of {name} is not what its hash says."
        if link(previous, revision) != revision.chain_hash:
            yield f"The link of {name} does not follow from the one before."
        previous, expected = revision.chain_hash, (revision.sequence or 0) + 1
    head = ChainHead.objects.filter(pk=1).first() or ChainHead()
    if (head.sequence, head.chain_hash) != (expected - 1, previous):
        yield f"The head says revision {head.sequence}, the chain ends at {expected - 1}."


def lost_head(published: str) -> Iterator[str]:
    """Whether the chain still passes through a head that was published outside the database."""
    number, _, chain_hash = published.partition(" ")
    if not Revision.objects.filter(sequence=number, chain_hash=chain_hash.strip()).exists():
        yield (
            f"The chain does not pass through revision {number} as its head was published: "
            "it was cut or written anew."
        )


@dataclass
class ProvenLife:
    """What the history says of a record that is in the tables: from its first revision on."""

    began: datetime | None = None
    last: Revision | None = None  # without its content

    def pass_through(self, revision: Revision) -> None:
        self.last = revision
        if revision.state == RevisionState.WITHDRAWN:
            self.began = None
        elif self.began is None:
            self.began = revision.sealed_at


def differing_records() -> Iterator[str]:
    """Holds the tables against the last revision of each record."""
    for kind in RecordKind.values:
        slugs = Record.objects.filter(record_kind=kind).order_by("slug")
        for some in _some(slugs.values_list("slug", flat=True).iterator(chunk_size=AT_ONCE)):
            yield from _differing(kind, some)
    yield from _missing_records()


def _differing(kind: str, slugs: list[str]) -> Iterator[str]:
    contents, rows = contents_of(kind, slugs), _rows(kind, slugs)
    proven = lives(Revision.objects.sealed().filter(record_kind=kind, slug__in=slugs))
    for slug in slugs:
        name, last = f"{kind} {slug}", proven[slug].last
        if last is None or last.state != RevisionState.PUBLISHED:
            yield f"{name} is in the tables without a published revision."
        elif slug not in contents or not _says(last, contents[slug]):
            yield f"{name} is not in the tables as it was last published."
        else:
            expected = derived_values(contents[slug]) | {
                "version": last.version,
                "created_at": proven[slug].began,
                "updated_at": last.sealed_at,
            }
            for column, value in expected.items():
                if rows[slug][column] != value:
                    yield f"{name} has another {column} in the tables than its history says."


def lives(revisions: QuerySet[Revision]) -> dict[str, ProvenLife]:
    """Of records of one kind, by slug, from their sealed revisions."""
    found: dict[str, ProvenLife] = defaultdict(ProvenLife)
    for revision in revisions.defer("content").iterator(chunk_size=AT_ONCE):
        found[revision.slug].pass_through(revision)
    return found


def _rows(kind: str, slugs: list[str]) -> dict[str, Mapping[str, Any]]:
    rows = record_model(kind)._default_manager.filter(slug__in=slugs).order_by()
    return {row["slug"]: row for row in rows.values()}


def _says(last: Revision, content: Content) -> bool:
    """Whether the revision says this; one of an older form is read as today's."""
    if last.form == current_form():
        return hash_of(canonical(content)) == last.content_hash
    return content == content_in(last)


def _missing_records() -> Iterator[str]:
    same = {"record_kind": OuterRef("record_kind"), "slug": OuterRef("slug")}
    later = Revision.objects.filter(**same, sequence__gt=OuterRef("sequence"))
    gone = Revision.objects.sealed().filter(
        ~Exists(later), ~Exists(Record.objects.filter(**same)), state=RevisionState.PUBLISHED
    )
    for kind, slug in gone.values_list("record_kind", "slug").iterator(chunk_size=AT_ONCE):
        yield f"{kind} {slug} was published and is missing in the tables."


def differing_batches() -> Iterator[str]:
    """Holds the fact tables against the rows that came and went with each revision."""
    published: Digests = defaultdict(RowsDigest)
    with_facts = Revision.objects.sealed().filter(
        ~Q(facts_hash="") | Exists(BatchChange.objects.filter(revision=OuterRef("pk")))
    )
    for revision in with_facts.defer("content").iterator(chunk_size=AT_ONCE):
        yield from _read_kept_rows(revision, published)
    for model in fact_models():
        yield from _differing_rows(model, published)


def _read_kept_rows(revision: Revision, published: Digests) -> Iterator[str]:
    digests = {}
    for change in revision.batch_changes.iterator(chunk_size=1):
        kept = KeptReader(change.packed)
        try:
            fold(published[change.table, revision.slug], change.table, revision.form, kept)
        except (zlib.error, ValueError):
            yield f"The rows of {change.table} kept with {_name(revision)} cannot be read."
        digests[change.table] = kept.digest
    if facts_hash(digests) != revision.facts_hash:
        yield f"The rows kept with {_name(revision)} are not those that it sealed."


def _differing_rows(model: type[Fact], published: Digests) -> Iterator[str]:
    table, write = model.batch, line_writer(model)
    held = model._base_manager.order_by().values_list("source__slug", flat=True).distinct()
    sources = {source for name, source in published if name == table}
    for source in sorted({*sources, *held}):
        digest = RowsDigest()
        for _, row in held_rows(model, source):
            digest.add(write(row))
        if digest.hexdigest() != published[table, source].hexdigest():
            yield f"{table} of {source} are not as they were published."


def _name(revision: Revision) -> str:
    return f"revision {revision.sequence} ({revision.record_kind} {revision.slug})"


def _some(items: Iterable[str]) -> Iterator[list[str]]:
    some: list[str] = []
    for item in items:
        some.append(item)
        if len(some) == AT_ONCE:
            yield some
            some = []
    if some:
        yield some
