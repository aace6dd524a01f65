"""The hash chain over everything ever published; `proof.py` proves it.

Each link covers the one before and every column of the revision. One row, ChainHead, is locked
first by every publication, so that the chain has no gaps, on PostgreSQL too.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.utils import timezone

from records.common.prepared import InstancesAmong
from records.content.canonical import canonical, hash_of
from records.content.references import chunks
from records.models import ChainHead, Revision

START = "0" * 64
AT_ONCE = 500
SEALED = (
    *("record_kind", "slug", "version", "state", "form", "content_hash", "facts_hash"),
    *("author", "approver", "reason", "origin", "loaded_hash", "base_version"),
    *("made_at", "sealed_at", "sequence"),
)


def latest_sealed(kind: str, slugs: Iterable[str]) -> dict[str, Revision]:
    """The last revision in the chain of each record, by slug; without its content."""
    found: dict[str, Revision] = {}
    for chunk in chunks(sorted(slugs), AT_ONCE):
        for revision in _sealed_of(kind)(chunk):
            found[revision.slug] = revision
    return found


@cache
def _sealed_of(kind: str) -> InstancesAmong:
    sealed = Revision.objects.sealed().filter(record_kind=kind).defer("content")
    return InstancesAmong(lambda slugs: sealed.filter(slug__in=slugs))


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
    """The hash of a revision's columns and of the link before; `content_hash` is for the content.

    This is the link's last form: another would break every chain there is.
    """
    columns = {name: _plain(getattr(revision, name)) for name in SEALED}
    return hash_of(canonical({"previous": previous, **columns}))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value


def now() -> datetime:
    return timezone.now()
