"""Claims with their verdicts, evidence and mentions over the API."""

from knowledge.filters import (
    ClaimFilter,
)
from knowledge.models import (
    Claim,
    ClaimMention,
    ClaimRelation,
    EvidenceLink,
    Passage,
)
from records.api import EvidenceSerializer, RecordSerializer, RecordViewSet
from records.rows.columns import Column
from records.rows.fields import Computed, Key, either
from records.rows.serializers import RowSerializer


class MentionSerializer(RowSerializer):
    record = Key()
    record_kind = Column("record.record_kind")
    name = Column("record.name")

    class Meta:
        model = ClaimMention
        fields = ["record", "record_kind", "name", "role"]


class EvidenceLinkSerializer(RowSerializer):
    document = Computed("document__slug", "provision__document__slug", write=either)
    symbol = Computed("document__symbol", "provision__document__symbol", write=either, null=True)
    provision = Column("provision.number", none_is_known=True)

    class Meta:
        model = EvidenceLink
        fields = ["document", "symbol", "provision", "locator", "stance"]


class ClaimRelationSerializer(RowSerializer):
    claim = Key(source="target")

    class Meta:
        model = ClaimRelation
        fields = ["kind", "claim"]


class ClaimRelationFromSerializer(RowSerializer):
    claim = Key(source="source")

    class Meta:
        model = ClaimRelation
        fields = ["kind", "claim"]


class ClaimSerializer(RecordSerializer):
    article = Key(source="section.article")
    section = Column("section.code")
    text = Column("summary")
    evidence_links = EvidenceLinkSerializer(source="evidence", many=True)
    mentions = MentionSerializer(many=True)

    class Meta:
        model = Claim
        fields = [
            "key",
            "name",
            "article",
            "section",
            "text",
            "kind",
            "verdict",
            "corrected_statement",
            "confidence",
            "checked_on",
            "evidence_links",
            "mentions",
            "version",
            "updated_at",
            "page",
        ]


class PassageSerializer(RowSerializer):
    """The position of a sentence that makes the claim."""

    section = Column("section.code")
    paragraph_rank = Column("paragraph")

    class Meta:
        model = Passage
        fields = ["section", "paragraph_rank", "sentence", "kind"]


class ClaimDetailSerializer(ClaimSerializer, EvidenceSerializer):
    passages = PassageSerializer(
        many=True, rows=lambda rows: rows.order_by("section__rank", "paragraph", "sentence")
    )
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


class ClaimViewSet(RecordViewSet):
    """What the articles claim, each with its verdict, its evidence and what it speaks of.

    `state=TLS&verdict=disputed` asks for the disputed claims about a place.
    """

    queryset = Claim.objects.all()
    serializer_class = ClaimSerializer
    detail_serializer_class = ClaimDetailSerializer
    filterset_class = ClaimFilter
