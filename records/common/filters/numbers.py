"""Questions about numbers."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from records.common.filters.days import COMPARING
from records.common.filters.values import Several
from records.common.related import any_column

NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")
WHOLE = re.compile(r"-?[0-9]{1,15}")


def read_number(text: str, has_parts: bool) -> int | Decimal:
    """Raises ValidationError for what is no number of the kind."""
    pattern, example = (
        (NUMBER, "a number, such as 12.5") if has_parts else (WHOLE, "a whole number")
    )
    if not pattern.fullmatch(text):
        raise ValidationError(f"Expected {example}.")
    return Decimal(text) if has_parts else int(text)


class NumberField(forms.Field):
    """One number, to compare with."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    has_parts = False

    def to_python(self, value: Any) -> int | Decimal | None:
        return read_number(str(value).strip(), self.has_parts) if value else None


class PartsField(NumberField):
    has_parts = True


class Number(Several):
    """Whole numbers."""

    operators = (*COMPARING, "isnull")
    schema = {"type": "integer"}
    takes = "Numbers; any of those given."
    has_parts = False
    compared_field_class: type[forms.Field] = NumberField

    def read_all(self, given: list[str]) -> list[int | Decimal]:
        return [read_number(text, self.has_parts) for text in given]

    def in_rows(self, value: list[int | Decimal]) -> list[int | Decimal]:
        return value

    def compared(self, relation: str, word: str, number: int | Decimal) -> Q:
        return any_column(self.from_owner(relation), word, number) & self.wanted(relation)


class NumberWithParts(Number):
    """Such as degrees."""

    schema = {"type": "number"}
    has_parts = True
    compared_field_class = PartsField
