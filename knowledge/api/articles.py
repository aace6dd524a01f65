"""Articles and their sections over the API."""

from django.db.models import Prefetch
from rest_framework import serializers
from rest_framework.exceptions import NotFound

from knowledge.filters import (
    ArticleFilter,
    SectionFilter,
)
from knowledge.models import (
    Article,
    Section,
    SectionMention,
    SectionTopic,
)
from records.api import EvidenceSerializer, Key, Kind, RecordSerializer, RecordViewSet
from records.common.api import ReadOnly


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
