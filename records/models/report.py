import secrets
from datetime import datetime
from hashlib import sha256
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from records.common.constraints import one_of
from records.common.fields import BoundedIntegerField
from records.models.record import RecordKind
from records.models.revision import Revision

LONGEST = 5_000  # characters


class ReportState(models.TextChoices):
    NEW = "new", "waits for an answer"
    ANSWERED = "answered", "answered"
    DISMISSED = "dismissed", "nothing to mend"


class ReportQuerySet(models.QuerySet["Report"]):
    def waiting(self) -> Self:
        """What waits longest comes first."""
        return self.filter(state=ReportState.NEW).order_by("made_at", "pk")

    def at(self, key: str) -> "Report | None":
        """The one whose private link has the key."""
        return self.filter(digest=Report.digest_of(key)).first()

    def answer(
        self, pk: int, text: str, *, by: str, at: datetime, state: str, mended_by: Revision | None
    ) -> bool:
        """False where somebody else answered it before."""
        waits = self.filter(pk=pk, state=ReportState.NEW)
        told = {"answer": text, "answered_by": by, "answered_at": at}
        return bool(waits.update(state=state, mended_by=mended_by, **told))


class Report(models.Model):
    """What a reader says is wrong with a record: no revision, and never shown in public.

    Who has the private link sees state and answer; only the hash of its key is held. Of the reader
    nothing is kept.
    """

    record_kind = models.CharField(max_length=12, choices=RecordKind)
    slug = models.CharField(max_length=100)
    version = BoundedIntegerField(least=1, help_text="Of the record, when it was reported.")
    field = models.CharField(max_length=300, blank=True, help_text="As citations name it.")
    message = models.TextField()
    checked_in = models.TextField(blank=True, help_text="Where it can be checked.")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=ReportState, default=ReportState.NEW)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True)
    mended_by = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "report of a reader"
        verbose_name_plural = "reports of readers"
        ordering = ["made_at", "pk"]
        constraints = [
            one_of("record_kind", RecordKind),
            one_of("state", ReportState),
            models.CheckConstraint(
                name="records_report_says_something",
                condition=Q(~Q(message=""), LessThanOrEqual(Length("message"), LONGEST)),
            ),
            models.CheckConstraint(
                name="records_report_says_briefly_where",
                condition=Q(LessThanOrEqual(Length("checked_in"), LONGEST)),
            ),
            models.CheckConstraint(
                name="records_report_ends_with_an_answer",
                condition=Q(state=ReportState.NEW, answer="", answered_by="", answered_at=None)
                | ~Q(state=ReportState.NEW)
                & ~Q(answer="")
                & ~Q(answered_by="")
                & Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="records_report_mended_once_answered",
                condition=Q(mended_by=None) | Q(state=ReportState.ANSWERED),
            ),
        ]
        indexes = [
            models.Index(name="records_report_by_moment", fields=["made_at", "id"]),
            models.Index(name="records_report_by_state", fields=["state", "made_at", "id"]),
        ]

    def __str__(self) -> str:
        return f"Report on {self.get_record_kind_display().lower()} {self.slug}"

    @staticmethod
    def digest_of(key: str) -> str:
        """A key is long and random: its plain hash tells nothing about it."""
        return sha256(key.encode(errors="surrogateescape")).hexdigest()

    def make_key(self) -> str:
        """A new key for the private link; the caller saves its hash."""
        key = secrets.token_urlsafe(32)
        self.digest = self.digest_of(key)
        return key
