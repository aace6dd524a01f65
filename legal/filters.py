"""What lists of documents, votes and provisions can be asked, on pages and API."""

from collections.abc import Callable
from datetime import date
from typing import Any

import django_filters as filters
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet

from legal.models import (
    Adoption,
    ChapterVII,
    Coding,
    Document,
    DocumentKind,
    DocumentLink,
    DocumentProvision,
    LinkKind,
    Outcome,
    Paragraph,
    ParagraphKind,
    Position,
    Provision,
    Resolution,
    Vote,
)
from legal.models.document import DocumentQuerySet
from records.common.filters import (
    DayFilter,
    ListField,
    OneOf,
    Ordering,
    Text,
    TextList,
    WholeNumber,
    holding_folded,
)
from records.common.spellings import Via, symbol_key
from records.common.text import nearest
from records.filters import AsOf, Named, RecordFilter, through
from records.models import NameEntry, RecordKind
from records.reading.names import called


class OfProvision(filters.Filter):
    """Rows tied to provisions: `un-charter:VII`, or `un-charter#VII` as on pages.

    `apply` turns rows and the ids of provisions into rows.
    """

    field_class = ListField

    def __init__(self, apply: Callable[[Any, list[int]], QuerySet], **kwargs) -> None:
        self.apply = apply
        super().__init__(read_all=self._read, widget=TextList(), **kwargs)

    def _read(self, given: list[str]) -> list[int]:
        return [self._read_one(text) for text in given]

    def _read_one(self, text: str) -> int:
        slug, _, number = text.replace("#", ":", 1).partition(":")
        found = Provision.objects.filter(document__slug=slug.lower(), number__iexact=number)
        if (pk := found.values_list("pk", flat=True).first()) is not None:
            return pk
        held = Provision.objects.filter(document__slug=slug.lower())
        known = [f"{slug.lower()}:{other}" for other in held.values_list("number", flat=True)]
        like = nearest(text, known, same_numbers=False)
        hint = f" Did you mean '{like}'?" if like else ""
        raise ValidationError(
            f"There is no provision '{text[:60]}'; expected one as un-charter:VII.{hint}"
        )

    def filter(self, rows: QuerySet, ids: list[int] | None) -> QuerySet:
        return rows if ids is None else self.apply(rows, ids)


def _invoking(documents: QuerySet, ids: list[int]) -> QuerySet:
    """Documents that act under a provision or recall it."""
    invoking = DocumentProvision.objects.filter(document=OuterRef("pk"), provision__in=ids)
    return documents.filter(Exists(invoking))


class DocumentFilter(RecordFilter):
    kind = OneOf("kind", DocumentKind, label="Kind")
    symbol = Text(label="Symbol in any spelling", method="by_symbol")
    meeting = Text(label="Meeting", method="by_paper")
    draft_symbol = Text(label="Symbol of the draft", method="by_paper")
    organ = Named("organization", "organ", label="Issued by")
    number = WholeNumber(field_name="number", label="Number")
    year = WholeNumber(field_name="year", label="Year")
    situation = Text(field_name="situation", lookup_expr="icontains", label="Situation")
    state = Named("state", apply=through("states"), label="State concerned")
    mission = Named("mission", apply=through("mandate_actions__mission"), label="Mission")
    outcome = OneOf("outcome", Outcome, label="Outcome")
    adoption = OneOf("adoption", Adoption, label="Adopted by")
    vetoed_by = Named("state", apply=through("vetoed_by"), label="Vetoed by")
    chapter_vii = OneOf("chapter_vii", ChapterVII, label="Chapter VII")
    provision = OfProvision(_invoking, label="Invokes (document:number)")
    adopted_on__gte = DayFilter(field_name="adopted_on", lookup_expr="gte", label="Adopted from")
    adopted_on__lte = DayFilter(field_name="adopted_on", lookup_expr="lte", label="Adopted until")
    ordering = Ordering(
        {"adopted_on": ("adopted_on",), "name": ("name",), "number": ("number",)},
        default="-adopted_on",
    )

    class Meta(RecordFilter.Meta):
        model = Document

    def on_day(self, documents: DocumentQuerySet, name: str, day: date) -> QuerySet:
        return documents.adopted_by(day)

    def by_symbol(self, documents: QuerySet, name: str, text: str) -> QuerySet:
        """All candidates, where a bare number has several."""
        found = [one.record.pk for one in called(text, [RecordKind.DOCUMENT]) if not one.is_guess]
        return documents.filter(pk__in=found)

    def by_paper(self, documents: QuerySet, name: str, text: str) -> QuerySet:
        """In any spelling: «S/PV.4011», «s pv 4011»."""
        key = symbol_key(text)
        papers = NameEntry.objects.filter(key=key, via__in=[Via.PAPER, Via.CODE], anchor="")
        held = Document.objects.filter(pk__in=papers.values("record")).values_list("pk", name)
        return documents.filter(pk__in=[pk for pk, paper in held if symbol_key(paper) == key])


class ResolutionFilter(DocumentFilter):
    class Meta(DocumentFilter.Meta):
        model = Resolution


class VoteFilter(AsOf):
    resolution = Named("document", "document", label="Resolution")
    document = Named("document", "document", label="Document")
    state = Named("state", "state", label="State")
    position = OneOf("position", Position, label="Position")
    situation = Text(field_name="document__situation", lookup_expr="icontains", label="Situation")
    date__gte = DayFilter(field_name="document__adopted_on", lookup_expr="gte", label="From")
    date__lte = DayFilter(field_name="document__adopted_on", lookup_expr="lte", label="Until")
    ordering = Ordering(
        {
            "document": ("document", "state__code"),
            "date": ("document__adopted_on", "document", "state__code"),
            "state": ("state__code", "document"),
        }
    )

    class Meta(AsOf.Meta):
        model = Vote

    def on_day(self, votes: QuerySet, name: str, day: date) -> QuerySet:
        return votes.filter(document__adopted_on__lte=day)


class ProvisionFilter(AsOf):
    document = Named("document", "document", label="Document")
    number = Text(field_name="number", lookup_expr="iexact", label="Number")
    parent = Text(field_name="parent__number", lookup_expr="iexact", label="Within")
    q = Text(label="Heading or gist contains", method="saying")
    ordering = Ordering({"document": ("document__name", "rank")})

    class Meta(AsOf.Meta):
        model = Provision

    def on_day(self, provisions: QuerySet, name: str, day: date) -> QuerySet:
        adopted = Q(document__adopted_on__lte=day)
        return provisions.filter(adopted | Q(document__adopted_on=None))

    def saying(self, provisions: QuerySet, name: str, text: str) -> QuerySet:
        return provisions.filter(holding_folded(Provision, ("heading", "gist"), text))


def either_end(links: QuerySet, ids: list[int]) -> QuerySet:
    """For `Named`: links from a document or to it."""
    return links.filter(Q(document__in=ids) | Q(to__in=ids))


def of_documents(path: str) -> Callable[[QuerySet, list[int]], QuerySet]:
    """For `Named`: rows of documents tied to the records; few documents, many rows each."""

    def apply(rows: QuerySet, ids: list[int]) -> QuerySet:
        return rows.filter(
            document__in=Document.objects.filter(**{f"{path}__in": ids}).values("pk")
        )

    return apply


class OfDocument(AsOf):
    """Rows that hang on a document and were there once it was adopted."""

    document = Named("document", "document", label="Document")
    resolution = Named("document", "document", label="Resolution")
    mission = Named(
        "mission", apply=of_documents("mandate_actions__mission"), label="Acting on a mission"
    )
    state = Named("state", apply=of_documents("states"), label="State concerned")
    source = Named("source", "source", label="Source")
    date__gte = DayFilter(field_name="document__adopted_on", lookup_expr="gte", label="From")
    date__lte = DayFilter(field_name="document__adopted_on", lookup_expr="lte", label="Until")

    def on_day(self, rows: QuerySet, name: str, day: date) -> QuerySet:
        return rows.filter(document__adopted_on__lte=day)


class ParagraphFilter(OfDocument):
    kind = OneOf("kind", ParagraphKind, label="Kind")
    number = Text(field_name="number", lookup_expr="iexact", label="Number as printed")
    anchor = Text(field_name="anchor", lookup_expr="iexact", label="Anchor")
    ordering = Ordering({"document": ("document", "rank")})

    class Meta(AsOf.Meta):
        model = Paragraph


class DocumentLinkFilter(OfDocument):
    resolution = Named("document", apply=either_end, label="Resolution at either end")
    to = Named("document", "to", label="To the document")
    to_symbol = Text(field_name="to_symbol", lookup_expr="iexact", label="To the symbol as printed")
    kind = OneOf("kind", LinkKind, label="Kind")
    coding = OneOf("coding", Coding, label="Coding")
    paragraph = Text(field_name="paragraph", lookup_expr="iexact", label="Paragraph")
    ordering = Ordering({"document": ("document", "kind", "to_symbol", "paragraph")})

    class Meta(AsOf.Meta):
        model = DocumentLink
