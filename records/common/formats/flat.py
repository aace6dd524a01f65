"""Tables for sheets: CSV as a stream, Excel as a file."""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import IO, Any

import orjson

from records.common.formats.sheet import (
    BETWEEN_WORDS,
    BOOLEAN,
    DATE,
    INTEGER,
    NESTED,
    NUMBER,
    PIECE,
    STRING,
    WORDS,
    TableSheet,
    harmless,
)

AS_THEY_ARE = (INTEGER, NUMBER, BOOLEAN)
OF_ONE_TYPE = (STRING, DATE, INTEGER, BOOLEAN)  # of which equal values are written alike
AT_A_TIME = 250  # rows
MOST_HELD = 2_000  # texts of a column
SIGNS = re.compile('[",\r\n]')
FIRST_OF_EXCEL = date(1900, 3, 1)  # what lies before it no sheet can hold as a day


def csv_of(sheet: TableSheet) -> Iterator[bytes]:
    """Written column by column, each text once for all the rows that it stands in."""
    writes = [_writer(column.type) for column in sheet.columns]
    yield _lines([[quoted(harmless(name))] for name in sheet.names])
    rows = iter(sheet.rows)
    while piece := list(islice(rows, AT_A_TIME)):
        columns = zip(*piece, strict=True)
        yield _lines([map(write, cells) for write, cells in zip(writes, columns, strict=True)])


def _lines(columns: Sequence[Iterable[str]]) -> bytes:
    if len(columns) == 1:  # in which an empty line is no row
        columns = [[text or '""' for text in columns[0]]]
    return "".join(f"{line}\n" for line in map(",".join, zip(*columns, strict=True))).encode()


def _writer(kind: str) -> Callable[[Any], str]:
    if kind in OF_ONE_TYPE:
        return _Held().__getitem__
    return _of_several if kind in (NESTED, WORDS) else _quoted_cell


class _Held(dict[Any, str]):
    """What cells are as text: of a column, in which the same values come again and again."""

    def __missing__(self, value: Any) -> str:
        if len(self) >= MOST_HELD:
            self.clear()
        self[value] = text = _quoted_cell(value)
        return text


def _of_several(value: Any) -> str:
    """Of most rows there are none: why values are missing is told where one is."""
    return _quoted_cell(value) if value else ""


def _quoted_cell(value: Any) -> str:
    return quoted(cell(value))


def quoted(text: str) -> str:
    """In quotation marks where a sign of the table stands in it."""
    if SIGNS.search(text) is None:
        return text
    return '"{}"'.format(text.replace('"', '""'))


def cell(value: Any) -> str:
    """One value as text: a list of words by semicolons, what is nested as JSON."""
    if isinstance(value, str):
        return harmless(value)
    if value is None or value == {}:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = BETWEEN_WORDS.join(value)
    elif isinstance(value, (list, dict)):
        return orjson.dumps(value, default=str).decode()
    return harmless(str(value))


def xlsx_of(sheet: TableSheet) -> Iterator[bytes]:
    from openpyxl import Workbook  # a sixth of what a start takes, and few ask for a file of it

    book = Workbook(write_only=True)
    page = book.create_sheet("rows")
    page.freeze_panes = "A2"
    page.append(sheet.names)
    types = [column.type for column in sheet.columns]
    for row in sheet.rows:
        page.append([*map(_excel_cell, row, types)])
    with tempfile.TemporaryFile() as file:
        book.save(file)
        yield from pieces_of(file)


def _excel_cell(value: Any, kind: str) -> Any:
    if value is None or value == "":
        return None
    if kind in AS_THEY_ARE:
        return float(value) if kind == NUMBER else value
    if kind == DATE:
        day = value if isinstance(value, date) else date.fromisoformat(value)
        return day if day >= FIRST_OF_EXCEL else day.isoformat()
    return cell(value)


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    """A file that was written, from its beginning."""
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece
