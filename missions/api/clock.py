"""What must be reported about missions, and the days on which something is due, over the API."""

from rest_framework import serializers

from missions.filters.clock import DueDayFilter, ReportingDutyFilter
from missions.models import DueDay, ReportingDuty
from records.api import Key
from records.common.api import ReadOnly


class ReportingDutySerializer(serializers.ModelSerializer):
    document = Key()
    mission = Key()
    coding = serializers.CharField(source="coding.key")
    fulfilled_by = Key()
    paragraph = serializers.CharField(help_text="The anchor as people write it.")

    class Meta:
        model = ReportingDuty
        fields = [
            "id",
            "document",
            "mission",
            "coding",
            "kind",
            "anchor",
            "paragraph",
            "rank",
            "every_months",
            "every_days",
            "within_days",
            "due",
            "counted_from",
            "until",
            "fulfilled_by",
            "note",
        ]


class DueDaySerializer(serializers.ModelSerializer):
    """`duty` names the row of `/reporting-duties/`; an expiry has none."""

    mission = Key()
    document = Key()
    anchor = serializers.CharField(source="stated.anchor")
    paragraph = serializers.CharField(help_text="The anchor as people write it.")
    coding = serializers.CharField(source="stated.coding.key")
    fulfilled_by = Key(source="duty.fulfilled_by", default=None)
    followed_by = Key()
    note = serializers.CharField(source="stated.note")

    class Meta:
        model = DueDay
        fields = [
            "id",
            "day",
            "kind",
            "mission",
            "document",
            "anchor",
            "paragraph",
            "coding",
            "duty",
            "fulfilled_by",
            "followed_by",
            "note",
        ]


class ReportingDutyViewSet(ReadOnly):
    """What documents ask to be told about missions, as they state it; `fulfilled_by` is null
    where nobody has said which report came.
    """

    queryset = ReportingDuty.objects.select_related("document", "mission", "coding", "fulfilled_by")
    serializer_class = ReportingDutySerializer
    filterset_class = ReportingDutyFilter


class DueDayViewSet(ReadOnly):
    """`due__gte=2026-01-01&due__lte=2026-06-30`: due days of reports, and expiries of mandates.

    Computed from duties and last days granted. A report that came is not told from one that did
    not: `fulfilled_by` is null where it is not known, and of duties that come back. `followed_by`
    is what by an expiry's day had granted another last day, or ended the mandate.
    """

    queryset = DueDay.objects.select_related(
        "mission",
        "document",
        "duty__coding",
        "duty__fulfilled_by",
        "statement__coding",
        "followed_by",
    )
    serializer_class = DueDaySerializer
    filterset_class = DueDayFilter
