"""One spelling for every value: Python to the JSON of revisions, and the cells of fixtures.

JSON keeps numbers and truth values; days, decimals and references are text. What equals the
column's default is left out, so that a column added later changes no old content.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models


class CellError(ValueError):
    """A cell that cannot be read; the message says what was expected."""


def encode(field: models.Field, value: Any) -> Any:
    """A Python value of a plain column as JSON."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value


def decode(field: models.Field, value: Any) -> Any:
    """JSON as the column's Python value. Raises ValidationError."""
    return field.to_python(value)


def default_of(field: models.Field) -> Any:
    """The JSON of the column's default, which content leaves out."""
    if isinstance(field, models.ManyToManyField):
        return []
    value = field.get_default()
    return encode(field, getattr(value, "value", value))


def to_cell(value: Any) -> str:
    """JSON as a cell of a fixture: empty for nothing, yes and no, lists joined by `; `."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(value)
    return str(value)


def cell_reader(field: models.Field) -> Callable[[str], Any]:
    """A function from a cell to the JSON of a column, raising CellError.

    Made once a column and called once a cell: loads read a million cells.
    """
    if isinstance(field, models.ManyToManyField):
        return _list
    if field.is_relation:
        return _required(field, str) if not field.null else _text_or_none
    if field.choices:
        return _one_of(field)
    for kind, make in _READERS:
        if isinstance(field, kind):
            return _required(field, make(field)) if _needs_value(field) else make(field)
    raise TypeError(f"No cell is defined for {field!r}.")


def _needs_value(field: models.Field) -> bool:
    return not (field.null or field.blank or field.has_default())


def _required(field: models.Field, read: Callable[[str], Any]) -> Callable[[str], Any]:
    def reader(cell: str) -> Any:
        if not cell:
            raise CellError("a value, this column cannot be empty")
        return read(cell)

    return reader


def _text_or_none(cell: str) -> str | None:
    return cell or None


def _list(cell: str) -> list[str]:
    return sorted({part for part in (piece.strip() for piece in cell.split(";")) if part})


def _one_of(field: models.Field) -> Callable[[str], Any]:
    allowed = {str(value) for value, _ in field.flatchoices}
    listed = ", ".join(sorted(allowed))
    empty = default_of(field) if field.has_default() else None if field.null else ""

    def reader(cell: str) -> Any:
        if cell in allowed:
            return cell
        if cell or _needs_value(field):
            raise CellError(f"one of {listed}")
        return empty

    return reader


def _date(field: models.Field) -> Callable[[str], Any]:
    def reader(cell: str) -> str | None:
        if not cell:
            return None
        try:
            return date.fromisoformat(cell).isoformat()
        except ValueError:
            raise CellError("a day written 1999-10-25") from None

    return reader


def _boolean(field: models.Field) -> Callable[[str], Any]:
    values = {"yes": True, "no": False, "": None if field.null else default_of(field) or False}

    def reader(cell: str) -> bool | None:
        try:
            return values[cell]
        except KeyError:
            raise CellError("yes or no") from None

    return reader


def _integer(field: models.Field) -> Callable[[str], Any]:
    least, most = getattr(field, "least", 0), getattr(field, "most", 2**31 - 1)
    empty = default_of(field)

    def reader(cell: str) -> int | None:
        if not cell:
            return empty
        try:
            number = int(cell)
        except ValueError:
            raise CellError("a whole number") from None
        if not least <= number <= most or cell != str(number):
            raise CellError(f"a whole number from {least} to {most}")
        return number

    return reader


def _decimal(field: models.DecimalField) -> Callable[[str], Any]:
    def reader(cell: str) -> str | None:
        if not cell:
            return None
        try:
            number = Decimal(cell)
            field.run_validators(number)
        except (InvalidOperation, ValidationError):
            places = field.decimal_places
            raise CellError(f"a decimal number with at most {places} decimals") from None
        return encode(field, number)

    return reader


def _text(field: models.Field) -> Callable[[str], Any]:
    longest = field.max_length or 20_000
    empty = default_of(field) or ""

    def reader(cell: str) -> str:
        if len(cell) > longest:
            raise CellError(f"at most {longest} characters, found {len(cell)}")
        return cell or empty

    return reader


_READERS: tuple[tuple[type[models.Field], Callable[[Any], Callable[[str], Any]]], ...] = (
    (models.DateField, _date),
    (models.BooleanField, _boolean),
    (models.IntegerField, _integer),
    (models.DecimalField, _decimal),
    (models.CharField, _text),
    (models.TextField, _text),
)
