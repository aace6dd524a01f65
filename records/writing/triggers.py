"""Triggers that keep the history honest, on both databases.

A revision never changes. A proposal keeps its author, goes from state to state as `STEPS` says,
and ends once.
Deletion needs no trigger: a missing revision breaks the chain. `verify_history` says so when a
trigger is gone.

SQLite drops triggers whenever Django rebuilds a table. A later migration of either model calls
`seal_revisions` again; a system check reports the triggers that are missing.
"""

from django.core.checks import Error, Tags, register
from django.db import connections

from records.models.proposal import STEPS

REVISIONS, PROPOSALS = "records_revision", "records_proposal"
STEPS_TAKEN = ", ".join(
    f"'{before}>{after}'" for before, following in STEPS.items() for after in following
)
MISLED = (
    "NEW.author <> OLD.author OR (NEW.state <> OLD.state"
    f" AND OLD.state || '>' || NEW.state NOT IN ({STEPS_TAKEN}))"
)
RULES = {
    "records_revision_sealed": (REVISIONS, "TRUE", "a revision never changes"),
    "records_proposal_steps": (PROPOSALS, MISLED, "a proposal does not go this way"),
}


def seal_revisions(apps, schema_editor) -> None:
    """For `RunPython`: makes the triggers anew."""
    for name, (table, condition, message) in RULES.items():
        statements = _sqlite if schema_editor.connection.vendor == "sqlite" else _postgresql
        for sql in statements(name, table, condition, message):
            schema_editor.execute(sql, params=None)


def unseal_revisions(apps, schema_editor) -> None:
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for name, (table, *_rule) in RULES.items():
        on_table = "" if is_sqlite else f" ON {table}"
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def _sqlite(name: str, table: str, condition: str, message: str) -> list[str]:
    return [
        f"DROP TRIGGER IF EXISTS {name}",
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN {condition}"
        f" BEGIN SELECT RAISE(ABORT, '{message}'); END",
    ]


def _postgresql(name: str, table: str, condition: str, message: str) -> list[str]:
    return [
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"
        " END $$",
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({condition})"
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
        if REVISIONS in connections[alias].introspection.table_names()
        for told in missing_triggers(connections[alias])
    ]


def missing_triggers(connection) -> list[str]:
    missing = sorted(RULES.keys() - _present(connection))
    return [f"Trigger {name} is missing on {RULES[name][0]}." for name in missing]


def _present(connection) -> set[str]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}
