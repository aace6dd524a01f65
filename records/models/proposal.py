from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from records.common.constraints import one_of
from records.common.fields import BoundedIntegerField

if TYPE_CHECKING:
    from records.models.revision import RevisionQuerySet


class ProposalState(models.TextChoices):
    DRAFT = "draft", "draft"
    IN_REVIEW = "in_review", "in review"
    RETURNED = "returned", "back with its author"
    PUBLISHED = "published", "published"
    DISCARDED = "discarded", "discarded"


OPEN = (ProposalState.DRAFT, ProposalState.IN_REVIEW, ProposalState.RETURNED)
ENDED = (ProposalState.PUBLISHED, ProposalState.DISCARDED)
# What may follow each state; a trigger of the database asks it too.
STEPS = {
    ProposalState.DRAFT: (ProposalState.IN_REVIEW, *ENDED),
    ProposalState.IN_REVIEW: (ProposalState.RETURNED, *ENDED),
    ProposalState.RETURNED: (ProposalState.IN_REVIEW, *ENDED),
}


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def about(self, kind: str, slug: str) -> Self:
        """Those whose last version changes the record."""
        return self.filter(
            revisions__record_kind=kind, revisions__slug=slug, revisions__attempt=F("attempt")
        )

    def waiting_for(self, name: str, *, approves: bool) -> Self:
        """What somebody can do something about: their drafts, what came back, and, of who
        approves, what others handed in. What waits longest comes first."""
        waits = Q(author=name, state__in=(ProposalState.DRAFT, ProposalState.RETURNED))
        if approves:
            waits |= Q(state=ProposalState.IN_REVIEW) & ~Q(author=name)
        return self.open().filter(waits).order_by("since", "pk")


class Proposal(models.Model):
    """What somebody proposes as a whole: approved, returned and published together.

    It owns revisions outside the chain: those of each version (`attempt`) in which it was kept or
    handed in. What was published of it begins in the chain at `sequence`.
    """

    author = models.CharField(max_length=150)
    state = models.CharField(max_length=9, choices=ProposalState)
    attempt = BoundedIntegerField(least=1, default=1, help_text="Its last version.")
    made_at = models.DateTimeField()
    since = models.DateTimeField(help_text="When it came into its state.")
    sequence = BoundedIntegerField(null=True, least=1, most=2**62)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            one_of("state", ProposalState),
            models.CheckConstraint(
                name="records_proposal_in_chain_once_published",
                condition=Q(sequence=None) | Q(state=ProposalState.PUBLISHED),
            ),
        ]
        indexes = [
            models.Index(
                name="records_proposal_that_waits",
                fields=["since", "id"],
                condition=Q(state__in=OPEN),
            ),
            models.Index(name="records_proposal_by_since", fields=["-since", "-id"]),
        ]

    def __str__(self) -> str:
        return f"Proposal {self.pk} by {self.author}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def version(self, attempt: int) -> "RevisionQuerySet":
        """The revisions of one of its versions."""
        found: RevisionQuerySet = self.revisions.filter(attempt=attempt)
        return found.order_by("record_kind", "slug")

    def moved(self, state: str, moment: datetime, attempt: int) -> None:
        """Saves where it stands now; the database refuses a step that is none."""
        self.since = self.since if state == self.state else moment
        self.state, self.attempt = state, attempt
        self.save(update_fields=["state", "since", "attempt"])


class Remark(models.Model):
    """What somebody said on a proposal; it is never shown to readers."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="remarks")
    author = models.CharField(max_length=150)
    attempt = BoundedIntegerField(least=1, help_text="The version that it speaks of.")
    text = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="records_remark_says_something", condition=~Q(text=""))
        ]

    def __str__(self) -> str:
        return f"{self.author} on {self.proposal_id}"
