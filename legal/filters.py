"""What lists of documents, votes and provisions can be asked, on pages and API."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

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
from legal.unanimity import Unanimous
from records.common.filters import (
    Asked,
    DayFilter,
    Decade,
    Held,
    Holding,
    InYear,
    ListField,
    OneOf,
    Ordering,
    Text,
    TextList,
    WholeNumber,
    holding_folded,
)
from records.common.spellings import symbol_key
from records.common.text import nearest
from records.filters import AsOf, Named, RecordFilter
from records.models import RecordKind
from records.reading.known import About
from records.reading.names import Called, each_called

ARTICLE = r"[:#]\s*[0-9]"  # in what is asked: the articles of a treaty, not its chapters


class OfProvision(Asked):
    """Rows tied to provisions: `un-charter:VII`, or `un-charter#VII` as on pages."""

    field_class = ListField

    def __init__(self, *columns: str, **kwargs) -> None:
        super().__init__(
            *columns, lookup_expr="in", read_all=self._read, widget=TextList(), **kwargs
        )

    def _read(self, given: list[str]) -> list[int]:
        asked = {text: _document_and_number(text) for text in given}
        held = Provision.objects.filter(document__slug__in={slug for slug, _ in asked.values()})
        known = {
            (slug, number.lower()): (pk, f"{slug}:{number}")
            for pk, slug, number in held.values_list("pk", "document__slug", "number")
        }
        for text, key in asked.items():
            if key not in known:
                raise ValidationError(_no_provision(text, [name for _, name in known.values()]))
        return [known[key][0] for key in asked.values()]


def _document_and_number(text: str) -> tuple[str, str]:
    slug, _, number = text.lower().replace("#", ":", 1).partition(":")
    return slug, number


def _no_provision(text: str, known: list[str]) -> str:
    like = nearest(text, known, same_numbers=False)
    hint = f" Did you mean '{like}'?" if like else ""
    return f"There is no provision '{text[:60]}'; expected one as un-charter:VII.{hint}"


class OfSymbol(Asked):
    """Documents by symbol in any spelling; of a bare number, all that it may mean."""

    field_class = ListField

    def __init__(self, **kwargs) -> None:
        super().__init__("pk", lookup_expr="in", read_all=self._read, widget=TextList(), **kwargs)

    def _read(self, given: list[str]) -> list[int]:
        found = each_called(given, [RecordKind.DOCUMENT])
        return [pk for text, meant in found.items() for pk in self._meant(text, meant)]

    def _meant(self, text: str, found: list[Called]) -> list[int]:
        if meant := [one.record.pk for one in found if not one.is_guess]:
            return meant
        hint = f" Did you mean {' or '.join(one.text for one in found[:3])}?" if found else ""
        raise ValidationError(f"No document here has the symbol '{text[:60]}'.{hint}")


class OfPaper(Held):
    """By a symbol as printed, in any spelling, its year left out or not: «s pv 4011»."""

    def __init__(self, *columns: str, **kwargs) -> None:
        super().__init__(*columns, beneath="/", **kwargs)

    def folded(self, text: str) -> str:
        return symbol_key(text)


INVOKED = "provisions_invoked__provision"


class DocumentFilter(RecordFilter):
    facets = ("kind", "organ", "outcome", "decade", "situation", "state")

    about = {
        "symbol": (About("symbol"),),
        "vetoed_by": (About("vetoed_by", none_if=~Q(outcome=Outcome.VETOED)),),
        "provision": (
            About(INVOKED),
            About(
                INVOKED,
                where=DocumentProvision.counted_apart["articles_invoked"],
                when=ARTICLE,
            ),
            About("paragraphs", when=ARTICLE),
        ),
    }

    kind = OneOf("kind", DocumentKind, label="Kind")
    symbol = OfSymbol(label="Symbol in any spelling")
    meeting = OfPaper("meeting", label="Meeting")
    draft_symbol = OfPaper("draft_symbol", label="Symbol of the draft")
    organ = Named("organization", "organ", label="Issued by")
    number = WholeNumber("number", label="Number")
    year = WholeNumber("year", label="Year")
    situation = Holding("situation", label="Situation")
    state = Named("state", "states", label="State concerned")
    mission = Named("mission", "mandate_actions__mission", label="Mission")
    outcome = OneOf("outcome", Outcome, label="Outcome")
    adoption = OneOf("adoption", Adoption, label="Adopted by")
    unanimous = Unanimous("in_favour", label="Unanimous")
    vetoed_by = Named("state", "vetoed_by", label="Vetoed by")
    chapter_vii = OneOf("chapter_vii", ChapterVII, label="Chapter VII")
    provision = OfProvision("provisions_invoked__provision", label="Invokes (document:number)")
    decade = Decade("adopted_on", label="Adopted in the")
    adopted_on__gte = DayFilter("adopted_on", lookup_expr="gte", label="Adopted from")
    adopted_on__lte = DayFilter("adopted_on", lookup_expr="lte", label="Adopted until")
    ordering = Ordering(
        {"adopted_on": ("adopted_on",), "name": ("name",), "number": ("number",)},
        default="-adopted_on",
    )

    class Meta(RecordFilter.Meta):
        model = Document

    def on_day(self, documents: DocumentQuerySet, name: str, day: date) -> QuerySet:
        return documents.adopted_by(day)


class ResolutionFilter(DocumentFilter):
    facets = ("organ", "decade", "situation", "chapter_vii", "adoption", "state")

    class Meta(DocumentFilter.Meta):
        model = Resolution


class VoteOfStateFilter(AsOf):
    """The votes of one state, which its page has chosen; the latest first."""

    position = OneOf("position", Position, label="Position")
    outcome = OneOf("document__outcome", Outcome, label="Outcome of the vote")
    year = InYear("document__adopted_on", label="Year")
    concerned = Named("state", "document__states", label="State concerned")
    situation = Holding("document__situation", label="Situation")
    ordering = Ordering({"date": ("document__adopted_on", "document")}, default="-date")

    class Meta(AsOf.Meta):
        model = Vote

    def on_day(self, votes: QuerySet, name: str, day: date) -> QuerySet:
        return votes.filter(document__adopted_on__lte=day)


class VoteFilter(VoteOfStateFilter):
    resolution = Named("document", "document", label="Resolution")
    document = Named("document", "document", label="Document")
    state = Named("state", "state", label="State")
    date__gte = DayFilter("document__adopted_on", lookup_expr="gte", label="From")
    date__lte = DayFilter("document__adopted_on", lookup_expr="lte", label="Until")
    ordering = Ordering(
        {
            "document": ("document", "state__code"),
            "date": ("document__adopted_on", "document", "state__code"),
            "state": ("state__code", "document"),
        }
    )


class ProvisionFilter(AsOf):
    facets = ("document",)

    about = {"parent": (), "q": (About("gist", "heading"),)}

    document = Named("document", "document", label="Document")
    number = Held("number", label="Number")
    parent = Held("parent__number", label="Within")
    q = Text(label="Heading or gist contains", method="saying")
    ordering = Ordering({"document": ("document__name", "rank")})

    class Meta(AsOf.Meta):
        model = Provision

    def on_day(self, provisions: QuerySet, name: str, day: date) -> QuerySet:
        adopted = Q(document__adopted_on__lte=day)
        return provisions.filter(adopted | Q(document__adopted_on=None))

    def saying(self, provisions: QuerySet, name: str, text: str) -> QuerySet:
        return provisions.filter(holding_folded(Provision, ("heading", "gist"), text))


class OfDocument(AsOf):
    """Rows that hang on a document and were there once it was adopted."""

    document = Named("document", "document", label="Document")
    resolution = Named("document", "document", label="Resolution")
    mission = Named("mission", "document__mandate_actions__mission", label="Acting on a mission")
    state = Named("state", "document__states", label="State concerned")
    source = Named("source", "source", label="Source")
    date__gte = DayFilter("document__adopted_on", lookup_expr="gte", label="From")
    date__lte = DayFilter("document__adopted_on", lookup_expr="lte", label="Until")

    def on_day(self, rows: QuerySet, name: str, day: date) -> QuerySet:
        return rows.filter(document__adopted_on__lte=day)


class ParagraphFilter(OfDocument):
    kind = OneOf("kind", ParagraphKind, label="Kind")
    number = Held("number", label="Number as printed")
    anchor = Held("anchor", label="Anchor")
    ordering = Ordering({"document": ("document", "rank")})

    class Meta(AsOf.Meta):
        model = Paragraph


class DocumentLinkFilter(OfDocument):
    resolution = Named("document", "document", "to", label="Resolution at either end")
    to = Named("document", "to", label="To the document")
    to_symbol = OfPaper("to_symbol", label="To the symbol as printed")
    kind = OneOf("kind", LinkKind, label="Kind")
    coding = OneOf("coding", Coding, label="Coding")
    paragraph = Held("paragraph", label="Paragraph")
    ordering = Ordering({"document": ("document", "kind", "to_symbol", "paragraph")})

    class Meta(AsOf.Meta):
        model = DocumentLink
