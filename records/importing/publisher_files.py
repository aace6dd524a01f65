"""A publisher's file as it lies on the disk: its SHA-256, and its rows by column.

What breaks one row refuses that row; what breaks the whole file raises Unreadable.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import NoReturn

from records.common.text import clean_text
from records.importing.streams import Unreadable
from records.importing.tables import BrokenLine, table_of

MOST_ROWS = 3_000_000
LONGEST_CELL = 20_000  # characters
# A time of day behind a day, without a zone or of Greenwich.
TIME = re.compile(r"[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|\+00:?00)?\Z")
UNWRITABLE = re.compile("[\0\ud800-\udfff]")
FLAGS = {"": False, "0": False, "false": False, "1": True, "true": True}
MILLISECONDS, DAY, MOST_DAYS = re.compile(r"-?[1-9]\d{7,14}"), 86_400_000, 50_000


@dataclass(frozen=True)
class RowError:
    """Why one row was left out: where it stands, what stands there, what was expected."""

    where: str
    value: str
    expected: str

    def __str__(self) -> str:
        value = self.value if len(self.value) <= 60 else f"{self.value[:60]}…"
        value = value.encode(errors="replace").decode()  # half a pair of UTF-16 cannot be printed
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
    """A file that is about to be imported; what was fetched has `marks` (`etag`, `rows` …)."""

    path: Path
    sha256: str
    marks: Mapping[str, str] = field(default_factory=dict)
    accessed_on: date | None = None

    @property
    def name(self) -> str:
        return self.path.name


@dataclass(frozen=True)
class Row:
    """The cells of a line by column in small letters, and the line on which they begin."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column_in(self.cells, column) or column].strip()

    def get(self, column: str) -> str:
        """The cell, empty where the file has no such column."""
        return self[column] if self.has(column) else ""

    def has(self, column: str) -> bool:
        return column_in(self.cells, column) is not None

    def only(self, columns: Iterable[str]) -> "Row":
        """The same row with a few of its cells, to be kept."""
        return Row(self.file, self.line, {column.casefold(): self[column] for column in columns})

    def refuse(self, column: str, expected: str) -> NoReturn:
        raise RowRefused(RowError(self.place(column), self.get(column), expected))

    def place(self, column: str) -> str:
        place = f"{self.file}, line {self.line}"
        return f"{place}, column {column}" if column else place

    def number(self, column: str, most: int = 1_000_000) -> int | None:
        """A whole number, also written 12.0; None for an empty cell or NA."""
        cell = self[column]
        if cell in ("", "NA"):
            return None
        whole = cell.removesuffix(".0")
        if not (whole.isascii() and whole.isdigit() and len(whole) < 12 and int(whole) <= most):
            self.refuse(column, f"a whole number from 0 to {most:,}")
        return int(whole)

    def flag(self, column: str) -> bool:
        """Yes or no as 1 or 0, also as JSON has them; an empty cell is no."""
        cell = self[column].casefold().removesuffix(".0")
        if cell not in FLAGS:
            self.refuse(column, "0 or 1")
        return FLAGS[cell]

    def day(self, column: str) -> date:
        """A day, also with a time of that day behind it; a zone that shifts it is refused.

        The Peace and Security Data Hub gives days in JSON as milliseconds since 1970.
        """
        cell = self[column]
        try:
            return date.fromisoformat(TIME.sub("", cell))
        except ValueError:
            pass
        days, rest = divmod(int(cell), DAY) if MILLISECONDS.fullmatch(cell) else (0, 0)
        if rest or not abs(days) < MOST_DAYS or not days:
            self.refuse(column, "a day such as 1999-10-25")
        return date(1970, 1, 1) + timedelta(days)

    def code(self, column: str, expected: str) -> str:
        """A number that is a name, also written 280211.0. Raises RowRefused."""
        code = self[column].removesuffix(".0")
        if not (code.isascii() and code.isdigit()):
            self.refuse(column, expected)
        return code


def copy_of(path: Path) -> Copy:
    """Raises Unreadable where there is no such file."""
    try:
        with path.open("rb") as file:
            return Copy(path, hashlib.file_digest(file, "sha256").hexdigest())
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}.") from None


def column_in(header: Container[str], column: str) -> str | None:
    """The name under which a file has a column: in any case, and of one or many, as some editions
    of a table have `ms_code` and others `ms_codes`; with blanks or with strokes between words.
    """
    name = column.casefold()
    joined = name.replace(" ", "_")
    for spelling in (name, f"{name}s", name.removesuffix("s"), joined, joined.replace("_", " ")):
        if spelling in header:
            return spelling
    return None


def format_of(path: Path, formats: Mapping[str, Collection[str]]) -> str:
    """The first format all of whose columns a table has. Raises Unreadable.

    `formats` are columns by name; the refusal says what is missing for the likeliest.
    """
    table = table_of(path)
    if found := format_in(table.header, formats):
        return found

    def missing(name: str) -> list[str]:
        return [one for one in formats[name] if column_in(table.header, one) is None]

    nearest = min(formats, key=lambda name: len(missing(name)) / len(formats[name]))
    raise Unreadable(
        f"{path.name}: it has the columns of none of the tables that are read here. "
        f"Likeliest is {nearest}, which needs also: {', '.join(missing(nearest))}."
    )


def format_in(header: Container[str], formats: Mapping[str, Collection[str]]) -> str | None:
    """The first format all of whose columns are there."""
    for name, columns in formats.items():
        if all(column_in(header, column) is not None for column in columns):
            return name
    return None


def rows_of(path: Path, refuse: Refuse) -> Iterator[Row]:
    """The rows of a table with a header; what cannot be read goes to `refuse`."""
    table = table_of(path)
    for number, (line, cells) in enumerate(table.lines(), start=1):
        if number > MOST_ROWS:
            raise Unreadable(f"{path.name}: it has more than {MOST_ROWS:,} rows.")
        place = Row(path.name, line, {})
        try:
            if isinstance(cells, BrokenLine):
                place.refuse("", str(cells))
            yield _checked(place, table.header, cells)
        except RowRefused as refused:
            refuse(refused.error)


def take_rows(path: Path, take: Callable[[Row], None], refuse: Refuse) -> None:
    """Gives every row to `take`; a row that it refuses goes to `refuse` like one unreadable."""
    for row in rows_of(path, refuse):
        try:
            take(row)
        except RowRefused as refused:
            refuse(refused.error)


def take_summed_rows(path: Path, take: Callable[[Row], None], refuse: Refuse) -> None:
    """The same for rows that are added up, where one that is no row at all leaves no sum sure.

    Raises Unreadable.
    """

    def give_up(error: RowError) -> NoReturn:
        raise Unreadable(f"{error}. Rows are added up here, so that none can be left out unread.")

    for row in rows_of(path, give_up):
        try:
            take(row)
        except RowRefused as refused:
            refuse(refused.error)


def _checked(row: Row, header: tuple[str, ...], cells: list[str]) -> Row:
    """Cells as texts are kept: what nobody sees would make two of one. Raises RowRefused."""
    if len(cells) != len(header):
        row.refuse("", f"{len(header)} columns as in the first line, not {len(cells)}")
    whole = Row(row.file, row.line, dict(zip(header, cells, strict=True)))
    for name, cell in whole.cells.items():
        if len(cell) > LONGEST_CELL or UNWRITABLE.search(cell):
            whole.refuse(name, f"plain text of at most {LONGEST_CELL:,} characters")
        whole.cells[name] = clean_text(cell)
    return whole
