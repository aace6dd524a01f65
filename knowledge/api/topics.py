"""Topics and their relations over the API."""

from typing import Any

from django.db.models import Prefetch
from rest_framework import serializers

from knowledge.filters import (
    TopicFilter,
)
from knowledge.models import (
    Topic,
    TopicRelation,
)
from records.api import EvidenceSerializer, Key, RecordSerializer, RecordViewSet


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
        rows = topic.section_topics.order_by("section__article__slug", "section__rank")
        columns = ("section__article__slug", "section__code", "list_code", "rank")
        return [dict(row) for row in rows.values(*columns)]


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
