"""The data stamp: a word outside the database that is new after each publication.

Whoever keeps an answer keeps the stamp of the base that it was made from: as long as that is the
same, the answer is true, and no query is needed to know it. The folder of the setting STAMP holds

- `stamp`: the word, and the end of the chain for which it was written;
- `moving-…`: one file for each publication that is about to be committed.

A publication marks before it is committed and takes the mark away once the new word stands, so
that a word without a mark beside it is never old. A writer that was killed leaves its mark: until
the next publication, readers ask the database for the end of its chain instead, and so they do
where the word belongs to another base, such as one restored from a copy.
"""

import os
import secrets
from collections.abc import Iterable
from functools import lru_cache, partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from records.models import ChainHead
from records.writing.chain import START

MARK = "moving-"
WORD = "stamp"
BEFORE_ANY = {"sequence": 0, "chain_hash": START}


def stamp() -> str:
    """What changes with every publication; read it before the rows that are kept under it."""
    return stamp_outside() or _end_of_chain()


def stamp_outside() -> str | None:
    """The stamp, where it can be had without asking the database."""
    written = written_outside()
    return stamp_of(written) if written and belongs(written) else None


def written_outside() -> str | None:
    """The word and the end of the chain, if no publication is moving; of which base is not asked.

    Each request reads it, so paths are not made into objects.
    """
    if settings.STAMP is None:
        return None
    try:
        if any(name.startswith(MARK) for name in os.listdir(settings.STAMP)):  # noqa: PTH208
            return None
        with open(settings.STAMP / WORD, encoding="ascii") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return None


def stamp_of(written: str) -> str:
    return written.partition(" ")[0]


def move_stamp() -> None:
    """To be called at the end of a publication, within its transaction.

    It holds the head of the chain, so that whoever left another mark has ended: with the new word
    all of them go.
    """
    if settings.STAMP is None:
        return
    settings.STAMP.mkdir(parents=True, exist_ok=True)
    (settings.STAMP / f"{MARK}{secrets.token_hex(8)}").touch()
    marks = list(settings.STAMP.glob(f"{MARK}*"))
    transaction.on_commit(partial(_write_word, settings.STAMP, marks))


def _write_word(folder: Path, marks: Iterable[Path]) -> None:
    fresh = folder / f"fresh-{secrets.token_hex(8)}"
    fresh.write_text(f"{secrets.token_hex(16)} {_end_of_chain()}", encoding="ascii")
    fresh.replace(folder / WORD)
    for mark in marks:
        mark.unlink(missing_ok=True)


@lru_cache(maxsize=8)
def belongs(written: str) -> bool:
    """Whether the word is of this base; asked once a process for each word."""
    return written.partition(" ")[2] == _end_of_chain()


def _end_of_chain() -> str:
    return "{sequence}:{chain_hash}".format(**ChainHead.end() or BEFORE_ANY)
