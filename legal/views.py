"""Pages of documents, resolutions among them, and of their provisions."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from legal.ballot import ballot
from legal.filters import DocumentFilter, ProvisionFilter, ResolutionFilter
from legal.models import (
    Document,
    DocumentKind,
    DocumentLink,
    LinkKind,
    Provision,
    Resolution,
)
from legal.tree import tree
from peacekb.lib.lists import list_page
from records.pages import record_page

PUT_TO_THE_VOTE = (DocumentKind.RESOLUTION, DocumentKind.DRAFT)

# A link seen from the document that it leads to.
BACKWARDS = {
    LinkKind.CITES: "Cited by",
    LinkKind.RECALLS: "Recalled by",
    LinkKind.EXTENDS: "Extended by",
    LinkKind.AMENDS: "Amended by",
    LinkKind.REPLACES: "Replaced by",
    LinkKind.ENDS: "Ended by",
    LinkKind.ENDORSES: "Endorsed by",
    LinkKind.IMPLEMENTS: "Implemented by",
}


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
    links = document.links.select_related("to").order_by(
        F("to__adopted_on").asc(nulls_last=True), "to_symbol", "pk"
    )
    links_from = document.links_from.select_related("document")
    links_from = links_from.order_by(F("document__adopted_on").desc(nulls_last=True), "pk")
    documented = document.documented_events.select_related("record", "source")
    return {
        "put_to_the_vote": document.kind in PUT_TO_THE_VOTE,
        "states": document.states.order_by("name"),
        "vetoed_by": document.vetoed_by.order_by("name"),
        "sponsors": document.sponsors.select_related("state").order_by("state__name"),
        "ballot": ballot(document, votes),
        "invoked": document.provisions_invoked.select_related("provision__document").order_by(
            "relation", "provision__document", "provision__rank", "pk"
        ),
        "provisions": tree(_provisions(document)),
        "paragraphs": document.paragraphs.order_by("rank"),
        "links": by_kind(links, dict(LinkKind.choices)),
        "links_from": by_kind(links_from.made_by(day) if day else links_from, BACKWARDS),
        "events": document.events.select_related("document", "source"),
        "documented": documented.begun_by(day) if day else documented,
    }


def _provisions(document: Document):
    return Provision.objects.filter(document=document).with_uses().order_by("rank", "pk")


def by_kind(
    links: Iterable[DocumentLink], words: dict[str, str]
) -> list[tuple[str, list[DocumentLink]]]:
    """Links under the words for the kind of each, in the order of those words."""
    grouped: dict[str, list[DocumentLink]] = defaultdict(list)
    for link in links:
        grouped[link.kind].append(link)
    return [(said, grouped[kind]) for kind, said in words.items() if kind in grouped]


@require_safe
def provision_list(request: HttpRequest) -> HttpResponse:
    rows = Provision.objects.select_related("document", "parent")
    return list_page(request, ProvisionFilter, rows, "legal/provision_list.html")
