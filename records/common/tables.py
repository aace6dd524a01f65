"""Tables that no list of the API describes, on pages and as CSV."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse

from records.common.formats import CSV
from records.common.formats.sheet import ANY, SheetColumn, TableSheet
from records.common.formats.streaming import as_file


@dataclass(frozen=True)
class PageTable:
    head: Sequence[str]
    rows: Iterable[Sequence[Any]]


def csv_reply(request: HttpRequest, table: PageTable, name: str) -> StreamingHttpResponse:
    sheet = TableSheet([SheetColumn(one, ANY) for one in table.head], table.rows)
    return as_file(request, sheet, CSV, name)
