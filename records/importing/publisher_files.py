"""A publisher's file as it lies on the disk: its SHA-256, its size bounded, its rows.

What breaks one row refuses that row; what breaks the whole file raises Unreadable.
"""

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, NoReturn

MOST_BYTES = 600_000_000  # unpacked
MOST_ROWS = 3_000_000
LONGEST_LINE = 1_000_000  # bytes
LONGEST_CELL = 20_000  # characters
GZIP = b"\x1f\x8b"


class Unreadable(Exception):
    """The file as a whole cannot be read; nothing was imported."""


@dataclass(frozen=True)
class RowError:
    """Why one row was left out: where it stands, what stands there, what was expected."""

    where: str
    value: str
    expected: str

    def __str__(self) -> str:
        value = self.value if len(self.value) <= 60 else f"{self.value[:60]}…"
        found = f" found '{value}'," if value else ""
        return f"{self.where}:{found} expected {self.expected}"


class RowRefused(Exception):
    """A row that cannot be taken; `error` says why."""

    def __init__(self, error: RowError) -> None:
        self.error = error
        super().__init__(str(error))


Refuse = Callable[[RowError], None]


@dataclass(frozen=True)
class Copy:
    """A file that is about to be imported."""

    path: Path
    sha256: str

    @property
    def name(self) -> str:
        return self.path.name


@dataclass(frozen=True)
class Row:
    """The cells of a line by column, and the line on which they begin."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column].strip()

    def get(self, column: str) -> str:
        """The cell, empty where the file has no such column."""
        return self.cells.get(column, "").strip()

    def refuse(self, column: str, expected: str) -> NoReturn:
        place = f"{self.file}, line {self.line}"
        where = f"{place}, column {column}" if column else place
        raise RowRefused(RowError(where, self.get(column), expected))

    def number(self, column: str, most: int = 1_000_000) -> int | None:
        """A whole number, also written 12.0; None for an empty cell or NA."""
        cell = self[column]
        if cell in ("", "NA"):
            return None
        whole = cell.removesuffix(".0")
        if not (whole.isascii() and whole.isdigit() and len(whole) < 12 and int(whole) <= most):
            self.refuse(column, f"a whole number from 0 to {most:,}")
        return int(whole)

    def day(self, column: str) -> date:
        try:
            return date.fromisoformat(self[column])
        except ValueError:
            self.refuse(column, "a day such as 1999-10-25")


def copy_of(path: Path) -> Copy:
    """Raises Unreadable where there is no such file."""
    try:
        with path.open("rb") as file:
            return Copy(path, hashlib.file_digest(file, "sha256").hexdigest())
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}.") from None


class _Bounded(io.RawIOBase):
    """A stream that gives up, with Unreadable, where it is broken or longer than allowed."""

    def __init__(self, inner: BinaryIO, file: BinaryIO, name: str, most: int) -> None:
        self._inner, self._file, self._name, self._left = inner, file, name, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        try:
            chunk = self._inner.read(len(buffer))
        except (OSError, EOFError, zlib.error) as error:
            raise Unreadable(f"{self._name}: it cannot be unpacked ({error}).") from None
        self._left -= len(chunk)
        if self._left < 0:
            raise Unreadable(f"{self._name}: it is longer than may be imported.")
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._inner.close()
        self._file.close()  # a GzipFile leaves the one below it open
        super().close()


def unpacked(path: Path, most: int = MOST_BYTES) -> BinaryIO:
    """The bytes of a file, plain or .gz; reading more than `most` of them raises Unreadable."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}.") from None
    packed = file.read(2) == GZIP
    file.seek(0)
    inner = gzip.GzipFile(fileobj=file) if packed else file
    return io.BufferedReader(_Bounded(inner, file, path.name, most))  # type: ignore[arg-type]


def header_of(path: Path) -> tuple[str, ...]:
    """The columns of a CSV file, by which its format is known. Raises Unreadable."""
    faults: set[str] = set()
    with unpacked(path) as stream:
        try:
            first = next(csv.reader(_lines(stream, faults), strict=True), [])
        except csv.Error as error:
            raise Unreadable(f"{path.name}: the first line is no line of CSV ({error}).") from None
    for expected in faults:
        raise Unreadable(f"{path.name}: the first line is not {expected}.")
    header = tuple(name.strip() for name in first)
    named = [name for name in header if name]
    if not named or len(set(named)) != len(named):
        raise Unreadable(f"{path.name}: the first line names no columns, or one of them twice.")
    return header


def format_of(path: Path, formats: Mapping[str, Collection[str]]) -> str:
    """The first format all of whose columns a CSV file has. Raises Unreadable.

    `formats` are columns by name; the refusal says what is missing for the likeliest.
    """
    header = set(header_of(path))
    for name, columns in formats.items():
        if header.issuperset(columns):
            return name
    nearest = max(formats, key=lambda name: len(header & set(formats[name])) / len(formats[name]))
    missing = ", ".join(one for one in formats[nearest] if one not in header)
    raise Unreadable(
        f"{path.name}: it has the columns of none of the tables that are read here. "
        f"Likeliest is {nearest}, which needs also: {missing}."
    )


def rows_of(path: Path, refuse: Refuse) -> Iterator[Row]:
    """The rows of a CSV file with a header; what cannot be read goes to `refuse`."""
    csv.field_size_limit(LONGEST_LINE)
    header = header_of(path)
    with unpacked(path) as stream:
        faults: set[str] = set()
        reader = csv.reader(_lines(stream, faults), strict=True)
        next(reader)
        begins = reader.line_num + 1
        for _ in range(MOST_ROWS):
            try:
                cells = next(reader)
                if cells or faults:
                    yield _checked(Row(path.name, begins, {}), header, cells, faults)
            except StopIteration:
                return
            except csv.Error as error:
                refuse(RowError(f"{path.name}, line {begins}", "", f"a line of CSV ({error})"))
            except RowRefused as refused:
                refuse(refused.error)
            faults.clear()
            begins = reader.line_num + 1
        raise Unreadable(f"{path.name}: it has more than {MOST_ROWS:,} rows.")


def take_rows(path: Path, take: Callable[[Row], None], refuse: Refuse) -> None:
    """Gives every row to `take`; a row that it refuses goes to `refuse` like one unreadable."""
    for row in rows_of(path, refuse):
        try:
            take(row)
        except RowRefused as refused:
            refuse(refused.error)


def _checked(row: Row, header: tuple[str, ...], cells: list[str], faults: set[str]) -> Row:
    """Raises RowRefused."""
    for expected in faults:
        row.refuse("", expected)
    if len(cells) != len(header):
        row.refuse("", f"{len(header)} columns as in the first line, not {len(cells)}")
    whole = Row(row.file, row.line, dict(zip(header, cells, strict=True)))
    for name, cell in whole.cells.items():
        if len(cell) > LONGEST_CELL or "\0" in cell:
            whole.refuse(name, f"plain text of at most {LONGEST_CELL:,} characters")
    return whole


def _lines(stream: BinaryIO, faults: set[str]) -> Iterator[str]:
    """Decoded lines; what is wrong with those of the row being read is added to `faults`."""
    encoding = "utf-8-sig"
    while line := stream.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            faults.add(f"a line of at most {LONGEST_LINE:,} bytes")
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_LINE)
            line = b"\n"
        try:
            yield line.decode(encoding)
        except UnicodeDecodeError:
            faults.add("UTF-8 text")
            yield line.decode(encoding, errors="replace")
        encoding = "utf-8"
