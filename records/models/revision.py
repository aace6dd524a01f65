from functools import cache
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records.common.constraints import one_of
from records.common.fields import BoundedIntegerField
from records.common.prepared import Prepared, prepared
from records.common.shown import InWords
from records.models.record import RecordKind


class RevisionState(models.TextChoices):
    """Where a revision stands. It only moves forward; see `records/writing/triggers.py`."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    PUBLISHED = "published", _("Published")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN = (RevisionState.DRAFT, RevisionState.IN_REVIEW, RevisionState.CHANGES_REQUESTED)


class Origin(models.TextChoices):
    """The way by which a revision came; loads leave alone what came by another."""

    ADMIN = "admin", _("Admin")
    LOAD = "load", _("Load of fixtures")
    IMPORT = "import", _("Import")
    SHELL = "shell", _("Shell")


class RevisionQuerySet(models.QuerySet):
    def of(self, kind: str, slug: str) -> Self:
        return self.filter(record_kind=kind, slug=slug)

    def sealed(self) -> Self:
        """Published and withdrawn records' revisions in the order of the chain."""
        return self.filter(sequence__isnull=False).order_by("sequence")

    def open(self) -> Self:
        return self.filter(state__in=OPEN)


class Revision(InWords):
    """A record and all it owns as it was, or as somebody proposes it.

    It names the record by kind and slug: a new draft has no row yet, a withdrawn record has none
    any more. `content` is canonical JSON and `content_hash` its SHA-256; `form` says how the
    content is to be read (`records/content/forms.py`). A revision with a sequence is part of the
    chain and never changes: `records/writing/chain.py` seals all its columns.
    """

    record_kind = models.CharField(max_length=12, choices=RecordKind)
    slug = models.CharField(max_length=100)
    state = models.CharField(max_length=17, choices=RevisionState)
    content = models.TextField()
    content_hash = models.CharField(max_length=64)
    form = BoundedIntegerField(least=1)
    facts_hash = models.CharField(
        max_length=64, blank=True, help_text="Of the rows that came and went with it, if any did."
    )
    author = models.CharField(max_length=150)
    approver = models.CharField(max_length=150, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    origin = models.CharField(max_length=6, choices=Origin)
    loaded_hash = models.CharField(
        max_length=64, blank=True, help_text="Of the fixtures' content, for a load."
    )
    base_version = BoundedIntegerField(help_text="The version it started from; 0 for a new record.")
    made_at = models.DateTimeField()
    version = BoundedIntegerField(null=True, least=1)
    sequence = BoundedIntegerField(null=True, unique=True, least=1, most=2**62)
    sealed_at = models.DateTimeField(null=True)
    chain_hash = models.CharField(max_length=64, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("record_kind", RecordKind),
            one_of("state", RevisionState),
            one_of("origin", Origin),
            models.CheckConstraint(
                name="records_revision_sealed_whole",
                condition=Q(sequence=None, sealed_at=None, version=None, chain_hash="")
                & ~Q(state=RevisionState.PUBLISHED)
                | Q(
                    sequence__isnull=False,
                    sealed_at__isnull=False,
                    version__isnull=False,
                    chain_hash__regex="^[0-9a-f]{64}$",
                    state__in=[RevisionState.PUBLISHED, RevisionState.WITHDRAWN],
                ),
            ),
        ]
        indexes = [
            models.Index(
                name="records_revision_of_record", fields=["record_kind", "slug", "sequence"]
            ),
            models.Index(name="records_revision_by_state", fields=["state", "made_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} revision of {self.record_kind} {self.slug}"


class BatchChange(models.Model):
    """The rows that a source's revision added to a table and took out: compressed lines.

    The revision seals their digest. See `records/content/kept_rows.py`.
    """

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="batch_changes")
    table = models.CharField(max_length=60)
    packed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="records_change_once", fields=["revision", "table"])
        ]

    def __str__(self) -> str:
        return f"Rows of {self.table} changed by revision {self.revision_id}"


class ChainHead(models.Model):
    """The end of the chain: one row, locked first by every publication.

    It orders the chain without gaps, and its hash is the data stamp of all public pages.
    """

    sequence = BoundedIntegerField(default=0, most=2**62)
    chain_hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(name="records_head_one_row", condition=Q(pk=1))]

    def __str__(self) -> str:
        return f"Revision {self.sequence}"

    @classmethod
    def stamp(cls) -> str | None:
        """Where the base stands: no two contents share it. None before anything is published."""
        return next((row["chain_hash"] for row in _head_asked().answers()), None)


@cache
def _head_asked() -> Prepared:
    return prepared(ChainHead.objects.values("chain_hash"))


class FixtureLoad(models.Model):
    """One load of `fixtures/`: a second load of the same bytes has nothing to do."""

    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Load of {self.loaded_at:%Y-%m-%d %H:%M}"
