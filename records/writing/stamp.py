"""The data stamp: a word outside the database that is new after each publication.

Whoever keeps an answer keeps the stamp of the base that it was made from: as long as that is the
same, the answer is true, and no query is needed to know it. Beside the word stands the end of the
chain for which it was written, and a mark for each publication that is about to be committed
(`stamp_places.py`).

A publication marks before it is committed and takes the mark away once the new word stands, so
that a word without a mark beside it is never old. One that cannot mark is not committed. A writer
that was killed leaves its mark: until the next publication, or until the worker mends it, readers
ask the database for the end of its chain instead, and so they do where the word belongs to another
base, such as one restored from a copy.
"""

import secrets
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import transaction

from records.common.prepared import Tuples
from records.models import ChainHead, Revision
from records.writing.chain import START, locked_head
from records.writing.stamp_places import Folder, Server, StampPlace

BEFORE_ANY: dict[str, Any] = {"sequence": 0, "chain_hash": START}


def stamp() -> str:
    """What changes with every publication; read it before the rows that are kept under it."""
    return stamp_outside() or _end_of_chain()


def stamp_outside() -> str | None:
    """The stamp, where it can be had without asking the database."""
    written = believed()
    return stamp_of(written) if written else None


def believed() -> str | None:
    """The word and the end of the chain, if they are of this base as it stands."""
    written = written_outside()
    return written if written and belongs(written) else None


def written_outside() -> str | None:
    """The word and the end of the chain, if no publication moves; of which base is not asked."""
    place = _place()
    return place.read() if place else None


def stamp_of(written: str) -> str:
    return written.partition(" ")[0]


def chain_hash_of(written: str) -> str:
    """What the base would say of where it stands (`ChainHead.stamp`)."""
    return written.rpartition(":")[2]


def move_stamp() -> None:
    """To be called at the end of a publication, within its transaction. Raises StampGone.

    It holds the head of the chain, so that whoever left another mark has ended: with the new word
    all of them go. What fails after the commit is logged and leaves the mark: the publication is
    made, and nobody may be told otherwise.
    """
    place = _place()
    if place is None:
        return
    marked = place.mark()

    def write_word() -> None:
        place.write(f"{secrets.token_hex(16)} {_end_of_chain()}", marked)

    transaction.on_commit(write_word, robust=True)


def mend_stamp() -> None:
    """A word where there is none to believe: none was written yet, or its writer was killed.

    Raises StampGone.
    """
    if _place() and stamp_outside() is None:
        with transaction.atomic():
            locked_head()  # of publications under way the end is awaited
            move_stamp()


def _place() -> StampPlace | None:
    if settings.STAMP_URL:
        return server_at(settings.STAMP_URL)
    return Folder(settings.STAMP) if settings.STAMP else None


@lru_cache(maxsize=1)
def server_at(address: str) -> Server:
    """One a process, which keeps its lines open."""
    return Server(address)


@lru_cache(maxsize=8)
def belongs(written: str) -> bool:
    """Whether the word is of this base; asked once a process for each word."""
    return written.partition(" ")[2] == _end_of_chain()


def has_reached(written: str) -> bool:
    """Whether the database that is asked has the publication for which the word was written: it is
    of the same base then, and not behind."""
    sequence, chain_hash = written.partition(" ")[2].split(":")
    if int(sequence):
        return (chain_hash,) in _sealed_at(int(sequence))
    return (ChainHead.end() or BEFORE_ANY) == BEFORE_ANY


_sealed_at = Tuples(
    lambda sequence: Revision.objects.filter(sequence=sequence).values_list("chain_hash")
)


def _end_of_chain() -> str:
    return "{sequence}:{chain_hash}".format(**ChainHead.end() or BEFORE_ANY)
