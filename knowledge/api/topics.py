"""Topics and their relations over the API."""

from django.utils.translation import gettext_lazy as _

from knowledge.filters import TopicFilter
from knowledge.models import (
    SectionTopic,
    Topic,
    TopicRelation,
)
from records.api import EvidenceSerializer, RecordSerializer, RecordViewSet
from records.common.api import ReadOnly
from records.common.filters import Ordering
from records.named import Named
from records.row_filters import filters_of
from records.rows.columns import Column
from records.rows.fields import Key
from records.rows.serializers import RowSerializer


class TopicSerializer(RecordSerializer):
    definition = Column("summary")

    class Meta:
        model = Topic
        fields = [
            "key",
            "name",
            "definition",
            "kind",
            "scope",
            "references",
            "version",
            "updated_at",
            "page",
        ]


class TopicRelationSerializer(RowSerializer):
    topic = Key(source="target")

    class Meta:
        model = TopicRelation
        fields = ["kind", "topic"]


class TopicRelationFromSerializer(RowSerializer):
    topic = Key()

    class Meta:
        model = TopicRelation
        fields = ["kind", "topic"]


class TopicRelationRowSerializer(RowSerializer):
    topic = Key()
    other = Key(source="target")

    class Meta:
        model = TopicRelation
        fields = ["key", "topic", "kind", "other"]


class TopicRelationViewSet(ReadOnly):
    """How topics stand to one another; `either` asks for either end."""

    queryset = TopicRelation.objects.all()
    serializer_class = TopicRelationRowSerializer
    filterset_class = filters_of(
        TopicRelationRowSerializer,
        either=Named("topic", "topic", "target", label=_("Topic at either end")),
        ordering=Ordering({"topic": ("topic",), "other": ("target",)}),
    )


class TopicSectionSerializer(RowSerializer):
    """Where the articles treat it, with the list that holds it."""

    article = Key(source="section.article")
    section = Column("section.code")
    list_rank = Column("rank", none_is_known=True)

    class Meta:
        model = SectionTopic
        fields = ["article", "section", "list_code", "list_rank"]


class TopicDetailSerializer(TopicSerializer, EvidenceSerializer):
    sections = TopicSectionSerializer(
        source="section_topics",
        many=True,
        rows=lambda rows: rows.order_by("section__article__slug", "section__rank"),
    )
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


class TopicViewSet(RecordViewSet):
    """Concepts; `in_both_articles=yes&kind=challenge` are the challenges that both name."""

    queryset = Topic.objects.all()
    serializer_class = TopicSerializer
    detail_serializer_class = TopicDetailSerializer
    filterset_class = TopicFilter
