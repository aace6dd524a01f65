"""Tables for sheets: CSV as a stream, Excel as a file."""

import csv
import io
import tempfile
from collections.abc import Iterator
from datetime import date
from typing import IO, Any

import orjson
from openpyxl import Workbook

from records.common.formats.sheet import (
    BETWEEN_WORDS,
    BOOLEAN,
    DATE,
    INTEGER,
    NUMBER,
    PIECE,
    Sheet,
    harmless,
)

AS_THEY_ARE = (INTEGER, NUMBER, BOOLEAN)
FIRST_OF_EXCEL = date(1900, 3, 1)  # what lies before it no sheet can hold as a day


def csv_of(sheet: Sheet) -> Iterator[bytes]:
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(column.name for column in sheet.columns)
    names = [column.name for column in sheet.columns]
    for row in sheet.rows:
        writer.writerow([cell(row.get(name)) for name in names])
        if lines.tell() > PIECE:
            yield lines.getvalue().encode()
            lines.seek(0)
            lines.truncate()
    yield lines.getvalue().encode()


def cell(value: Any) -> str:
    """One value as text: a list of words by semicolons, what is nested as JSON."""
    if value is None or value == {}:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = BETWEEN_WORDS.join(value)
    elif isinstance(value, (list, dict)):
        return orjson.dumps(value, default=str).decode()
    return harmless(str(value))


def xlsx_of(sheet: Sheet) -> Iterator[bytes]:
    book = Workbook(write_only=True)
    page = book.create_sheet("rows")
    page.freeze_panes = "A2"
    page.append([column.name for column in sheet.columns])
    for row in sheet.rows:
        page.append([_excel_cell(row.get(one.name), one.type) for one in sheet.columns])
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
