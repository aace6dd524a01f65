"""The formats in which tables are had: each a suffix, a media type and a way to write rows.

A list or an aggregate has all of them by `renderer_classes = TABULAR`; a further format is an entry
in TABLES.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from rest_framework import renderers

from records.common.formats import flat, nested, packed
from records.common.formats.sheet import TableSheet, sheet_of
from records.common.rendering import JSON


@dataclass(frozen=True)
class Format:
    suffix: str
    media_type: str
    write: Callable[[TableSheet], Iterator[bytes]]
    label: str
    is_flat: bool = True  # one value a cell, with names beside keys; else as JSON has the row
    most_rows: int | None = None

    @property
    def content_type(self) -> str:
        is_text = self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if is_text else self.media_type


CSV = Format("csv", "text/csv", flat.csv_of, "CSV")
NDJSON = Format("ndjson", "application/x-ndjson", nested.ndjson_of, "NDJSON", is_flat=False)
XLSX = Format(
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    flat.xlsx_of,
    "Excel",
    most_rows=100_000,
)
PARQUET = Format("parquet", "application/vnd.apache.parquet", packed.parquet_of, "Parquet")
GEOJSON = Format("geojson", "application/geo+json", nested.geojson_of, "GeoJSON", is_flat=False)
TABLES = {one.suffix: one for one in (CSV, NDJSON, XLSX, PARQUET, GEOJSON)}


class Tabular(renderers.BaseRenderer):
    """Writes the rows of an answer that is there already; lists stream theirs."""

    charset = None
    render_style = "binary"
    table: Format

    def render(self, data: Any, accepted_media_type=None, renderer_context=None) -> bytes:
        return b"".join(self.table.write(sheet_of(data["results"])))


def _renderer(table: Format) -> type[Tabular]:
    names = {"media_type": table.media_type, "format": table.suffix, "table": table}
    return type(f"{table.label}Renderer", (Tabular,), names)


Renderers = list[type[renderers.BaseRenderer]]
TABULAR: Renderers = [JSON, *(_renderer(one) for one in (CSV, NDJSON, XLSX, PARQUET))]
ON_THE_MAP: Renderers = [*TABULAR, _renderer(GEOJSON)]
