"""Rows of contents as values of forms, and back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.db.models.fields.related import RelatedField

from records.content.canonical import Content, parent_field, row_fields, row_key
from records.content.codec import decode, encode
from records.content.references import Resolver
from records.models.ownership import Owned

EVERY_ROW = slice(None)


def rows_shown(
    content: Content, model: type[Owned], hung_on: str = ""
) -> list[tuple[str, dict[str, Any]]]:
    """The rows of a collection, or those that hang on one row of another, with their keys."""
    rows = content["owned"].get(model.collection, ())
    above = parent_field(model)
    kept = [row for row in rows if not above or row[above] == hung_on]
    return [(row_key(model, row), row) for row in kept]


def form_row(form: forms.ModelForm) -> dict[str, Any]:
    """The columns of a valid form as JSON; its choices are names already."""
    said = {column.name: column for column in row_fields(form._meta.model)}
    return {
        name: form.cleaned_data.get(name)
        if column.is_relation
        else encode(column, form.cleaned_data.get(name))
        for name, column in said.items()
    }


def initial_values(
    model: type[models.Model], rows: Iterable[dict[str, Any]], resolver: Resolver
) -> list[dict[str, Any]]:
    """The JSON of rows as initial values; a name that leads nowhere yet stays empty."""
    rows, columns = list(rows), row_fields(model)
    for column in columns:
        if isinstance(column, RelatedField):
            said = (row.get(column.name) for row in rows)
            listed = (one if isinstance(one, list) else [one] for one in said if one)
            resolver.learn(column.related_model, (name for names in listed for name in names))
    return [{column.name: _initial(column, row, resolver) for column in columns} for row in rows]


def _initial(column: models.Field, row: dict[str, Any], resolver: Resolver) -> Any:
    value = row.get(column.name)
    if isinstance(column, models.ManyToManyField):
        ids = (resolver.get(column.related_model, name) for name in value or [])
        return [pk for pk in ids if pk]
    if isinstance(column, RelatedField):
        return resolver.get(column.related_model, value) if value else None
    return column.get_default() if value is None else decode(column, value)
