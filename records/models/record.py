from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from records.common.addresses import address
from records.common.ahead import Ahead
from records.common.constraints import one_of
from records.common.fields import BoundedIntegerField
from records.common.periods import Period
from records.common.shown import InWords
from records.common.spellings import Name
from records.groups import PERMISSIONS


class RecordKind(models.TextChoices):
    STATE = "state", _("State or territory")
    ORGANIZATION = "organization", _("Organization")
    PARTY = "party", _("Party")
    DOCUMENT = "document", _("Document")
    CONFLICT = "conflict", _("Conflict")
    MISSION = "mission", _("Mission")
    TOPIC = "topic", _("Topic")
    CASE_STUDY = "case_study", _("Case study")
    PROCESS = "process", _("Process")
    COMPARISON = "comparison", _("Comparison")
    ARTICLE = "article", _("Article")
    CLAIM = "claim", _("Claim")
    SOURCE = "source", _("Source")


# What may act: for columns that name an actor.
ACTORS = {"record_kind__in": ["state", "organization", "party"]}

SLUG = RegexValidator(
    r"\A[a-z0-9]+(-[a-z0-9]+)*\Z",
    "Lower-case letters a to z, digits and single hyphens only, such as s-res-1272-1999.",
)


class Record(InWords):
    """One published thing, whatever it is; the parent of State, Mission, Claim and the rest.

    The slug is part of a public address: it never changes and is never given again.
    """

    record_kind = models.CharField(max_length=12, choices=RecordKind, editable=False)
    slug = models.CharField(max_length=100, validators=[SLUG])
    name = models.CharField(max_length=500)
    summary = models.TextField(blank=True, help_text="Two or three sentences in our own words.")
    version = BoundedIntegerField(default=1, least=1, editable=False)
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["record_kind", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                name="records_record_one_slug_per_kind",
                fields=["record_kind", "slug"],
                violation_error_message="Another record of this kind has this slug.",
            ),
            one_of("record_kind", RecordKind),
        ]
        indexes = [
            models.Index(name="records_record_by_name", fields=["record_kind", "name"]),
            # A kind of few records is joined by their keys, and not with the keys of all.
            models.Index(name="records_record_of_kind", fields=["record_kind", "id"]),
            models.Index(name="records_record_by_slug", fields=["slug"]),
        ]
        permissions = list(PERMISSIONS.items())

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address(self.record_kind, self.slug)


OtherTimes = dict[int, dict[int, str]]  # by key, other records by key, in words


class Described(Record):
    """Base of the children: one row more in a table of their own, its key named `record`."""

    RECORD_KIND: ClassVar[str]
    searched_columns: ClassVar[tuple[str, ...]] = ()  # whose words lead to it, beside the name
    names_need: ClassVar[tuple[str, ...]] = ()  # keys that `further_names` follows
    ahead: ClassVar[Ahead] = {}  # how far its days may be ahead of today
    known_from: ClassVar[tuple[str, ...] | None] = ()  # None: it needs no evidence, as our own work
    evidence_rows: ClassVar[str] = ""  # the collection that is the evidence of its own columns

    # Django's own name for the link (`record.mission`) would clash with the children's fields.
    record = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_%(class)s"
    )

    class Meta:
        abstract = True

    @classmethod
    def needs_evidence(cls, row: dict[str, Any]) -> bool:
        """Whether a record with these columns owes evidence for them."""
        return cls.known_from is not None

    @classmethod
    def derived(cls, row: dict[str, Any]) -> dict[str, Any]:
        """Columns that follow from others of a row's content; publishing fills them in."""
        return {}

    def further_names(self) -> Iterator[Name]:
        """Names in its own columns, beside its name, key, aliases and identifiers."""
        yield from ()

    @classmethod
    def at_other_times(cls) -> OtherTimes:
        """By primary key what a record was before or became, by key, in words.

        Each has rows of its own.
        """
        return {}

    def linked_data(self) -> dict[str, Any]:
        """What it is in the words of schema.org, as far as that is true of every such record."""
        return {"@type": "Thing"}

    def held(self) -> dict[str, date | str | None]:
        """From when to when lists `as_of` a day hold it; empty where no day matters."""
        names = ("starts_on", "starts_precision", "ends_on", "ends_precision")
        return {name: getattr(self, name) for name in names} if isinstance(self, Period) else {}
