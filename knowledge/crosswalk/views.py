"""Addresses of the crosswalk: a code to its record, every scheme, and the table to download."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseRedirectBase
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from knowledge.crosswalk import finding
from records.common.addresses import address, api_address, public_key
from records.common.formats.of_pages import csv_reply
from records.common.requests import BadRequest, day_of, refuse_unknown
from records.common.tables import PageTable
from records.common.text import nearest
from records.models import Record

HEADER = ("scheme", "value", "record_kind", "key", "name")


class SeeDescription(HttpResponseRedirectBase):
    """The record describes what the code means; it is not the code itself."""

    status_code = 303


@require_safe
def code(request: HttpRequest, scheme: str, value: str) -> HttpResponse:
    """303 to the record of a code, 300 with the candidates where there are several."""
    refuse_unknown(request, "as_of")
    value = value.strip("/")
    found = finding.find(scheme.lower(), value)
    if len(found) == 1:
        return SeeDescription(_target(request, found[0]))
    context: dict[str, Any] = {"scheme": scheme, "value": value, "found": found}
    context["day"] = day_of(request)
    if found:
        return TemplateResponse(request, "knowledge/candidates.html", context, status=300)
    if not finding.columns_of(scheme.lower()):
        raise Http404(f"There is no scheme of codes '{scheme[:60]}'.")
    context["nearest"] = nearest(value, finding.values(scheme.lower()))
    return TemplateResponse(request, "knowledge/candidates.html", context, status=404)


def _target(request: HttpRequest, record: Record) -> str:
    """The page, or its twin in the API for a program that asks for JSON alone."""
    accepted = request.headers.get("Accept", "")
    as_json = "application/json" in accepted and "text/html" not in accepted
    return (api_address if as_json else address)(record.record_kind, record.slug)


@require_safe
def schemes(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request, "as_of")
    context = {"schemes": finding.schemes(), "day": day_of(request)}
    return TemplateResponse(request, "knowledge/schemes.html", context)


@require_safe
def table(request: HttpRequest) -> StreamingHttpResponse:
    """The whole crosswalk as CSV, or one scheme of it."""
    refuse_unknown(request, "scheme")
    scheme = request.GET.get("scheme", "")
    if scheme and not finding.columns_of(scheme):
        raise BadRequest("scheme", f"There is no scheme of codes '{scheme[:60]}'.")
    named = f"peacekb-codes-{scheme}" if scheme else "peacekb-codes"
    return csv_reply(request, PageTable(HEADER, _rows(scheme)), named)


def _rows(scheme: str) -> Iterator[tuple[str, ...]]:
    for one in finding.table(scheme):
        key = public_key(one.record_kind, one.slug)
        yield one.scheme, one.value, one.record_kind, key, one.name
