"""Rows in the order of their keys, of more than the memory takes: a file sorts them.

In that order two bases that hold the same write the same, whichever database they lie in and
however their rows came into it; and two releases can be compared by reading both once.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson

from peacekb.releases import ReleaseRefused
from peacekb.releases.tables import Row


class Sorted:
    """Tables laid by in a file, to be read as often as they are written."""

    def __init__(self, file: Path) -> None:
        self.base = sqlite3.connect(file, isolation_level=None)
        # The file is thrown away, so that nothing is done for its safety.
        self.base.execute("PRAGMA journal_mode=OFF")
        self.base.execute("PRAGMA synchronous=OFF")

    def put(self, table: str, rows: Iterable[Row]) -> None:
        """Raises ReleaseRefused where two rows have one key."""
        self.base.execute(f'CREATE TABLE "{table}" (key TEXT PRIMARY KEY, row TEXT) WITHOUT ROWID')
        self.base.execute("BEGIN")
        told = ((row["key"], orjson.dumps(row, default=str).decode()) for row in rows)
        try:
            self.base.executemany(f'INSERT INTO "{table}" VALUES (?, ?)', told)
        except sqlite3.IntegrityError:
            raise ReleaseRefused(
                f"Two rows of {table} have one key; a release needs one each."
            ) from None
        self.base.execute("COMMIT")

    def rows(self, table: str) -> Iterator[Row]:
        for (row,) in self.base.execute(f'SELECT row FROM "{table}" ORDER BY key'):
            yield orjson.loads(row)

    def count(self, table: str) -> int:
        return self.base.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0]

    def values(self, table: str, column: str) -> list[str]:
        """Those that stand in a column, each once."""
        asked = f'SELECT DISTINCT row ->> ? FROM "{table}"'
        found = {value for (value,) in self.base.execute(asked, [column])}
        return sorted(found - {None})

    def close(self) -> None:
        self.base.close()
