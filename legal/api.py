"""Documents and resolutions, votes and provisions."""

from django.db.models import Model
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _

from legal.filters import (
    DocumentFilter,
    DocumentLinkFilter,
    OfDocument,
    OfProvision,
    OnDocument,
    ParagraphFilter,
    ProvisionFilter,
    ResolutionFilter,
)
from legal.meeting_api import MeetingViewSet
from legal.meetings import api_address_of
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
    RecordSerializer,
    RecordViewSet,
    SourcedSerializer,
)
from records.common.api import ReadOnly
from records.common.fields import target_of
from records.common.filters import Held, Ordering
from records.row_filters import filters_of
from records.rows.columns import Column
from records.rows.fields import Computed, Key, PageAddress, RelatedKeys
from records.rows.serializers import RowSerializer

OF_DOCUMENT = ["document", "symbol"]


class DocumentSerializer(RecordSerializer):
    organ = Key()
    states = RelatedKeys()
    vetoed_by = RelatedKeys()
    meeting_api = Computed(
        "meeting",
        write=api_address_of,
        null=True,
        help_text="The address, in the API, of the sittings of the meeting.",
    )

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
            "meeting_api",
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
    document = Key()

    class Meta:
        model = DocumentLink
        fields = ["kind", "document", "paragraph", "count", "coding", *SOURCED]


class SubjectSerializer(RowSerializer):
    class Meta:
        model = Subject
        fields = ["thesaurus", "term"]


class InvokedSerializer(RowSerializer):
    document = Key(source="provision.document")
    provision = Column("provision.number")

    class Meta:
        model = DocumentProvision
        fields = ["document", "provision", "relation", "paragraph"]


class SubjectRowSerializer(SubjectSerializer, SourcedSerializer):
    document = Key()
    symbol = Column("document.symbol")

    class Meta(SubjectSerializer.Meta):
        fields = ["key", *OF_DOCUMENT, *SubjectSerializer.Meta.fields, *SOURCED]


class SubjectViewSet(ReadOnly):
    """The terms under which libraries file documents; `term=AFGHANISTAN SITUATION` is one."""

    queryset = Subject.objects.all()
    serializer_class = SubjectRowSerializer
    filterset_class = filters_of(
        SubjectRowSerializer,
        OfDocument,
        term=Held("term", label=_("Term of the thesaurus")),
        ordering=Ordering({"document": ("document", "thesaurus", "term")}),
    )


class InvokedRowSerializer(InvokedSerializer):
    document = Key()
    symbol = Column("document.symbol")
    treaty = Key(source="provision.document")

    class Meta(InvokedSerializer.Meta):
        fields = ["key", *OF_DOCUMENT, "treaty", "provision", "relation", "paragraph"]


class InvokedViewSet(ReadOnly):
    """Which documents act under or recall which provisions; `provision=un-charter:42` is one."""

    queryset = DocumentProvision.objects.all()
    serializer_class = InvokedRowSerializer
    filterset_class = filters_of(
        InvokedRowSerializer,
        OnDocument,
        provision=OfProvision("provision", label=_("Provision, such as Article 53")),
        ordering=Ordering({"document": ("document",), "provision": ("provision_id", "document")}),
    )


class VoteInDocumentSerializer(RowSerializer):
    state = Key()

    class Meta:
        model = Vote
        fields = ["state", "position", "basis"]


class ProvisionInDocumentSerializer(RowSerializer):
    provision = Column("number")
    parent = Column("parent.number", none_is_known=True)

    class Meta:
        model = Provision
        fields = ["provision", "parent", "rank", "heading", "gist"]


class ActSerializer(RowSerializer):
    """What a document did to a mission; the room above has the table."""

    mission = Key()

    class Meta:
        fields = ["mission", "action", "effective_on", "until", "paragraph", "coding", "note"]

        @classproperty
        def model(self) -> type[Model]:
            return target_of(Document, "mandate_actions")


class DocumentDetailSerializer(DocumentSerializer, EvidenceSerializer):
    sponsors = RelatedKeys(source="sponsors.state")
    subjects = SubjectSerializer(many=True)
    votes = VoteInDocumentSerializer(many=True, rows=lambda votes: votes.order_by("state"))
    provisions = ProvisionInDocumentSerializer(many=True)
    provisions_invoked = InvokedSerializer(many=True)
    links = LinkSerializer(many=True)
    links_from = LinkFromSerializer(many=True, rows=lambda rows: rows.order_by("document", "pk"))
    acts_on = ActSerializer(
        source="mandate_actions", many=True, rows=lambda acts: acts.order_by("rank")
    )

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


class DocumentViewSet(RecordViewSet):
    """Resolutions, drafts that failed, treaties, reports and other papers."""

    queryset = Document.objects.all()
    serializer_class = DocumentSerializer
    detail_serializer_class = DocumentDetailSerializer
    filterset_class = DocumentFilter


class ResolutionViewSet(DocumentViewSet):
    """Resolutions of the Security Council and of the General Assembly.

    `symbol=resolution 194` answers with every candidate.
    """

    queryset = Resolution.objects.all()
    filterset_class = ResolutionFilter


class VoteSerializer(SourcedSerializer):
    document = Key()
    symbol = Column("document.symbol")
    adopted_on = Column("document.adopted_on")
    outcome = Column("document.outcome")
    state = Key()

    class Meta:
        model = Vote
        fields = [
            "key",
            "document",
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

    queryset = Vote.objects.all()
    serializer_class = VoteSerializer
    filterset_class = VoteFilter


class ProvisionSerializer(ProvisionInDocumentSerializer):
    document = Key()

    class Meta(ProvisionInDocumentSerializer.Meta):
        fields = ["key", "document", *ProvisionInDocumentSerializer.Meta.fields]


class ProvisionViewSet(ReadOnly):
    """Articles and chapters of treaties; `document=un-charter&number=2(4)` is one."""

    queryset = Provision.objects.all()
    serializer_class = ProvisionSerializer
    filterset_class = ProvisionFilter


class ParagraphSerializer(SourcedSerializer):
    document = Key()
    symbol = Column("document.symbol")
    label = Column("number")
    page = PageAddress("document", "anchor")

    class Meta:
        model = Paragraph
        fields = [
            "key",
            "document",
            "symbol",
            "rank",
            "kind",
            "label",
            "anchor",
            "text",
            "page",
            *SOURCED,
        ]


class ParagraphViewSet(ReadOnly):
    """Texts paragraph by paragraph; `document=s-res-1244-1999&anchor=op19` is one.

    Source: United Nations. Copies for information; the official documents prevail.
    """

    queryset = Paragraph.objects.all()
    serializer_class = ParagraphSerializer
    filterset_class = ParagraphFilter


class DocumentLinkSerializer(LinkSerializer):
    document = Key()

    class Meta(LinkSerializer.Meta):
        fields = ["key", "document", *LinkSerializer.Meta.fields]


class DocumentLinkViewSet(ReadOnly):
    """How documents name and act on one another; `either` asks for either end.

    A source that counts mentions for a whole text leaves `paragraph` empty, another has a row for
    each paragraph: rows of two sources are never to be added up.
    """

    queryset = DocumentLink.objects.all()
    serializer_class = DocumentLinkSerializer
    filterset_class = DocumentLinkFilter


ENDPOINTS = {
    "documents": DocumentViewSet,
    "resolutions": ResolutionViewSet,
    "meetings": MeetingViewSet,
    "votes": VoteViewSet,
    "provisions": ProvisionViewSet,
    "paragraphs": ParagraphViewSet,
    "document-links": DocumentLinkViewSet,
    "provisions-invoked": InvokedViewSet,
    "subjects": SubjectViewSet,
}
