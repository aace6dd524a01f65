"""What the API shows of every record, and the lists of sources and citations."""

from functools import cached_property
from typing import Any, ClassVar, NoReturn

from django.db.models import Prefetch
from django.http import Http404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import APIException

from records.common.addresses import public_key
from records.common.api import ReadOnly
from records.filters import CitationFilter, CoverageFilter, SourceFilter
from records.models import (
    Alias,
    Citation,
    Coverage,
    CoverageSource,
    Gap,
    Identifier,
    Record,
    Revision,
    RevisionState,
    Source,
)

PERIOD = ["starts_on", "starts_precision", "ends_on", "ends_precision"]
SOURCED = ["source", "source_is_weak"]


class Gone(APIException):
    status_code = 410


class Key(serializers.Field):
    """The public key of a related record: its slug, or the code of a state or claim."""

    def __init__(self, **kwargs) -> None:
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, record: Record) -> str:
        return public_key(record.record_kind, record.slug)


class Keys(serializers.Field):
    """The public keys of a set of related records."""

    def __init__(self, **kwargs) -> None:
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, records: Any) -> list[str]:
        return sorted(public_key(one.record_kind, one.slug) for one in records.all())


class Kind(serializers.CharField):
    """The kind of a record of any kind, beside its key."""

    def __init__(self, source: str) -> None:
        super().__init__(source=f"{source}.record_kind", read_only=True)


class SourcedSerializer(serializers.ModelSerializer):
    """A row with its source, and whether that is one on which nothing should rest alone."""

    source = Key()
    source_is_weak = serializers.BooleanField(
        source="source.is_weak",
        read_only=True,
        allow_null=True,
        help_text="General knowledge, or pages that are no authority: to be confirmed.",
    )


class AliasSerializer(serializers.ModelSerializer):
    class Meta:
        model = Alias
        fields = ["text", "language", "kind", *PERIOD]


class IdentifierSerializer(serializers.ModelSerializer):
    class Meta:
        model = Identifier
        fields = ["scheme", "value", "note"]


class GapSerializer(serializers.ModelSerializer):
    class Meta:
        model = Gap
        fields = ["field", "why"]


CITATION = ["field", *SOURCED, "locator", "stated", "stance", "rule", "evidence", "open"]


class CitationInRecordSerializer(SourcedSerializer):
    class Meta:
        model = Citation
        fields = [*CITATION, "checked_on", "checked_by"]


class CitationSerializer(CitationInRecordSerializer):
    record = Key()
    record_kind = Kind("record")

    class Meta(CitationInRecordSerializer.Meta):
        fields = ["id", "record", "record_kind", *CITATION, "checked_on", "checked_by"]


class RecordSerializer(serializers.ModelSerializer):
    """The columns that every record has, in lists."""

    page = serializers.CharField(source="get_absolute_url", read_only=True)

    RECORD: ClassVar[list[str]] = ["slug", "name", "summary", "version", "updated_at", "page"]


class EvidenceSerializer(serializers.ModelSerializer):
    """What a record's own page adds: names, codes, gaps and citations."""

    aliases = AliasSerializer(many=True)
    identifiers = IdentifierSerializer(many=True)
    gaps = GapSerializer(many=True)
    citations = CitationInRecordSerializer(many=True)

    EVIDENCE: ClassVar[list[str]] = ["aliases", "identifiers", "gaps", "citations"]


class RecordViewSet(ReadOnly):
    """Records of one kind, found by slug or code; 410 for one that was withdrawn."""

    lookup_field = "slug"
    lookup_value_regex = "[^/.]+"
    detail_serializer_class: type[serializers.ModelSerializer]

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        is_detail = self.action == "retrieve"
        return self.detail_serializer_class if is_detail else super().get_serializer_class()

    def get_queryset(self):
        rows = super().get_queryset()
        if self.action != "retrieve":
            return rows
        citations = Citation.objects.select_related("source")
        return rows.prefetch_related(
            "aliases", "identifiers", "gaps", Prefetch("citations", queryset=citations)
        )

    def get_object(self):
        slug = self.kwargs["slug"].lower()
        rows = self.get_queryset()
        return rows.filter(slug=slug).first() or refuse_absent(rows.model.RECORD_KIND, slug)


def refuse_absent(kind: str, slug: str) -> NoReturn:
    """Raises Gone for a record that was withdrawn, and Http404 for one that never was."""
    last = Revision.objects.of(kind, slug).sealed().last()
    if last and last.state == RevisionState.WITHDRAWN:
        raise Gone(f"It was withdrawn on {last.sealed_at:%d %B %Y}: {last.reason}")
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


class SourceDetailSerializer(SourceSerializer, EvidenceSerializer):
    batches = serializers.SerializerMethodField()

    class Meta(SourceSerializer.Meta):
        fields = [*SourceSerializer.Meta.fields, "batches", *EvidenceSerializer.EVIDENCE]

    def get_batches(self, source: Source) -> list[dict[str, Any]]:
        """Tables that the source brought, with the number of rows and their digest."""
        return [dict(row) for row in source.batches.values("table", "rows", "digest")]


class SourceViewSet(RecordViewSet):
    """Datasets, articles, documents and pages that state values."""

    queryset = Source.objects.all()
    serializer_class = SourceSerializer
    detail_serializer_class = SourceDetailSerializer
    filterset_class = SourceFilter


class CitationViewSet(ReadOnly):
    """Who says a value, and who says otherwise; `stance=contradicts` is the register."""

    queryset = Citation.objects.select_related("record", "source")
    serializer_class = CitationSerializer
    filterset_class = CitationFilter


class CoverageSourceSerializer(SourcedSerializer):
    licence = serializers.CharField(source="source.licence")
    published_on = serializers.DateField(source="source.published_on")
    accessed_on = serializers.DateField(source="source.accessed_on")

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


class CoverageSerializer(serializers.ModelSerializer):
    not_yet_coded = serializers.IntegerField()
    sources = serializers.SerializerMethodField()

    class Meta:
        model = Coverage
        fields = [
            "id",
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

    @extend_schema_field(CoverageSourceSerializer(many=True))
    def get_sources(self, coverage: Coverage) -> list[dict[str, Any]]:
        """Those of the table."""
        return self.context["view"].sources.get(coverage.table, [])


class CoverageViewSet(ReadOnly):
    """How many values are known, per table, field and period.

    `period` is `all`, a decade such as `1990s`, or `undated`: take one, they are never to be
    added up across both. `rows` is the sum of the five counts beside it.
    """

    queryset = Coverage.objects.all()
    serializer_class = CoverageSerializer
    filterset_class = CoverageFilter

    @cached_property
    def sources(self) -> dict[str, list[dict[str, Any]]]:
        """Sources of every table, read once for all rows of an answer."""
        found: dict[str, list[dict[str, Any]]] = {}
        for row in CoverageSource.objects.select_related("source"):
            found.setdefault(row.table, []).append(CoverageSourceSerializer(row).data)
        return found


ENDPOINTS = {
    "sources": SourceViewSet,
    "citations": CitationViewSet,
    "coverage": CoverageViewSet,
}
