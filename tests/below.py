"""Changes below the triggers, as someone with the database's password makes them."""

import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from types import SimpleNamespace

from django.db import connection

from records.content.canonical import canonical, hash_of
from records.content.kept_rows import facts_hash
from records.models import BatchChange, ChainHead, Revision
from records.writing.chain import START, link
from records.writing.triggers import seal_revisions, unseal_revisions


def drop_triggers() -> None:
    unseal_revisions(None, _editor())


@contextmanager
def below_the_triggers() -> Iterator[None]:
    """Without the triggers, which are there again afterwards."""
    drop_triggers()
    yield
    seal_revisions(None, _editor())


def _editor() -> SimpleNamespace:
    """Django's own cannot be used within a transaction of SQLite."""

    def execute(sql: str, params=None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)

    return SimpleNamespace(connection=connection, execute=execute)


def seal_anew(older: Callable[[str], str]) -> None:
    """The same history with other words in contents and kept rows, every link made anew."""
    previous = START
    with below_the_triggers():
        for revision in [*Revision.objects.sealed(), *Revision.objects.filter(sequence=None)]:
            revision.content = canonical(json.loads(older(revision.content)))
            revision.content_hash = hash_of(revision.content)
            digests = {}
            for change in BatchChange.objects.filter(revision=revision):
                lines = older(zlib.decompress(change.packed).decode()).encode()
                digests[change.table] = sha256(lines).hexdigest()
                change.packed = zlib.compress(lines)
                change.save()
            revision.facts_hash = facts_hash(digests)
            if revision.sequence:
                previous = revision.chain_hash = link(previous, revision)
            revision.save()
    ChainHead.objects.update(chain_hash=previous)
