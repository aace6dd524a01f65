"""Releases of a made-up world, in a folder of their own."""

import csv
import gzip
import hashlib
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

from peacekb.releases.making import make_release


def release_in(folder: Path, settings, name="2026.11", **options):
    settings.RELEASES = folder
    return make_release(name, **options)


def bytes_of(release) -> dict[str, bytes]:
    """The files of a release, each with its place."""
    files = (one for one in release.folder.rglob("*") if one.is_file())
    return {str(one.relative_to(release.folder)): one.read_bytes() for one in files}


def csv_of(release, table: str) -> str:
    return gzip.decompress((release.folder / f"csv/{table}.csv.gz").read_bytes()).decode()


def csv_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def lines_of(release, place: str) -> list[dict]:
    text = gzip.decompress((release.folder / place).read_bytes())
    return [json.loads(line) for line in text.splitlines()]


def asked_of(release, sql: str, *values) -> list[tuple]:
    with closing(sqlite3.connect(release.folder / "peacekb.sqlite3")) as base:
        return base.execute(sql, values).fetchall()


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
