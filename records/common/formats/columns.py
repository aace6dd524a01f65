"""The columns of a list, read from the serializer that writes its rows."""

from collections.abc import Callable, Iterator
from typing import Any, get_args, get_origin, get_type_hints

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
    Column,
)

OF_FIELD: dict[type[serializers.Field], str] = {
    serializers.BooleanField: BOOLEAN,
    serializers.IntegerField: INTEGER,
    serializers.FloatField: NUMBER,
    serializers.DecimalField: NUMBER,
    serializers.DateTimeField: MOMENT,
    serializers.DateField: DATE,
    serializers.ListField: WORDS,
    serializers.ManyRelatedField: WORDS,
    serializers.JSONField: NESTED,
    serializers.BaseSerializer: NESTED,
}
OF_HINT = {bool: BOOLEAN, int: INTEGER, float: NUMBER, str: STRING}


def column_of(name: str, field: Any) -> Column:
    choices = getattr(field, "choices", {})
    return Column(name, type_of(field), str(field.help_text or ""), tuple(map(str, choices)))


def type_of(field: Any) -> str:
    if own := getattr(field, "column_type", ""):
        return own
    if isinstance(field, serializers.SerializerMethodField):
        return _hinted(getattr(field.parent, f"get_{field.field_name}"))
    return next((kind for known, kind in OF_FIELD.items() if isinstance(field, known)), STRING)


def _hinted(method: Callable[..., Any]) -> str:
    hint = get_type_hints(method)["return"]
    if get_origin(hint) is list and get_args(hint) == (str,):
        return WORDS
    return OF_HINT.get(hint, NESTED)


def beside(name: str, field: Any) -> Iterator[Column]:
    """The column of names that goes with one of keys."""
    if hasattr(field, "names_of"):
        yield Column(f"{name}_name", type_of(field), f"What {name} is called.")
