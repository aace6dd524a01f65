"""Triggers that keep the history honest, on both databases.

A revision in the chain never changes; one outside it keeps its content and only moves forward.
Deletion needs no trigger: a missing revision breaks the chain. `verify_history` says so when a
trigger is gone.

SQLite drops triggers whenever Django rebuilds the table. A later migration of `Revision` calls
`seal_revisions` again; a system check reports the triggers that are missing.
"""

from django.core.checks import Error, Tags, register
from django.db import connections

TABLE = "records_revision"
SEALED = "OLD.sequence IS NOT NULL"
STEP = (
    "CASE {0}.state WHEN 'draft' THEN 0 WHEN 'in_review' THEN 1 WHEN 'changes_requested' THEN 2"
    " ELSE 3 END"
)
FROM, TO = STEP.format("OLD"), STEP.format("NEW")
ALTERED = (
    "NEW.content <> OLD.content OR NEW.content_hash <> OLD.content_hash"
    " OR NEW.record_kind <> OLD.record_kind OR NEW.slug <> OLD.slug OR NEW.form <> OLD.form"
    f" OR {TO} < {FROM} OR ({FROM} = 3 AND NEW.state <> OLD.state)"
)
RULES = {
    "records_revision_sealed": (SEALED, "a published revision never changes"),
    "records_revision_forward": (ALTERED, "a revision keeps its content and only moves forward"),
}


def seal_revisions(apps, schema_editor) -> None:
    """For `RunPython`: makes the triggers anew."""
    for name, (condition, message) in RULES.items():
        statements = _sqlite if schema_editor.connection.vendor == "sqlite" else _postgresql
        for sql in statements(name, condition, message):
            schema_editor.execute(sql, params=None)


def unseal_revisions(apps, schema_editor) -> None:
    on_table = "" if schema_editor.connection.vendor == "sqlite" else f" ON {TABLE}"
    for name in RULES:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def _sqlite(name: str, condition: str, message: str) -> list[str]:
    return [
        f"DROP TRIGGER IF EXISTS {name}",
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {TABLE} WHEN {condition}"
        f" BEGIN SELECT RAISE(ABORT, '{message}'); END",
    ]


def _postgresql(name: str, condition: str, message: str) -> list[str]:
    return [
        f"DROP TRIGGER IF EXISTS {name} ON {TABLE}",
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"
        " END $$",
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {TABLE} FOR EACH ROW WHEN ({condition})"
        f" EXECUTE FUNCTION {name}()",
    ]


@register(Tags.database)
def triggers_present(app_configs, databases, **kwargs) -> list[Error]:
    """Asked by `migrate` and `check --database default`."""
    return [
        Error(
            told,
            hint="Call records.writing.triggers.seal_revisions in a migration after the last that "
            "rebuilt the table.",
            id="records.E001",
        )
        for alias in databases or []
        if TABLE in connections[alias].introspection.table_names()
        for told in missing_triggers(connections[alias])
    ]


def missing_triggers(connection) -> list[str]:
    missing = sorted(RULES.keys() - _present(connection))
    return [f"Trigger {name} is missing on {TABLE}." for name in missing]


def _present(connection) -> set[str]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}
