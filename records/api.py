"""What the API shows of every record, and the lists of sources and citations."""

from typing import Any, ClassVar, NoReturn

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from records.common.addresses import api_address
from records.common.api import ReadOnly
from records.common.filters import Held, OneOf, Ordering
from records.common.released import SeeOther
from records.common.requests import KNOWN_AT, day_of
from records.content.forms import merged_into
from records.filters import PeriodFilter
from records.models import (
    Alias,
    Citation,
    Coverage,
    CoverageSource,
    Gap,
    Identifier,
    Revision,
    RevisionState,
    Source,
)
from records.models.evidence import WEAK, Batch, WhyEmpty
from records.reading.pages import with_hash
from records.reading.record_files import CONTENT_TYPES, RENDERERS, record_file
from records.row_filters import filters_of
from records.rows.columns import Column
from records.rows.fields import Computed, Key, PageAddress
from records.rows.serializers import RowSerializer
from records.source_filters import CitationFilter, CoverageFilter, SourceFilter

PERIOD = ["starts_on", "starts_precision", "ends_on", "ends_precision"]
SOURCED = ["source", "source_is_weak"]
BOOLEAN = {"type": "boolean"}


class Gone(APIException):
    status_code = 410


class SourcedSerializer(RowSerializer):
    """A row with its source, and whether that is one on which nothing should rest alone."""

    source = Key()
    source_is_weak = Computed("source__kind", write=lambda kind: kind in WEAK, schema=BOOLEAN)


class OfRecord(RowSerializer):
    """Rows of records of any kind, in a table of their own."""

    record = Key()
    record_kind = Column("record.record_kind")

    OWNER: ClassVar[list[str]] = ["record", "record_kind"]


class AliasSerializer(RowSerializer):
    class Meta:
        model = Alias
        fields = ["text", "language", "kind", *PERIOD]


class IdentifierSerializer(RowSerializer):
    class Meta:
        model = Identifier
        fields = ["scheme", "value", "note"]


class GapSerializer(RowSerializer):
    why = Computed(
        "why",
        write=str,
        schema={"type": "string", "enum": WhyEmpty.values},
        help_text="`unknown`: nobody knows; `not_applicable`: there is none; `withheld`: told "
        "to nobody.",
    )

    class Meta:
        model = Gap
        fields = ["field", "why"]


CITATION = ["field", *SOURCED, "locator", "stated", "stance", "rule", "rests_on", "open"]


class CitationInRecordSerializer(SourcedSerializer):
    rests_on = Column("evidence")

    class Meta:
        model = Citation
        fields = [*CITATION, "checked_on", "checked_by"]


class CitationSerializer(OfRecord, CitationInRecordSerializer):
    class Meta(CitationInRecordSerializer.Meta):
        fields = ["key", *OfRecord.OWNER, *CITATION, "checked_on", "checked_by"]


class AliasRowSerializer(OfRecord, AliasSerializer):
    class Meta(AliasSerializer.Meta):
        fields = ["key", *OfRecord.OWNER, *AliasSerializer.Meta.fields]


class AliasViewSet(ReadOnly):
    """Other names of records: acronyms, former names, translations, and when each was borne."""

    queryset = Alias.objects.all()
    serializer_class = AliasRowSerializer
    filterset_class = filters_of(
        AliasRowSerializer,
        PeriodFilter,
        text=Held("text", label=_("Text")),
        ordering=Ordering({"text": ("text",), "record": ("record_id", "text")}),
    )


class IdentifierRowSerializer(OfRecord, IdentifierSerializer):
    class Meta(IdentifierSerializer.Meta):
        fields = ["key", *OfRecord.OWNER, *IdentifierSerializer.Meta.fields]


class IdentifierViewSet(ReadOnly):
    """Codes that others use for records; `scheme=cow` is a table from their codes to our keys."""

    queryset = Identifier.objects.all()
    serializer_class = IdentifierRowSerializer
    filterset_class = filters_of(
        IdentifierRowSerializer,
        ordering=Ordering(
            {"scheme": ("scheme", "value"), "record": ("record_id", "scheme", "value")}
        ),
    )


class GapRowSerializer(OfRecord, GapSerializer):
    class Meta(GapSerializer.Meta):
        fields = ["key", *OfRecord.OWNER, *GapSerializer.Meta.fields]


class GapViewSet(ReadOnly):
    """Why values of records are empty: unknown, not applicable or withheld."""

    queryset = Gap.objects.all()
    serializer_class = GapRowSerializer
    filterset_class = filters_of(
        GapRowSerializer,
        field=Held("field", beneath="/", label=_("Field, with all beneath it")),
        why=OneOf("why", WhyEmpty, label=_("Why")),
        about={"field": (), "why": ()},
        ordering=Ordering({"record": ("record_id", "field")}),
    )


class RecordSerializer(RowSerializer):
    """The columns that every record has, in lists."""

    page = PageAddress()

    RECORD: ClassVar[list[str]] = ["key", "name", "summary", "version", "updated_at", "page"]


class EvidenceSerializer(RowSerializer):
    """What a record's own page adds: names, codes, gaps and citations."""

    aliases = AliasSerializer(many=True)
    identifiers = IdentifierSerializer(many=True)
    gaps = GapSerializer(many=True)
    citations = CitationInRecordSerializer(many=True)

    EVIDENCE: ClassVar[list[str]] = ["aliases", "identifiers", "gaps", "citations"]


class RecordViewSet(ReadOnly):
    """Records of one kind, found by slug or code; 410 for one that was withdrawn."""

    lookup_value_regex = "[^./]+"  # a suffix after it is a format
    has_history = True
    detail_serializer_class: type[RowSerializer]

    def get_serializer_class(self) -> Any:
        return self.detail_serializer_class if self._is_detail else super().get_serializer_class()

    def get_renderers(self) -> list[Any]:
        renderers = super().get_renderers()
        return [*renderers, *(one() for one in RENDERERS)] if self._is_detail else renderers

    def retrieve(self, request: Request, *args, **kwargs) -> Any:
        if KNOWN_AT in request.query_params:
            return self._as_known(request)
        suffix = request.accepted_renderer.format
        if suffix not in CONTENT_TYPES:
            return super().retrieve(request, *args, **kwargs)
        self.refuse_unread({"as_of"} if self.reads_day else set())
        slug = self.kwargs["key"].lower()
        rows: Any = with_hash(super().get_queryset().model.objects.filter(slug=slug))
        return record_file(
            request, rows.first() or refuse_absent(rows.model.RECORD_KIND, slug), self.day, suffix
        )

    def _as_known(self, request: Request) -> SeeOther:
        """To the change that had the last word on the record at the end of the day."""
        self.refuse_unread({KNOWN_AT})
        day, slug = day_of(request, KNOWN_AT), self.kwargs["key"].lower()
        kind: str = super().get_queryset().model.RECORD_KIND
        then = Revision.objects.of(kind, slug).known_on(day) if day else None
        if then is None:
            raise Http404(f"The base held no {kind} '{slug[:60]}' on that day.")
        return SeeOther(reverse("change", args=[then.sequence]))

    @property
    def _is_detail(self) -> bool:
        return self.action == "retrieve"

    def found(self) -> int:
        slug, rows = self.kwargs["key"].lower(), self.get_queryset()
        pk = rows.filter(slug=slug).values_list("pk", flat=True).first()
        return pk or refuse_absent(rows.model.RECORD_KIND, slug)


def refuse_absent(kind: str, slug: str) -> NoReturn:
    """Raises Gone for a record that was withdrawn, and Http404 for one that never was."""
    last = Revision.objects.of(kind, slug).sealed().last()
    if last and last.state == RevisionState.WITHDRAWN:
        other = merged_into(last)
        told = f"; what it said is at {api_address(kind, other)} now" if other else ""
        raise Gone(f"It was withdrawn on {last.sealed_at:%d %B %Y}: {last.reason}{told}")
    raise Http404(f"There is no {kind} '{slug[:60]}'.")


class SourceSerializer(RecordSerializer):
    class Meta:
        model = Source
        fields = [
            *RecordSerializer.RECORD,
            "kind",
            "publisher",
            "url",
            "published_on",
            "published_precision",
            "accessed_on",
            "licence",
            "sha256",
            "note",
        ]


class BatchSerializer(RowSerializer):
    class Meta:
        model = Batch
        fields = ["table", "rows", "digest"]


class SourceDetailSerializer(SourceSerializer, EvidenceSerializer):
    batches = BatchSerializer(many=True)

    class Meta(SourceSerializer.Meta):
        fields = [*SourceSerializer.Meta.fields, "batches", *EvidenceSerializer.EVIDENCE]


class SourceViewSet(RecordViewSet):
    """Datasets, articles, documents and pages that state values."""

    queryset = Source.objects.all()
    serializer_class = SourceSerializer
    detail_serializer_class = SourceDetailSerializer
    filterset_class = SourceFilter


class CitationViewSet(ReadOnly):
    """Who says a value, and who says otherwise; `stance=contradicts` is the register."""

    queryset = Citation.objects.all()
    serializer_class = CitationSerializer
    filterset_class = CitationFilter


class CoverageSourceSerializer(SourcedSerializer):
    licence = Column("source.licence")
    published_on = Column("source.published_on")
    accessed_on = Column("source.accessed_on")

    class Meta:
        model = CoverageSource
        fields = [
            *SOURCED,
            "rows",
            "first_day",
            "last_day",
            "licence",
            "published_on",
            "accessed_on",
        ]


class CoverageSerializer(RowSerializer):
    not_yet_coded = Computed(
        "rows",
        "known",
        "unknown",
        "not_applicable",
        "withheld",
        write=lambda rows, *told: rows - sum(told),
        schema={"type": "integer", "minimum": 0},
    )
    sources = CoverageSourceSerializer(many=True, same="table")

    class Meta:
        model = Coverage
        fields = [
            "key",
            "table",
            "field",
            "period",
            "rows",
            "known",
            "unknown",
            "not_applicable",
            "withheld",
            "not_yet_coded",
            "sources",
        ]


class CoverageViewSet(ReadOnly):
    """How many values are known, per table, field and period.

    `period` is `all`, a decade such as `1990s`, or `undated`: take one, they are never to be
    added up across both. `rows` is the sum of the five counts beside it.
    """

    queryset = Coverage.objects.all()
    serializer_class = CoverageSerializer
    filterset_class = CoverageFilter


ENDPOINTS = {
    "sources": SourceViewSet,
    "citations": CitationViewSet,
    "coverage": CoverageViewSet,
    "aliases": AliasViewSet,
    "identifiers": IdentifierViewSet,
    "gaps": GapViewSet,
}
