"""One SQLite file with all tables: typed, with foreign keys, views of lists and words of titles.

It opens in Datasette, DB Browser or `sqlite3` as it is. Written row by row in the order of keys,
with fixed settings and nothing of the moment, it is the same to the byte each time.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson

from peacekb.releases import ReleaseRefused
from peacekb.releases.sorting import Sorted
from peacekb.releases.tables import ReleasedTable, Row
from records.common.formats.columns import NAME
from records.common.formats.sheet import BOOLEAN, INTEGER, NESTED, NUMBER, WORDS, SheetColumn

APPLICATION = 0x50454143  # "PEAC": what kind of file it is, for `file` and its like
PAGE = 4096
TYPES = {INTEGER: "INTEGER", NUMBER: "REAL", BOOLEAN: "INTEGER"}
TITLES = ("name", "official_name", "acronym", "heading", "situation", "person")


def write_database(file: Path, tables: Sequence[ReleasedTable], rows: Sorted, about: Row) -> None:
    """Raises ReleaseRefused where a key names a row that is not there."""
    with closing(sqlite3.connect(file, isolation_level=None)) as base:
        for setting in (f"application_id={APPLICATION}", f"page_size={PAGE}", "journal_mode=OFF"):
            base.execute(f"PRAGMA {setting}")
        base.execute("BEGIN")
        _write_about(base, tables, about)
        for table in tables:
            columns = _columns(table)
            base.execute(_created(table, columns))
            marks = ", ".join("?" * len(columns))
            told = (_values(columns, row) for row in rows.rows(table.name))
            base.executemany(f"INSERT INTO {sql_name(table.name)} VALUES ({marks})", told)
            for statement in (*_indexes(table), *_views(table), *_words(table)):
                base.execute(statement)
        base.execute("COMMIT")
        if broken := base.execute("PRAGMA foreign_key_check").fetchone():
            raise ReleaseRefused(f"{broken[0]} names a row of {broken[2]} that is not there.")


def sql_name(name: str) -> str:
    """As a table is called in SQL, where a hyphen would be a minus."""
    return name.replace("-", "_")


def _columns(table: ReleasedTable) -> list[SheetColumn]:
    """Without the names of what a key leads to: a join has them, and they stand once."""
    linked = {f"{name}{NAME}" for name in table.keys}
    return [one for one in table.columns if one.name not in linked]


def _created(table: ReleasedTable, columns: Iterable[SheetColumn]) -> str:
    told = ",\n  ".join(_column(table, one) for one in columns)
    return f"CREATE TABLE {sql_name(table.name)} (\n  {told}\n)"


def _column(table: ReleasedTable, column: SheetColumn) -> str:
    told = f'"{column.name}" {TYPES.get(column.type, "TEXT")}'
    if column.name == "key":
        return f"{told} PRIMARY KEY NOT NULL"
    target = table.keys.get(column.name)
    return f"{told} REFERENCES {sql_name(target)} (key)" if target else told


def _values(columns: Iterable[SheetColumn], row: Row) -> list[Any]:
    return [_value(row[one.name], one.type) for one in columns]


def _value(value: Any, kind: str) -> Any:
    if value in ("", [], {}):
        return None
    return orjson.dumps(value).decode() if kind in (WORDS, NESTED) and value is not None else value


def _indexes(table: ReleasedTable) -> Iterator[str]:
    name = sql_name(table.name)
    for column in table.keys:
        yield f'CREATE INDEX {name}_by_{column} ON {name} ("{column}")'


def _views(table: ReleasedTable) -> Iterator[str]:
    """A view for each list of words: a row for each word, as joins want it."""
    name = sql_name(table.name)
    for column in table.columns:
        if column.type == WORDS and not column.name.endswith(NAME):
            each = f'{name}, json_each({name}."{column.name}") AS one'
            asked = f"SELECT {name}.key AS key, one.value AS value FROM {each}"
            yield f"CREATE VIEW {name}_{column.name} AS {asked}"


def _words(table: ReleasedTable) -> Iterator[str]:
    """Full text of what rows are called."""
    name = sql_name(table.name)
    titles = [one.name for one in table.columns if one.name in TITLES]
    if titles:
        columns = ", ".join(titles)
        yield f'CREATE VIRTUAL TABLE {name}_fts USING fts5({columns}, content="{name}")'
        yield f"INSERT INTO {name}_fts ({name}_fts) VALUES ('rebuild')"


def _write_about(base: sqlite3.Connection, tables: Iterable[ReleasedTable], about: Row) -> None:
    """What this is, and what each column holds: the file explains itself."""
    base.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
    base.executemany("INSERT INTO about VALUES (?, ?)", about.items())
    base.execute(
        'CREATE TABLE columns ("table" TEXT, "column" TEXT, type TEXT, unit TEXT, meaning TEXT, '
        'PRIMARY KEY ("table", "column"))'
    )
    for table in tables:
        held = {one.name for one in _columns(table)}
        for field in (one for one in table.schema()["fields"] if one["name"] in held):
            told = [sql_name(table.name), field["name"], field["type"], field.get("unit")]
            base.execute(
                "INSERT INTO columns VALUES (?, ?, ?, ?, ?)", [*told, field.get("description")]
            )
