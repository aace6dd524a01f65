"""The page of one record: its row or its past, the day asked for, its evidence and panels."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse

from records.common.addresses import address, api_address, history_address
from records.common.prepared import Instances
from records.common.requests import day_of, refuse_unknown
from records.content.forms import content_in, merged_into
from records.models import Described, Record, Revision, RevisionState
from records.reading.citing import record_cited
from records.reading.evidence_section import evidence_of, told_apart
from records.reading.labels import for_readers, give_names, record_columns, tables_of
from records.reading.linked_data import linked_data
from records.reading.own_rows import own_rows
from records.reading.panels import panels_of

Context = Callable[[Any, date | None], dict[str, Any]]


def record_page(
    request: HttpRequest,
    model: type[Described],
    slug: str,
    template: str,
    context: Context,
    beside: tuple[str, ...] = (),
) -> HttpResponse:
    """The page of the record of this slug, read with those that it names in the columns `beside`.

    `as_of` chooses the related rows and never hides the record; `known_at` shows the record as
    its last revision of that day had it. 404 for what never was, 410 for what was withdrawn.
    """
    refuse_unknown(request, "as_of", "known_at")
    kind = model.RECORD_KIND
    day, known_at = day_of(request), day_of(request, "known_at")
    if known_at:
        return past_page(request, kind, slug.lower(), known_at)
    found = _by_slug(model, beside)(slug.lower())
    if not found:
        return gone_page(request, kind, slug.lower())
    (record,) = found
    if request.path != record.get_absolute_url():
        return _moved(request, record)
    citations, folded = evidence_of(record)
    told, plain = told_apart(citations)
    own = own_rows(record)
    cited = record_cited(request, record, record.content_hash, day)
    shown = {
        "record": record,
        "history": history_address(kind, record.slug),
        "api_twin": api_address(kind, record.slug),
        "day": day,
        "to_cite": cited,
        "linked_data": linked_data(record, cited),
        "aliases": own["aliases"],
        "identifiers": own["identifiers"],
        "gaps": {gap.field: gap for gap in own["gaps"]},
        "citations": citations,
        "told": told,
        "plain": plain,
        "folded": folded,
        "panels": panels_of(record, day),
    }
    return TemplateResponse(request, template, shown | context(record, day))


@cache
def _by_slug(model: type[Described], beside: tuple[str, ...]) -> Instances:
    def found(slug: str) -> models.QuerySet:
        # The kind is said too, as the index of slugs begins with it.
        rows = model._default_manager.filter(record_kind=model.RECORD_KIND, slug=slug)
        return with_hash(rows.select_related(*beside) if beside else rows)

    return Instances(found)


def with_hash(rows: models.QuerySet) -> models.QuerySet:
    """Records with the hash of the content that their last revision sealed, as `content_hash`."""
    own = Revision.objects.filter(record_kind=rows.model.RECORD_KIND, slug=models.OuterRef("slug"))
    newest = own.sealed().reverse().values("content_hash")[:1]
    return rows.annotate(content_hash=models.Subquery(newest))


def _moved(request: HttpRequest, record: Record) -> HttpResponse:
    """Another spelling of the address: a code in small letters, a resolution among documents."""
    return _to(request, record.get_absolute_url())


def _to(request: HttpRequest, target: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{target}?{query}" if query else target)


def gone_page(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """410 with day and reason for a withdrawn record; of one that was merged into another, the way
    there. Raises Http404 for any other."""
    last = Revision.objects.of(kind, slug).sealed().last()
    if last is None or last.state != RevisionState.WITHDRAWN:
        raise Http404("There is no such record.")
    if other := merged_into(last):
        return _to(request, address(kind, other))
    context = {"revision": last, "history": history_address(kind, slug)}
    return TemplateResponse(request, "records/withdrawn.html", context, status=410)


def past_page(request: HttpRequest, kind: str, slug: str, known_at: date) -> HttpResponse:
    """The record as it was known at the end of a day, from its revision."""
    then = Revision.objects.of(kind, slug).known_on(known_at)
    if then is None:
        raise Http404("The base held no such record on that day.")
    content = for_readers(content_in(then))
    columns, tables = record_columns(content), tables_of(content)
    give_names(columns, tables)
    context = {
        "revision": then,
        "known_at": known_at,
        "content": content,
        "columns": columns,
        "tables": tables,
        "address": address(kind, slug),
        "history": history_address(kind, slug),
    }
    return TemplateResponse(request, "records/past.html", context)
