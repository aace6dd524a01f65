"""Each list of the API as a table (CSV): the same filters and fields, all rows, keys with names."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe
from rest_framework import exceptions

from peacekb.api import router
from records.common.requests import BadRequest
from records.rows.parts import Page, Part

PLAIN = {str, int, float, date, type(None)}  # what `csv` writes as a sheet should take it
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
        pieces, parts = _asked(request, TABLES[name])
    except exceptions.ValidationError as error:
        raise _refused(error) from error
    answer = StreamingHttpResponse(_lines(pieces, parts), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="peacekb-{name}.csv"'
    return answer


def _asked(request: HttpRequest, viewset: Any) -> tuple[Iterable[Page], Sequence[Part]]:
    """What the API would list, in pieces, and what to write of it. Raises its ValidationError."""
    view = viewset(action="list", action_map={"get": "list"}, args=(), kwargs={})
    view.format_kwarg = None
    view.request = view.initialize_request(request)
    view.initial(view.request)
    view.refuse_idle_day(view.request.query_params)
    writer = view.writer().with_names()
    rows = view.filter_queryset(view.get_queryset())
    return writer.pieces(rows, view.day), writer.parts


def _refused(error: exceptions.ValidationError) -> BadRequest:
    assert isinstance(error.detail, dict)  # noqa: S101 - filters and views name the parameter
    name, texts = next(iter(error.detail.items()))
    return BadRequest("" if name == "__all__" else name, " ".join(str(text) for text in texts))


class Line:
    """For `csv`, which wants a file to write to."""

    def write(self, text: str) -> str:
        return text


def _lines(pieces: Iterable[Page], parts: Sequence[Part]) -> Iterator[str]:
    writer = csv.writer(Line())
    yield writer.writerow([part.name for part in parts])
    for page in pieces:
        columns = [_cells(part.values(page)) for part in parts]
        yield "".join(map(writer.writerow, zip(*columns, strict=True)))


def _cells(values: Sequence[Any]) -> Sequence[Any]:
    """As `cell` writes each; a column of plain values that are no formulas stands as it is."""
    kinds = set(map(type, values))
    if kinds <= PLAIN and not (str in kinds and any(map(_is_formula, set(values)))):
        return values
    if kinds == {bool}:
        return list(map({True: "true", False: "false"}.get, values))
    if kinds <= {dict, list}:
        return [cell(value) if value else "" for value in values]
    return [cell(value) for value in values]


def _is_formula(value: Any) -> bool:
    return isinstance(value, str) and bool(FORMULA.match(value))


def cell(value: Any) -> str:
    """As a sheet should take it: nothing that it would run as a formula."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = "; ".join(value)
    elif isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        value = "; ".join(f"{name}={one}" for name, one in value.items())
    elif isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text
