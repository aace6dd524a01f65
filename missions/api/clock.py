"""What must be reported about missions, and the days on which something is due, over the API."""

from missions.filters.clock import DueDayFilter, ReportingDutyFilter
from missions.models import DueDay, ReportingDuty
from missions.models.paragraphs import in_words
from records.common.api import ReadOnly
from records.rows.columns import Column
from records.rows.fields import Computed, Key, RowKeyOf, either
from records.rows.serializers import RowSerializer


def _paragraph(*anchors: str | None) -> str | None:
    anchor = either(*anchors)
    return in_words(anchor) if anchor else None


class ReportingDutySerializer(RowSerializer):
    document = Key()
    mission = Key()
    coding = Column("coding.key")
    fulfilled_by = Key()
    every_months = Column(none_is_known=True)
    every_days = Column(none_is_known=True)
    within_days = Column(none_is_known=True)
    due = Column(none_is_known=True)
    counted_from = Column(none_is_known=True)
    until = Column(none_is_known=True)
    paragraph = Computed("anchor", write=_paragraph, null=True)

    class Meta:
        model = ReportingDuty
        fields = [
            "key",
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


class DueDaySerializer(RowSerializer):
    """`duty` names the row of `/reporting-duties/`; an expiry has none."""

    mission = Key()
    document = Key()
    anchor = Computed("duty__anchor", "statement__anchor", write=either, null=True)
    paragraph = Computed("duty__anchor", "statement__anchor", write=_paragraph, null=True)
    coding = Computed("duty__coding__key", "statement__coding__key", write=either)
    duty = RowKeyOf()
    fulfilled_by = Key(source="duty.fulfilled_by")
    followed_by = Key(none_is_known=True)
    note = Computed("duty__note", "statement__note", write=either, null=True)

    class Meta:
        model = DueDay
        fields = [
            "key",
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

    queryset = ReportingDuty.objects.all()
    serializer_class = ReportingDutySerializer
    filterset_class = ReportingDutyFilter


class DueDayViewSet(ReadOnly):
    """`due__gte=2026-01-01&due__lte=2026-06-30`: due days of reports, and expiries of mandates.

    Computed from duties and last days granted. A report that came is not told from one that did
    not: `fulfilled_by` is null where it is not known, and of duties that come back. `followed_by`
    is what by an expiry's day had granted another last day, or ended the mandate.
    """

    queryset = DueDay.objects.all()
    serializer_class = DueDaySerializer
    filterset_class = DueDayFilter
