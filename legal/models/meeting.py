from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, Q

from legal.meeting_symbols import ONE_FORM, number_of
from legal.models.document import Document
from records.common.ahead import NEVER
from records.models.ownership import Fact

SITTING_FORM = r"^(Resumption [1-9][0-9]?|Part I{1,3})$"


class MeetingQuerySet(models.QuerySet):
    def held_by(self, day) -> Self:
        return self.filter(date__lte=day)

    def that_decided(self, documents: models.QuerySet[Document]) -> Self:
        """Meetings at which any of the documents was adopted or failed."""
        named = documents.exclude(meeting="").order_by().values("meeting")
        return self.filter(meeting__in=named)

    def with_on_agenda(self, asked: Iterable[tuple[str, date, date]]) -> list[int]:
        """How many meetings had each text on the agenda, from a day to a day; in one query."""
        counts = {
            f"asked_{number}": Count("pk", filter=Q(topic__icontains=text, date__range=days))
            for number, (text, *days) in enumerate(asked)
        }
        return list(self.aggregate(**counts).values())


class Meeting(Fact):
    """A sitting of the Security Council; what was decided at a meeting follows from its symbol.

    Documents name their meeting in the same form (`Document.meeting`), whichever its sitting.
    """

    batch = "meetings"
    natural_key = ("meeting", "sitting")
    ahead = {"date": NEVER}

    meeting = models.CharField(max_length=40, help_text="S/PV.4057")
    sitting = models.CharField(
        max_length=20, blank=True, help_text="Resumption 1 or Part II; empty for the first."
    )
    date = models.DateField(help_text="The day on which it began.")
    topic = models.CharField(
        "agenda item", max_length=900, help_text="Items of the agenda, parted by semicolons."
    )
    private = models.BooleanField(default=False, help_text="Not open to the public.")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "meeting", "sitting"]
        constraints = [
            models.CheckConstraint(
                name="legal_meeting_in_one_form",
                condition=Q(meeting__regex=ONE_FORM),
                violation_error_message="Expected the symbol of a meeting, such as S/PV.4057.",
            ),
            models.CheckConstraint(
                name="legal_meeting_sitting_in_one_form",
                condition=Q(sitting="") | Q(sitting__regex=SITTING_FORM),
                violation_error_message="Expected a sitting such as Resumption 1 or Part II.",
            ),
        ]
        indexes = [
            models.Index(name="legal_meeting_by_day", fields=["-date", "meeting", "sitting"]),
            models.Index(name="legal_meeting_by_sitting", fields=["sitting", "date", "meeting"]),
        ]

    def __str__(self) -> str:
        return self.symbol

    @property
    def symbol(self) -> str:
        """«S/PV.4057 (Resumption 1)»."""
        return f"{self.meeting} ({self.sitting})" if self.sitting else self.meeting

    @property
    def number(self) -> int:
        return number_of(self.meeting)
