"""A list as a whole table: all its rows, as they are read, in the memory of a few hundred."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.urls import reverse
from rest_framework import serializers

from records.common.formats import Format, Tabular
from records.common.formats.columns import beside, column_of
from records.common.formats.sheet import Column, Sheet
from records.common.pagination import ordered
from records.common.requests import BadRequest

AT_A_TIME = 500  # rows, with what belongs to them
WHOLE_ONLY = ("page", "page_size", "cursor")


def whole_table(view: Any, table: Format) -> StreamingHttpResponse:
    """What the view lists, in a format. Raises what a list raises, and BadRequest."""
    for name in WHOLE_ONLY:
        if name in view.request.query_params:
            raise BadRequest(name, "A table comes whole; take the parameter away.")
    rows, serializer = ordered(view.filter_queryset(view.get_queryset())), view.get_serializer()
    if table.most_rows and rows.count() > table.most_rows:
        text = f"{table.label} takes {table.most_rows:,} rows, and these are more. Take .csv."
        raise BadRequest("", text, kind="too-many-rows")
    sheet = Sheet(columns_of(serializer, table.is_flat), told(rows, serializer, table.is_flat))
    pieces = iter(()) if view.request.method == "HEAD" else table.write(sheet)
    answer = StreamingHttpResponse(pieces, content_type=table.content_type)
    name = f"peacekb-{view.basename}.{table.suffix}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    described = reverse("table_schema", args=[view.basename])
    answer["Link"] = f'<{described}>; rel="describedby"'
    return answer


def other_formats(view: Any) -> str:
    """For the header Link: the same question as a whole table, in each format."""
    asked = view.request.query_params.copy()
    for name in WHOLE_ONLY:
        asked.pop(name, None)
    query = f"?{asked.urlencode()}" if asked else ""
    place = reverse(f"{view.basename}-list").rstrip("/")
    tables = [one.table for one in view.get_renderers() if isinstance(one, Tabular)]
    return ", ".join(
        f'<{place}.{one.suffix}{query}>; rel="alternate"; type="{one.media_type}"' for one in tables
    )


def columns_of(serializer: serializers.Serializer, is_flat: bool) -> list[Column]:
    fields: dict[str, Any] = serializer.fields  # type: ignore[assignment]  # a mapping by name
    found = []
    for name, field in fields.items():
        names = beside(name, field) if is_flat else ()
        found += [column_of(name, field), *(one for one in names if one.name not in fields)]
    return found


def told(
    rows: QuerySet, serializer: serializers.Serializer, is_flat: bool
) -> Iterator[dict[str, Any]]:
    """Each row as the API writes it; flat ones with names beside the keys of records."""
    fields: dict[str, Any] = serializer.fields  # type: ignore[assignment]  # a mapping by name
    named = {name: one.names_of for name, one in fields.items() if hasattr(one, "names_of")}
    for row in rows.iterator(AT_A_TIME):
        found = serializer.to_representation(row)
        if is_flat:
            found |= {f"{name}_name": names_of(row) for name, names_of in named.items()}
        yield found
