"""Documents and resolutions, votes and provisions."""

from typing import Any

from django.db.models import Prefetch
from rest_framework import serializers

from legal.filters import DocumentFilter, ProvisionFilter, ResolutionFilter, VoteFilter
from legal.models import Document, DocumentLink, DocumentProvision, Provision, Resolution, Vote
from peacekb.lib.api import ReadOnly
from records.api import EvidenceSerializer, Key, Keys, RecordSerializer, RecordViewSet


class DocumentSerializer(RecordSerializer):
    organ = Key()
    states = Keys()
    vetoed_by = Keys()

    class Meta:
        model = Document
        fields = [
            *RecordSerializer.RECORD,
            "kind",
            "symbol",
            "organ",
            "number",
            "year",
            "session",
            "subject",
            "situation",
            "states",
            "adopted_on",
            "adopted_precision",
            "signed_on",
            "in_force_on",
            "meeting",
            "draft_symbol",
            "outcome",
            "adoption",
            "in_favour",
            "against",
            "abstaining",
            "not_participating",
            "absent",
            "vetoed_by",
            "chapter_vii",
            "chapter_vii_basis",
            "confidence",
            "url",
            "note",
        ]


class LinkSerializer(serializers.ModelSerializer):
    to = Key()

    class Meta:
        model = DocumentLink
        fields = ["kind", "to", "to_symbol", "paragraph", "count", "coding"]


class LinkFromSerializer(serializers.ModelSerializer):
    document = Key()

    class Meta:
        model = DocumentLink
        fields = ["kind", "document", "paragraph", "count", "coding"]


class InvokedSerializer(serializers.ModelSerializer):
    document = Key(source="provision.document")
    provision = serializers.CharField(source="provision.number")

    class Meta:
        model = DocumentProvision
        fields = ["document", "provision", "relation", "paragraph"]


class VoteInDocumentSerializer(serializers.ModelSerializer):
    state = Key()

    class Meta:
        model = Vote
        fields = ["state", "position", "basis"]


class ProvisionInDocumentSerializer(serializers.ModelSerializer):
    parent = serializers.CharField(source="parent.number", default=None)

    class Meta:
        model = Provision
        fields = ["number", "parent", "rank", "heading", "gist"]


class DocumentDetailSerializer(DocumentSerializer, EvidenceSerializer):
    sponsors = serializers.SerializerMethodField()
    votes = VoteInDocumentSerializer(many=True)
    provisions = ProvisionInDocumentSerializer(many=True)
    provisions_invoked = InvokedSerializer(many=True)
    links = LinkSerializer(many=True)
    links_from = LinkFromSerializer(many=True)
    acts_on = serializers.SerializerMethodField()

    class Meta(DocumentSerializer.Meta):
        fields = [
            *DocumentSerializer.Meta.fields,
            "sponsors",
            "votes",
            "provisions",
            "provisions_invoked",
            "links",
            "links_from",
            "acts_on",
            *EvidenceSerializer.EVIDENCE,
        ]

    def get_sponsors(self, document: Document) -> list[str]:
        return list(document.sponsors.values_list("state__code", flat=True))

    def get_acts_on(self, document: Document) -> list[dict[str, Any]]:
        """What it did to missions, in its own order."""
        return list(
            document.mandate_actions.order_by("rank").values(
                "mission__slug", "action", "effective_on", "until", "paragraph", "coding", "note"
            )
        )


class DocumentViewSet(RecordViewSet):
    """Resolutions, drafts that failed, treaties, reports and other papers."""

    queryset = Document.objects.select_related("organ").prefetch_related("states", "vetoed_by")
    serializer_class = DocumentSerializer
    detail_serializer_class = DocumentDetailSerializer
    filterset_class = DocumentFilter

    def get_queryset(self):
        rows = super().get_queryset()
        if self.action != "retrieve":
            return rows
        return rows.prefetch_related(
            Prefetch("votes", queryset=Vote.objects.select_related("state").order_by("state")),
            Prefetch("provisions", queryset=Provision.objects.select_related("parent")),
            Prefetch(
                "provisions_invoked",
                queryset=DocumentProvision.objects.select_related("provision__document"),
            ),
            Prefetch("links", queryset=DocumentLink.objects.select_related("to")),
            Prefetch("links_from", queryset=DocumentLink.objects.select_related("document")),
        )


class ResolutionViewSet(DocumentViewSet):
    """Resolutions of the Security Council and of the General Assembly.

    `symbol=resolution 194` answers with every candidate.
    """

    queryset = Resolution.objects.select_related("organ").prefetch_related("states", "vetoed_by")
    filterset_class = ResolutionFilter


class VoteSerializer(serializers.ModelSerializer):
    resolution = Key(source="document")
    symbol = serializers.CharField(source="document.symbol")
    adopted_on = serializers.DateField(source="document.adopted_on")
    state = Key()
    source = Key()

    class Meta:
        model = Vote
        fields = [
            "id",
            "resolution",
            "symbol",
            "adopted_on",
            "state",
            "position",
            "basis",
            "source",
        ]


class VoteViewSet(ReadOnly):
    """What each member of the Council did when a resolution was put to the vote."""

    queryset = Vote.objects.select_related("document", "state", "source")
    serializer_class = VoteSerializer
    filterset_class = VoteFilter


class ProvisionSerializer(ProvisionInDocumentSerializer):
    document = Key()

    class Meta(ProvisionInDocumentSerializer.Meta):
        fields = ["id", "document", *ProvisionInDocumentSerializer.Meta.fields]


class ProvisionViewSet(ReadOnly):
    """Articles and chapters of treaties; `document=un-charter&number=2(4)` is one."""

    queryset = Provision.objects.select_related("document", "parent")
    serializer_class = ProvisionSerializer
    filterset_class = ProvisionFilter


ENDPOINTS = {
    "documents": DocumentViewSet,
    "resolutions": ResolutionViewSet,
    "votes": VoteViewSet,
    "provisions": ProvisionViewSet,
}
