"""What lists of documents, votes and provisions can be asked, on pages and API."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
    hint = _(" Did you mean '{like}'?").format(like=like) if like else ""
    return _("There is no provision '{text}'; expected one as un-charter:VII.{hint}").format(
        text=text[:60], hint=hint
    )


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
        hint = (
            _(" Did you mean {found}?").format(found=" or ".join(one.text for one in found[:3]))
            if found
            else ""
        )
        raise ValidationError(
            _("No document here has the symbol '{text}'.{hint}").format(text=text[:60], hint=hint)
        )


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

    kind = OneOf("kind", DocumentKind, label=gettext_lazy("Kind"))
    symbol = OfSymbol(label=gettext_lazy("Symbol in any spelling"))
    meeting = OfPaper("meeting", label=gettext_lazy("Meeting"))
    draft_symbol = OfPaper("draft_symbol", label=gettext_lazy("Symbol of the draft"))
    organ = Named("organization", "organ", label=gettext_lazy("Issued by"))
    number = WholeNumber("number", label=gettext_lazy("Number"))
    year = WholeNumber("year", label=gettext_lazy("Year"))
    situation = Holding("situation", label=gettext_lazy("Situation"))
    state = Named("state", "states", label=gettext_lazy("State concerned"))
    mission = Named("mission", "mandate_actions__mission", label=gettext_lazy("Mission"))
    outcome = OneOf("outcome", Outcome, label=gettext_lazy("Outcome"))
    adoption = OneOf("adoption", Adoption, label=gettext_lazy("Adopted by"))
    unanimous = Unanimous("in_favour", label=gettext_lazy("Unanimous"))
    vetoed_by = Named("state", "vetoed_by", label=gettext_lazy("Vetoed by"))
    chapter_vii = OneOf("chapter_vii", ChapterVII, label=gettext_lazy("Chapter VII"))
    provision = OfProvision(
        "provisions_invoked__provision", label=gettext_lazy("Invokes (document:number)")
    )
    decade = Decade("adopted_on", label=gettext_lazy("Adopted in the"))
    adopted_on__gte = DayFilter("adopted_on", lookup_expr="gte", label=gettext_lazy("Adopted from"))
    adopted_on__lte = DayFilter(
        "adopted_on", lookup_expr="lte", label=gettext_lazy("Adopted until")
    )
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

    position = OneOf("position", Position, label=gettext_lazy("Position"))
    outcome = OneOf("document__outcome", Outcome, label=gettext_lazy("Outcome of the vote"))
    year = InYear("document__adopted_on", label=gettext_lazy("Year"))
    concerned = Named("state", "document__states", label=gettext_lazy("State concerned"))
    situation = Holding("document__situation", label=gettext_lazy("Situation"))
    ordering = Ordering({"date": ("document__adopted_on", "document")}, default="-date")

    class Meta(AsOf.Meta):
        model = Vote

    def on_day(self, votes: QuerySet, name: str, day: date) -> QuerySet:
        return votes.filter(document__adopted_on__lte=day)


class VoteFilter(VoteOfStateFilter):
    resolution = Named("document", "document", label=gettext_lazy("Resolution"))
    document = Named("document", "document", label=gettext_lazy("Document"))
    state = Named("state", "state", label=gettext_lazy("State"))
    date__gte = DayFilter("document__adopted_on", lookup_expr="gte", label=gettext_lazy("From"))
    date__lte = DayFilter("document__adopted_on", lookup_expr="lte", label=gettext_lazy("Until"))
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

    document = Named("document", "document", label=gettext_lazy("Document"))
    number = Held("number", label=gettext_lazy("Number"))
    parent = Held("parent__number", label=gettext_lazy("Within"))
    q = Text(label=gettext_lazy("Heading or gist contains"), method="saying")
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

    document = Named("document", "document", label=gettext_lazy("Document"))
    resolution = Named("document", "document", label=gettext_lazy("Resolution"))
    mission = Named(
        "mission", "document__mandate_actions__mission", label=gettext_lazy("Acting on a mission")
    )
    state = Named("state", "document__states", label=gettext_lazy("State concerned"))
    source = Named("source", "source", label=gettext_lazy("Source"))
    date__gte = DayFilter("document__adopted_on", lookup_expr="gte", label=gettext_lazy("From"))
    date__lte = DayFilter("document__adopted_on", lookup_expr="lte", label=gettext_lazy("Until"))

    def on_day(self, rows: QuerySet, name: str, day: date) -> QuerySet:
        return rows.filter(document__adopted_on__lte=day)


class ParagraphFilter(OfDocument):
    kind = OneOf("kind", ParagraphKind, label=gettext_lazy("Kind"))
    number = Held("number", label=gettext_lazy("Number as printed"))
    anchor = Held("anchor", label=gettext_lazy("Anchor"))
    ordering = Ordering({"document": ("document", "rank")})

    class Meta(AsOf.Meta):
        model = Paragraph


class DocumentLinkFilter(OfDocument):
    resolution = Named("document", "document", "to", label=gettext_lazy("Resolution at either end"))
    to = Named("document", "to", label=gettext_lazy("To the document"))
    to_symbol = OfPaper("to_symbol", label=gettext_lazy("To the symbol as printed"))
    kind = OneOf("kind", LinkKind, label=gettext_lazy("Kind"))
    coding = OneOf("coding", Coding, label=gettext_lazy("Coding"))
    paragraph = Held("paragraph", label=gettext_lazy("Paragraph"))
    ordering = Ordering({"document": ("document", "kind", "to_symbol", "paragraph")})

    class Meta(AsOf.Meta):
        model = DocumentLink
