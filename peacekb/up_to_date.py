"""Whether the base of `make run` stands as this code and these fixtures would make it.

    python -m peacekb.up_to_date || python manage.py prepare

Told without Django, which takes most of the time in which `prepare` finds that nothing is to be
done. `prepare` leaves in the base a number made of all files that it read (SQLite has one for the
application, `user_version`), so that a base that was put in its place has another.
"""

import os
import sqlite3
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("peacekb", "records", "organizations", "legal", "missions", "knowledge")


def main() -> int:
    """0 where nothing is to be done; a base that DATABASE_URL names is always looked at."""
    base = ROOT / "db.sqlite3"
    if "DATABASE_URL" in os.environ or not base.exists():
        return 1
    try:
        with closing(sqlite3.connect(f"{base.as_uri()}?mode=ro", uri=True)) as line:
            (number,) = line.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error:  # `prepare` says what is wrong
        return 1
    return int(number != number_of_files())


def number_of_files() -> int:
    """Another one where any file of the code, the fixtures or the list of libraries is another."""
    told = [f"{file} {held.st_size} {held.st_mtime_ns}" for file, held in sorted(_files())]
    return zlib.crc32("\n".join(told).encode()) >> 1  # of 31 bits: SQLite's is signed


def _files() -> Iterator[tuple[Path, os.stat_result]]:
    for room in ROOMS:
        yield from ((file, file.stat()) for file in (ROOT / room).rglob("*.py"))
    for file in [*(ROOT / "fixtures").iterdir(), ROOT / "pyproject.toml"]:
        yield file, file.stat()
    yield from ((file, file.stat()) for file in (ROOT / ".requirements").iterdir())


if __name__ == "__main__":
    sys.exit(main())
