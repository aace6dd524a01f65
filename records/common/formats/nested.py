"""Rows as the API writes them: a line of JSON each, or points for a map."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from records.common.formats.sheet import PIECE, TableSheet

PLACE = ("longitude", "latitude")


def ndjson_of(sheet: TableSheet) -> Iterator[bytes]:
    return _together(_json(row) + b"\n" for row in _named(sheet))


def geojson_of(sheet: TableSheet) -> Iterator[bytes]:
    """A FeatureCollection; a row whose place is not known has no geometry."""
    return _together(_collection(_named(sheet)))


def _named(sheet: TableSheet) -> Iterator[dict[str, Any]]:
    names = sheet.names
    return (dict(zip(names, row, strict=True)) for row in sheet.rows)


def _collection(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    before = b'{"type":"FeatureCollection","features":[\n'
    for row in rows:
        yield before + _json(_feature(row))
        before = b",\n"
    yield b"\n]}\n" if before == b",\n" else before + b"]}\n"


def _feature(row: Mapping[str, Any]) -> dict[str, Any]:
    place = [row[name] for name in PLACE]
    point = (
        {"type": "Point", "coordinates": [float(one) for one in place]}
        if all(one is not None for one in place)
        else None
    )
    return {"type": "Feature", "geometry": point, "properties": row}


def _json(value: Any) -> bytes:
    return orjson.dumps(value, default=str)


def _together(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Small pieces sent one by one cost more than they are worth."""
    held, length = [], 0
    for line in lines:
        held.append(line)
        length += len(line)
        if length > PIECE:
            yield b"".join(held)
            held, length = [], 0
    yield b"".join(held)
