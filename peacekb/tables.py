"""Each list of the API as a table (CSV): the same filters and fields, all rows, keys with names."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe
from rest_framework import exceptions, serializers

from peacekb.api import router
from records.api import Key, Keys
from records.common.requests import BadRequest

AT_A_TIME = 500  # rows, with what belongs to them
WHOLE_ONLY = ("page", "page_size")
FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
TABLES = {name: view for name, view, _ in router.registry if name != "search"}


@require_safe
def table(request: HttpRequest, name: str) -> StreamingHttpResponse:
    if name not in TABLES:
        raise Http404(f"There is no table '{name[:60]}'.")
    for one in WHOLE_ONLY:
        if one in request.GET:
            raise BadRequest(one, "A table comes whole; take the parameter away.")
    try:
        rows, serializer = _asked(request, TABLES[name])
    except exceptions.ValidationError as error:
        raise _refused(error) from error
    answer = StreamingHttpResponse(_lines(rows, serializer), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="peacekb-{name}.csv"'
    return answer


def _asked(request: HttpRequest, viewset: Any) -> tuple[QuerySet, serializers.Serializer]:
    """What the API would list, and how it would write it. Raises its ValidationError."""
    view = viewset(action="list", action_map={"get": "list"}, args=(), kwargs={})
    view.format_kwarg = None
    view.request = view.initialize_request(request)
    view.initial(view.request)
    view.refuse_idle_day(view.request.query_params)
    rows = view.filter_queryset(view.get_queryset())
    return rows, view.get_serializer()


def _refused(error: exceptions.ValidationError) -> BadRequest:
    assert isinstance(error.detail, dict)  # noqa: S101 - filters and views name the parameter
    name, texts = next(iter(error.detail.items()))
    return BadRequest("" if name == "__all__" else name, " ".join(str(text) for text in texts))


class Line:
    """For `csv`, which wants a file to write to."""

    def write(self, text: str) -> str:
        return text


def _lines(rows: QuerySet, serializer: serializers.Serializer) -> Iterator[str]:
    writer = csv.writer(Line())
    fields: dict[str, Any] = serializer.fields  # type: ignore[assignment]  # a mapping by name
    named = {name: list(_names(field)) for name, field in fields.items()}
    columns = ([name, *(f"{name}_name" for _ in named[name])] for name in fields)
    yield writer.writerow(chain.from_iterable(columns))
    for row in rows.iterator(AT_A_TIME):
        told = serializer.to_representation(row)
        cells = ([told[name], *(own(row) for own in named[name])] for name in fields)
        yield writer.writerow(cell(value) for value in chain.from_iterable(cells))


def _names(field: Any) -> Iterator[Callable[[Any], Any]]:
    """For a field that gives keys of records: how to get their names."""
    records: Callable[[Any], Any] = field.get_attribute
    if isinstance(field, Keys):
        yield lambda row: [one.name for one in sorted(records(row).all(), key=_key)]
    if isinstance(field, Key):
        yield lambda row: getattr(records(row), "name", None)


def _key(record: Any) -> str:
    return Key().to_representation(record)


def cell(value: Any) -> str:
    """As a sheet should take it: nothing that it would run as a formula."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = "; ".join(value)
    elif isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text
