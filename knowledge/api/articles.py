"""Articles and their sections over the API."""

from typing import ClassVar

from rest_framework.exceptions import NotFound

from knowledge.filters import (
    ArticleFilter,
    InSections,
    SectionFilter,
)
from knowledge.models import (
    Article,
    Section,
    SectionMention,
    SectionTopic,
)
from records.api import EvidenceSerializer, RecordSerializer, RecordViewSet
from records.common.api import ReadOnly
from records.common.filters import Ordering
from records.row_filters import filters_of
from records.rows.columns import Column
from records.rows.fields import HowMany, Key, RelatedKeys
from records.rows.serializers import RowSerializer


class SectionTopicSerializer(RowSerializer):
    topic = Key()
    list_rank = Column("rank", none_is_known=True)

    class Meta:
        model = SectionTopic
        fields = ["topic", "list_code", "list_rank"]


class SectionMentionSerializer(RowSerializer):
    record = Key()
    record_kind = Column("record.record_kind")
    list_rank = Column("rank", none_is_known=True)

    class Meta:
        model = SectionMention
        fields = ["record", "record_kind", "list_code", "list_rank"]


class InSection(RowSerializer):
    """Rows of sections, in a table of their own."""

    article = Key(source="section.article")
    section = Column("section.code")

    PLACE: ClassVar[list[str]] = ["article", "section"]


class SectionTopicRowSerializer(InSection, SectionTopicSerializer):
    class Meta(SectionTopicSerializer.Meta):
        fields = ["key", *InSection.PLACE, *SectionTopicSerializer.Meta.fields]


class SectionTopicViewSet(ReadOnly):
    """Which sections of the articles treat which topics, and in which of their lists."""

    queryset = SectionTopic.objects.all()
    serializer_class = SectionTopicRowSerializer
    filterset_class = filters_of(
        SectionTopicRowSerializer,
        InSections,
        ordering=Ordering({"section": ("section", "list_code", "rank"), "topic": ("topic",)}),
    )


class SectionMentionRowSerializer(InSection, SectionMentionSerializer):
    class Meta(SectionMentionSerializer.Meta):
        fields = ["key", *InSection.PLACE, *SectionMentionSerializer.Meta.fields]


class SectionMentionViewSet(ReadOnly):
    """Which sections of the articles name which records, or mean them without naming them."""

    queryset = SectionMention.objects.all()
    serializer_class = SectionMentionRowSerializer
    filterset_class = filters_of(
        SectionMentionRowSerializer,
        InSections,
        ordering=Ordering({"section": ("section", "list_code", "rank"), "record": ("record",)}),
    )


class SectionSerializer(RowSerializer):
    article = Key()
    parent = Column("parent.code", none_is_known=True)
    topics = SectionTopicSerializer(source="section_topics", many=True)
    mentions = SectionMentionSerializer(many=True)
    claims = RelatedKeys()
    sentences = HowMany(source="passages")

    class Meta:
        model = Section
        fields = [
            "key",
            "article",
            "code",
            "heading",
            "parent",
            "rank",
            "claims",
            "sentences",
            "topics",
            "mentions",
        ]


class SectionViewSet(ReadOnly):
    """Sections of the articles with what each treats, names and claims; found by code."""

    queryset = Section.objects.all()
    serializer_class = SectionSerializer
    filterset_class = SectionFilter

    def find(self, key: str) -> int | None:
        """By its code too, as long as one article alone has it."""
        if found := super().find(key):
            return found
        rows = list(Section.objects.filter(code__iexact=key).values_list("pk", flat=True)[:2])
        if len(rows) > 1:
            raise NotFound("Several articles have it: put the article before it, `article:code`.")
        return next(iter(rows), None)


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
