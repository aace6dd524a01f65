"""Conflicts, missions, mandates and the actions they come from."""

from typing import Any

from django.db.models import Prefetch
from rest_framework import serializers

from missions.filters import ConflictFilter, MandateActionFilter, MandateFilter, MissionFilter
from missions.models import (
    Conflict,
    LegalBasis,
    Mandate,
    MandateAction,
    MandateTask,
    Mission,
    MissionRelation,
    MissionRole,
    StrengthCeiling,
)
from peacekb.lib.api import ReadOnly
from records.api import PERIOD, EvidenceSerializer, Key, Keys, Kind, RecordSerializer, RecordViewSet


class ConflictSerializer(RecordSerializer):
    states = Keys()

    class Meta:
        model = Conflict
        fields = [*RecordSerializer.RECORD, "type", *PERIOD, "states", "note"]


class ConflictPartySerializer(serializers.Serializer):
    actor = Key()
    actor_kind = Kind("actor")
    side = serializers.CharField()
    source = Key()


class ConflictDetailSerializer(ConflictSerializer, EvidenceSerializer):
    parties = ConflictPartySerializer(many=True)
    missions = Keys()

    class Meta(ConflictSerializer.Meta):
        fields = [
            *ConflictSerializer.Meta.fields,
            "parties",
            "missions",
            *EvidenceSerializer.EVIDENCE,
        ]


class ConflictViewSet(RecordViewSet):
    """Armed conflicts and crises in or after which a mission served."""

    queryset = Conflict.objects.prefetch_related("states")
    serializer_class = ConflictSerializer
    detail_serializer_class = ConflictDetailSerializer
    filterset_class = ConflictFilter


class RoleSerializer(serializers.ModelSerializer):
    actor = Key()
    actor_kind = Kind("actor")
    actor_name = serializers.CharField(source="actor.name")
    source = Key()

    class Meta:
        model = MissionRole
        fields = [
            "role",
            "actor",
            "actor_kind",
            "actor_name",
            *PERIOD,
            "span_basis",
            "source",
            "note",
        ]


class LegalBasisSerializer(serializers.ModelSerializer):
    document = Key()
    source = Key()

    class Meta:
        model = LegalBasis
        fields = ["kind", "status", "document", "instrument", "note", "confidence", "source"]


class SuccessorSerializer(serializers.ModelSerializer):
    mission = Key(source="successor")
    source = Key()

    class Meta:
        model = MissionRelation
        fields = ["kind", "mission", "date", "precision", "source", "note"]


class PredecessorSerializer(SuccessorSerializer):
    mission = Key(source="predecessor")


class CeilingSerializer(serializers.ModelSerializer):
    document = Key()

    class Meta:
        model = StrengthCeiling
        fields = ["category", "persons", *PERIOD, "document", "paragraph", "coding"]


class TaskSerializer(serializers.ModelSerializer):
    task = serializers.CharField(source="task.key")

    class Meta:
        model = MandateTask
        fields = ["task", "modality", "strength", "scope", "coding", "paragraph"]


class MandateInMissionSerializer(serializers.ModelSerializer):
    document = Key()
    action = serializers.CharField(source="action.action", default=None)

    class Meta:
        model = Mandate
        fields = [
            "rank",
            *PERIOD,
            "open_ended",
            "document",
            "action",
            "chapter",
            "force_level",
            "geographic_limit",
            "roe_note",
        ]


class MandateSerializer(MandateInMissionSerializer):
    mission = Key()
    tasks = TaskSerializer(many=True)

    class Meta(MandateInMissionSerializer.Meta):
        fields = ["id", "mission", *MandateInMissionSerializer.Meta.fields, "tasks"]


class MandateActionSerializer(serializers.ModelSerializer):
    document = Key()
    mission = Key(default=None)
    actor = Key(default=None)

    class Meta:
        model = MandateAction
        fields = [
            "id",
            "document",
            "mission",
            "actor",
            "action",
            "effective_on",
            "until",
            "paragraph",
            "chapter_vii",
            "rank",
            "coding",
            "confidence",
            "note",
        ]


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

    def get_lead(self, mission: Mission) -> list[str]:
        """Public keys of those who led it at any time, or on the day of `as_of`."""
        return self._actors(mission, "lead")

    def get_authorized_by(self, mission: Mission) -> list[str]:
        return self._actors(mission, "authorising")

    def _actors(self, mission: Mission, role: str) -> list[str]:
        day = self.context["view"].day
        roles = [one for one in mission.leading_roles if one.role == role]
        held = [one for one in roles if day is None or one.surely_active_on(day)]
        return list(dict.fromkeys(Key().to_representation(one.actor) for one in held))


class MissionDetailSerializer(MissionSerializer, EvidenceSerializer):
    roles = serializers.SerializerMethodField()
    activities = serializers.SlugRelatedField("activity", many=True, read_only=True)
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
        return RoleSerializer(self._on_day(rows), many=True).data

    def get_mandates(self, mission: Mission) -> list[dict[str, Any]]:
        """The versions of its mandate; with `as_of` the one in force on the day."""
        rows = mission.mandates.select_related("document", "action")
        return MandateInMissionSerializer(self._on_day(rows), many=True).data

    def get_strength_ceilings(self, mission: Mission) -> list[dict[str, Any]]:
        rows = mission.strength_ceilings.select_related("document")
        return CeilingSerializer(self._on_day(rows), many=True).data

    def get_mandate_actions(self, mission: Mission) -> list[dict[str, Any]]:
        """What documents did to it; with `as_of` what they had done by the day."""
        rows = mission.mandate_actions.select_related("document", "mission", "actor")
        if day := self.context["view"].day:
            rows = rows.filter(effective_on__lte=day)
        return MandateActionSerializer(rows, many=True).data

    def _on_day(self, rows):
        day = self.context["view"].day
        return rows.active_on(day) if day else rows


class MissionViewSet(RecordViewSet):
    """Peace operations, whoever ran them.

    `?as_of=2012-06-30` keeps those in force that day. 400 on a bad day or an unknown parameter.
    """

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


class MandateViewSet(ReadOnly):
    """Versions of mandates; `mission=unmiss&as_of=2014-06-01` is the one in force that day."""

    queryset = Mandate.objects.select_related("mission", "document", "action").prefetch_related(
        Prefetch("tasks", queryset=MandateTask.objects.select_related("task"))
    )
    serializer_class = MandateSerializer
    filterset_class = MandateFilter


class MandateActionViewSet(ReadOnly):
    """What each document did to a mission: established, extended, ended it."""

    queryset = MandateAction.objects.select_related("document", "mission", "actor")
    serializer_class = MandateActionSerializer
    filterset_class = MandateActionFilter


ENDPOINTS = {
    "conflicts": ConflictViewSet,
    "missions": MissionViewSet,
    "mandates": MandateViewSet,
    "mandate-actions": MandateActionViewSet,
}
