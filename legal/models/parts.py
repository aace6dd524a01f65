import re
from collections.abc import Iterator
from typing import Self

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from legal.models.document import Document, DocumentKind
from organizations.models import State
from records.common.ahead import NEVER
from records.common.constraints import one_of
from records.common.fields import BoundedIntegerField
from records.common.periods import Precision
from records.common.spellings import Name, Via
from records.models import Record, Source
from records.models.ownership import Fact, Owned, Searched

ROMAN_NUMBER = re.compile(r"[IVXL]+$")
INSTRUMENT = re.compile(r"\b(?:Charter|Statute|Pact|Treaty|Covenant|Convention|Protocol)\b")


class Coding(models.TextChoices):
    """How a value was read from a text."""

    BY_RULE = "by_rule", _("Coded by rule")
    CONFIRMED = "confirmed", _("Confirmed by reading")


class ParagraphKind(models.TextChoices):
    PREAMBULAR = "preambular", _("Preambular")
    OPERATIVE = "operative", _("Operative")
    HEADING = "heading", _("Heading")
    ANNEX = "annex", _("Annex")


class Paragraph(Fact):
    """A paragraph of a document's text, kept out of the document table for its length."""

    batch = "paragraphs"
    natural_key = ("document", "rank")
    searched = Searched("document", ("text",))

    document = models.ForeignKey(Document, models.CASCADE, related_name="paragraphs")
    rank = BoundedIntegerField(least=1, most=10_000)
    kind = models.CharField(max_length=10, choices=ParagraphKind)
    number = models.CharField(max_length=20, blank=True, help_text="As printed: 5 or 3(a)(ii).")
    anchor = models.CharField(max_length=30, help_text="Part of the permanent address: op5.")
    text = models.TextField()

    class Meta:
        ordering = ["document", "rank"]
        constraints = [
            models.UniqueConstraint(
                name="legal_paragraph_one_per_anchor", fields=["document", "anchor"]
            ),
            one_of("kind", ParagraphKind),
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.anchor}"


class ProvisionQuerySet(models.QuerySet):
    def with_uses(self) -> Self:
        """Adds `uses`: how many documents act under the provision or recall it."""
        return self.annotate(uses=Count("invoked_by__document", distinct=True))


class Sponsor(Fact):
    """A state that put a draft forward, as its document says."""

    batch = "sponsors"
    natural_key = ("document", "state")

    document = models.ForeignKey(Document, models.CASCADE, related_name="sponsors")
    state = models.ForeignKey(State, models.PROTECT, related_name="sponsored")

    class Meta:
        ordering = ["document", "state"]

    def __str__(self) -> str:
        return f"{self.state} for {self.document}"


class Subject(Fact):
    """A term under which a library files a document."""

    batch = "subjects"
    natural_key = ("document", "thesaurus", "term")

    document = models.ForeignKey(Document, models.CASCADE, related_name="subjects")
    thesaurus = models.CharField(max_length=20, help_text="Whose list it is: UNBIS, DHLAUTH.")
    term = models.CharField(max_length=500)

    class Meta:
        ordering = ["document", "thesaurus", "term"]

    def __str__(self) -> str:
        return self.term


class Provision(Owned):
    """An article or chapter of a document; chapters hold articles, so that they form a tree."""

    owner = "document"
    natural_key = ("number",)
    collection = "provisions"
    known_from = None
    searched = Searched("document", ("heading", "gist"), as_rows=True)

    document = models.ForeignKey(Document, models.CASCADE, related_name="provisions")
    number = models.CharField(max_length=30, help_text="2(4), VII or preamble.")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    rank = BoundedIntegerField(least=1, most=10_000, help_text="Place in the document.")
    heading = models.CharField(max_length=300, blank=True)
    gist = models.TextField(blank=True, help_text="What it says, in our own words.")

    objects = ProvisionQuerySet.as_manager()

    class Meta:
        ordering = ["document", "rank", "id"]

    def __str__(self) -> str:
        return f"{self.document}, {self.title}"

    @property
    def anchor(self) -> str:
        """Its place on the page of its document: `provision-2-4` for 2(4)."""
        plain = re.sub(r"[^a-z0-9]+", "-", self.number.lower()).strip("-")
        return f"provision-{plain}"

    @property
    def title(self) -> str:
        """«Article 51», «Chapter VII»; resolutions and reports have paragraphs."""
        if self.number[:1].isdigit():
            kind = "Article" if self.document.kind == DocumentKind.TREATY else "Paragraph"
            return f"{kind} {self.number}"
        return f"Chapter {self.number}" if ROMAN_NUMBER.match(self.number) else self.number

    def row_names(self, record_names: list[str]) -> Iterator[Name]:
        """«Article 51», «UN Charter 51», «Charter, Article 51», «Article 51 UN Charter»."""
        yield Name(Via.OTHER, f"{self.document}, {self.title}")
        yield Name(Via.OTHER, self.title)
        calling = {word for name in record_names for word in INSTRUMENT.findall(name)}
        for name in [*record_names, *sorted(calling)]:
            yield Name(Via.OTHER, f"{name} {self.title}")
            yield Name(Via.OTHER, f"{self.title} {name}")
            yield Name(Via.OTHER, f"{name} {self.number}")


class ProvisionRelation(models.TextChoices):
    ACTING_UNDER = "acting_under", _("Acting under")
    RECALLS = "recalls", _("Recalls")
    IMPLIED = "implied", _("Implied")


class DocumentProvision(Owned):
    """A provision that a document acts under or recalls."""

    owner = "document"
    natural_key = ("provision", "relation", "paragraph")
    collection = "provisions_invoked"
    known_from = ("paragraph",)
    counted_apart = {"articles_invoked": {"provision__number__regex": r"^[0-9]"}}

    document = models.ForeignKey(Document, models.CASCADE, related_name="provisions_invoked")
    provision = models.ForeignKey(Provision, models.PROTECT, related_name="invoked_by")
    relation = models.CharField(max_length=12, choices=ProvisionRelation)
    paragraph = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of("relation", ProvisionRelation),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.get_relation_display().lower()} {self.provision}"


class LinkKind(models.TextChoices):
    CITES = "cites", _("Cites")
    RECALLS = "recalls", _("Recalls")
    EXTENDS = "extends", _("Extends")
    AMENDS = "amends", _("Amends")
    REPLACES = "replaces", _("Replaces")
    ENDS = "ends", _("Ends")
    ENDORSES = "endorses", _("Endorses")
    IMPLEMENTS = "implements", _("Implements")
    WOULD_AMEND = "would_amend", _("Would have amended")


class DocumentLink(Fact):
    """How one document acts on or names another; the symbol as printed where we hold none."""

    batch = "document_links"
    natural_key = ("document", "kind", "to_symbol", "paragraph")

    document = models.ForeignKey(Document, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=11, choices=LinkKind)
    to = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="links_from"
    )
    to_symbol = models.CharField(max_length=80)
    paragraph = models.CharField(max_length=30, blank=True)
    count = BoundedIntegerField(default=1, least=1, most=1000, help_text="Mentions.")
    coding = models.CharField(max_length=9, choices=Coding, default=Coding.BY_RULE)

    class Meta:
        ordering = ["document", "id"]
        constraints = [
            one_of("kind", LinkKind),
            one_of("coding", Coding),
        ]
        indexes = [
            models.Index(name="legal_documentlink_to", fields=["to_symbol", "document"]),
            models.Index(name="legal_documentlink_by_count", fields=["count", "id"]),
            models.Index(
                name="legal_documentlink_from",
                fields=["source", "document", "kind", "to_symbol", "paragraph"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.get_kind_display().lower()} {self.to_symbol}"


class EventKind(models.TextChoices):
    FOUNDING = "founding", _("Founding")
    VOTE = "vote", _("Vote")
    DEPLOYMENT = "deployment", _("Deployment")
    HANDOVER = "handover", _("Handover")
    WITHDRAWAL = "withdrawal", _("Withdrawal")
    ATTACK = "attack", _("Attack")
    AGREEMENT = "agreement", _("Agreement")
    INDEPENDENCE = "independence", _("Independence")


class Event(Owned):
    """Something that happened to a record on a day; a founding names the founding document."""

    owner = "record"
    natural_key = ("kind", "date", "title")
    ahead = {"date": NEVER}
    collection = "events"
    known_from = ("source", "document")
    searched = Searched("record", ("title",))

    record = models.ForeignKey(Record, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=EventKind)
    date = models.DateField()
    precision = models.CharField(max_length=7, choices=Precision, default=Precision.DAY)
    title = models.CharField(max_length=300)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="documented_events"
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["date", "id"]
        constraints = [
            one_of("kind", EventKind),
            one_of("precision", Precision),
            models.CheckConstraint(
                name="legal_event_has_evidence",
                condition=Q(document__isnull=False) | Q(source__isnull=False),
                violation_error_message="An event needs a document or a source.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
