"""Processes, comparisons and case studies over the API."""

from django.utils.translation import gettext_lazy as _

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
from legal.filters import OfProvision
from records.api import EvidenceSerializer, RecordSerializer, RecordViewSet
from records.common.api import ReadOnly
from records.common.filters import Ordering
from records.named import Named
from records.row_filters import filters_of
from records.rows.columns import Column
from records.rows.fields import Key, RelatedKeys, RowKeys
from records.rows.serializers import RowSerializer


class StepSerializer(RowSerializer):
    topic = Key()

    class Meta:
        model = ProcessStep
        fields = ["rank", "title", "summary", "topic"]


class StepRowSerializer(StepSerializer):
    process = Key()

    class Meta(StepSerializer.Meta):
        fields = ["key", "process", *StepSerializer.Meta.fields]


class StepViewSet(ReadOnly):
    """The steps of the processes, in their order."""

    queryset = ProcessStep.objects.all()
    serializer_class = StepRowSerializer
    filterset_class = filters_of(
        StepRowSerializer, ordering=Ordering({"process": ("process", "rank")})
    )


class ProcessSerializer(RecordSerializer):
    article = Key(source="section.article")
    section = Column("section.code")
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

    queryset = Process.objects.all()
    serializer_class = ProcessSerializer
    detail_serializer_class = ProcessDetailSerializer
    filterset_class = ProcessFilter


class ComparisonRowSerializer(RowSerializer):
    documents = RelatedKeys()
    cited_provisions = RowKeys(source="provisions")

    class Meta:
        model = ComparisonRow
        fields = ["rank", "criterion", "left", "right", "documents", "cited_provisions"]


class ComparisonRowRowSerializer(ComparisonRowSerializer):
    comparison = Key()

    class Meta(ComparisonRowSerializer.Meta):
        fields = ["key", "comparison", *ComparisonRowSerializer.Meta.fields]


class ComparisonRowViewSet(ReadOnly):
    """What the comparisons say of their two topics, criterion by criterion."""

    queryset = ComparisonRow.objects.all()
    serializer_class = ComparisonRowRowSerializer
    filterset_class = filters_of(
        ComparisonRowRowSerializer,
        topic=Named("topic", "comparison__left_topic", "comparison__right_topic", label=_("Topic")),
        document=Named("document", "documents", label=_("Document")),
        cited_provisions=OfProvision("provisions", label=_("Provision, such as Article 53")),
        ordering=Ordering({"comparison": ("comparison", "rank")}),
    )


class ComparisonSerializer(RecordSerializer):
    left_topic = Key()
    right_topic = Key()
    criteria = ComparisonRowSerializer(source="rows", many=True)

    class Meta:
        model = Comparison
        fields = [*RecordSerializer.RECORD, "left_topic", "right_topic", "note", "criteria"]


class ComparisonDetailSerializer(ComparisonSerializer, EvidenceSerializer):
    class Meta(ComparisonSerializer.Meta):
        fields = [*ComparisonSerializer.Meta.fields, *EvidenceSerializer.EVIDENCE]


class ComparisonViewSet(RecordViewSet):
    """Two concepts side by side, criterion by criterion."""

    queryset = Comparison.objects.all()
    serializer_class = ComparisonSerializer
    detail_serializer_class = ComparisonDetailSerializer
    filterset_class = ComparisonFilter


class FactorSerializer(RowSerializer):
    topic = Key()
    claim = Key()

    class Meta:
        model = CaseFactor
        fields = ["topic", "effect", "claim"]


class FactorRowSerializer(FactorSerializer):
    case_study = Key()

    class Meta(FactorSerializer.Meta):
        fields = ["key", "case_study", *FactorSerializer.Meta.fields]


class FactorViewSet(ReadOnly):
    """What the articles name as cause, help, hindrance or result of which case."""

    queryset = CaseFactor.objects.all()
    serializer_class = FactorRowSerializer
    filterset_class = filters_of(
        FactorRowSerializer,
        ordering=Ordering({"case_study": ("case_study",), "topic": ("topic",)}),
    )


class CaseStudySerializer(RecordSerializer):
    article = Key(source="section.article")
    section = Column("section.code")
    missions = RelatedKeys()
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

    queryset = CaseStudy.objects.all()
    serializer_class = CaseStudySerializer
    detail_serializer_class = CaseStudyDetailSerializer
    filterset_class = CaseStudyFilter
