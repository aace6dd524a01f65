"""Pages of documents, resolutions among them, and of their provisions."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from legal.answer import answer
from legal.ballot import ballot
from legal.chapter_seven import ChapterSevenStated, stated
from legal.filters import DocumentFilter, ProvisionFilter, ResolutionFilter
from legal.long_texts import LongTextPart, parts_of
from legal.models import (
    PUT_TO_THE_VOTE,
    ChapterVII,
    Document,
    DocumentProvision,
    Event,
    Outcome,
    Provision,
    Resolution,
    Vote,
)
from legal.neighbours import around, official_addresses, on_the_draft
from legal.shown_links import (
    inward_groups,
    inward_links,
    notes_of,
    outward_groups,
    outward_links,
)
from legal.tiles import seats_on_the_day, tiles
from legal.tree import tree
from records.common.lists import kept, list_page, page_of
from records.common.prepared import Instances
from records.common.requests import day_of, refuse_unknown
from records.reading.own_rows import own_rows
from records.reading.pages import record_page
from records.reading.panels import panels_of


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    rows = Document.objects.select_related("organ")
    return list_page(request, DocumentFilter, rows, "legal/document_list.html")


@require_safe
def resolution_list(request: HttpRequest) -> HttpResponse:
    rows = Resolution.objects.select_related("organ")
    return list_page(request, ResolutionFilter, rows, "legal/resolution_list.html")


@require_safe
def document_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return record_page(
        request, Document, slug, "legal/document_detail.html", document_context, ("organ",)
    )


def document_context(document: Document, day: date | None) -> dict[str, Any]:
    """What the page shows; with a day, of other documents only those adopted by then."""
    parts = parts_of(document.passages)
    return {
        "title": _title(document),
        "states": own_rows(document)["states"],
        **_vote(document),
        "others": on_the_draft(document, day),
        "around": around(document, day),
        "official": official_addresses(document),
        "invoked": invoked_by(document.pk),
        "provisions": tree(_provisions(document)),
        **_text(document, parts),
        **_links(document, day, is_long=len(parts) > 1),
        **_events(document, day),
    }


def _title(document: Document) -> str:
    """Its name without the symbol, which stands above it."""
    title = document.name.removeprefix(document.symbol).lstrip(": ")
    return title[:1].upper() + title[1:]


votes_of = Instances(
    lambda key: Vote.objects.filter(document=key).select_related("state").order_by("state__name")
)
invoked_by = Instances(
    lambda key: (
        DocumentProvision.objects.filter(document=key)
        .select_related("provision__document")
        .order_by("relation", "provision__document", "provision__rank", "pk")
    )
)
events_about = Instances(
    lambda key: Event.objects.filter(Q(record=key) | Q(document=key)).select_related(
        "record", "document", "source"
    )
)


def _vote(document: Document) -> dict[str, Any]:
    votes = votes_of(document.pk)
    counted = ballot(document, votes)
    own = own_rows(document)
    vetoed_by = own["vetoed_by"] if document.outcome == Outcome.VETOED else []
    sponsors = own["sponsors"]
    seats = seats_on_the_day(document) if votes else {}
    return {
        "put_to_the_vote": document.kind in PUT_TO_THE_VOTE,
        "ballot": counted,
        "answer": answer(document, counted),
        "groups": tiles(votes, seats, vetoed_by, sponsors),
        "vetoed_by": vetoed_by,
        "sponsors": sponsors,
    }


def _text(document: Document, parts: list[LongTextPart]) -> dict[str, Any]:
    """Its paragraphs, and which are decided under Chapter VII: none where that is not held so."""
    return {
        "paragraphs": parts[0].passages if parts else [],
        "other_parts": parts[1:],
        "seven": _under_seven(document),
    }


def _under_seven(document: Document) -> ChapterSevenStated:
    return stated(document.passages if document.chapter_vii == ChapterVII.YES else [])


@require_safe
def document_text(request: HttpRequest, slug: str) -> HttpResponse:
    """A part of a text that is too long for the page of its document, which has the first."""
    refuse_unknown(request, "as_of", "page")
    document = get_object_or_404(Document, slug=slug.lower())
    page = page_of(request, parts_of(document.passages), per_page=1)
    if page.number == 1:
        return redirect(f"{document.get_absolute_url()}#text")
    day = day_of(request)
    context = {
        "record": document,
        "day": day,
        "page": page,
        "part": page.object_list[0],
        "seven": _under_seven(document),
        "link_notes": notes_of(outward_links(document), day),
        "panels": panels_of(document, day),
        "kept": kept(request),
    }
    return TemplateResponse(request, "legal/document_text.html", context)


def _links(document: Document, day: date | None, *, is_long: bool) -> dict[str, Any]:
    inward, outward = inward_links(document, day), outward_links(document)
    return {
        "links": outward_groups(outward, day, is_long),
        "links_from": inward_groups(inward, day),
        "named_by": len({end for ends in inward.values() for end in ends}),
        "link_notes": notes_of(outward, day),
    }


def _events(document: Document, day: date | None) -> dict[str, Any]:
    """Its own, and those that rest on it up to the day: in one question."""
    found = events_about(document.pk)
    resting = (one for one in found if one.document_id == document.pk)
    return {
        "events": [one for one in found if one.record_id == document.pk],
        "documented": [one for one in resting if day is None or one.date <= day],
    }


def _provisions(document: Document):
    return Provision.objects.filter(document=document).with_uses().order_by("rank", "pk")


@require_safe
def provision_list(request: HttpRequest) -> HttpResponse:
    rows = Provision.objects.select_related("document", "parent")
    return list_page(request, ProvisionFilter, rows, "legal/provision_list.html")
