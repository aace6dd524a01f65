"""Pages of documents, resolutions among them, and of their provisions."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from legal.ballot import ballot
from legal.filters import DocumentFilter, ProvisionFilter, ResolutionFilter
from legal.models import PUT_TO_THE_VOTE, Document, Provision, Resolution
from legal.shown_links import inward_lines, outward_lines
from legal.text import as_html
from legal.tree import tree
from records.common.lists import list_page
from records.reading.pages import record_page


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
    rows = Document.objects.select_related("organ")
    return record_page(request, rows, slug, "legal/document_detail.html", document_context)


def document_context(document: Document, day: date | None) -> dict[str, Any]:
    """What the page shows; with a day, of other documents only those adopted by then."""
    votes = document.votes.select_related("state").order_by("state__name")
    links_from = document.links_from.all()
    paragraphs = document.paragraphs.order_by("rank")
    documented = document.documented_events.select_related("record", "source")
    return {
        "put_to_the_vote": document.kind in PUT_TO_THE_VOTE,
        "same_draft": document.on_the_same_draft(),
        "states": document.states.order_by("name"),
        "vetoed_by": document.vetoed_by.order_by("name"),
        "sponsors": document.sponsors.select_related("state").order_by("state__name"),
        "ballot": ballot(document, votes),
        "invoked": document.provisions_invoked.select_related("provision__document").order_by(
            "relation", "provision__document", "provision__rank", "pk"
        ),
        "provisions": tree(_provisions(document)),
        "text": as_html(paragraphs.values_list("kind", "number", "anchor", "text")),
        "links": outward_lines(document.links.all(), day),
        "links_from": inward_lines(links_from.made_by(day) if day else links_from, day),
        "events": document.events.select_related("document", "source"),
        "documented": documented.begun_by(day) if day else documented,
    }


def _provisions(document: Document):
    return Provision.objects.filter(document=document).with_uses().order_by("rank", "pk")


@require_safe
def provision_list(request: HttpRequest) -> HttpResponse:
    rows = Provision.objects.select_related("document", "parent")
    return list_page(request, ProvisionFilter, rows, "legal/provision_list.html")
