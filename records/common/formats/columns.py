"""The columns of a list, read from what the API says of its fields."""

from collections.abc import Iterable
from typing import Any

from rest_framework import serializers

from records.common.formats.sheet import (
    BOOLEAN,
    DATE,
    INTEGER,
    MOMENT,
    NESTED,
    NUMBER,
    STRING,
    WORDS,
    SheetColumn,
)

OF_TYPE = {"boolean": BOOLEAN, "integer": INTEGER, "number": NUMBER, "object": NESTED}
OF_FORMAT = {"date": DATE, "date-time": MOMENT}
NAME = "_name"  # ends the column of names beside one of keys


def columns_of(serializer: Any, names: Iterable[str]) -> list[SheetColumn]:
    """The columns of these names; `state_name` stands beside `state`."""
    fields = serializer.fields
    return [
        _column(name, fields[name]) if name in fields else _of_names(name, fields) for name in names
    ]


def _of_names(name: str, fields: Any) -> SheetColumn:
    of = name.removesuffix(NAME)
    return SheetColumn(name, _column(of, fields[of]).type, f"What {of} is called.")


def _column(name: str, field: Any) -> SheetColumn:
    if isinstance(field, serializers.ListSerializer):
        return SheetColumn(name, NESTED, str(field.help_text or ""))
    told = field.description()
    values = tuple(str(word) for word in told.get("enum", ()) if word is not None)
    return SheetColumn(name, _type(told), told["description"], values)


def _type(told: Any) -> str:
    """Of a JSON schema; a key that may be expanded is a text here, for tables do not expand."""
    if "anyOf" in told:
        return _type(told["anyOf"][0])
    kinds = [told["type"]] if isinstance(told["type"], str) else told["type"]
    kind = next(one for one in kinds if one != "null")
    if kind == "array":
        return WORDS if _type(told["items"]) == STRING else NESTED
    if kind == "string":
        return OF_FORMAT.get(told.get("format", ""), STRING)
    return OF_TYPE[kind]
