"""The files of a table: CSV and NDJSON as the API sends them, compressed, and Parquet."""

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from peacekb.releases.sorting import Sorted
from peacekb.releases.tables import ReleasedTable, Row
from records.common.formats import CSV, NDJSON, PARQUET, Format
from records.common.formats.sheet import TableSheet
from records.releases.held import place_of

GZIP = 16 + zlib.MAX_WBITS  # its header has no moment and no name


def write_table(folder: Path, table: ReleasedTable, rows: Sorted, *, with_parquet: bool) -> None:
    for one in (CSV, NDJSON, *([PARQUET] if with_parquet else [])):
        pieces = one.write(_sheet(table, one, rows.rows(table.name)))
        put(folder / place_of(table.name, one.suffix), pieces)


def _sheet(table: ReleasedTable, one: Format, rows: Iterable[Row]) -> TableSheet:
    columns = table.columns if one.is_flat else table.own_columns
    names = [column.name for column in columns]
    return TableSheet(columns, ([row[name] for name in names] for row in rows))


def put(file: Path, pieces: Iterable[bytes]) -> None:
    """Writes the pieces, compressed where the name says so."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("xb") as opened:
        for piece in _compressed(pieces) if file.suffix == ".gz" else pieces:
            opened.write(piece)


def _compressed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    compressor = zlib.compressobj(wbits=GZIP)
    for piece in pieces:
        yield compressor.compress(piece)
    yield compressor.flush()
