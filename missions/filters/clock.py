"""What lists of reporting duties and of due days can be asked."""

from datetime import date

from django.db.models import QuerySet

from missions.models import ClockKind, DueDay, DutyKind, ReportingDuty
from records.common.filters import DayFilter, Held, OneOf, Ordering
from records.filters import AsOf, Named


class ReportingDutyFilter(AsOf):
    """With `as_of`, what documents adopted by then ask."""

    mission = Named("mission", "mission", label="Mission")
    resolution = Named("document", "document", label="Resolution or other document")
    kind = OneOf("kind", DutyKind, label="Kind")
    coding = Held("coding__key", label="Coding")
    ordering = Ordering(
        {
            "document": ("document__adopted_on", "document", "mission__name", "anchor", "rank"),
            "mission": ("mission__name", "document__adopted_on", "anchor", "rank"),
        }
    )

    class Meta(AsOf.Meta):
        model = ReportingDuty

    def on_day(self, duties: QuerySet, name: str, day: date) -> QuerySet:
        return duties.filter(document__adopted_on__lte=day)


class DueDayFilter(AsOf):
    mission = Named("mission", "mission", label="Mission")
    resolution = Named("document", "document", label="Resolution or other document")
    kind = OneOf("kind", ClockKind, label="What is due")
    due__gte = DayFilter("day", lookup_expr="gte", label="Due from")
    due__lte = DayFilter("day", lookup_expr="lte", label="Due until")
    ordering = Ordering(
        {"due": ("day", "mission__name", "kind"), "mission": ("mission__name", "day", "kind")}
    )

    class Meta(AsOf.Meta):
        model = DueDay
