"""Claims with their verdicts, evidence and mentions over the API."""

from django.utils.translation import gettext_lazy as _

from knowledge.api.articles import InSection
from knowledge.filters import ClaimFilter, InSections
from knowledge.models import (
    Claim,
    ClaimMention,
    ClaimRelation,
    EvidenceLink,
    Passage,
)
from legal.filters import OfProvision
from records.api import EvidenceSerializer, RecordSerializer, RecordViewSet
from records.common.api import ReadOnly
from records.common.filters import Held, Ordering
from records.named import Named
from records.row_filters import filters_of
from records.rows.columns import Column
from records.rows.fields import Computed, Key, RelatedKeys, either
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


class EvidenceLinkRowSerializer(EvidenceLinkSerializer):
    claim = Key()

    class Meta(EvidenceLinkSerializer.Meta):
        fields = ["key", "claim", *EvidenceLinkSerializer.Meta.fields]


class EvidenceLinkViewSet(ReadOnly):
    """What the verdicts on claims rest on: documents, or provisions of documents."""

    queryset = EvidenceLink.objects.all()
    serializer_class = EvidenceLinkRowSerializer
    filterset_class = filters_of(
        EvidenceLinkRowSerializer,
        document=Named("document", "document", "provision__document", label=_("Document")),
        symbol=Held("document__symbol", "provision__document__symbol", label=_("Symbol")),
        provision=OfProvision("provision", label=_("Provision, such as Article 53")),
        ordering=Ordering({"claim": ("claim",)}),
    )


class MentionRowSerializer(MentionSerializer):
    claim = Key()

    class Meta(MentionSerializer.Meta):
        fields = ["key", "claim", *MentionSerializer.Meta.fields]


class MentionViewSet(ReadOnly):
    """Which records the claims speak of, and in which role."""

    queryset = ClaimMention.objects.all()
    serializer_class = MentionRowSerializer
    filterset_class = filters_of(
        MentionRowSerializer,
        ordering=Ordering({"claim": ("claim",), "record": ("record_id", "role", "claim")}),
    )


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


class ClaimRelationRowSerializer(RowSerializer):
    claim = Key(source="source")
    other = Key(source="target")

    class Meta:
        model = ClaimRelation
        fields = ["key", "claim", "kind", "other"]


class ClaimRelationViewSet(ReadOnly):
    """How claims stand to one another; restating, contradicting, tension and distinction go both
    ways and stand once, under the lower code: `either` asks for either end.
    """

    queryset = ClaimRelation.objects.all()
    serializer_class = ClaimRelationRowSerializer
    filterset_class = filters_of(
        ClaimRelationRowSerializer,
        claim=Named("claim", "source", label=_("Claim")),
        either=Named("claim", "source", "target", label=_("Claim at either end")),
        ordering=Ordering({"claim": ("source",), "other": ("target",)}),
    )


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


class PassageRowSerializer(InSection, PassageSerializer):
    claims = RelatedKeys()

    class Meta(PassageSerializer.Meta):
        fields = ["key", "article", *PassageSerializer.Meta.fields, "claims"]


class PassageViewSet(ReadOnly):
    """Where sentences stand in the articles, and which claims each makes."""

    queryset = Passage.objects.all()
    serializer_class = PassageRowSerializer
    filterset_class = filters_of(
        PassageRowSerializer,
        InSections,
        claim=Named("claim", "claims", label=_("Claim")),
        ordering=Ordering({"section": ("section", "paragraph", "sentence")}),
    )


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
