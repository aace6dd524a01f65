"""States, organizations, memberships and parties."""

from django.utils.translation import gettext_lazy as _

from organizations.filters import MembershipFilter, OrganizationFilter, PartyFilter, StateFilter
from organizations.models import Membership, Organization, OrganizationRelation, Party, State
from records.api import (
    PERIOD,
    SOURCED,
    EvidenceSerializer,
    RecordSerializer,
    RecordViewSet,
    SourcedSerializer,
)
from records.common.api import ReadOnly
from records.common.filters import Ordering
from records.common.periods import PeriodQuerySet
from records.filters import PeriodFilter, Sourced
from records.named import Named
from records.row_filters import filters_of
from records.rows.fields import Key, RelatedKeys

FOUNDING = [
    "adopted_on",
    "adopted_precision",
    "in_force_on",
    "in_force_precision",
    "launched_on",
    "launched_precision",
    "dissolved_on",
    "dissolved_precision",
]


class MembershipSerializer(SourcedSerializer):
    state = Key()
    organization = Key()

    class Meta:
        model = Membership
        fields = [
            "key",
            "state",
            "organization",
            "kind",
            "regional_group",
            *PERIOD,
            *SOURCED,
            "note",
        ]


class StateSerializer(RecordSerializer):
    successors = RelatedKeys()

    class Meta:
        model = State
        fields = [
            *RecordSerializer.RECORD,
            "official_name",
            "m49",
            "region",
            "subregion",
            "kind",
            "successors",
            "note",
        ]


class StateDetailSerializer(StateSerializer, EvidenceSerializer):
    predecessors = RelatedKeys()
    memberships = MembershipSerializer(many=True, on_day=PeriodQuerySet.active_on)

    class Meta(StateSerializer.Meta):
        fields = [
            *StateSerializer.Meta.fields,
            "predecessors",
            "memberships",
            *EvidenceSerializer.EVIDENCE,
        ]


class StateViewSet(RecordViewSet):
    """States and territories, former ones included, by ISO 3166 alpha-3 code."""

    reads_day = True
    queryset = State.objects.all()
    serializer_class = StateSerializer
    detail_serializer_class = StateDetailSerializer
    filterset_class = StateFilter


class OrganizationSerializer(RecordSerializer):
    class Meta:
        model = Organization
        fields = [
            *RecordSerializer.RECORD,
            "acronym",
            "kind",
            *FOUNDING,
            "headquarters",
            "website",
            "chapter8_status",
            "note",
        ]


class RelationSerializer(SourcedSerializer):
    other = Key()

    class Meta:
        model = OrganizationRelation
        fields = ["kind", "other", *PERIOD, *SOURCED]


class RelationFromSerializer(SourcedSerializer):
    organization = Key()

    class Meta:
        model = OrganizationRelation
        fields = ["kind", "organization", *PERIOD, *SOURCED]


class RelationRowSerializer(RelationSerializer):
    organization = Key()

    class Meta(RelationSerializer.Meta):
        fields = ["key", "organization", *RelationSerializer.Meta.fields]


class RelationViewSet(ReadOnly):
    """Which organization is an organ, a partner or a predecessor of which, and when."""

    queryset = OrganizationRelation.objects.all()
    serializer_class = RelationRowSerializer
    filterset_class = filters_of(
        RelationRowSerializer,
        PeriodFilter,
        Sourced,
        either=Named(
            "organization", "organization", "other", label=_("Organization at either end")
        ),
        ordering=Ordering({"organization": ("organization",), "other": ("other",)}),
    )


class OrganizationDetailSerializer(OrganizationSerializer, EvidenceSerializer):
    relations = RelationSerializer(many=True)
    relations_from = RelationFromSerializer(many=True)

    class Meta(OrganizationSerializer.Meta):
        fields = [
            *OrganizationSerializer.Meta.fields,
            "relations",
            "relations_from",
            *EvidenceSerializer.EVIDENCE,
        ]


class OrganizationViewSet(RecordViewSet):
    """International organizations and their organs, courts and agencies."""

    queryset = Organization.objects.all()
    serializer_class = OrganizationSerializer
    detail_serializer_class = OrganizationDetailSerializer
    filterset_class = OrganizationFilter


class MembershipViewSet(ReadOnly):
    """Spells of states in organizations; `organization=un-sc` lists seats in the Council."""

    queryset = Membership.objects.all()
    serializer_class = MembershipSerializer
    filterset_class = MembershipFilter


class PartySerializer(RecordSerializer):
    class Meta:
        model = Party
        fields = [*RecordSerializer.RECORD, "kind", "note"]


class PartyDetailSerializer(PartySerializer, EvidenceSerializer):
    class Meta(PartySerializer.Meta):
        fields = [*PartySerializer.Meta.fields, *EvidenceSerializer.EVIDENCE]


class PartyViewSet(RecordViewSet):
    """Armed groups, coalitions, government bodies and classes of people."""

    queryset = Party.objects.all()
    serializer_class = PartySerializer
    detail_serializer_class = PartyDetailSerializer
    filterset_class = PartyFilter


ENDPOINTS = {
    "states": StateViewSet,
    "organizations": OrganizationViewSet,
    "organization-relations": RelationViewSet,
    "memberships": MembershipViewSet,
    "parties": PartyViewSet,
}
