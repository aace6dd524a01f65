"""What a release says of itself: a data package (Frictionless), and how to cite it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.urls import reverse

from peacekb.files import sha256_of
from peacekb.releases.difference import Differences
from peacekb.releases.sorting import Sorted
from peacekb.releases.tables import ReleasedTable, Row
from records.common.formats import TABLES as FORMATS
from records.models import ChainHead
from records.reading.citing import AUTHOR, Cited
from records.releases.held import DIFFERENCE, MEDIA_TYPES, SQLITE, place_of

TITLE = "PeaceKB: peace operations, their mandates and the law under them"
DESCRIPTION = (
    "All lists of the base as tables, without drafts and without what was withdrawn. What is "
    "missing is empty; the column `missing` says why. In CSV the texts of a list are joined by "
    "semicolons, and a text that a sheet would run as a formula has an apostrophe before it."
)
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
TERMS = "Of what PeaceKB adds itself. Each source keeps its own terms: see `sources`."


@dataclass(frozen=True)
class ToldRelease:
    """What a release is: its name, its day, and the end of the chain that it was made from."""

    name: str
    day: date
    previous: str | None
    head: ChainHead

    def about(self) -> Row:
        """For the SQLite file."""
        return {
            "title": TITLE,
            "description": DESCRIPTION,
            "release": self.name,
            "day": f"{self.day:%Y-%m-%d}",
            "revision": f"{self.head.sequence}",
            "chain_hash": self.head.chain_hash,
            "licence": f"{LICENCE['path']} {TERMS}",
        }

    def citation(self, content_hash: str) -> str:
        """CITATION.cff, which is YAML; a text of JSON is one of YAML too."""
        said = {
            "cff-version": "1.2.0",
            "message": "Cite the release that you used, and the source of the values.",
            "type": "dataset",
            "title": TITLE,
            "version": self.name,
            "date-released": f"{self.day:%Y-%m-%d}",
            "license": LICENCE["name"],
        }
        lines = [f"{name}: {json.dumps(value)}" for name, value in said.items()]
        lines += ["authors:", f"  - name: {AUTHOR}", "identifiers:", "  - type: other"]
        lines += [f"    value: sha256:{content_hash}", "    description: Hash of datapackage.json"]
        return "\n".join([*lines, ""])


def release_cited(
    name: str, day: date, content_hash: str, address: str = "", files: str = ""
) -> Cited:
    """Its files name no address: they do not know where they will be served."""
    return Cited(
        key=f"peacekb-{name}",
        title=TITLE,
        version=f"Release {name}",
        hash=content_hash,
        published=day,
        address=address,
        files=files,
        query="",
        verify=f"{reverse('verify')}?hash={content_hash}",
    )


def datapackage(
    folder: Path,
    told: ToldRelease,
    tables: list[ReleasedTable],
    rows: Sorted,
    differences: Differences,
) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "peacekb",
        "title": TITLE,
        "description": DESCRIPTION,
        "version": told.name,
        "created": f"{told.day:%Y-%m-%d}",
        "previous": told.previous,
        "revision": told.head.sequence,
        "chain_hash": told.head.chain_hash,
        "licenses": [LICENCE | {"description": TERMS}],
        "contributors": [{"title": AUTHOR, "roles": ["creator"]}],
        "sources": [_source(row) for row in rows.rows("sources")],
        "tables": {name: one.told for name, one in differences.of.items()},
        "resources": list(_resources(folder, tables, rows)),
    }


def _source(row: Row) -> dict[str, Any]:
    found = {"key": row["key"], "title": row["name"], "path": row["url"]}
    found |= {"publisher": row["publisher"], "licence": row["licence"]}
    return {name: value for name, value in found.items() if value}


def _resources(folder: Path, tables: list[ReleasedTable], rows: Sorted) -> Iterator[dict[str, Any]]:
    """Each table once with its columns, as CSV; then the same in other formats."""
    for table in tables:
        csv = _resource(folder, table.name, place_of(table.name, "csv"), "csv")
        csv |= {"title": table.title, "rows": rows.count(table.name)}
        csv |= {"encoding": "utf-8", "schema": table.schema()}
        if any(column.name == "source" for column in table.columns):
            csv["sources"] = [{"title": key} for key in rows.values(table.name, "source")]
        yield csv
        for suffix in ("ndjson", "parquet"):
            place = place_of(table.name, suffix)
            if (folder / place).exists():
                yield _resource(folder, f"{table.name}-{suffix}", place, suffix)
    yield _resource(folder, "peacekb-sqlite", SQLITE, "sqlite3")
    yield _resource(folder, "difference", DIFFERENCE, "ndjson")


def _resource(folder: Path, name: str, place: str, suffix: str) -> dict[str, Any]:
    file = folder / place
    media_type = FORMATS[suffix].media_type if suffix in FORMATS else MEDIA_TYPES[f".{suffix}"]
    found: dict[str, Any] = {"name": name, "path": place, "format": suffix}
    found |= {"mediatype": media_type}
    if place.endswith(".gz"):
        found["compression"] = "gz"
    return found | {"bytes": file.stat().st_size, "hash": f"sha256:{sha256_of(file)}"}
