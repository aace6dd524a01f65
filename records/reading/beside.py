"""Rows, and of the records beside them only what pages show: whole records are wide."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

LINK = ("record_kind", "slug", "name")
SOURCE = (*LINK, "kind")  # which tells whether it is weak


def read_beside(rows: QuerySet, **columns: tuple[str, ...]) -> QuerySet:
    """With each record that the rows name in these fields, of which those columns are read."""
    own = [field.name for field in rows.model._meta.concrete_fields]
    others = (f"{field}__{one}" for field, named in columns.items() for one in named)
    return rows.select_related(*columns).only(*own, *others)


def sources_of(rows: Iterable[Any]) -> list[Any]:
    """Each once, by name; told apart by key, as hundreds of rows have the same."""
    held = {row.source_id: row.source for row in rows}
    return sorted(held.values(), key=lambda source: source.name)
