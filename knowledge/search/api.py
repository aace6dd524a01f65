"""Search over the API: names that lead to records, matches, facets, a better spelling."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from knowledge.search.accounting import account_beside
from knowledge.search.asking import HITS_PER_PAGE, SearchForm, answer, as_json, shown
from knowledge.search.describing import FOUND, SearchSchema
from legal.meetings import address_of, api_address_of
from records.common.addresses import api_address, public_key
from records.common.api import on_day
from records.common.formats import TABULAR
from records.common.formats.streaming import account_at
from records.common.pagination import Pages
from records.common.requests import BadRequest, refuse_account, refuse_empty
from records.reading.names import Called


class SearchPages(Pages):
    page_size = HITS_PER_PAGE
    max_page_size = 100


class SearchViewSet(viewsets.GenericViewSet):
    """Words in every published record, with facets; symbols and acronyms in any spelling."""

    pagination_class = SearchPages
    filter_backends: list = []
    renderer_classes = TABULAR
    schema = SearchSchema()

    @extend_schema(responses={200: FOUND})
    def list(self, request: Request, **kwargs) -> Response:
        refuse_empty(request)
        if "words" in request.query_params:
            raise BadRequest("words", "It keeps the page from leading to a record; leave it out.")
        form = SearchForm(request.query_params)
        if not form.is_valid():
            raise exceptions.ValidationError(
                {name: [str(text) for text in told] for name, told in form.errors.items()}
            )
        is_table = getattr(request.accepted_renderer, "table", None) is not None
        if is_table:
            refuse_account(request)
        found = answer(form)
        keys = self.paginate_queryset(found.keys) or []
        rows = shown(keys, found.query)
        response = self.get_paginated_response([as_json(row, piece) for row, piece in rows])
        response.data |= {
            "candidates": [_candidate(one) for one in found.candidates],
            "facets": {name: dict(pairs) for name, pairs in found.facets.items()},
            "meeting": _meeting(found.meeting),
            "suggestion": found.suggestion,
        }
        response.data |= on_day(form.cleaned_data["as_of"])
        if is_table:
            response["Link"] += ", " + account_at(request, "search-list")
        else:
            response.data |= account_beside(request, form, found, [row for row, _ in rows])
        return response


def _candidate(candidate: Called) -> dict[str, Any]:
    record = candidate.record
    return {
        "record_kind": record.record_kind,
        "key": public_key(record.record_kind, record.slug),
        "name": record.name,
        "by": candidate.text,
        "is_guess": candidate.is_guess,
        "page": candidate.address,
        "api": api_address(record.record_kind, record.slug),
    }


def _meeting(symbol: str) -> dict[str, Any] | None:
    """The meeting of the Security Council that the text names: no record, and yet a page."""
    if not symbol:
        return None
    return {"meeting": symbol, "page": address_of(symbol), "api": api_address_of(symbol)}
