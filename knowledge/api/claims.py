"""Claims with their verdicts, evidence and mentions over the API."""

from typing import Any

from django.db.models import Prefetch
from rest_framework import serializers

from knowledge.filters import (
    ClaimFilter,
)
from knowledge.models import (
    Claim,
    ClaimMention,
    ClaimRelation,
    EvidenceLink,
)
from records.api import EvidenceSerializer, Key, Kind, RecordSerializer, RecordViewSet


class MentionSerializer(serializers.ModelSerializer):
    record = Key()
    record_kind = Kind("record")
    name = serializers.CharField(source="record.name")

    class Meta:
        model = ClaimMention
        fields = ["record", "record_kind", "name", "role"]


class EvidenceLinkSerializer(serializers.ModelSerializer):
    document = serializers.CharField(source="cited.slug", read_only=True)
    symbol = serializers.CharField(source="cited.symbol", read_only=True)
    provision = serializers.CharField(source="provision.number", default=None)

    class Meta:
        model = EvidenceLink
        fields = ["document", "symbol", "provision", "locator", "stance"]


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
        rows = claim.passages.order_by("section__rank", "paragraph", "sentence")
        columns = ("section__code", "paragraph", "sentence", "kind")
        return [dict(row) for row in rows.values(*columns)]


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
