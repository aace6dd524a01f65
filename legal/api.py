"""Documents and resolutions, votes and provisions."""

from typing import Any

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from legal.filters import (
    DocumentFilter,
    DocumentLinkFilter,
    ParagraphFilter,
    ProvisionFilter,
    ResolutionFilter,
)
from legal.models import (
    Document,
    DocumentLink,
    DocumentProvision,
    Paragraph,
    Provision,
    Resolution,
    Subject,
    Vote,
)
from legal.vote_filters import VoteFilter
from records.api import (
    SOURCED,
    EvidenceSerializer,
    Key,
    Keys,
    RecordSerializer,
    RecordViewSet,
    SourcedSerializer,
)
from records.common.api import ReadOnly
from records.models.evidence import WEAK


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


class LinkSerializer(SourcedSerializer):
    to = Key()

    class Meta:
        model = DocumentLink
        fields = ["kind", "to", "to_symbol", "paragraph", "count", "coding", *SOURCED]


class LinkFromSerializer(SourcedSerializer):
    """The shape of `links_from`; the rows are read without it, since there may be thousands."""

    document = Key()

    class Meta:
        model = DocumentLink
        fields = ["kind", "document", "paragraph", "count", "coding", *SOURCED]


class SubjectSerializer(serializers.ModelSerializer):
    class Meta:
        model = Subject
        fields = ["thesaurus", "term"]


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
    subjects = SubjectSerializer(many=True)
    votes = VoteInDocumentSerializer(many=True)
    provisions = ProvisionInDocumentSerializer(many=True)
    provisions_invoked = InvokedSerializer(many=True)
    links = LinkSerializer(many=True)
    links_from = serializers.SerializerMethodField()
    acts_on = serializers.SerializerMethodField()

    class Meta(DocumentSerializer.Meta):
        fields = [
            *DocumentSerializer.Meta.fields,
            "sponsors",
            "subjects",
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

    @extend_schema_field(LinkFromSerializer(many=True))
    def get_links_from(self, document: Document) -> list[dict[str, Any]]:
        names = LinkFromSerializer.Meta.fields
        columns = ["kind", "document__slug", "paragraph", "count", "coding", "source__slug"]
        rows = document.links_from.order_by("document", "pk")
        return [
            dict(zip(names, (*row, kind in WEAK), strict=True))
            for *row, kind in rows.values_list(*columns, "source__kind")
        ]

    def get_acts_on(self, document: Document) -> list[dict[str, Any]]:
        """What it did to missions, in its own order."""
        columns = ("mission__slug", "action", "effective_on", "until", "paragraph", "coding")
        rows = document.mandate_actions.order_by("rank").values(*columns, "note")
        return [dict(row) for row in rows]


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
            "subjects",
            Prefetch("votes", queryset=Vote.objects.select_related("state").order_by("state")),
            Prefetch("provisions", queryset=Provision.objects.select_related("parent")),
            Prefetch(
                "provisions_invoked",
                queryset=DocumentProvision.objects.select_related("provision__document"),
            ),
            Prefetch("links", queryset=DocumentLink.objects.select_related("to", "source")),
        )


class ResolutionViewSet(DocumentViewSet):
    """Resolutions of the Security Council and of the General Assembly.

    `symbol=resolution 194` answers with every candidate.
    """

    queryset = Resolution.objects.select_related("organ").prefetch_related("states", "vetoed_by")
    filterset_class = ResolutionFilter


class VoteSerializer(SourcedSerializer):
    resolution = Key(source="document")
    symbol = serializers.CharField(source="document.symbol")
    adopted_on = serializers.DateField(source="document.adopted_on")
    outcome = serializers.CharField(source="document.outcome")
    state = Key()

    class Meta:
        model = Vote
        fields = [
            "id",
            "resolution",
            "symbol",
            "adopted_on",
            "outcome",
            "state",
            "position",
            "basis",
            *SOURCED,
        ]


class VoteViewSet(ReadOnly):
    """What each member of the Council did when a resolution, draft or amendment was put to the
    vote; `outcome=lacked_majority` and `outcome=vetoed` are votes on what failed.
    """

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


class ParagraphSerializer(SourcedSerializer):
    document = Key()
    symbol = serializers.CharField(source="document.symbol")
    page = serializers.SerializerMethodField()

    class Meta:
        model = Paragraph
        fields = [
            "id",
            "document",
            "symbol",
            "rank",
            "kind",
            "number",
            "anchor",
            "text",
            "page",
            *SOURCED,
        ]

    def get_page(self, paragraph: Paragraph) -> str:
        """Its permanent address."""
        return f"{paragraph.document.get_absolute_url()}#{paragraph.anchor}"


class ParagraphViewSet(ReadOnly):
    """Texts paragraph by paragraph; `document=s-res-1244-1999&anchor=op19` is one.

    Source: United Nations. Copies for information; the official documents prevail.
    """

    queryset = Paragraph.objects.select_related("document", "source")
    serializer_class = ParagraphSerializer
    filterset_class = ParagraphFilter


class DocumentLinkSerializer(LinkSerializer):
    document = Key()

    class Meta(LinkSerializer.Meta):
        fields = ["id", "document", *LinkSerializer.Meta.fields]


class DocumentLinkViewSet(ReadOnly):
    """How documents name and act on one another; `either` asks for either end.

    A source that counts mentions for a whole text leaves `paragraph` empty, another has a row for
    each paragraph: rows of two sources are never to be added up.
    """

    queryset = DocumentLink.objects.select_related("document", "to", "source")
    serializer_class = DocumentLinkSerializer
    filterset_class = DocumentLinkFilter


ENDPOINTS = {
    "documents": DocumentViewSet,
    "resolutions": ResolutionViewSet,
    "votes": VoteViewSet,
    "provisions": ProvisionViewSet,
    "paragraphs": ParagraphViewSet,
    "document-links": DocumentLinkViewSet,
}
