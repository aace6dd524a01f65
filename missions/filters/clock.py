"""What lists of reporting duties and of due days can be asked."""

from django.utils.translation import gettext_lazy as _

from missions.filters.mandates import CodedFilter
from missions.filters.of_mission import OfMission
from missions.models import ClockKind, DueDay, DutyKind, ReportingDuty
from records.common.filters import DayFilter, OneOf, Ordering, named
from records.filters import AsOf
from records.named import Named


class ReportingDutyFilter(CodedFilter):
    """What documents ask to be told about missions."""

    columns = named(
        "anchor",
        "rank",
        "every_months",
        "every_days",
        "within_days",
        "due",
        "counted_from",
        "until",
        "note",
    )

    kind = OneOf("kind", DutyKind, label=_("Kind"))
    fulfilled_by = Named("document", "fulfilled_by", label=_("Fulfilled by"))
    ordering = Ordering(
        {
            "document": ("document", "mission__name", "anchor", "rank"),
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


class DueDayFilter(ClockFilter, OfMission):
    old_names = {"resolution": "document", "day": "due"}

    document = Named("document", "document", label=_("Resolution or other document"))
    due = DayFilter("day", label=_("Due"))
    fulfilled_by = Named("document", "duty__fulfilled_by", label=_("Fulfilled by"))
    followed_by = Named("document", "followed_by", label=_("Followed by"))
    ordering = Ordering(
        {"due": ("day", "mission", "kind"), "mission": ("mission__name", "day", "kind")}
    )
