"""What lists of documents, votes and provisions can be asked, on pages and API."""

from datetime import date

import django_filters as filters
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet

from legal.models import (
    Adoption,
    ChapterVII,
    Document,
    DocumentKind,
    DocumentProvision,
    Outcome,
    Position,
    Provision,
    Resolution,
    Vote,
)
from legal.symbols import matching
from peacekb.lib.filters import (
    DayFilter,
    ListField,
    OneOf,
    Ordering,
    Text,
    TextList,
    WholeNumber,
)
from peacekb.lib.text import nearest
from records.filters import AsOf, Named, RecordFilter, through


class Invoking(filters.Filter):
    """Documents that act under a provision or recall it: `un-charter:VII`."""

    field_class = ListField

    def __init__(self, **kwargs) -> None:
        super().__init__(read_all=self._read, widget=TextList(), **kwargs)

    def _read(self, given: list[str]) -> list[int]:
        return [self._read_one(text) for text in given]

    def _read_one(self, text: str) -> int:
        slug, _, number = text.partition(":")
        found = Provision.objects.filter(document__slug=slug.lower(), number__iexact=number)
        if (pk := found.values_list("pk", flat=True).first()) is not None:
            return pk
        known = Provision.objects.values_list("document__slug", "number")
        like = nearest(text, (f"{document}:{other}" for document, other in known))
        hint = f" Did you mean '{like}'?" if like else ""
        raise ValidationError(
            f"There is no provision '{text[:60]}'; expected one as un-charter:VII.{hint}"
        )

    def filter(self, documents: QuerySet, ids: list[int] | None) -> QuerySet:
        if ids is None:
            return documents
        invoking = DocumentProvision.objects.filter(document=OuterRef("pk"), provision__in=ids)
        return documents.filter(Exists(invoking))


class DocumentFilter(RecordFilter):
    depends_on_day = True

    kind = OneOf("kind", DocumentKind, label="Kind")
    symbol = Text(label="Symbol in any spelling", method="by_symbol")
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
    provision = Invoking(label="Invokes (document:number)")
    adopted_on__gte = DayFilter(field_name="adopted_on", lookup_expr="gte", label="Adopted from")
    adopted_on__lte = DayFilter(field_name="adopted_on", lookup_expr="lte", label="Adopted until")
    ordering = Ordering(
        {"adopted_on": ("adopted_on",), "name": ("name",), "number": ("number",)},
        default="-adopted_on",
    )

    class Meta(RecordFilter.Meta):
        model = Document

    def on_day(self, documents: QuerySet, name: str, day: date) -> QuerySet:
        return documents.adopted_by(day)

    def by_symbol(self, documents: QuerySet, name: str, text: str) -> QuerySet:
        """All candidates, where a bare number has several."""
        return documents.filter(matching(text))


class ResolutionFilter(DocumentFilter):
    class Meta(DocumentFilter.Meta):
        model = Resolution


class VoteFilter(AsOf):
    depends_on_day = True

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
    depends_on_day = True

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
        for word in text.split():
            provisions = provisions.filter(Q(heading__icontains=word) | Q(gist__icontains=word))
        return provisions
