"""Costly made-up bases are published once a process; after that their rows are put back."""

from django.apps import apps
from django.db import connection, models, transaction

from records.models import ChainHead

OURS = {"records", "organizations", "legal", "missions", "knowledge"}

Rows = dict[type[models.Model], list[tuple]]


def state_of_base() -> str:
    """Equal for two bases only where the very same revisions led to them."""
    return ChainHead.objects.values_list("chain_hash", flat=True).first() or ""


def rows_kept() -> Rows:
    """Every row of our tables, as the driver gives it."""
    with connection.cursor() as cursor:
        return {model: _rows(cursor, model) for model in _tables()}


def put_back(kept: Rows) -> None:
    """Makes our tables hold these rows and no others; foreign keys are checked at the end."""
    with transaction.atomic(), connection.cursor() as cursor:
        for model, rows in kept.items():
            cursor.execute(f"DELETE FROM {_quoted(model._meta.db_table)}")
            _insert(cursor, model, rows)


def _tables() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in OURS and model._meta.managed and not model._meta.proxy
    ]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _columns(model: type[models.Model]) -> str:
    return ", ".join(_quoted(field.column) for field in model._meta.local_concrete_fields)


def _rows(cursor, model: type[models.Model]) -> list[tuple]:
    cursor.execute(f"SELECT {_columns(model)} FROM {_quoted(model._meta.db_table)}")
    return cursor.fetchall()


def _insert(cursor, model: type[models.Model], rows: list[tuple]) -> None:
    if not rows:
        return
    into = f"INSERT INTO {_quoted(model._meta.db_table)} ({_columns(model)}) VALUES"
    if connection.vendor == "postgresql":
        from psycopg2.extras import execute_values

        execute_values(cursor.cursor, f"{into} %s", rows, page_size=1000)
    else:
        marks = ", ".join(["%s"] * len(rows[0]))
        cursor.executemany(f"{into} ({marks})", rows)
