import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from records.common.constraints import one_of
from records.common.fields import BoundedIntegerField
from records.common.prepared import Prepared, prepared
from records.common.shown import InWords
from records.models.proposal import OPEN, Proposal
from records.models.record import Record, RecordKind


class RevisionState(models.TextChoices):
    """What a revision does; a proposal says how far one outside the chain has come.

    A withdrawal is one from the beginning, a draft is published by being sealed.
    """

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Origin(models.TextChoices):
    """The way by which a revision came; loads leave alone what came by another."""

    ADMIN = "admin", _("Admin")
    LOAD = "load", _("Load of fixtures")
    IMPORT = "import", _("Import")
    SHELL = "shell", _("Shell")


Version = tuple[str, str, int]  # kind, slug and number


class RevisionQuerySet(models.QuerySet["Revision"]):
    def of(self, kind: str, slug: str) -> Self:
        return self.filter(record_kind=kind, slug=slug)

    def sealed(self) -> Self:
        """Published and withdrawn records' revisions in the order of the chain."""
        return self.filter(sequence__isnull=False).order_by("sequence")

    def known_on(self, day: date) -> "Revision | None":
        """Of one record what the base said of it at the end of a day; None where it held none."""
        end = datetime.combine(day, time.max, UTC)
        last = self.sealed().filter(sealed_at__lte=end).last()
        return None if last is None or last.state == RevisionState.WITHDRAWN else last

    def bases_of(self, revisions: Iterable["Revision"]) -> dict[Version, "Revision"]:
        """Those from which others started, in one question."""
        wanted = {(*one.named, one.base_version) for one in revisions if one.base_version}
        asked = Q(pk__in=())
        for kind, slug, version in wanted:
            asked |= Q(record_kind=kind, slug=slug, version=version)
        found = self.sealed().filter(asked)
        return {(*one.named, one.version or 0): one for one in found}

    def with_names(self) -> Self:
        """`called`: the record's name today, or of one that is not published yet the proposed."""
        held = Record.objects.filter(record_kind=OuterRef("record_kind"), slug=OuterRef("slug"))
        said = self.alias(said=Cast("content", models.JSONField()))
        return said.annotate(
            called=Coalesce(
                Subquery(held.values("name")), KT("said__name"), output_field=models.TextField()
            )
        )

    def open(self) -> Self:
        """The last versions of what is proposed and neither published nor discarded."""
        return self.filter(sequence=None, proposal__state__in=OPEN, attempt=F("proposal__attempt"))


class Revision(InWords):
    """A record and all it owns as it was, or as somebody proposes it.

    It names the record by kind and slug: a new draft has no row yet, a withdrawn record has none
    any more. `content` is canonical JSON and `content_hash` its SHA-256; `form` says how the
    content is to be read (`records/content/forms.py`). No revision ever changes. One with a
    sequence is part of the chain: `records/writing/chain.py` seals all its columns. One without
    is a version of a proposal; to publish it seals a copy.

    `approver` is empty for what came by load, import or shell, and for what an administrator
    published alone, with a reason.
    """

    record_kind = models.CharField(max_length=12, choices=RecordKind)
    slug = models.CharField(max_length=100)
    state = models.CharField(max_length=9, choices=RevisionState)
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
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="revisions")
    attempt = BoundedIntegerField(null=True, least=1, help_text="The version of its proposal.")

    continues: int | None = None  # of an unsaved draft: the id of the one of its author that it was

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
            models.CheckConstraint(
                name="records_revision_sealed_or_proposed",
                condition=Q(sequence__isnull=False, proposal=None, attempt=None)
                | Q(sequence=None, proposal__isnull=False, attempt__isnull=False),
            ),
            models.CheckConstraint(
                name="records_revision_approved_by_another", condition=~Q(approver=F("author"))
            ),
            models.CheckConstraint(
                name="records_revision_alone_says_why",
                condition=Q(sequence=None)
                | ~Q(origin=Origin.ADMIN)
                | ~Q(approver="")
                | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                name="records_revision_once_a_version",
                fields=["proposal", "attempt", "record_kind", "slug"],
            ),
        ]
        indexes = [
            models.Index(
                name="records_revision_of_record", fields=["record_kind", "slug", "sequence"]
            ),
            models.Index(name="records_revision_by_state", fields=["state", "made_at"]),
        ]

    def __str__(self) -> str:
        number = f"Version {self.version}" if self.version else self.get_state_display()
        made = f"{self.author}, {self.made_at:%Y-%m-%d %H:%M}"
        return f"{number} of {self.record_kind} {self.slug} by {made}"

    @property
    def takes_out(self) -> bool:
        """Whether it withdraws the record, or would."""
        return self.state == RevisionState.WITHDRAWN

    @property
    def named(self) -> tuple[str, str]:
        return self.record_kind, self.slug

    @property
    def of_what(self) -> str:
        """«Mission ONUMOZ»; of one that was not asked `with_names`, by what it says itself."""
        asked = vars(self)
        called = asked["called"] if "called" in asked else json.loads(self.content).get("name")
        return f"{self.get_record_kind_display()} {called or self.slug}"


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
    def end(cls) -> dict[str, Any] | None:
        """The columns of its row, which readers ask more often than anything else."""
        return next(_head().answers(), None)

    @classmethod
    def stamp(cls) -> str | None:
        """Where the base stands: no two contents share it. None before anything is published."""
        end = cls.end()
        return end["chain_hash"] if end else None


@cache
def _head() -> Prepared:
    return prepared(ChainHead.objects.values("sequence", "chain_hash"))


class FixtureLoad(models.Model):
    """One load of `fixtures/`: a second load of the same bytes has nothing to do."""

    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Load of {self.loaded_at:%Y-%m-%d %H:%M}"
