"""Questions about numbers."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from records.common.fields import BoundedIntegerField
from records.common.filters.days import COMPARING
from records.common.filters.values import Several
from records.common.related import any_column, column_at

NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")
WHOLE = re.compile(r"-?[0-9]{1,15}")


class Bounds(NamedTuple):
    """What a column can hold; beyond, a comparison would keep every row, or none."""

    least: int
    most: int


def read_number(text: str, has_parts: bool, bounds: Bounds | None = None) -> int | Decimal:
    """Raises ValidationError for what is no number of the kind."""
    pattern, example = (
        (NUMBER, "a number, such as 12.5") if has_parts else (WHOLE, "a whole number")
    )
    if not pattern.fullmatch(text):
        raise ValidationError(f"Expected {example}.")
    number = Decimal(text) if has_parts else int(text)
    if bounds and not bounds.least <= number <= bounds.most:
        raise ValidationError(f"Expected {example} from {bounds.least} to {bounds.most}.")
    return number


class NumberField(forms.Field):
    """One number, to compare with."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    has_parts = False

    def __init__(self, *, bounds: Bounds | None = None, **kwargs) -> None:
        super().__init__(**kwargs)
        self.bounds = bounds

    def to_python(self, value: Any) -> int | Decimal | None:
        return read_number(str(value).strip(), self.has_parts, self.bounds) if value else None


class PartsField(NumberField):
    has_parts = True


class Number(Several):
    """Whole numbers."""

    operators = (*COMPARING, "isnull")
    schema: Mapping[str, Any] = {"type": "integer"}
    takes = "Numbers; any of those given."
    has_parts = False
    bounds: Bounds | None = None
    compared_field_class: Callable[..., forms.Field] = NumberField

    def bound_to(self, model: Any) -> None:
        owner, column = column_at(model, self.columns[0])
        field = owner._meta.get_field(column)
        if isinstance(field, BoundedIntegerField):
            self.bounds = Bounds(field.least, field.most)
            self.schema = {"type": "integer", "minimum": field.least, "maximum": field.most}
            self.compared_field_class = partial(NumberField, bounds=self.bounds)

    def read_all(self, given: list[str]) -> list[int | Decimal]:
        return [read_number(text, self.has_parts, self.bounds) for text in given]

    def in_rows(self, value: list[int | Decimal]) -> list[int | Decimal]:
        return value

    def compared(self, relation: str, word: str, number: int | Decimal) -> Q:
        return any_column(self.from_owner(relation), word, number) & self.wanted(relation)


class NumberWithParts(Number):
    """Such as degrees."""

    schema = {"type": "number"}
    has_parts = True
    compared_field_class = PartsField
