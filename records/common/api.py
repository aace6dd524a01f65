"""The manner of the API: strict parameters, total order, problems as RFC 9457, fast JSON."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import exceptions, pagination, serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from records.common.filters import unknown
from records.common.lists import PER_PAGE
from records.common.problem import CONTENT_TYPE, problem
from records.common.requests import BadRequest, day_of, refuse_empty
from records.common.text import table_name

COUNT = {"type": "integer", "minimum": 0}
KNOWN = {
    "type": "array",
    "description": "Where a column asked for is known for few rows: for how many, and of how many.",
    "items": {
        "type": "object",
        "required": ["parameter", "table", "field", "known", "of", "among"],
        "properties": {
            "parameter": {"type": "string"},
            "table": {"type": "string", "description": "As /coverage/ names it, like the field."},
            "field": {"type": "string"},
            "known": COUNT | {"description": "Rows with a value, or said to have none."},
            "of": COUNT,
            "among": {
                "type": "string",
                "enum": ["table", "rest", "complete"],
                "description": "What `of` counts: rows of the whole table; or those of this list "
                "that fit all other parameters; or, where none does, those that fit what is asked "
                "of columns that are never empty.",
            },
        },
    },
}
SEARCHED = {
    "type": "object",
    "description": "Of an empty answer: what was searched.",
    "required": ["rows"],
    "properties": {
        "rows": COUNT | {"description": "Rows of the list without any filter."},
        "coverage": {"type": "string", "description": "Address of what is known of the table."},
        "known": KNOWN,
    },
}
UNTIL = {
    "type": "string",
    "format": "date",
    "description": "Where `as_of` is later: the last day of which the table, or the base, holds "
    "anything. What changed after it is not known.",
}
UNMATCHED = {
    "type": "array",
    "items": {"type": "string"},
    "description": "Where `key` was asked: the keys that no record bears.",
}
TITLES = {400: "Bad request", 404: "Not found", 405: "Method not allowed", 410: "Withdrawn"}


class Pages(pagination.PageNumberPagination):
    """`page` from 1 and `page_size` up to 1,000; anything else is a 400."""

    page_size = PER_PAGE
    page_size_query_param = "page_size"
    max_page_size = 1000

    def paginate_queryset(self, queryset, request, view=None):
        for name in ("page", "page_size"):
            _refuse_odd_number(request, name, self.max_page_size)
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data: list) -> Response:
        assert self.page is not None  # noqa: S101 - set by `paginate_queryset`
        envelope = {
            "count": self.page.paginator.count,
            "next": self.get_next_link(),
            "previous": self.get_previous_link(),
        }
        return Response(envelope | {"results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        described = super().get_paginated_response_schema(schema)
        described["properties"] |= {
            "known": KNOWN,
            "searched": SEARCHED,
            "known_until": UNTIL,
            "unmatched": UNMATCHED,
        }
        return described


def _refuse_odd_number(request: Request, name: str, most: int) -> None:
    given = request.query_params.getlist(name)
    most = most if name == "page_size" else 10**6
    if not given:
        return
    number = int(given[0]) if given[0].isascii() and given[0].isdigit() and len(given[0]) < 8 else 0
    if len(given) > 1 or not 1 <= number <= most:
        raise exceptions.ValidationError({name: [f"Expected one whole number from 1 to {most}."]})


class StrictFilters(DjangoFilterBackend):
    """Refuses with the form's own words; the library's way trips over a percent sign in them."""

    def filter_queryset(self, request, queryset, view):
        filterset = self.get_filterset(request, queryset, view)
        if not filterset.is_valid():
            raise exceptions.ValidationError(dict(filterset.errors))
        view.asked = filterset
        return filterset.qs


class ReadOnly(viewsets.ReadOnlyModelViewSet):
    """Lists through a strict FilterSet; details that `as_of` never hides.

    400 on an unknown parameter or a value that cannot be read, with the nearest valid name.
    """

    pagination_class = Pages
    filter_backends = [StrictFilters]
    filterset_class: Any  # of AsOf, which the room above declares
    asked: Any  # the FilterSet of this list, once it is found valid
    reads_day = False  # whether a single record shows the rows of a day

    @property
    def day(self) -> date | None:
        """The day that `as_of` asks for."""
        return day_of(self.request)

    def initial(self, request: Request, *args, **kwargs) -> None:
        super().initial(request, *args, **kwargs)
        refuse_empty(request)

    def list(self, request: Request, *args, **kwargs) -> Response:
        self.refuse_idle_day(request.query_params)
        response = super().list(request, *args, **kwargs)
        response.data |= on_day(self.day, self.filterset_class.known_until)
        if unmatched := self.asked.unmatched():
            response.data["unmatched"] = unmatched
        known = [one.as_json() for one in self.asked.known(response.data["count"])]
        if response.data["count"] == 0:
            response.data["searched"] = self._searched()
        if known:
            answer = response.data if response.data["count"] else response.data["searched"]
            answer["known"] = known
        return response

    def refuse_idle_day(self, asked: Mapping[str, Any]) -> None:
        """Raises ValidationError for a day, or a certainty of it, that cannot change the answer."""
        if "certainty" in asked and "as_of" not in asked:
            text = "It speaks of a day: give as_of too, or leave it out."
            raise exceptions.ValidationError({"certainty": [text]})
        if "as_of" in asked and not self.filterset_class.day_matters(asked):
            text = "Nothing in this list depends on the day; leave it out."
            raise exceptions.ValidationError({"as_of": [text]})

    def _searched(self) -> dict[str, Any]:
        """What an empty answer was looked for in: zero may mean that nobody has looked."""
        rows = self.get_queryset()
        searched = {"rows": rows.order_by().count()}
        if not self.filterset_class.is_counted():
            return searched
        coverage = f"{reverse('coverage-list')}?table={table_name(rows.model)}"
        return searched | {"coverage": coverage}

    def retrieve(self, request: Request, *args, **kwargs) -> Response:
        known = {"as_of", "fields"} if self.reads_day else {"fields"}
        if "as_of" in request.query_params and not self.reads_day:
            text = "Nothing in this record depends on the day; leave it out."
            raise exceptions.ValidationError({"as_of": [text]})
        for name in request.query_params:
            if name not in known:
                raise exceptions.ValidationError({name: [unknown("parameter", name, known)]})
        response = super().retrieve(request, *args, **kwargs)
        response.data |= on_day(self.day, self.filterset_class.known_until)
        return response

    def get_object(self):
        try:
            return super().get_object()
        except Http404 as error:
            key = self.kwargs[self.lookup_url_kwarg or self.lookup_field]
            what = self.get_queryset().model._meta.verbose_name
            raise exceptions.NotFound(f"There is no {what} '{key[:60]}'.") from error

    def filter_queryset(self, queryset):
        """A detail is found by its key alone."""
        return super().filter_queryset(queryset) if self.action == "list" else queryset

    def get_serializer(self, *args, **kwargs) -> serializers.BaseSerializer:
        serializer = super().get_serializer(*args, **kwargs)
        if given := self.request.query_params.getlist("fields"):
            _keep_fields(serializer, ",".join(given))
        return serializer


def on_day(day: date | None, known_until: Callable[[], date | None]) -> dict[str, date]:
    """For an answer: the day asked for, and the last one known where that lies before it."""
    if day is None:
        return {}
    last = known_until()
    return {"as_of": day} | ({"known_until": last} if last and last < day else {})


def listed(
    serializer: type[serializers.BaseSerializer], rows: Iterable[Any]
) -> list[dict[str, Any]]:
    """Rows within a record, each as the serializer writes it."""
    return serializers.ListSerializer(rows, child=serializer()).data


def _keep_fields(serializer: serializers.BaseSerializer, given: str) -> None:
    inner: Any = getattr(serializer, "child", serializer)
    wanted = {name.strip() for name in given.split(",") if name.strip()}
    for name in sorted(wanted - inner.fields.keys()):
        raise exceptions.ValidationError({"fields": [unknown("field", name, inner.fields)]})
    for name in inner.fields.keys() - wanted:
        inner.fields.pop(name)


def explain_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every refusal as a problem."""
    if isinstance(error, BadRequest):
        error = exceptions.ValidationError({error.parameter: [error.message]})
    if isinstance(error, Http404):
        error = exceptions.NotFound(str(error) or None)
    response = exception_handler(error, context)
    if response is None:
        return None
    errors, detail = {}, ""
    if isinstance(error, exceptions.ValidationError) and isinstance(response.data, dict):
        errors = {
            "parameters" if name == "__all__" else name: [str(text) for text in texts]
            for name, texts in response.data.items()
        }
        detail = " ".join(text for texts in errors.values() for text in texts)
    elif isinstance(response.data, dict):
        detail = str(response.data.get("detail", ""))
    title = TITLES.get(response.status_code, "Refused")
    response.data = problem(response.status_code, title, detail, errors)
    response.content_type = CONTENT_TYPE
    return response
