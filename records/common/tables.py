"""Rows as CSV: UTF-8, one line a row, and no cell that a spreadsheet would run."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import StreamingHttpResponse

from records.common.formats.sheet import harmless


@dataclass(frozen=True)
class Table:
    head: Sequence[str]
    rows: Iterable[Sequence[Any]]


class _Echo:
    """What the CSV writer writes to: it hands the line on."""

    def write(self, line: str) -> str:
        return line


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    writer: Any = csv.writer(_Echo(), lineterminator="\n")
    yield writer.writerow(head)
    for row in rows:
        yield writer.writerow([_harmless(cell) for cell in row])


def _harmless(cell: Any) -> Any:
    """Text that begins like a formula gets an apostrophe; numbers stay numbers."""
    if not isinstance(cell, str):
        return cell
    return harmless(" ".join(cell.splitlines()))  # a row is a line


def csv_reply(table: Table, name: str) -> StreamingHttpResponse:
    lines = csv_lines(table.head, table.rows)
    reply = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    reply["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return reply
