from typing import Any, Self

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from records.common.ahead import NEVER
from records.common.constraints import one_of
from records.common.fields import BoundedIntegerField
from records.common.periods import Period, PeriodQuerySet, Precision, iso
from records.models.ownership import Owned
from records.models.record import Described, Record, RecordKind


class SourceKind(models.TextChoices):
    DATASET = "dataset", _("Dataset")
    ARTICLE = "article", _("Article")
    DOCUMENT = "document", _("Document")
    PAGE = "page", _("Web page")
    SECONDARY = "secondary", _("Secondary pages, named to editors only")
    KNOWLEDGE = "general_knowledge", _("General knowledge, backed by no file")


# What rests on these alone waits for a better source, and is marked so wherever it is shown.
WEAK = (SourceKind.SECONDARY, SourceKind.KNOWLEDGE)


class SourceQuerySet(models.QuerySet):
    def with_uses(self) -> Self:
        """Adds `cited`, how often the source is cited, and `contradicting`, how often against."""
        against = Q(cited_in__stance="contradicts")
        return self.annotate(
            cited=Count("cited_in"), contradicting=Count("cited_in", filter=against)
        )


class Source(Described):
    """A dataset, article, document or page that states values; its slug is its key."""

    RECORD_KIND = RecordKind.SOURCE
    known_from = None
    searched_columns = ("note", "publisher")
    ahead = {"published_on": NEVER, "accessed_on": NEVER}

    kind = models.CharField(max_length=20, choices=SourceKind)
    publisher = models.CharField(max_length=300, blank=True)
    url = models.URLField("address", max_length=500, blank=True)
    published_on = models.DateField(null=True, blank=True)
    published_precision = models.CharField(
        max_length=7, choices=Precision, default=Precision.UNKNOWN
    )
    accessed_on = models.DateField(null=True, blank=True)
    licence = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(
        "SHA-256", max_length=64, blank=True, help_text="Of the copy that was loaded, in hex."
    )
    note = models.TextField(blank=True, help_text="What it covers and how far to trust it.")

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("kind", SourceKind),
            one_of("published_precision", Precision),
            models.CheckConstraint(
                name="records_source_sha256_whole",
                condition=Q(sha256="") | Q(sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="A SHA-256 is 64 lower-case hexadecimal digits.",
            ),
        ]

    def linked_data(self) -> dict[str, Any]:
        is_data = self.kind == SourceKind.DATASET
        return {
            "@type": "Dataset" if is_data else "CreativeWork",
            "publisher": self.publisher,
            "sameAs": self.url,
            "datePublished": iso(self.published_on, self.published_precision),
        }

    @property
    def is_weak(self) -> bool:
        return self.kind in WEAK


class Batch(Owned):
    """The rows of one table that a source brought: counts and digest, sealed by its revision."""

    owner = "source"
    natural_key = ("table",)
    collection = "batches"
    known_from = None

    source = models.ForeignKey(Source, models.CASCADE, related_name="batches")
    table = models.CharField(max_length=60)
    rows = BoundedIntegerField(help_text="Rows in the table that name this source.")
    digest = models.CharField(max_length=64, help_text="SHA-256 over the rows, in hex.")

    class Meta:
        ordering = ["table"]
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return f"{self.table}: {self.rows} rows"


class AliasKind(models.TextChoices):
    ACRONYM = "acronym", _("Acronym")
    FORMER_NAME = "former_name", _("Former name")
    DESCRIPTIVE = "descriptive", _("Descriptive name")
    TRANSLATION = "translation", _("Translation")


class Alias(Owned, Period):
    """Another name. Not unique: a lookup answers with every record that bears it."""

    owner = "record"
    natural_key = ("text", "language", "kind")
    collection = "aliases"

    record = models.ForeignKey(Record, models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=300)
    language = models.CharField(max_length=3, default="en", help_text="ISO 639 code.")
    kind = models.CharField(max_length=12, choices=AliasKind)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["kind", "text", "id"]
        verbose_name_plural = "aliases"
        constraints = [
            *Period.Meta.constraints,
            one_of("kind", AliasKind),
        ]
        indexes = [models.Index(name="records_alias_by_text", fields=["text"])]

    def __str__(self) -> str:
        return self.text


# Schemes of identifiers that describe the copy of a source fetched last; they name nothing.
COPY_MARKS = ("etag", "last-modified", "rows")


class Identifier(Owned):
    """A code that others use. One code may cover several records."""

    owner = "record"
    natural_key = ("scheme", "value")
    collection = "identifiers"
    known_from = None

    record = models.ForeignKey(Record, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=40, help_text="Whose code it is, such as cow or geo-pko.")
    value = models.CharField(max_length=100)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["scheme", "value", "id"]
        indexes = [
            models.Index(name="records_identifier_by_value", fields=["scheme", "value"]),
            models.Index(name="records_identifier_of_any", fields=["value", "scheme"]),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class WhyEmpty(models.TextChoices):
    UNKNOWN = "unknown", _("Unknown")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")
    WITHHELD = "withheld", _("Withheld")


class Gap(Owned):
    """Why a value is empty. An empty value without a gap is not yet coded."""

    owner = "record"
    natural_key = ("field",)
    collection = "gaps"
    known_from = None

    record = models.ForeignKey(Record, models.CASCADE, related_name="gaps")
    field = models.CharField(max_length=300, help_text="As in a citation.")
    why = models.CharField(max_length=14, choices=WhyEmpty)

    class Meta:
        ordering = ["field"]
        constraints = [one_of("why", WhyEmpty)]

    def __str__(self) -> str:
        return f"{self.field}: {self.get_why_display()}"


class Stance(models.TextChoices):
    SUPPORTS = "supports", _("Supports")
    CONTRADICTS = "contradicts", _("Contradicts")
    SILENT = "silent", _("Silent")


class CitationQuerySet(models.QuerySet):
    def contradicting(self) -> Self:
        """The register of contradictions: there is no second list."""
        return self.filter(stance=Stance.CONTRADICTS)

    def for_source(self) -> Self:
        """In the order of a source's page: what it contradicts first, then by kind of record."""
        order = ("stance", "record__record_kind", "record__name", "field", "pk")
        return self.select_related("record").order_by(*order)  # c comes before s

    def tally(self) -> list[tuple[str, str, int]]:
        """(stance, kind of record, how many citations)."""
        counted = self.order_by("stance", "record__record_kind")
        return list(counted.values_list("stance", "record__record_kind").annotate(rows=Count("pk")))


class Citation(Owned):
    """Who says a value, and who says otherwise. The record holds the value that was chosen."""

    owner = "record"
    natural_key = ("field", "source", "locator", "stated")
    ahead = {"checked_on": NEVER}
    collection = "citations"
    known_from = None

    record = models.ForeignKey(Record, models.CASCADE, related_name="citations")
    field = models.CharField(
        max_length=300,
        blank=True,
        help_text="Empty for the record as a whole, a field name, or the path to an owned row "
        "by its natural key: mandates/1999-10-25/force_level.",
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="cited_in")
    locator = models.CharField(max_length=300, blank=True, help_text="Paragraph, page or row.")
    stated = models.CharField(max_length=500, blank=True, help_text="As that source gives it.")
    stance = models.CharField(max_length=11, choices=Stance, default=Stance.SUPPORTS)
    rule = models.CharField(
        max_length=500, blank=True, help_text="The rule that chose between the values."
    )
    evidence = models.TextField(blank=True, help_text="What the choice rests on.")
    open = models.BooleanField(default=False, help_text="Waits for an editor's decision.")
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.CharField(max_length=150, blank=True)

    # In words, for those that a page or the editors' queue shows; readers put them there.
    field_parts: list[Any]
    held_words: str
    form_address: str

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["field", "stance", "id"]
        constraints = [
            one_of("stance", Stance),
        ]
        indexes = [
            models.Index(name="records_citation_by_field", fields=["field", "id"]),
            models.Index(name="records_citation_by_stance", fields=["stance", "id"]),
            models.Index(name="records_citation_from", fields=["source", "record", "field"]),
            models.Index(name="records_citation_by_decision", fields=["-open", "record", "rule"]),
            models.Index(name="records_citation_by_check", fields=["checked_on", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()} {self.field or 'the record'}"
