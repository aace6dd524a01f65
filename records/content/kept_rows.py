"""The rows that a batch added to its table and took out, kept as compressed lines.

A line is `+` or `-` and the row as JSON. From the first line to the last they make the table anew,
so that undoing and rebuilding need nothing but the history.
"""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from records.content.canonical import canonical, hash_of
from records.content.codec import default_of
from records.content.facts import FactPlan, FactRow, RowsDigest, dump, fact_columns, line_writer
from records.content.forms import current_form, lifted_fact
from records.models.ownership import Fact

ADDED, REMOVED = b"+", b"-"
PIECE = 64 * 1024


@dataclass(frozen=True)
class KeptRows:
    packed: bytes
    digest: str  # SHA-256 of the lines


def kept_rows(plan: FactPlan) -> KeptRows:
    packer, digest = zlib.compressobj(), hashlib.sha256()
    write = line_writer(plan.batch.model)
    pieces = []
    for sign, rows in ((REMOVED, plan.removed), (ADDED, plan.fresh)):
        for row in rows:
            line = sign + write(row) + b"\n"
            digest.update(line)
            pieces.append(packer.compress(line))
    return KeptRows(b"".join([*pieces, packer.flush()]), digest.hexdigest())


def facts_hash(digests: dict[str, str]) -> str:
    """What a revision seals of its kept rows, given their digests by table; empty for none."""
    return hash_of(canonical(digests)) if digests else ""


class KeptReader:
    """Reads kept rows a piece at a time; `digest` is whole when all were read."""

    def __init__(self, packed: bytes | memoryview) -> None:
        self._packed = bytes(packed)  # psycopg2 answers with a memoryview
        self._digest = hashlib.sha256()

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()

    def counts(self) -> tuple[int, int]:
        """How many rows were added and removed: much faster than to read them."""
        lines = zlib.decompress(self._packed)
        removed = lines.startswith(REMOVED) + lines.count(b"\n" + REMOVED)
        return lines.count(b"\n") - removed, removed

    def __iter__(self) -> Iterator[tuple[bytes, bytes]]:
        """(sign, row as JSON). Raises zlib.error for bytes that are none of ours."""
        unpacker, rest = zlib.decompressobj(), b""
        waiting = self._packed
        while not unpacker.eof:
            piece = unpacker.decompress(waiting, PIECE)
            waiting = unpacker.unconsumed_tail
            if not piece and not waiting and not unpacker.eof:
                raise zlib.error("The kept rows end in the middle.")
            self._digest.update(piece)
            *lines, rest = (rest + piece).split(b"\n")
            yield from ((line[:1], line[1:]) for line in lines)


def fold(digest: RowsDigest, table: str, form: int, kept: KeptReader) -> None:
    """Brings the digest of a table past these rows, lifted to today's form."""
    is_old = form != current_form()
    for sign, line in kept:
        if is_old:
            line = dump(lifted_fact(table, orjson.loads(line), form))
        (digest.add if sign == ADDED else digest.remove)(line)


def kept_facts(model: type[Fact], kept: KeptReader, form: int) -> Iterator[tuple[bytes, FactRow]]:
    """(sign, row) of what came and went, lifted to today's form."""
    columns = [(one.name, default_of(one)) for one in fact_columns(model)]
    for sign, line in kept:
        row = orjson.loads(line)
        if form != current_form():
            row = lifted_fact(model.batch, row, form)
        yield sign, tuple(row.get(name, default) for name, default in columns)
