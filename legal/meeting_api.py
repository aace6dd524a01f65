"""Meetings of the Security Council over the API, each with what was decided there."""

from django.db.models import Model

from legal.meeting_filters import MeetingFilter
from legal.meetings import address_of
from legal.models import Document, Meeting
from records.api import SOURCED, SourcedSerializer
from records.common.api import ReadOnly
from records.models import RecordKind
from records.rows.fields import REFERENCED, TEXT, Computed, Declared, Schema
from records.rows.parts import Part, Related, SeveralPart


class DecidedAt(Declared):
    """The keys of the documents that name the meeting of a row, by the day asked for."""

    def schema(self, model: type[Model]) -> Schema:
        return {"type": "array", "items": {"anyOf": [TEXT, REFERENCED]}}

    def part(self, model: type[Model]) -> Part:
        return SeveralPart(
            str(self.field_name),
            ("meeting",),
            related=Related(
                Document.objects.all,
                "meeting",
                on_day=lambda rows, day: rows.adopted_by(day),
            ),
            columns=("slug",),
            name_column="name",
            kind=RecordKind.DOCUMENT.value,
        )


class MeetingSerializer(SourcedSerializer):
    decided = DecidedAt(help_text="Keys of the documents adopted, or put to a vote, there.")
    page = Computed("meeting", write=address_of)

    class Meta:
        model = Meeting
        fields = [
            "key",
            "meeting",
            "sitting",
            "date",
            "topic",
            "private",
            "decided",
            "page",
            *SOURCED,
        ]


class MeetingViewSet(ReadOnly):
    """Meetings of the Security Council, a row each sitting; the list ends on 30 June 2022.

    `decided` are the documents held that were adopted, or failed, at the meeting at whichever of
    its sittings. Votes by correspondence of 2020 and 2021 had no meeting.
    """

    queryset = Meeting.objects.all()
    serializer_class = MeetingSerializer
    filterset_class = MeetingFilter
