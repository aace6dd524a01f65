"""What is written as a table: its columns with their types, and its rows."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

STRING, INTEGER, NUMBER, BOOLEAN = "string", "integer", "number", "boolean"
DATE, MOMENT = "date", "datetime"
WORDS = "words"  # a list of texts
NESTED = "nested"  # rows within the row

FORMULA = re.compile(r"'*[ ]*[=+\-@\t\r]")
NUMERAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
BETWEEN_WORDS = "; "
PIECE = 1 << 16  # bytes that are sent at once


@dataclass(frozen=True)
class Column:
    name: str
    type: str
    help: str = ""
    values: tuple[str, ...] = ()  # all there are, where they are listed


@dataclass(frozen=True)
class Sheet:
    columns: Sequence[Column]
    rows: Iterable[Mapping[str, Any]]


def sheet_of(rows: Sequence[Mapping[str, Any]]) -> Sheet:
    """Of rows that nothing describes: their columns as they come, typed by the first value."""
    names = dict.fromkeys(name for row in rows for name in row)
    return Sheet([Column(name, _type_of(rows, name)) for name in names], rows)


def _type_of(rows: Sequence[Mapping[str, Any]], name: str) -> str:
    value = next((row[name] for row in rows if row.get(name) is not None), "")
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return WORDS
    if isinstance(value, (list, dict)):
        return NESTED
    return {bool: BOOLEAN, int: INTEGER, float: NUMBER}.get(type(value), STRING)


def harmless(text: str) -> str:
    """A text that a sheet would run as a formula gets an apostrophe; a number stays one.

    To undo it, take one apostrophe away where one or more, and perhaps spaces, stand before
    = + - @, a tab or a return.
    """
    return f"'{text}" if FORMULA.match(text) and not NUMERAL.fullmatch(text) else text
