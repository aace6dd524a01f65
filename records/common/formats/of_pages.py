"""The table of a page as a file."""

from django.http import HttpRequest, StreamingHttpResponse

from records.common.formats import CSV
from records.common.formats.sheet import ANY, SheetColumn, TableSheet
from records.common.formats.streaming import as_file
from records.common.tables import PageTable


def csv_reply(request: HttpRequest, table: PageTable, name: str) -> StreamingHttpResponse:
    sheet = TableSheet([SheetColumn(one, ANY) for one in table.head], table.rows)
    return as_file(request, sheet, CSV, name)
