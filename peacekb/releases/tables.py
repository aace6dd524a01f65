"""What a release holds: the lists of the API as tables, each with its columns and its keys."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.text import capfirst

from peacekb.tables import TABLES, described
from records.common.addresses import FOLDERS
from records.common.fields import field_at
from records.common.formats.columns import columns_of
from records.common.formats.sheet import SheetColumn
from records.rows.fields import Key, RowKeyOf, kind_of
from records.rows.words import UNITS

Row = dict[str, Any]


@dataclass(frozen=True)
class ReleasedTable:
    """A list of the API, whole and unfiltered."""

    name: str

    @property
    def title(self) -> str:
        return capfirst(str(self._view.serializer_class.Meta.model._meta.verbose_name_plural))

    @cached_property
    def columns(self) -> list[SheetColumn]:
        """As the CSV of the list has them: names beside keys."""
        return columns_of(self._serializer, self._writer.with_names().names)

    @cached_property
    def own_columns(self) -> list[SheetColumn]:
        """As JSON has the row, without names of others: what the release says of its own."""
        names = set(self._writer.names)
        return [one for one in self.columns if one.name in names]

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """Columns that name a row of another table, or of this one: the table of each."""
        found = {}
        for name, field in self._serializer.fields.items():
            if isinstance(field, Key | RowKeyOf) and (target := _table_named_by(field)):
                found[name] = target
        return found

    def rows(self) -> Iterator[Row]:
        """All rows as the CSV has them, in no order that would mean anything."""
        view = self._view()
        rows = view.filterset_class({}, queryset=view.get_queryset()).qs.order_by("pk")
        writer = self._writer.with_names()
        for page in writer.pieces(rows):
            yield from writer.written(page)

    def schema(self) -> dict[str, Any]:
        """As Frictionless Table Schema, with units and keys."""
        fields = [described(one) for one in self.columns]
        for field in fields:
            if unit := UNITS.get(field["name"]):
                field["unit"] = unit
        return {
            "fields": fields,
            "missingValues": [""],
            "primaryKey": ["key"],
            "foreignKeys": [
                {"fields": [name], "reference": {"resource": target, "fields": ["key"]}}
                for name, target in self.keys.items()
            ],
        }

    @property
    def _view(self) -> Any:
        return TABLES[self.name]

    @cached_property
    def _serializer(self) -> Any:
        return self._view.serializer_class()

    @property
    def _writer(self) -> Any:
        return self._view.serializer_class.writer()


def all_tables() -> list[ReleasedTable]:
    return [ReleasedTable(name) for name in sorted(TABLES)]


def _table_named_by(field: Any) -> str | None:
    """Of a field that names one row; None where it may be of several tables, or of none."""
    target: Any = field_at(field.parent.Meta.model, field.path).related_model
    if isinstance(field, Key):
        return FOLDERS.get(kind_of(target))
    views: dict[str, Any] = TABLES
    held = (name for name, view in views.items() if view.serializer_class.Meta.model is target)
    return next(held, None)
