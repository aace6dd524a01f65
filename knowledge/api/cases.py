"""Processes, comparisons and case studies over the API."""

from django.db.models import Prefetch
from rest_framework import serializers

from knowledge.filters import (
    CaseStudyFilter,
    ComparisonFilter,
    ProcessFilter,
)
from knowledge.models import (
    CaseFactor,
    CaseStudy,
    Comparison,
    ComparisonRow,
    Process,
    ProcessStep,
)
from records.api import EvidenceSerializer, Key, Keys, RecordSerializer, RecordViewSet


class StepSerializer(serializers.ModelSerializer):
    topic = Key()

    class Meta:
        model = ProcessStep
        fields = ["rank", "title", "summary", "topic"]


class ProcessSerializer(RecordSerializer):
    article = Key(source="section.article")
    section = serializers.CharField(source="section.code")
    steps = StepSerializer(many=True)

    class Meta:
        model = Process
        fields = [
            *RecordSerializer.RECORD,
            "article",
            "section",
            "ordered",
            "list_code",
            "note",
            "steps",
        ]


class ProcessDetailSerializer(ProcessSerializer, EvidenceSerializer):
    class Meta(ProcessSerializer.Meta):
        fields = [*ProcessSerializer.Meta.fields, *EvidenceSerializer.EVIDENCE]


class ProcessViewSet(RecordViewSet):
    """Processes that the articles set out, step by step."""

    queryset = Process.objects.select_related("section__article").prefetch_related(
        Prefetch("steps", queryset=ProcessStep.objects.select_related("topic"))
    )
    serializer_class = ProcessSerializer
    detail_serializer_class = ProcessDetailSerializer
    filterset_class = ProcessFilter


class ComparisonRowSerializer(serializers.ModelSerializer):
    documents = Keys()
    provisions = serializers.SerializerMethodField()

    class Meta:
        model = ComparisonRow
        fields = ["rank", "criterion", "left", "right", "documents", "provisions"]

    def get_provisions(self, row: ComparisonRow) -> list[str]:
        """References such as `un-charter#2(4)`."""
        return sorted(f"{one.document.slug}#{one.number}" for one in row.provisions.all())


class ComparisonSerializer(RecordSerializer):
    left_topic = Key()
    right_topic = Key()
    rows = ComparisonRowSerializer(many=True)

    class Meta:
        model = Comparison
        fields = [*RecordSerializer.RECORD, "left_topic", "right_topic", "note", "rows"]


class ComparisonDetailSerializer(ComparisonSerializer, EvidenceSerializer):
    class Meta(ComparisonSerializer.Meta):
        fields = [*ComparisonSerializer.Meta.fields, *EvidenceSerializer.EVIDENCE]


class ComparisonViewSet(RecordViewSet):
    """Two concepts side by side, criterion by criterion."""

    queryset = Comparison.objects.select_related("left_topic", "right_topic").prefetch_related(
        Prefetch(
            "rows",
            queryset=ComparisonRow.objects.prefetch_related("documents", "provisions__document"),
        )
    )
    serializer_class = ComparisonSerializer
    detail_serializer_class = ComparisonDetailSerializer
    filterset_class = ComparisonFilter


class FactorSerializer(serializers.ModelSerializer):
    topic = Key()
    claim = Key()

    class Meta:
        model = CaseFactor
        fields = ["topic", "effect", "claim"]


class CaseStudySerializer(RecordSerializer):
    article = Key(source="section.article")
    section = serializers.CharField(source="section.code")
    missions = Keys()
    conflict = Key()
    factors = FactorSerializer(many=True)

    class Meta:
        model = CaseStudy
        fields = [
            *RecordSerializer.RECORD,
            "article",
            "section",
            "outcome_label",
            "missions",
            "conflict",
            "factors",
        ]


class CaseStudyDetailSerializer(CaseStudySerializer, EvidenceSerializer):
    class Meta(CaseStudySerializer.Meta):
        fields = [*CaseStudySerializer.Meta.fields, *EvidenceSerializer.EVIDENCE]


class CaseStudyViewSet(RecordViewSet):
    """Cases as a section of an article tells them; the label is the article's."""

    queryset = CaseStudy.objects.select_related("section__article", "conflict").prefetch_related(
        "missions",
        Prefetch("factors", queryset=CaseFactor.objects.select_related("topic", "claim")),
    )
    serializer_class = CaseStudySerializer
    detail_serializer_class = CaseStudyDetailSerializer
    filterset_class = CaseStudyFilter
