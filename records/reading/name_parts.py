"""Which names hold a part of a word: an index of all three letters in a row, on SQLite.

The database keeps it in step with `NameEntry` by three triggers, which SQLite drops whenever Django
rebuilds the table: a later migration of it calls `make_index` again, and a system check reports
what is missing. PostgreSQL reads the names themselves, several processes at once.
"""

from typing import Any

from django.core.checks import Error, Tags, register
from django.db import connections
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

TABLE, INDEX = "records_nameentry", "records_name_fts"
EVENTS = ("insert", "delete", "update")
SHORTEST = 3  # signs that the index holds together

TAKEN_IN = f"INSERT INTO {INDEX}(rowid, folded) VALUES (NEW.id, NEW.folded);"
TAKEN_OUT = f"INSERT INTO {INDEX}({INDEX}, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);"
DONE = {"insert": TAKEN_IN, "delete": TAKEN_OUT, "update": f"{TAKEN_OUT} {TAKEN_IN}"}
MATCHING = f"SELECT rowid FROM {INDEX} WHERE folded MATCH %s"


def holding_part(names: QuerySet, part: str) -> QuerySet:
    """Names in which a folded word stands, or a part of one."""
    if connections[names.db].vendor != "sqlite" or len(part) < SHORTEST:
        return reading_each(names, part)
    quoted = part.replace('"', '""')
    return names.filter(Q(pk__in=RawSQL(MATCHING, [f'"{quoted}"'])))


def reading_each(names: QuerySet, part: str) -> QuerySet:
    """The same, of names so few that the index would find more of others."""
    return names.filter(folded__contains=part)


def make_index(apps: Any, schema_editor: Any) -> None:
    """For `RunPython`."""
    drop_index(apps, schema_editor)
    if schema_editor.connection.vendor != "sqlite":
        return
    schema_editor.execute(
        f"CREATE VIRTUAL TABLE {INDEX} USING fts5(folded, content='{TABLE}', content_rowid='id',"
        " tokenize='trigram')"
    )
    for event, done in DONE.items():
        schema_editor.execute(
            f"CREATE TRIGGER {INDEX}_{event} AFTER {event.upper()} ON {TABLE} BEGIN {done} END"
        )
    schema_editor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')")


def drop_index(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for event in EVENTS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {INDEX}_{event}")
    schema_editor.execute(f"DROP TABLE IF EXISTS {INDEX}")


@register(Tags.database)
def index_present(app_configs: Any, databases: Any, **kwargs: Any) -> list[Error]:
    """Asked by `migrate` and `check --database default`."""
    return [
        Error(
            f"The index of names lacks {name}.",
            hint="Call records.reading.name_parts.make_index in a migration after the last that "
            "rebuilt the table.",
            id="records.E002",
        )
        for alias in databases or []
        if INDEX in connections[alias].introspection.table_names()
        for name in sorted(_missing(connections[alias]))
    ]


def _missing(connection: Any) -> set[str]:
    if connection.vendor != "sqlite":
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {f"{INDEX}_{event}" for event in EVENTS} - {row[0] for row in cursor.fetchall()}
