"""What lists of documents, votes and provisions can be asked, on pages and API."""

from collections.abc import Iterator
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Max, Min, Q, QuerySet
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
)
from legal.models.document import DocumentQuerySet
from legal.sayings import saying
from legal.unanimity import Unanimous
from records.account.days import days_asked
from records.common.filters import (
    DayFilter,
    Decade,
    Held,
    Holding,
    Number,
    OneOf,
    Ordering,
    Several,
    Text,
    holding_folded,
    named,
)
from records.common.languages import Words
from records.common.periods import written
from records.common.spellings import symbol_key
from records.common.text import nearest
from records.filters import AsOf, RecordFilter, Sourced
from records.models import RecordKind
from records.named import Named
from records.reading.known import About
from records.reading.names import Called, each_called

ARTICLE = r"[:#]\s*[0-9]"  # in what is asked: the articles of a treaty, not its chapters


class OfProvision(Several):
    """Rows tied to provisions: `un-charter:VII`, `un-charter#VII`, or as people name them."""

    operators = ("not", "all", "isnull")
    takes = "Provisions as un-charter:VII or «Article 53»; any of those given."

    def read_all(self, given: list[str]) -> list[int]:
        asked = {text: _document_and_number(text) for text in given}
        asked |= _by_name([text for text, (slug, number) in asked.items() if not number])
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


def _by_name(texts: list[str]) -> dict[str, tuple[str, str]]:
    """Of names that mean one provision alone, as search reads them: «Charter, Article 53»."""
    named = each_called(texts, [RecordKind.DOCUMENT], rows=True)
    meant = {
        text: found[0]
        for text, found in named.items()
        if len(found) == 1 and found[0].anchor and not found[0].is_guess
    }
    documents = {one.record.pk for one in meant.values()}
    numbers = {
        (one.document_id, one.anchor): one.number
        for one in Provision.objects.filter(document__in=documents)
    }
    return {
        text: (one.record.slug, numbers[one.record.pk, one.anchor].lower())
        for text, one in meant.items()
        if (one.record.pk, one.anchor) in numbers
    }


def _no_provision(text: str, known: list[str]) -> str:
    like = nearest(text, known, same_numbers=False)
    hint = _(" Did you mean '{like}'?").format(like=like) if like else ""
    refused = _("There is no provision '{text}'; expected one as un-charter:VII.{hint}")
    return refused.format(text=text[:60], hint=hint)


class OfSymbol(Several):
    """Documents by symbol in any spelling; of a bare number, all that it may mean."""

    operators = ("not",)
    takes = "Symbols in any spelling; any of those given."

    def read_all(self, given: list[str]) -> list[int]:
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


def _voting(position: Position, label: Words) -> Named:
    """Documents on which a state voted so; each position asks a vote of its own."""
    return Named(
        "state",
        "votes__state",
        row=position.value,
        where={"position": position.value},
        label=label,
        in_form=False,
    )


class OfDocumentKind(OneOf):
    def __init__(self, **kwargs) -> None:
        super().__init__("kind", DocumentKind, **kwargs)

    def not_held(self, value: list[str]) -> Iterator[str]:
        """Of what came as a list of some years: that the days asked for are others."""
        asked = days_asked(self.parent)
        for kind in value if asked.named else ():
            of_kind = Document.objects.filter(kind=kind)
            held = of_kind.aggregate(first=Min("adopted_on"), last=Max("adopted_on"))
            if held["first"] is None:
                continue
            is_before = asked.last is not None and asked.last < held["first"]
            if is_before or (asked.first is not None and asked.first > held["last"]):
                span = f"{written(held['first'])} to {written(held['last'])}"
                yield f"Documents of the kind {self.labels[kind]} are held from {span} only."


class DocumentFilter(RecordFilter):
    facets = ("kind", "organ", "outcome", "decade", "situation", "concerned")
    columns = named(
        "session",
        "subject",
        "signed_on",
        "in_force_on",
        "adopted_precision",
        "in_favour",
        "against",
        "abstaining",
        "not_participating",
        "absent",
        "chapter_vii_basis",
        "confidence",
        "url",
        "note",
    )
    old_names = {"state": "concerned", "date": "adopted_on"}

    about = {
        "search": (About("paragraphs"),),
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

    search = Text(
        label=gettext_lazy("Says: words, or a phrase in quotes"), method="saying", in_form=False
    )
    kind = OfDocumentKind(label=gettext_lazy("Kind"))
    symbol = OfSymbol("pk", label=gettext_lazy("Symbol in any spelling"))
    meeting = OfPaper("meeting", label=gettext_lazy("Meeting"))
    draft_symbol = OfPaper("draft_symbol", label=gettext_lazy("Symbol of the draft"))
    organ = Named("organization", "organ", label=gettext_lazy("Issued by"))
    number = Number("number", label=gettext_lazy("Number"))
    year = Number("year", label=gettext_lazy("Year"))
    situation = Holding("situation", label=gettext_lazy("Situation"))
    concerned = Named("state", "states", label=gettext_lazy("State concerned"))
    mission = Named("mission", "mandate_actions__mission", label=gettext_lazy("Mission"))
    conflict = Named(
        "conflict",
        "mandate_actions__mission__conflicts",
        label=gettext_lazy("Conflict"),
        in_form=False,
    )
    outcome = OneOf("outcome", Outcome, label=gettext_lazy("Outcome"))
    adoption = OneOf("adoption", Adoption, label=gettext_lazy("Adopted by"))
    unanimous = Unanimous("in_favour", label=gettext_lazy("Unanimous"))
    vetoed_by = Named("state", "vetoed_by", label=gettext_lazy("Vetoed by"))
    voted_yes = _voting(Position.YES, gettext_lazy("Voted yes"))
    voted_no = _voting(Position.NO, gettext_lazy("Voted no"))
    abstained = _voting(Position.ABSTAIN, gettext_lazy("Abstained"))
    sponsor = Named("state", "sponsors__state", label=gettext_lazy("Sponsored by"), in_form=False)
    chapter_vii = OneOf("chapter_vii", ChapterVII, label=gettext_lazy("Chapter VII"))
    provision = OfProvision(
        "provisions_invoked__provision", label=gettext_lazy("Invokes, such as Article 53")
    )
    decade = Decade("adopted_on", label=gettext_lazy("Decade adopted"))
    adopted_on = DayFilter("adopted_on", label=gettext_lazy("Adopted"))
    ordering = Ordering(
        {
            "adopted_on": ("adopted_on",),
            "name": ("name",),
            "number": ("number",),
            "in_favour": ("in_favour",),
            "against": ("against",),
            "abstaining": ("abstaining",),
        },
        default="-adopted_on",
    )

    class Meta(RecordFilter.Meta):
        model = Document

    def on_day(self, documents: DocumentQuerySet, name: str, day: date) -> QuerySet:
        return documents.adopted_by(day)

    def saying(self, documents: DocumentQuerySet, name: str, text: str) -> QuerySet:
        """Documents of which a paragraph says it."""
        found = Paragraph.objects.filter(pk__in=saying(Paragraph.objects.all(), text))
        return documents.filter(pk__in=found.values("document"))


class ResolutionFilter(DocumentFilter):
    facets = ("organ", "decade", "situation", "chapter_vii", "adoption", "concerned")

    class Meta(DocumentFilter.Meta):
        model = Resolution


class ProvisionFilter(AsOf):
    facets = ("document",)

    about = {"parent": (), "q": (About("gist", "heading"),)}

    document = Named("document", "document", label=gettext_lazy("Document"))
    columns = named("rank", "heading", "gist")

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


class OnDocument(AsOf):
    """Rows that hang on a document and were there once it was adopted."""

    old_names = {"resolution": "document", "state": "concerned", "date": "adopted_on"}
    columns = named(symbol="document__symbol", chapter_vii="document__chapter_vii")

    document = Named("document", "document", label=gettext_lazy("Document"))
    mission = Named(
        "mission", "document__mandate_actions__mission", label=gettext_lazy("Acting on a mission")
    )
    concerned = Named("state", "document__states", label=gettext_lazy("State concerned"))
    adopted_on = DayFilter("document__adopted_on", label=gettext_lazy("Adopted"))

    def on_day(self, rows: QuerySet, name: str, day: date) -> QuerySet:
        return rows.filter(document__adopted_on__lte=day)


class OfDocument(OnDocument, Sourced):
    """Those that have a source of their own."""


class ParagraphFilter(OfDocument):
    """Paragraphs by what they say, too: that is asked last, of what fits all the rest."""

    about = {"search": (About("document__paragraphs"),)}
    columns = named("rank")

    search = Text(label=gettext_lazy("Says: words, or a phrase in quotes"), method="said")
    kind = OneOf("kind", ParagraphKind, label=gettext_lazy("Kind"))
    number = Held("number", label=gettext_lazy("Number as printed"))
    anchor = Held("anchor", label=gettext_lazy("Anchor"))
    ordering = Ordering(
        {
            "document": ("document", "rank"),
            "adopted_on": ("document__adopted_on", "document", "rank"),
        },
        needs={"adopted_on": ("search", "document", "mission", "concerned")},
    )

    class Meta(AsOf.Meta):
        model = Paragraph

    def filter_queryset(self, rows: QuerySet) -> QuerySet:
        found = super().filter_queryset(rows)
        text = self.given("search")
        return found.filter(pk__in=saying(found, text)) if text else found

    def said(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        return rows  # `filter_queryset` has read it


class DocumentLinkFilter(OfDocument):
    columns = named("count")
    old_names = {"resolution": "either"}

    either = Named("document", "document", "to", label=gettext_lazy("Document at either end"))
    to = Named("document", "to", label=gettext_lazy("To the document"))
    to_symbol = OfPaper("to_symbol", label=gettext_lazy("To the symbol as printed"))
    kind = OneOf("kind", LinkKind, label=gettext_lazy("Kind"))
    coding = OneOf("coding", Coding, label=gettext_lazy("Coding"))
    paragraph = Held("paragraph", label=gettext_lazy("Paragraph"))
    ordering = Ordering({"document": ("document", "kind", "to_symbol", "paragraph")})

    class Meta(AsOf.Meta):
        model = DocumentLink
