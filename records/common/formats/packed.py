"""Parquet, for those who compute: columns with types, in one file. Needs the extra `parquet`."""

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from importlib.util import find_spec
from itertools import islice
from typing import Any

import orjson

from records.common.formats.flat import pieces_of
from records.common.formats.sheet import (
    BOOLEAN,
    DATE,
    INTEGER,
    MOMENT,
    NESTED,
    NUMBER,
    WORDS,
    TableSheet,
)

AT_A_TIME = 5_000  # rows of a group


def is_there() -> bool:
    return find_spec("pyarrow") is not None


def parquet_of(sheet: TableSheet) -> Iterator[bytes]:
    import pyarrow
    from pyarrow import parquet

    types = {
        INTEGER: pyarrow.int64(),
        NUMBER: pyarrow.float64(),
        BOOLEAN: pyarrow.bool_(),
        DATE: pyarrow.date32(),
        MOMENT: pyarrow.timestamp("us", tz="UTC"),
        WORDS: pyarrow.list_(pyarrow.string()),
    }
    columns = sheet.columns
    schema = pyarrow.schema([(one.name, types.get(one.type, pyarrow.string())) for one in columns])
    rows = iter(sheet.rows)
    with tempfile.TemporaryFile() as file:
        with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
            while group := list(islice(rows, AT_A_TIME)):
                cells = zip(*group, strict=True)
                arrays = [
                    pyarrow.array([_value(value, column.type) for value in values], field.type)
                    for column, field, values in zip(columns, schema, cells, strict=True)
                ]
                writer.write_batch(pyarrow.record_batch(arrays, schema=schema))
        yield from pieces_of(file)


def _value(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == NESTED:
        return orjson.dumps(value, default=str).decode() if value else None
    if kind == DATE:
        return value if isinstance(value, date) else date.fromisoformat(value)
    if kind == MOMENT:
        return value if isinstance(value, datetime) else datetime.fromisoformat(value)
    if kind == NUMBER:
        return float(value)
    return value if kind in (INTEGER, BOOLEAN, WORDS) else str(value)
