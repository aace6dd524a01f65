from django.db import models
from django.utils.translation import gettext_lazy as _

from legal.models.document import Document
from organizations.models import State
from records.common.constraints import one_of
from records.models.ownership import Fact


class Position(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    ABSTAIN = "abstain", _("Abstained")
    NOT_PARTICIPATING = "not_participating", _("Did not participate")
    ABSENT = "absent", _("Absent")
    NO_VOTE_TAKEN = "no_vote_taken", _("No vote was taken")
    UNKNOWN = "unknown", _("Unknown")


class VoteBasis(models.TextChoices):
    RECORD = "as_recorded", _("As in the voting record")
    CORRECTED = "corrected", _("Corrected against the record")
    INFERRED = "inferred", _("Inferred from the totals")
    VETO_LIST = "veto_list", _("From a list of vetoes")


class Vote(Fact):
    """What one member of the organ did when a document was put to the vote."""

    batch = "votes"
    value_field = "position"
    natural_key = ("document", "state")

    document = models.ForeignKey(Document, models.CASCADE, related_name="votes", db_index=False)
    state = models.ForeignKey(State, models.PROTECT, related_name="votes", db_index=False)
    position = models.CharField(max_length=17, choices=Position)
    basis = models.CharField(max_length=11, choices=VoteBasis, default=VoteBasis.RECORD)

    class Meta:
        ordering = ["document", "state"]
        constraints = [
            one_of("position", Position),
            one_of("basis", VoteBasis),
        ]
        indexes = [
            models.Index(name="legal_vote_of_state", fields=["state", "position", "document"]),
            models.Index(name="legal_vote_by_state", fields=["state", "document"]),
            models.Index(name="legal_vote_from", fields=["source", "document", "state"]),
        ]

    def __str__(self) -> str:
        return f"{self.state} on {self.document}: {self.get_position_display()}"
