"""The index that the database itself keeps in step with `SearchEntry`.

SQLite: an FTS5 table over the entries' own columns, with three triggers, and an index of the short
columns. PostgreSQL: two generated
columns with a GIN index. SQLite drops triggers whenever Django rebuilds the table, so a later
migration of `SearchEntry` calls `make_index` again; a system check reports what is missing.
"""

from django.core.checks import Error, Tags, register
from django.db import connections

TABLE = "knowledge_searchentry"
INDEX = "knowledge_search_fts"
COLUMNS = "title_words, words"
SHOWN = "knowledge_search_shown"

SQLITE = [
    f"DROP TABLE IF EXISTS {INDEX}",
    f"DROP INDEX IF EXISTS {SHOWN}",
    # With texts a row of the table fills a page; what all entries are counted by is here.
    f"CREATE INDEX {SHOWN} ON {TABLE}(id, record_id, anchor, kind, subkind, verdict,"
    " organizations, regions, starts_on, starts_precision, ends_on, ends_precision)",
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5({COLUMNS}, content='{TABLE}',"
    " content_rowid='id', tokenize='unicode61 remove_diacritics 0', detail=full)",
    f"CREATE TRIGGER {INDEX}_insert AFTER INSERT ON {TABLE} BEGIN"
    f" INSERT INTO {INDEX}(rowid, {COLUMNS}) VALUES (NEW.id, NEW.title_words, NEW.words);"
    " END",
    f"CREATE TRIGGER {INDEX}_delete AFTER DELETE ON {TABLE} BEGIN"
    f" INSERT INTO {INDEX}({INDEX}, rowid, {COLUMNS})"
    " VALUES ('delete', OLD.id, OLD.title_words, OLD.words); END",
    f"CREATE TRIGGER {INDEX}_update AFTER UPDATE ON {TABLE} BEGIN"
    f" INSERT INTO {INDEX}({INDEX}, rowid, {COLUMNS})"
    " VALUES ('delete', OLD.id, OLD.title_words, OLD.words);"
    f" INSERT INTO {INDEX}(rowid, {COLUMNS}) VALUES (NEW.id, NEW.title_words, NEW.words);"
    " END",
    f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')",
]
TRIGGERS = {f"{INDEX}_{event}" for event in ("insert", "delete", "update")}
KEPT = TRIGGERS | {SHOWN}

POSTGRESQL = [
    statement
    for column, source in (("title_vector", "title_words"), ("vector", "words"))
    for statement in (
        f"ALTER TABLE {TABLE} ADD COLUMN {column} tsvector"
        f" GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, {source})) STORED",
        f"CREATE INDEX {TABLE}_{column} ON {TABLE} USING gin({column}) WITH (fastupdate = off)",
    )
]


def make_index(apps, schema_editor) -> None:
    """For `RunPython`."""
    if schema_editor.connection.vendor == "postgresql":
        for sql in POSTGRESQL:
            schema_editor.execute(sql, params=None)
        return
    for name in sorted(TRIGGERS):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    for sql in SQLITE:
        schema_editor.execute(sql, params=None)


def drop_index(apps, schema_editor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for column in ("title_vector", "vector"):
            schema_editor.execute(f"ALTER TABLE {TABLE} DROP COLUMN {column}")
        return
    for name in sorted(TRIGGERS):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    schema_editor.execute(f"DROP INDEX IF EXISTS {SHOWN}")
    schema_editor.execute(f"DROP TABLE IF EXISTS {INDEX}")


@register(Tags.database)
def index_present(app_configs, databases, **kwargs) -> list[Error]:
    """Asked by `migrate` and `check --database default`."""
    return [
        Error(
            f"The search index of {TABLE} lacks {name}.",
            hint="Call knowledge.search.fulltext.make_index in a migration after the last that "
            "rebuilt the table.",
            id="knowledge.E001",
        )
        for alias in databases or []
        if TABLE in connections[alias].introspection.table_names()
        for name in sorted(_missing(connections[alias]))
    ]


def _missing(connection) -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            columns = {
                one.name for one in connection.introspection.get_table_description(cursor, TABLE)
            }
            return {"title_vector", "vector"} - columns
        cursor.execute("SELECT name FROM sqlite_master WHERE type IN ('trigger', 'index')")
        return KEPT - {row[0] for row in cursor.fetchall()}
