"""Articles and sections, claims, topics, processes, comparisons and case studies."""

from typing import Any

from django.db.models import Prefetch
from rest_framework import serializers
from rest_framework.exceptions import NotFound

from knowledge.filters import (
    ArticleFilter,
    CaseStudyFilter,
    ClaimFilter,
    ComparisonFilter,
    ProcessFilter,
    SectionFilter,
    TopicFilter,
)
from knowledge.models import (
    Article,
    CaseFactor,
    CaseStudy,
    Claim,
    ClaimMention,
    ClaimRelation,
    Comparison,
    ComparisonRow,
    EvidenceLink,
    Process,
    ProcessStep,
    Section,
    SectionMention,
    SectionTopic,
    Topic,
    TopicRelation,
)
from knowledge.search.api import SearchViewSet
from peacekb.lib.api import ReadOnly
from records.api import EvidenceSerializer, Key, Keys, Kind, RecordSerializer, RecordViewSet


class SectionTopicSerializer(serializers.ModelSerializer):
    topic = Key()

    class Meta:
        model = SectionTopic
        fields = ["topic", "list_code", "rank"]


class SectionMentionSerializer(serializers.ModelSerializer):
    record = Key()
    record_kind = Kind("record")

    class Meta:
        model = SectionMention
        fields = ["record", "record_kind", "list_code", "rank"]


class SectionSerializer(serializers.ModelSerializer):
    article = Key()
    parent = serializers.CharField(source="parent.code", default=None)
    topics = SectionTopicSerializer(source="section_topics", many=True)
    mentions = SectionMentionSerializer(many=True)
    claims = serializers.SerializerMethodField()
    passages = serializers.SerializerMethodField()

    class Meta:
        model = Section
        fields = [
            "id",
            "article",
            "code",
            "heading",
            "parent",
            "rank",
            "claims",
            "passages",
            "topics",
            "mentions",
        ]

    def get_claims(self, section: Section) -> list[str]:
        """Codes of the claims first made there, in order."""
        return sorted(claim.code for claim in section.claims.all())

    def get_passages(self, section: Section) -> int:
        """Number of sentences."""
        return len(section.passages.all())


SECTIONS = Section.objects.select_related("article", "parent").prefetch_related(
    "claims",
    "passages",
    Prefetch("section_topics", queryset=SectionTopic.objects.select_related("topic")),
    Prefetch("mentions", queryset=SectionMention.objects.select_related("record")),
)


class SectionViewSet(ReadOnly):
    """Sections of the articles with what each treats, names and claims; found by code."""

    queryset = SECTIONS
    serializer_class = SectionSerializer
    filterset_class = SectionFilter
    lookup_field = "code"
    lookup_value_regex = "[^/]+"

    def get_object(self) -> Section:
        found = list(self.get_queryset().filter(code__iexact=self.kwargs["code"])[:2])
        if len(found) > 1:
            raise NotFound("Several articles have it: ask /sections/ with code= and article=.")
        if not found:
            raise NotFound("There is no such section.")
        return found[0]


class ArticleSerializer(RecordSerializer):
    class Meta:
        model = Article
        fields = [*RecordSerializer.RECORD, "provenance", "notice_summary"]


class ArticleDetailSerializer(ArticleSerializer, EvidenceSerializer):
    sections = SectionSerializer(many=True)

    class Meta(ArticleSerializer.Meta):
        fields = [*ArticleSerializer.Meta.fields, "sections", *EvidenceSerializer.EVIDENCE]


class ArticleViewSet(RecordViewSet):
    """The source articles: their structure, not their sentences."""

    queryset = Article.objects.all()
    serializer_class = ArticleSerializer
    detail_serializer_class = ArticleDetailSerializer
    filterset_class = ArticleFilter

    def get_queryset(self):
        rows = super().get_queryset()
        if self.action != "retrieve":
            return rows
        return rows.prefetch_related(Prefetch("sections", queryset=SECTIONS))


class MentionSerializer(serializers.ModelSerializer):
    record = Key()
    record_kind = Kind("record")
    name = serializers.CharField(source="record.name")

    class Meta:
        model = ClaimMention
        fields = ["record", "record_kind", "name", "role"]


class EvidenceLinkSerializer(serializers.ModelSerializer):
    document = serializers.SerializerMethodField()
    symbol = serializers.SerializerMethodField()
    provision = serializers.CharField(source="provision.number", default=None)

    class Meta:
        model = EvidenceLink
        fields = ["document", "symbol", "provision", "locator", "stance"]

    def get_document(self, link: EvidenceLink) -> str:
        return (link.document or link.provision.document).slug

    def get_symbol(self, link: EvidenceLink) -> str:
        return (link.document or link.provision.document).symbol


class ClaimRelationSerializer(serializers.ModelSerializer):
    claim = Key(source="target")

    class Meta:
        model = ClaimRelation
        fields = ["kind", "claim"]


class ClaimRelationFromSerializer(serializers.ModelSerializer):
    claim = Key(source="source")

    class Meta:
        model = ClaimRelation
        fields = ["kind", "claim"]


class ClaimSerializer(RecordSerializer):
    article = Key(source="section.article")
    section = serializers.CharField(source="section.code")
    text = serializers.CharField(source="summary")
    evidence = EvidenceLinkSerializer(many=True)
    mentions = MentionSerializer(many=True)

    class Meta:
        model = Claim
        fields = [
            "code",
            "name",
            "article",
            "section",
            "text",
            "kind",
            "verdict",
            "corrected_statement",
            "confidence",
            "checked_on",
            "evidence",
            "mentions",
            "version",
            "updated_at",
            "page",
        ]


class ClaimDetailSerializer(ClaimSerializer, EvidenceSerializer):
    passages = serializers.SerializerMethodField()
    relations = ClaimRelationSerializer(many=True)
    relations_from = ClaimRelationFromSerializer(many=True)

    class Meta(ClaimSerializer.Meta):
        fields = [
            *ClaimSerializer.Meta.fields,
            "passages",
            "relations",
            "relations_from",
            *EvidenceSerializer.EVIDENCE,
        ]

    def get_passages(self, claim: Claim) -> list[dict[str, Any]]:
        """Positions of the sentences that make it."""
        return list(
            claim.passages.order_by("section__rank", "paragraph", "sentence").values(
                "section__code", "paragraph", "sentence", "kind"
            )
        )


class ClaimViewSet(RecordViewSet):
    """What the articles claim, each with its verdict, its evidence and what it speaks of.

    `state=TLS&verdict=disputed` asks for the disputed claims about a place.
    """

    queryset = Claim.objects.select_related("section__article").prefetch_related(
        Prefetch("mentions", queryset=ClaimMention.objects.select_related("record")),
        Prefetch(
            "evidence",
            queryset=EvidenceLink.objects.select_related("document", "provision__document"),
        ),
    )
    serializer_class = ClaimSerializer
    detail_serializer_class = ClaimDetailSerializer
    filterset_class = ClaimFilter

    def get_queryset(self):
        rows = super().get_queryset()
        if self.action != "retrieve":
            return rows
        relations = ClaimRelation.objects.select_related("source", "target")
        return rows.prefetch_related(
            Prefetch("relations", queryset=relations),
            Prefetch("relations_from", queryset=relations),
        )


class TopicSerializer(RecordSerializer):
    definition = serializers.CharField(source="summary")

    class Meta:
        model = Topic
        fields = [
            "slug",
            "name",
            "definition",
            "kind",
            "scope",
            "references",
            "version",
            "updated_at",
            "page",
        ]


class TopicRelationSerializer(serializers.ModelSerializer):
    topic = Key(source="target")

    class Meta:
        model = TopicRelation
        fields = ["kind", "topic"]


class TopicRelationFromSerializer(serializers.ModelSerializer):
    topic = Key()

    class Meta:
        model = TopicRelation
        fields = ["kind", "topic"]


class TopicDetailSerializer(TopicSerializer, EvidenceSerializer):
    sections = serializers.SerializerMethodField()
    relations = TopicRelationSerializer(many=True)
    relations_from = TopicRelationFromSerializer(many=True)

    class Meta(TopicSerializer.Meta):
        fields = [
            *TopicSerializer.Meta.fields,
            "sections",
            "relations",
            "relations_from",
            *EvidenceSerializer.EVIDENCE,
        ]

    def get_sections(self, topic: Topic) -> list[dict[str, Any]]:
        """Where the articles treat it, with the list that holds it."""
        return list(
            topic.section_topics.order_by("section__article__slug", "section__rank").values(
                "section__article__slug", "section__code", "list_code", "rank"
            )
        )


class TopicViewSet(RecordViewSet):
    """Concepts; `in_both_articles=yes&kind=challenge` are the challenges that both name."""

    queryset = Topic.objects.all()
    serializer_class = TopicSerializer
    detail_serializer_class = TopicDetailSerializer
    filterset_class = TopicFilter

    def get_queryset(self):
        rows = super().get_queryset()
        if self.action != "retrieve":
            return rows
        relations = TopicRelation.objects.select_related("topic", "target")
        return rows.prefetch_related(
            Prefetch("relations", queryset=relations),
            Prefetch("relations_from", queryset=relations),
        )


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


ENDPOINTS = {
    "topics": TopicViewSet,
    "processes": ProcessViewSet,
    "comparisons": ComparisonViewSet,
    "case-studies": CaseStudyViewSet,
    "articles": ArticleViewSet,
    "sections": SectionViewSet,
    "claims": ClaimViewSet,
    "search": SearchViewSet,
}
