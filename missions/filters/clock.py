"""What lists of reporting duties and of due days can be asked."""

from django.utils.translation import gettext_lazy as _

from missions.filters.mandates import CodedFilter
from missions.models import ClockKind, DueDay, DutyKind, ReportingDuty
from records.common.filters import DayFilter, OneOf, Ordering
from records.filters import AsOf, Named


class ReportingDutyFilter(CodedFilter):
    """What documents ask to be told about missions."""

    kind = OneOf("kind", DutyKind, label=_("Kind"))
    ordering = Ordering(
        {
            "document": ("document__adopted_on", "document", "mission__name", "anchor", "rank"),
            "mission": ("mission__name", "document__adopted_on", "anchor", "rank"),
        }
    )

    class Meta(AsOf.Meta):
        model = ReportingDuty


class ClockFilter(AsOf):
    """Of the page and the feeds, which choose the days themselves."""

    mission = Named("mission", "mission", label=_("Mission"))
    kind = OneOf("kind", ClockKind, label=_("What is due"))

    class Meta(AsOf.Meta):
        model = DueDay


class DueDayFilter(ClockFilter):
    resolution = Named("document", "document", label=_("Resolution or other document"))
    due__gte = DayFilter("day", lookup_expr="gte", label=_("Due from"))
    due__lte = DayFilter("day", lookup_expr="lte", label=_("Due until"))
    ordering = Ordering(
        {"due": ("day", "mission__name", "kind"), "mission": ("mission__name", "day", "kind")}
    )
