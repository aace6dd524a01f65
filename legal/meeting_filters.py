"""What the list of meetings can be asked, on pages and API."""

import datetime
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from legal.filters import OfPaper
from legal.meeting_symbols import number_called, symbol_of_meeting
from legal.meetings import decided_at
from legal.models import Document, Meeting
from legal.models.meeting import MeetingQuerySet
from records.common.filters import (
    DayFilter,
    Decade,
    Held,
    Holding,
    Ordering,
    Spellings,
    YesNo,
)
from records.filters import AsOf, Sourced
from records.named import Named
from records.reading.known import About


class OfMeeting(OfPaper):
    """By the symbol of a meeting; one that documents name is known, listed or not."""

    def _meant(self, text: str, held: Spellings) -> list[str]:
        number = number_called(text)
        symbol = symbol_of_meeting(number) if number else ""
        if symbol and self.folded(symbol) not in held and decided_at([symbol]).exists():
            return [symbol]
        return super()._meant(text, held)

    def not_held(self, value: list[str]) -> Iterator[str]:
        listed = set(Meeting.objects.filter(meeting__in=value).values_list("meeting", flat=True))
        for symbol in value:
            if symbol not in listed:
                yield f"{symbol} is not listed; documents that were decided there are held."


class MeetingFilter(Sourced):
    """Meetings by day, by words of their agenda, and by what was decided there."""

    facets = ("decade",)

    about = {"document": (About("meeting"),)}

    document = Named("document", label=_("Document decided there"), method="that_decided")
    meeting = OfMeeting("meeting", label=_("Meeting"))
    sitting = Held("sitting", label=_("Sitting"), in_form=False)
    topic = Holding("topic", label=_("Agenda item"))
    date = DayFilter("date", label=_("Day, month or year"))
    decade = Decade("date", label=_("Decade held"))
    private = YesNo("private", label=_("Private meeting"))
    ordering = Ordering({"date": ("date", "meeting", "sitting")}, default="-date")

    class Meta(AsOf.Meta):
        model = Meeting

    def on_day(self, meetings: MeetingQuerySet, name: str, day: datetime.date) -> QuerySet:
        return meetings.held_by(day)

    def that_decided(self, meetings: MeetingQuerySet, name: str, pks: list[int]) -> QuerySet:
        return meetings.that_decided(Document.objects.filter(pk__in=pks))
