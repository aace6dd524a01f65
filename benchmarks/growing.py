"""A copy of the base in which records stand several times over, with all that hangs on them.

States, organizations and sources stay as they are, so that each has so many times the rows; so do
missions for their figures of months, whose copies stand on further days of the same months. Each
copy has a name of its own, as no two records of a kind share one.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

APART = 10_000_000  # between the numbers of a row and of its copy
ROOMS = ("records", "organizations", "legal", "missions", "knowledge")
AS_THEY_ARE = "'state', 'organization', 'source'"
NOT_COPIED = {
    *("organizations_state", "organizations_organization", "records_source"),
    *("missions_mandatecoding", "missions_mandatetasktype"),
    *("records_batch", "records_batchchange", "records_revision"),  # the history
}
UNOWNED = ("records_record", "legal_meeting")
UNIQUE = {  # what tells a copy from its original, beside its number
    "records_record": {"slug": "slug || '-grown-{at}'", "name": "name || ' grown {at}'"},
    "legal_document": {
        "number": "NULL",
        "symbol": "symbol || ' grown {at}'",
        "symbol_key": "'grown {at} ' || record_id",
    },
    "legal_meeting": {"meeting": "'S/PV.' || (substr(meeting, 6) + {at} * 10000)"},
    "missions_fatality": {"casualty_id": "casualty_id || '-{at}'"},
    "knowledge_claim": {"code": "code || '-{at}'"},
}


def grow(place: Path, times: int) -> None:
    base = sqlite3.connect(place)
    base.execute("PRAGMA ignore_check_constraints = ON")  # they ask for functions of Django's
    for (trigger,) in base.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%no_overlap%'"
    ).fetchall():
        base.execute(f"DROP TRIGGER {trigger}")  # of each row it would ask all the others
    base.execute(
        f"CREATE TEMP TABLE kept AS SELECT id FROM records_record"
        f" WHERE record_kind IN ({AS_THEY_ARE})"
    )
    base.execute("CREATE UNIQUE INDEX temp.of_kept ON kept (id)")
    for table in _tables(base):
        for at in range(1, times):
            if copied := _copied(base, table, at):
                base.execute(copied)
    base.commit()
    base.close()


def _tables(base: sqlite3.Connection) -> Iterator[str]:
    for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if name.startswith(ROOMS) and name not in NOT_COPIED and "_fts" not in name:
            yield name


def _copied(base: sqlite3.Connection, table: str, at: int) -> str:
    """The statement that copies a table; empty where its rows hang on nothing that is copied."""
    columns = [row[1] for row in base.execute(f"PRAGMA table_info({table})")]
    leading = {
        row[3]: row[2]
        for row in base.execute(f"PRAGMA foreign_key_list({table})")
        if row[2] not in NOT_COPIED
    }
    if not leading and table not in UNOWNED and "month" not in columns:
        return ""
    told: dict[str, str] = {}
    if "month" in columns:
        told["month"] = f"date(month, '+{at} days')"
        leading = {}
    for column, to in leading.items():
        told[column] = f"{column} + {at * APART}"
        if to == "records_record":
            told[column] = f"iif({column} IN kept, {column}, {told[column]})"
    if "id" in columns:
        told["id"] = f"id + {at * APART}"
    told |= {name: sql.format(at=at) for name, sql in UNIQUE.get(table, {}).items()}
    key = "id" if "id" in columns else "record_id"
    owner = "id" if table == "records_record" else "record_id"
    apart = f" AND {owner} NOT IN kept" if leading.get(owner) or owner == "id" else ""
    copies = ", ".join(told.get(name, f'"{name}"') for name in columns)
    return f"INSERT INTO {table} SELECT {copies} FROM {table} WHERE {key} < {APART}{apart}"
