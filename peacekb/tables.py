"""Each list of the API as a table on the site's own addresses, and what its columns are."""

from typing import Any, NoReturn

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from rest_framework import exceptions

from peacekb.api import router
from records.common.formats import CSV
from records.common.formats.columns import columns_of
from records.common.formats.sheet import BETWEEN_WORDS, NESTED, WORDS, SheetColumn
from records.common.requests import BadRequest, refuse_unknown

TABLES = {name: view for name, view, _ in router.registry if name != "search"}
FRICTIONLESS = "https://datapackage.org/profiles/2.0/tableschema.json"


class ForPeople:
    """Leaves what a list refuses to the page that tells it."""

    def handle_exception(self, error: Exception) -> NoReturn:
        raise error


@require_safe
def table(request: HttpRequest, name: str) -> HttpResponseBase:
    """`/votes.csv` is `/api/v1/votes.csv`, but for the form of its refusals."""
    view: Any = type("Table", (ForPeople, _listed(name)), {})
    try:
        return view.as_view({"get": "list"}, basename=name)(request, format=CSV.suffix)
    except exceptions.ValidationError as error:
        raise _refused(error) from error


def _listed(name: str) -> Any:
    if name not in TABLES:
        raise Http404(f"There is no table '{name[:60]}'.")
    return TABLES[name]


def _refused(error: exceptions.ValidationError) -> BadRequest:
    assert isinstance(error.detail, dict)  # noqa: S101 - filters and views name the parameter
    name, texts = next(iter(error.detail.items()))
    return BadRequest("" if name == "__all__" else name, " ".join(str(text) for text in texts))


@require_safe
def table_schema(request: HttpRequest, name: str) -> HttpResponse:
    """The columns of the CSV with their types, as Frictionless Table Schema."""
    refuse_unknown(request)
    viewset = _listed(name)
    rows = viewset.serializer_class
    schema = {
        "$schema": FRICTIONLESS,
        "fields": [described(one) for one in columns_of(rows(), rows.writer().with_names().names)],
        "missingValues": [""],
    }
    return JsonResponse(schema)


def described(column: SheetColumn) -> dict[str, Any]:
    """The column as a field of a Table Schema."""
    field: dict[str, Any] = {"name": column.name, "type": column.type}
    if column.type == WORDS:
        field |= {"type": "list", "itemType": "string", "delimiter": BETWEEN_WORDS}
    if column.type == NESTED:
        field["type"] = "any"
    if column.help:
        field["description"] = column.help
    if column.values:
        field["categories"] = list(column.values)
    return field
