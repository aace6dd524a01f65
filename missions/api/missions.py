"""Missions over the API."""

from typing import Any, Protocol

from django.db.models import Prefetch
from rest_framework import serializers

from missions.api.mandates import (
    CeilingSerializer,
    MandateActionSerializer,
    MandateInMissionSerializer,
)
from missions.api.relations import (
    LeaderSerializer,
    LegalBasisSerializer,
    PredecessorSerializer,
    RoleSerializer,
    SuccessorSerializer,
)
from missions.filters.missions import MissionFilter
from missions.models import LegalBasis, Mission, MissionActivity, MissionRole
from records.api import PERIOD, EvidenceSerializer, Key, Keys, RecordSerializer, RecordViewSet
from records.common.api import listed


class WithLeaders(Protocol):
    """A mission as the view reads it: with the roles that led or authorized it."""

    leading_roles: list[MissionRole]


class MissionSerializer(RecordSerializer):
    host_states = Keys()
    conflicts = Keys()
    lead = serializers.SerializerMethodField()
    authorized_by = serializers.SerializerMethodField()
    legal_bases = LegalBasisSerializer(many=True)

    class Meta:
        model = Mission
        fields = [
            *RecordSerializer.RECORD,
            "acronym",
            "category",
            "arrangement",
            "type",
            "primary_activity",
            "consent",
            "never_deployed",
            "established_on",
            "established_precision",
            *PERIOD,
            "host_states",
            "conflicts",
            "headquarters",
            "latitude",
            "longitude",
            "confidence",
            "note",
            "lead",
            "authorized_by",
            "legal_bases",
        ]

    def get_lead(self, mission: WithLeaders) -> list[str]:
        """Public keys of those who led it at any time, or on the day of `as_of`."""
        return self._actors(mission, "lead")

    def get_authorized_by(self, mission: WithLeaders) -> list[str]:
        return self._actors(mission, "authorising")

    def _actors(self, mission: WithLeaders, role: str) -> list[str]:
        day = self.context["view"].day
        roles = [one for one in mission.leading_roles if one.role == role]
        held = [one for one in roles if day is None or one.surely_active_on(day)]
        return list(dict.fromkeys(Key().to_representation(one.actor) for one in held))


class MissionDetailSerializer(MissionSerializer, EvidenceSerializer):
    roles = serializers.SerializerMethodField()
    leaders = serializers.SerializerMethodField()
    activities: "serializers.SlugRelatedField[MissionActivity]" = serializers.SlugRelatedField(
        "activity", many=True, read_only=True
    )
    successors = SuccessorSerializer(source="relations", many=True)
    predecessors = PredecessorSerializer(source="relations_from", many=True)
    mandates = serializers.SerializerMethodField()
    strength_ceilings = serializers.SerializerMethodField()
    mandate_actions = serializers.SerializerMethodField()

    class Meta(MissionSerializer.Meta):
        fields = [
            *MissionSerializer.Meta.fields,
            "activities",
            "roles",
            "leaders",
            "successors",
            "predecessors",
            "mandates",
            "strength_ceilings",
            "mandate_actions",
            *EvidenceSerializer.EVIDENCE,
        ]

    def get_roles(self, mission: Mission) -> list[dict[str, Any]]:
        """Who held which role; with `as_of` those that held it on the day."""
        rows = mission.roles.select_related("actor", "source")
        return listed(RoleSerializer, self._on_day(rows))

    def get_leaders(self, mission: Mission) -> list[dict[str, Any]]:
        """Persons in its posts; with `as_of` those who surely held one on the day."""
        rows = mission.leaders.select_related("nationality", "source")
        return listed(LeaderSerializer, self._on_day(rows))

    def get_mandates(self, mission: Mission) -> list[dict[str, Any]]:
        """The versions of its mandate; with `as_of` the one in force on the day."""
        rows = mission.mandates.select_related("document", "action")
        return listed(MandateInMissionSerializer, self._on_day(rows))

    def get_strength_ceilings(self, mission: Mission) -> list[dict[str, Any]]:
        """Those that count; with `as_of` those in force on the day."""
        rows = mission.strength_ceilings.counting().select_related("document")
        return listed(CeilingSerializer, self._on_day(rows))

    def get_mandate_actions(self, mission: Mission) -> list[dict[str, Any]]:
        """What documents did to it; with `as_of` what they had done by the day."""
        rows = mission.mandate_actions.select_related("document", "mission", "actor")
        if day := self.context["view"].day:
            rows = rows.filter(effective_on__lte=day)
        return listed(MandateActionSerializer, rows)

    def _on_day(self, rows):
        day = self.context["view"].day
        return rows.active_on(day) if day else rows


class MissionViewSet(RecordViewSet):
    """Peace operations, whoever ran them.

    `?as_of=2012-06-30` keeps those in force that day. 400 on a bad day or an unknown parameter.
    """

    reads_day = True
    queryset = Mission.objects.prefetch_related(
        "host_states",
        "conflicts",
        Prefetch(
            "roles",
            queryset=MissionRole.objects.filter(role__in=["lead", "authorising"]).select_related(
                "actor"
            ),
            to_attr="leading_roles",
        ),
        Prefetch("legal_bases", queryset=LegalBasis.objects.select_related("document", "source")),
    )
    serializer_class = MissionSerializer
    detail_serializer_class = MissionDetailSerializer
    filterset_class = MissionFilter
