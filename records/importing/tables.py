"""Tables as publishers give them: CSV with any usual separator, Excel, and JSON.

A table is its form in words, its columns in small letters, and its lines: where each begins, and
its cells, or why it cannot be read.
"""

import codecs
import csv
import io
import json
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from records.common.text import clean_text
from records.importing.streams import Unreadable, unpacked

LONGEST_LINE = 1_000_000  # bytes
MOST_JSON = 100_000_000  # bytes of an array
MOST_COLUMNS = 2_000
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
WRONG_SEPARATORS = ("|", ":", "~")
UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
WITHOUT_MARK = {0: "utf-16-be", 1: "utf-16-le"}  # by where a zero stands in its first letter
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# What begins like this is no table at all.
OTHERS = {
    b"%PDF": "a PDF document: copy its table into a CSV file",
    OLD_EXCEL: "an Excel file of the old form (.xls): save it as .xlsx or CSV",
    b"<": "a page or document in XML or HTML, not a table",
    b"\x89PNG": "a picture",
    b"Rar!": "a RAR archive: unpack it first",
    b"PAR1": "a Parquet file: save it as CSV",
    b"\xfd7zXZ": "an .xz archive: unpack it, or give it to import_resolution_texts",
}
MOST_ENTRIES, MOST_SHEET_BYTES = 1_000, 200_000_000  # of an Excel file, unpacked
MOST_SHEET_ROWS = 1_048_576  # as Excel has it


class BrokenLine(str):
    """Why a line cannot be read, as what was expected of it."""


Line = tuple[int, list[str] | BrokenLine]


@dataclass(frozen=True)
class PublishedTable:
    form: str  # «a comma-separated file»
    header: tuple[str, ...]
    lines: Callable[[], Iterator[Line]]


def table_of(path: Path) -> PublishedTable:
    """Raises Unreadable."""
    with unpacked(path) as stream:
        start = stream.read(4096)
    if start.startswith(ZIP):
        return _excel(path)
    for sign, what in OTHERS.items():
        if start.lstrip(codecs.BOM_UTF8 + b" \t\r\n").startswith(sign):
            raise Unreadable(f"{path.name}: this is {what}.")
    if start.lstrip(codecs.BOM_UTF8 + b" \t\r\n")[:1] in (b"[", b"{"):
        return _json(path)
    return _separated(path)


# --- Separated values ------------------------------------------------------------------------


def _separated(path: Path) -> PublishedTable:
    faults: list[str] = []
    with unpacked(path) as stream:
        first = next(_decoded(stream, faults), "")
    if faults:
        raise Unreadable(f"{path.name}: the first line is not {faults[0]}.")
    if what := _no_first_line(first):
        raise Unreadable(f"{path.name}: {what}.")
    separator = max(SEPARATORS, key=first.count)
    try:
        names = next(csv.reader([first], delimiter=separator, strict=True), [])
    except csv.Error as error:
        if '"' in first and not first.rstrip().endswith('"'):
            names = _first_row(path, separator)
        else:
            raise Unreadable(f"{path.name}: the first line is no line of CSV ({error}).") from None
    if len(names) == 1:
        for wrong in WRONG_SEPARATORS:
            if first.count(wrong) > 1:
                raise Unreadable(
                    f"{path.name}: its columns are separated by {wrong!r}; expected commas, "
                    "semicolons or tabs."
                )
    form = f"a {SEPARATORS[separator]}-separated file"
    return PublishedTable(form, _header(path, names), lambda: _csv_lines(path, separator))


def _no_first_line(first: str) -> str:
    """Why a line names no columns, in words; empty where it may."""
    if not first.strip():
        return "its first line is empty, and names no columns"
    if first.startswith("sep="):
        return "its first line is Excel's «sep=»: take that line out"
    if "\r" in first.rstrip("\r\n"):
        return "its lines end in a carriage return alone: save it anew as CSV"
    return ""


def _first_row(path: Path, separator: str) -> list[str]:
    """The first row where a quoted name of a column runs over lines. Raises Unreadable."""
    with unpacked(path) as stream:
        try:
            return next(csv.reader(_decoded(stream, []), delimiter=separator, strict=True), [])
        except csv.Error as error:
            raise Unreadable(f"{path.name}: the first line is no line of CSV ({error}).") from None


def _csv_lines(path: Path, separator: str) -> Iterator[Line]:
    csv.field_size_limit(LONGEST_LINE)
    with unpacked(path) as stream:
        faults: list[str] = []
        reader = csv.reader(_decoded(stream, faults), delimiter=separator, strict=True)
        next(reader)
        while True:
            begins = reader.line_num + 1
            faults.clear()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield begins, BrokenLine(f"a line of CSV ({error})")
                continue
            if faults:
                yield begins, BrokenLine(faults[0])
            elif cells:
                yield begins, cells


def _decoded(stream: BinaryIO, faults: list[str]) -> Iterator[str]:
    """Lines as text; what is wrong with those of the row being read is added to `faults`."""
    lines = io.BufferedReader(_AsUtf8(stream))
    while line := lines.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            faults.append(f"a line of at most {LONGEST_LINE:,} bytes")
            while line and not line.endswith(b"\n"):
                line = lines.readline(LONGEST_LINE)
            line = b"\n"
        try:
            yield line.decode()
        except UnicodeDecodeError:
            faults.append("UTF-8 text")
            yield line.decode(errors="replace")


class _AsUtf8(io.RawIOBase):
    """A stream without its byte-order mark; UTF-16 is turned into UTF-8, marked or not."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self._ready = inner.read(2)
        self._decoder = None
        if encoding := UTF_16.get(self._ready):
            self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
            self._ready = b""
        elif encoding := WITHOUT_MARK.get(self._ready.find(b"\0")):
            self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
            self._ready = self._decoder.decode(self._ready).encode()
        elif self._ready == codecs.BOM_UTF8[:2]:
            self._ready = (self._ready + inner.read(1)).removeprefix(codecs.BOM_UTF8)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        while not self._ready:
            chunk = self._inner.read(max(len(buffer) // 3, 2))
            decoder = self._decoder
            self._ready = decoder.decode(chunk, not chunk).encode() if decoder else chunk
            if not chunk:
                break
        taken, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def _header(path: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Raises Unreadable."""
    header = tuple(clean_text(name).strip().casefold() for name in names)
    named = [name for name in header if name]
    if not named or len(set(named)) != len(named) or len(named) > MOST_COLUMNS:
        raise Unreadable(f"{path.name}: the first line names no columns, or one of them twice.")
    return header


# --- Excel -----------------------------------------------------------------------------------


def _excel(path: Path) -> PublishedTable:
    """The first sheet that has rows. Raises Unreadable."""
    _refuse_hostile(path)
    lines = _sheet_lines(path)
    _, names = next(lines, (0, []))
    while names and not names[-1]:
        names.pop()
    header = _header(path, names)

    def rows() -> Iterator[Line]:
        lines = _sheet_lines(path)
        next(lines)
        for number, cells in lines:
            spare = len(cells) - len(header)
            if spare > 0 and not any(cells[len(header) :]):
                cells = cells[: len(header)]
            yield number, cells + [""] * -spare

    return PublishedTable("an Excel file", header, rows)


def _refuse_hostile(path: Path) -> None:
    """Raises Unreadable for an archive that is no Excel file, or one made to harm."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if "xl/workbook.xml" not in archive.namelist():
                raise Unreadable(f"{path.name}: this is a ZIP archive, not a table: unpack it.")
            if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > MOST_SHEET_BYTES:
                raise Unreadable(f"{path.name}: this Excel file is longer than may be imported.")
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    with archive.open(entry) as part:
                        start = part.read(1024)
                    if b"<!DOCTYPE" in start or b"\0" in start:
                        raise Unreadable(f"{path.name}: its {entry.filename} is not plain XML.")
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise Unreadable(f"{path.name}: this Excel file is broken ({error}).") from None


def _sheet_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The number and cells of each row that is not empty. Raises Unreadable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions, which say nothing here
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            for sheet in book.worksheets:
                found = False
                for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
                    if number > MOST_SHEET_ROWS:
                        raise Unreadable(f"{path.name}: its sheet has too many rows.")
                    if any(cell is not None for cell in row):
                        found = True
                        yield number, [_text(cell) for cell in row]
                if found:
                    break
            book.close()
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, SyntaxError,
            EOFError, zlib.error, zipfile.BadZipFile, InvalidFileException) as error:  # fmt: skip
        raise Unreadable(f"{path.name}: this Excel file is broken ({error}).") from None


def _text(cell: Any) -> str:
    """A cell of Excel or JSON as a CSV file would have it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"  # no number, whatever Python says
    if isinstance(cell, datetime) and cell.time() == time(0):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


# --- JSON ------------------------------------------------------------------------------------


def _json(path: Path) -> PublishedTable:
    """An array of objects, also under a key, or an object a line. Raises Unreadable."""
    objects = _objects(path)
    names: dict[str, None] = {}
    for _, one in objects:
        if isinstance(one, dict):
            names |= dict.fromkeys(one)
    header = _header(path, names)

    def rows() -> Iterator[Line]:
        for number, one in objects:
            if not isinstance(one, dict):
                yield number, BrokenLine("a JSON object")
            elif any(isinstance(value, dict | list) for value in one.values()):
                yield number, BrokenLine("a JSON object of plain values")
            else:
                yield number, [_text(one.get(name)) for name in names]

    return PublishedTable("a JSON export", header, rows)


def _objects(path: Path) -> list[tuple[int, Any]]:
    """Each object with its number in the file. Raises Unreadable."""
    with unpacked(path, most=MOST_JSON) as stream:
        data = stream.read().removeprefix(codecs.BOM_UTF8)
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        return list(enumerate(map(_object, data.splitlines()), start=1))
    if isinstance(whole, dict):
        lists = [value for value in whole.values() if isinstance(value, list)]
        whole = lists[0] if len(lists) == 1 else [whole]
    return list(enumerate(whole, start=1))


def _object(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
