"""A list as a whole table: all its rows, as they are read, in the memory of some thousand."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.urls import reverse

from records.common.formats import Format, Tabular
from records.common.formats.columns import columns_of
from records.common.formats.sheet import TableSheet
from records.common.orders import ordered
from records.common.requests import BadRequest

WHOLE_ONLY = ("page", "page_size", "cursor")


def whole_table(view: Any, table: Format) -> StreamingHttpResponse:
    """What the view lists, in a format. Raises what a list raises, and BadRequest."""
    for name in (*WHOLE_ONLY, "meta"):
        if name in view.request.query_params:
            raise BadRequest(name, "A table comes whole; take the parameter away.")
    if table.is_flat and "expand" in view.request.query_params:
        raise BadRequest("expand", "A table has the name beside each key; leave it out.")
    rows, writer = ordered(view.filter_queryset(view.get_queryset())), view.writer()
    writer = writer.with_names() if table.is_flat else writer
    if table.most_rows and rows.order_by()[: table.most_rows + 1].count() > table.most_rows:
        text = f"{table.label} takes {table.most_rows:,} rows, and these are more. Take .csv."
        raise BadRequest("", text, kind="too-many-rows")
    columns = columns_of(view.get_serializer_class()(), writer.names)
    sheet = TableSheet(columns, told(rows, writer, view.day))
    answer = as_file(view.request, sheet, table, f"peacekb-{view.basename}")
    described = reverse("table_schema", args=[view.basename])
    answer["Link"] = f'<{described}>; rel="describedby", ' + account_at(
        view.request, f"{view.basename}-list", page_size="1"
    )
    return answer


def as_file(request: Any, sheet: TableSheet, table: Format, name: str) -> StreamingHttpResponse:
    pieces = iter(()) if request.method == "HEAD" else table.write(sheet)
    answer = StreamingHttpResponse(pieces, content_type=table.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{table.suffix}"'
    return answer


def account_at(request: Any, named: str, **more: str) -> str:
    """For the header Link: where the account of the whole table is, as JSON."""
    asked = request.query_params.copy()
    for name in ("expand", "fields", "omit"):
        asked.pop(name, None)
    for name, value in {"meta": "full", **more}.items():
        asked[name] = value
    address = f"{reverse(named)}?{asked.urlencode()}"
    return f'<{address}>; rel="describedby"; type="application/json"; title="account"'


def other_formats(view: Any) -> str:
    """For the header Link: the same question as a whole table, in each format."""
    left_out = (*WHOLE_ONLY, "expand", "meta")
    asked = [one for one in view.request.query_params.lists() if one[0] not in left_out]
    query = f"?{urlencode(asked, doseq=True)}" if asked else ""
    place = view.request.path.rstrip("/").removesuffix(f".{view.format_kwarg}")
    tables = [one.table for one in view.get_renderers() if isinstance(one, Tabular)]
    return ", ".join(
        f'<{place}.{one.suffix}{query}>; rel="alternate"; type="{one.media_type}"' for one in tables
    )


def told(rows: QuerySet, writer: Any, day: date | None) -> Iterator[tuple[Any, ...]]:
    """Each row as the API writes it; flat ones with names beside the keys of records."""
    for page in writer.pieces(rows, day):
        yield from writer.values(page)
