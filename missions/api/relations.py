"""Roles, legal bases and relations of missions over the API."""

from rest_framework import serializers

from missions.filters.mandates import LegalBasisFilter, MissionRelationFilter, MissionRoleFilter
from missions.models import (
    LegalBasis,
    MissionRelation,
    MissionRole,
)
from records.api import PERIOD, Key, Kind
from records.common.api import ReadOnly


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


class MissionRoleSerializer(RoleSerializer):
    mission = Key()

    class Meta(RoleSerializer.Meta):
        fields = ["id", "mission", *RoleSerializer.Meta.fields]


class MissionRoleViewSet(ReadOnly):
    """Who authorized, led, commanded, contributed to or hosted which mission, and when."""

    queryset = MissionRole.objects.select_related("mission", "actor", "source")
    serializer_class = MissionRoleSerializer
    filterset_class = MissionRoleFilter


class LegalBasisOfMissionSerializer(LegalBasisSerializer):
    mission = Key()

    class Meta(LegalBasisSerializer.Meta):
        fields = ["id", "mission", *LegalBasisSerializer.Meta.fields]


class LegalBasisViewSet(ReadOnly):
    """The grounds on which missions stand, or are said to; `kind=none` says there was none."""

    queryset = LegalBasis.objects.select_related("mission", "document", "source")
    serializer_class = LegalBasisOfMissionSerializer
    filterset_class = LegalBasisFilter


class MissionRelationSerializer(serializers.ModelSerializer):
    predecessor = Key()
    successor = Key()
    source = Key()

    class Meta:
        model = MissionRelation
        fields = ["id", "predecessor", "successor", "kind", "date", "precision", "source", "note"]


class MissionRelationViewSet(ReadOnly):
    """Which mission followed, overlapped or supported which."""

    queryset = MissionRelation.objects.select_related("predecessor", "successor", "source")
    serializer_class = MissionRelationSerializer
    filterset_class = MissionRelationFilter
