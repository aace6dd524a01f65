"""What differs between a release and the one before it, row by row.

Both are in the order of keys, so that each is read once, side by side.
"""

import gzip
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Any

import orjson

from peacekb.releases.sorting import Sorted
from peacekb.releases.tables import ReleasedTable, Row
from records.releases.held import Release

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
COLUMNS_TOLD = 5


@dataclass
class TableDifference:
    """Of one table: how many rows came, went and changed, and in which columns."""

    rows: int
    changes: Counter[str] = field(default_factory=Counter)
    columns: Counter[str] = field(default_factory=Counter)
    columns_added: tuple[str, ...] = ()
    columns_removed: tuple[str, ...] = ()

    @property
    def told(self) -> dict[str, int]:
        """For the description of the release."""
        return {"rows": self.rows} | {one: self.changes[one] for one in (ADDED, REMOVED, CHANGED)}


class Differences:
    """Of all tables against an earlier release; of the first release there are none."""

    def __init__(self, tables: list[ReleasedTable], rows: Sorted, before: Release | None) -> None:
        self.tables, self.rows, self.before = tables, rows, before
        self.of = {one.name: TableDifference(rows.count(one.name)) for one in tables}
        self.gone: list[str] = []
        if before:
            self.gone = sorted(set(before.tables) - set(self.of))

    def lines(self) -> Iterator[bytes]:
        """A line of JSON for each row that differs; read to its end, it has counted them."""
        for table in self.tables if self.before else ():
            for change in self._of_table(table):
                self.of[table.name].changes[change["change"]] += 1
                yield orjson.dumps({"table": table.name} | change) + b"\n"

    def _of_table(self, table: ReleasedTable) -> Iterator[dict[str, Any]]:
        assert self.before  # noqa: S101 - without it there is nothing to compare
        own = [one.name for one in table.own_columns]
        after = ({name: row[name] for name in own} for row in self.rows.rows(table.name))
        held = self.before.table(table.name, "ndjson")
        before = _rows_of(self.before.path(held)) if held else iter(())
        difference = self.of[table.name]
        for was, now in side_by_side(before, after):
            if was is None:
                yield {"key": now["key"], "change": ADDED, "row": now}
            elif now is None:
                yield {"key": was["key"], "change": REMOVED, "row": was}
            else:
                difference.columns_added = tuple(name for name in now if name not in was)
                difference.columns_removed = tuple(name for name in was if name not in now)
                if columns := _changed(was, now):
                    difference.columns.update(columns.keys())
                    yield {"key": now["key"], "change": CHANGED, "columns": columns}

    def summary(self, name: str) -> str:
        """For people, as Markdown."""
        if self.before is None:
            return f"# {name}\n\nThe first release: there is none to compare it with.\n"
        lines = [f"# {name} against {self.before.name}", ""]
        told = [self._in_words(one.name) for one in self.tables]
        lines += [f"- {one}" for one in told if one] or ["Nothing differs."]
        lines += [f"- `{one}` is no more." for one in self.gone]
        return "\n".join([*lines, ""])

    def _in_words(self, table: str) -> str:
        found = self.of[table]
        parts = [f"{found.changes[one]:,} {one}" for one in (ADDED, REMOVED, CHANGED)]
        parts = [part for part in parts if not part.startswith("0 ")]
        if found.columns:
            most = found.columns.most_common()
            names = [f"{name} {number:,}" for name, number in sorted(most, key=_most_first)]
            more = len(names) - COLUMNS_TOLD
            further = f" and {more} further columns" if more > 0 else ""
            parts[-1] += f" ({', '.join(names[:COLUMNS_TOLD])}{further})"
        parts += [f"column `{one}` is new" for one in found.columns_added]
        parts += [f"column `{one}` is no more" for one in found.columns_removed]
        return f"`{table}`, {found.rows:,} rows: {', '.join(parts)}." if parts else ""


def _most_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def side_by_side(before: Iterator[Row], after: Iterator[Row]) -> Iterator[tuple[Any, Any]]:
    """Rows of two tables in the order of keys, those with one key together; else None beside."""
    key = itemgetter("key")
    was, now = next(before, None), next(after, None)
    while was is not None or now is not None:
        if now is None or (was is not None and key(was) < key(now)):
            yield was, None
            was = next(before, None)
        elif was is None or key(now) < key(was):
            yield None, now
            now = next(after, None)
        else:
            yield was, now
            was, now = next(before, None), next(after, None)


def _changed(was: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Columns that both have and that differ: what stood there, and what stands."""
    if was == now:
        return {}
    return {name: [was[name], now[name]] for name in now if name in was and was[name] != now[name]}


def _rows_of(file: Path) -> Iterator[Row]:
    with gzip.open(file, "rb") as lines:
        for line in lines:
            yield orjson.loads(line)
