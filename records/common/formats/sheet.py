"""What is written as a table: its columns with their types, and its rows."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

STRING, INTEGER, NUMBER, BOOLEAN = "string", "integer", "number", "boolean"
DATE, MOMENT = "date", "datetime"
WORDS = "words"  # a list of texts
NESTED = "nested"  # rows within the row
ANY = "any"  # of which nothing is known

FORMULA = re.compile(r"'*[ \n]*[=+\-@\t\r]")
NUMERAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
BETWEEN_WORDS = "; "
PIECE = 1 << 16  # bytes that are sent at once


@dataclass(frozen=True)
class SheetColumn:
    name: str
    type: str
    help: str = ""
    values: tuple[str, ...] = ()  # all there are, where they are listed


@dataclass(frozen=True)
class TableSheet:
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Any]]  # of each the values of all columns, in their order

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


def sheet_of(rows: Sequence[Mapping[str, Any]], names: Iterable[str] = ()) -> TableSheet:
    """Of rows that nothing describes: these columns and all others, typed by their values."""
    found = dict.fromkeys([*names, *(name for row in rows for name in row)])
    columns = [SheetColumn(name, _type_of(row.get(name) for row in rows)) for name in found]
    return TableSheet(columns, [tuple(map(row.get, found)) for row in rows])


def _type_of(values: Iterable[Any]) -> str:
    held = [value for value in values if value is not None]
    kinds = {type(value) for value in held}
    if kinds & {list, dict}:
        are_words = kinds == {list} and all(isinstance(word, str) for one in held for word in one)
        return WORDS if are_words else NESTED
    of_kinds = ({bool}, BOOLEAN), ({int}, INTEGER), ({int, float}, NUMBER)
    return next((of for among, of in of_kinds if kinds and kinds <= among), STRING)


def harmless(text: str) -> str:
    """A text that a sheet would run as a formula gets an apostrophe; a number stays one.

    To undo it, take one apostrophe away where one or more, and perhaps spaces, stand before
    = + - @, a tab or a return (and, it may be, ends of lines).
    """
    return f"'{text}" if FORMULA.match(text) and not NUMERAL.fullmatch(text) else text
