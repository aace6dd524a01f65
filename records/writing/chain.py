"""The hash chain over everything ever published, and its proof.

Each link covers the one before, the content, who, when, the state and why. One row, ChainHead, is
locked first by every publication, so that the chain has no gaps, on PostgreSQL too.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime

from django.utils import timezone

from records.content.canonical import canonical, contents_of, hash_of
from records.content.facts import digest_of, held_rows
from records.models import Batch, ChainHead, Record, Revision, RevisionState
from records.models.ownership import fact_models

START = "0" * 64


def locked_head() -> ChainHead:
    """The end of the chain, held by this transaction until it ends."""
    ChainHead.objects.get_or_create(pk=1)
    return ChainHead.objects.select_for_update().get(pk=1)


def seal(head: ChainHead, revision: Revision, state: str, moment: datetime) -> None:
    """Makes the revision the next link; the caller saves both."""
    revision.state = state
    revision.sealed_at = moment
    revision.sequence = head.sequence + 1
    revision.chain_hash = link(head.chain_hash, revision)
    head.sequence, head.chain_hash = revision.sequence, revision.chain_hash


def link(previous: str, revision: Revision) -> str:
    moment = revision.sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = [
        previous,
        revision.content_hash,
        revision.author,
        moment,
        revision.state,
        revision.reason,
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def now() -> datetime:
    return timezone.now()


def broken_links() -> Iterator[str]:
    """Walks the whole chain; yields a sentence for each thing that does not fit."""
    previous, expected = START, 1
    for revision in Revision.objects.sealed().iterator(chunk_size=500):
        name = f"revision {revision.sequence} ({revision.record_kind} {revision.slug})"
        if revision.sequence != expected:
            yield f"The chain jumps from {expected - 1} to {revision.sequence}."
        if hash_of(revision.content) != revision.content_hash:
            yield f"The content of {name} is not what its hash says."
        if link(previous, revision) != revision.chain_hash:
            yield f"The link of {name} does not follow from the one before."
        previous, expected = revision.chain_hash, revision.sequence + 1
    head = ChainHead.objects.filter(pk=1).first() or ChainHead()
    if (head.sequence, head.chain_hash) != (expected - 1, previous):
        yield f"The head says revision {head.sequence}, the chain ends at {expected - 1}."


def differing_records() -> Iterator[str]:
    """Holds the tables against the last revision of each record."""
    latest: dict[tuple[str, str], tuple[str, str]] = {}
    sealed = Revision.objects.sealed().values_list("record_kind", "slug", "state", "content_hash")
    for kind, slug, state, content_hash in sealed.iterator(chunk_size=2000):
        latest[kind, slug] = (state, content_hash)
    for kind in Record.objects.order_by().values_list("record_kind", flat=True).distinct():
        for slug, content in contents_of(kind).items():
            state, content_hash = latest.pop((kind, slug), ("", ""))
            if state != RevisionState.PUBLISHED:
                yield f"{kind} {slug} is in the tables without a published revision."
            elif hash_of(canonical(content)) != content_hash:
                yield f"{kind} {slug} is not in the tables as it was last published."
    for (kind, slug), (state, _) in latest.items():
        if state == RevisionState.PUBLISHED:
            yield f"{kind} {slug} was published and is missing in the tables."


def differing_batches() -> Iterator[str]:
    """Holds the fact tables against the batches that brought them."""
    models = {model.batch: model for model in fact_models()}
    sealed = set()
    for batch in Batch.objects.select_related("source"):
        sealed.add((batch.table, batch.source_id))
        rows = [row for _, row in held_rows(models[batch.table], batch.source.slug)]
        if (len(rows), digest_of(rows)) != (batch.rows, batch.digest):
            yield f"{batch.table} of {batch.source.slug} are not as they were published."
    for table, model in models.items():
        sources = model._base_manager.order_by().values_list("source", flat=True).distinct()
        for source in sources:
            if (table, source) not in sealed:
                yield f"{table} holds rows of source {source} that no revision brought."
