"""The manner of the API: strict parameters, total order, problems as RFC 9457, fast JSON."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import exceptions, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from records.common.account import ACCOUNT
from records.common.filters import unknown
from records.common.formats import ON_THE_MAP, TABULAR
from records.common.formats.nested import PLACE
from records.common.formats.streaming import other_formats, whole_table
from records.common.pagination import Cursors
from records.common.released import RELEASE, released
from records.common.requests import account_wanted, day_of, refuse_empty

AS_OF = {"type": "string", "format": "date", "description": "The day that was asked for."}
UNMATCHED = {
    "type": "array",
    "items": {"type": "string"},
    "description": "Where `key` was asked: the keys that no record bears.",
}


class Lists(Cursors):
    """With what an answer says beside its rows."""

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        described = super().get_paginated_response_schema(schema)
        described["properties"] |= {
            "as_of": AS_OF,
            "unmatched": UNMATCHED,
            "meta": ACCOUNT,
        }
        return described


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

    pagination_class = Lists
    filter_backends = [StrictFilters]
    lookup_field = "key"
    lookup_value_regex = "[^/]+"
    filterset_class: Any  # of AsOf, which the room above declares
    asked: Any  # the FilterSet of this list, once it is found valid
    serializer_class: Any  # of RowSerializer, which a room above declares
    reads_day = False  # whether a single record shows the rows of a day

    @property
    def day(self) -> date | None:
        """The day that `as_of` asks for."""
        return day_of(self.request)

    def initial(self, request: Request, *args, **kwargs) -> None:
        super().initial(request, *args, **kwargs)
        refuse_empty(request)

    def get_renderers(self) -> list[Any]:
        if self.action != "list":
            return super().get_renderers()
        renderers = ON_THE_MAP if self._has_places() else TABULAR
        return [renderer() for renderer in renderers]

    def _has_places(self) -> bool:
        serializer: Any = self.get_serializer_class()
        return set(PLACE) <= set(serializer.writer().names)

    def writer(self) -> Any:
        """Writes the rows, as `fields`, `omit` and `expand` want them."""
        rows: Any = self.get_serializer_class()
        return rows.writer(self.request.query_params)

    def list(self, request: Request, *args, **kwargs) -> Any:
        self.refuse_idle_day(request.query_params)
        if RELEASE in request.query_params:
            return released(self)
        account = account_wanted(request)
        table = getattr(request.accepted_renderer, "table", None)
        if table is not None:
            return whole_table(self, table)
        writer = self.writer()
        rows = self.filter_queryset(self.get_queryset())
        shown = self.paginate_queryset(rows)
        beside = self.filterset_class.account_reads() if account != "none" else ()
        page = writer.page(shown, self.day, beside)
        response = self.get_paginated_response(writer.written(page))
        response["Link"] += ", " + other_formats(self)
        response.data |= on_day(self.day)
        if unmatched := self.asked.unmatched():
            response.data["unmatched"] = unmatched
        if account != "none":
            count, is_full = response.data["count"], account == "full"
            response.data["meta"] = self.asked.account(count, page.columns, is_full)
        return response

    def refuse_idle_day(self, asked: Mapping[str, Any]) -> None:
        """Raises ValidationError for a day, or a certainty of it, that cannot change the answer."""
        if "certainty" in asked and "as_of" not in asked:
            text = "It speaks of a day: give as_of too, or leave it out."
            raise exceptions.ValidationError({"certainty": [text]})
        if "as_of" in asked and not self.filterset_class.day_matters(asked):
            text = "Nothing in this list depends on the day; leave it out."
            raise exceptions.ValidationError({"as_of": [text]})

    def retrieve(self, request: Request, *args, **kwargs) -> Response:
        read = {"fields", "omit", "expand", "meta"}
        self.refuse_unread(read | {"as_of"} if self.reads_day else read)
        account, pk = account_wanted(request), self.found()
        (row,) = self.writer().rows([pk], self.day)
        row |= on_day(self.day)
        if account != "none":
            key = row.get("key", self.kwargs["key"])  # as the base writes it
            row["meta"] = self.filterset_class.account_of_record(pk, key, self.day)
        return Response(row)

    def refuse_unread(self, known: set[str]) -> None:
        """For a single record. Raises ValidationError for a parameter that it does not read."""
        asked = self.request.query_params
        if "as_of" in asked and not self.reads_day:
            text = "Nothing in this record depends on the day; leave it out."
            raise exceptions.ValidationError({"as_of": [text]})
        for name in asked:
            if name not in known:
                raise exceptions.ValidationError({name: [unknown("parameter", name, known)]})

    def found(self) -> int:
        """The primary key of the row asked for, which the writer reads. Raises NotFound."""
        key, rows = self.kwargs["key"], self.get_queryset()
        pk = rows.filter(pk=self.find(key)).values_list("pk", flat=True).first()
        if pk is None:
            raise exceptions.NotFound(f"There is no {rows.model._meta.verbose_name} '{key[:60]}'.")
        return pk

    def find(self, key: str) -> int | None:
        """The primary key of the row that a key names."""
        rows: Any = self.get_serializer_class()
        return rows.find(key)

    def filter_queryset(self, queryset):
        """A detail is found by its key alone."""
        return super().filter_queryset(queryset) if self.action == "list" else queryset


def on_day(day: date | None) -> dict[str, date]:
    """For an answer: the day asked for; its account says where that lies past what is known."""
    return {"as_of": day} if day else {}
