"""States, organizations, memberships and parties."""

from typing import Any

from django.db.models import Prefetch
from rest_framework import serializers

from organizations.filters import MembershipFilter, OrganizationFilter, PartyFilter, StateFilter
from organizations.models import Membership, Organization, OrganizationRelation, Party, State
from records.api import (
    PERIOD,
    SOURCED,
    EvidenceSerializer,
    Key,
    Keys,
    RecordSerializer,
    RecordViewSet,
    SourcedSerializer,
)
from records.common.api import ReadOnly, listed

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
            "id",
            "state",
            "organization",
            "kind",
            "regional_group",
            *PERIOD,
            *SOURCED,
            "note",
        ]


class StateSerializer(RecordSerializer):
    successors = Keys()

    class Meta:
        model = State
        fields = [
            *RecordSerializer.RECORD,
            "code",
            "official_name",
            "m49",
            "region",
            "subregion",
            "kind",
            "successors",
            "note",
        ]


class StateDetailSerializer(StateSerializer, EvidenceSerializer):
    predecessors = Keys()
    memberships = serializers.SerializerMethodField()

    class Meta(StateSerializer.Meta):
        fields = [
            *StateSerializer.Meta.fields,
            "predecessors",
            "memberships",
            *EvidenceSerializer.EVIDENCE,
        ]

    def get_memberships(self, state: State) -> list[dict[str, Any]]:
        """Its memberships, seats in the Council included; with `as_of` those of the day."""
        rows = Membership.objects.filter(state=state)
        rows = rows.select_related("state", "organization", "source")
        day = self.context["view"].day
        return listed(MembershipSerializer, rows.active_on(day) if day else rows)


class StateViewSet(RecordViewSet):
    """States and territories, former ones included, by ISO 3166 alpha-3 code."""

    reads_day = True
    queryset = State.objects.prefetch_related("successors")
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

    def get_queryset(self):
        rows = super().get_queryset()
        if self.action != "retrieve":
            return rows
        related = OrganizationRelation.objects.select_related("other", "organization", "source")
        return rows.prefetch_related(
            Prefetch("relations", queryset=related), Prefetch("relations_from", queryset=related)
        )


class MembershipViewSet(ReadOnly):
    """Spells of states in organizations; `organization=un-sc` lists seats in the Council."""

    queryset = Membership.objects.select_related("state", "organization", "source")
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
    "memberships": MembershipViewSet,
    "parties": PartyViewSet,
}
