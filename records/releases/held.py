"""The releases in the folder of the setting RELEASES: read here, written by `peacekb/releases/`.

A release is a folder such as `2026.12` whose `SHA256SUMS` lists its files, and whose
`datapackage.json` says what they hold. A folder that lacks either is none: it may be half copied.
"""

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

NAME = re.compile(r"([1-9][0-9]{3})\.(0[1-9]|1[0-2])(?:\.([1-9][0-9]{0,3}))?")
SUMS = "SHA256SUMS"
SIGNATURES = (f"{SUMS}.minisig", f"{SUMS}.sig")
PACKAGE = "datapackage.json"
SQLITE = "peacekb.sqlite3"
DIFFERENCE = "difference.ndjson.gz"
SUMMARY = "DIFFERENCE.md"
CITATION, BIBTEX = "CITATION.cff", "citation.bib"
MEDIA_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".gz": "application/gzip",
    ".json": "application/json",
    ".ndjson": "application/x-ndjson",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite3": "application/vnd.sqlite3",
    ".bib": "application/x-bibtex; charset=utf-8",
    ".cff": "application/yaml",
}


def place_of(table: str, suffix: str) -> str:
    """Where a release has a table in a format: `csv/votes.csv.gz`."""
    return f"{suffix}/{table}.{suffix}" + ("" if suffix == "parquet" else ".gz")


@dataclass(frozen=True)
class File:
    place: str  # within the release
    size: int
    sha256: str

    @property
    def content_type(self) -> str:
        return MEDIA_TYPES.get(Path(self.place).suffix, "text/plain; charset=utf-8")


@dataclass(frozen=True)
class Release:
    name: str
    folder: Path
    package: Mapping[str, Any]  # what datapackage.json says
    files: Mapping[str, File]

    @property
    def day(self) -> date:
        return date.fromisoformat(self.package["created"])

    @property
    def previous(self) -> str | None:
        return self.package["previous"]

    @property
    def tables(self) -> Mapping[str, Mapping[str, int]]:
        """Of each table how many rows it has, and what came, went and changed before it."""
        return self.package["tables"]

    @property
    def sha256(self) -> str:
        """Of its description, which names the hash of each file of data."""
        return self.files[PACKAGE].sha256

    @property
    def signature(self) -> File | None:
        return next((self.files[one] for one in SIGNATURES if one in self.files), None)

    def table(self, name: str, suffix: str) -> File | None:
        return self.files.get(place_of(name, suffix))

    def path(self, file: File) -> Path:
        return self.folder / file.place


def order_of(name: str) -> tuple[int, int, int]:
    """By which releases follow one another. Raises ValueError for what is no name of one."""
    found = NAME.fullmatch(name)
    if not found:
        raise ValueError(f"'{name[:40]}' names no release. Write the year and month: 2026.12.")
    year, month, number = found.groups()
    return int(year), int(month), int(number or 0)


def releases() -> tuple[Release, ...]:
    """All that there are, the newest first."""
    folder = settings.RELEASES
    try:
        # Each request asks: to make a Path would cost more than the question.
        return _releases(folder, os.stat(folder).st_mtime_ns)  # noqa: PTH116
    except OSError:
        return ()


def current_release() -> Release | None:
    """The newest one, which records and lists of today extend."""
    return next(iter(releases()), None)


def release_called(name: str) -> Release | None:
    return next((one for one in releases() if one.name == name), None)


def released_as(sha256: str) -> list[tuple[Release, File]]:
    """The files, and their releases, that have this hash."""
    return [
        (release, file)
        for release in releases()
        for file in release.files.values()
        if file.sha256 == sha256
    ]


@lru_cache(maxsize=4)
def _releases(place: str | Path, _changed: int) -> tuple[Release, ...]:
    """Kept until one comes, which changes the folder."""
    folder = Path(place)
    names = [one.name for one in folder.iterdir() if NAME.fullmatch(one.name)]
    read = (_read(folder / name) for name in sorted(names, key=order_of, reverse=True))
    return tuple(one for one in read if one)


def _read(folder: Path) -> Release | None:
    try:
        files = {one.place: one for one in _files(folder)}
        package = json.loads((folder / PACKAGE).read_bytes())
    except (OSError, ValueError):
        return None
    return Release(folder.name, folder, package, files) if PACKAGE in files else None


def _files(folder: Path) -> list[File]:
    """Those that SHA256SUMS lists, then itself and its signature."""
    sums = (folder / SUMS).read_bytes()
    listed = [line.split("  ", 1) for line in sums.decode().splitlines()]
    beside = [SUMS, *(one for one in SIGNATURES if (folder / one).exists())]
    listed += [[hashlib.sha256((folder / one).read_bytes()).hexdigest(), one] for one in beside]
    return [File(place, (folder / place).stat().st_size, digest) for digest, place in listed]


def told_absent(name: str) -> str:
    """That there is no release of the name, and which there are."""
    names = [one.name for one in releases()]
    there = f"There are {', '.join(names)}." if names else "There is none yet."
    return f"There is no release '{name[:40]}'. {there}"
