"""Roles, legal bases and relations of missions over the API."""

from missions.filters.mandates import (
    LegalBasisFilter,
    MissionLeaderFilter,
    MissionRelationFilter,
    MissionRoleFilter,
)
from missions.models import (
    LegalBasis,
    MissionLeader,
    MissionRelation,
    MissionRole,
)
from records.api import PERIOD, SOURCED, SourcedSerializer
from records.common.api import ReadOnly
from records.rows.columns import Column
from records.rows.fields import Key


class RoleSerializer(SourcedSerializer):
    actor = Key()
    actor_kind = Column("actor.record_kind")

    class Meta:
        model = MissionRole
        fields = [
            "role",
            "actor",
            "actor_kind",
            *PERIOD,
            "span_basis",
            *SOURCED,
            "note",
        ]


class LeaderSerializer(SourcedSerializer):
    nationality = Key()

    class Meta:
        model = MissionLeader
        fields = [
            "post",
            "person",
            "nationality",
            "acting",
            *PERIOD,
            "evidence",
            "dates_recalled",
            *SOURCED,
            "address",
            "locator",
            "note",
        ]


class LegalBasisSerializer(SourcedSerializer):
    document = Key()

    class Meta:
        model = LegalBasis
        fields = ["kind", "status", "document", "instrument", "note", "confidence", *SOURCED]


class SuccessorSerializer(SourcedSerializer):
    mission = Key(source="successor")

    class Meta:
        model = MissionRelation
        fields = ["kind", "mission", "date", "precision", *SOURCED, "note"]


class PredecessorSerializer(SuccessorSerializer):
    mission = Key(source="predecessor")


class MissionRoleSerializer(RoleSerializer):
    mission = Key()

    class Meta(RoleSerializer.Meta):
        fields = ["key", "mission", *RoleSerializer.Meta.fields]


class MissionRoleViewSet(ReadOnly):
    """Who authorized, led, commanded, contributed to or hosted which mission, and when."""

    queryset = MissionRole.objects.all()
    serializer_class = MissionRoleSerializer
    filterset_class = MissionRoleFilter


class MissionLeaderSerializer(LeaderSerializer):
    mission = Key()

    class Meta(LeaderSerializer.Meta):
        fields = ["key", "mission", *LeaderSerializer.Meta.fields]


class MissionLeaderViewSet(ReadOnly):
    """Who headed, commanded or policed which mission, and when.

    `evidence=recalled` rests on general knowledge, and so do the days that `dates_recalled` names.
    An end that is empty is not known: it never says that somebody is still in office. Where one
    officer was head and commander, or head and chief observer, the post is the military one.
    """

    queryset = MissionLeader.objects.all()
    serializer_class = MissionLeaderSerializer
    filterset_class = MissionLeaderFilter


class LegalBasisOfMissionSerializer(LegalBasisSerializer):
    mission = Key()

    class Meta(LegalBasisSerializer.Meta):
        fields = ["key", "mission", *LegalBasisSerializer.Meta.fields]


class LegalBasisViewSet(ReadOnly):
    """The grounds on which missions stand, or are said to; `kind=none` says there was none."""

    queryset = LegalBasis.objects.all()
    serializer_class = LegalBasisOfMissionSerializer
    filterset_class = LegalBasisFilter


class MissionRelationSerializer(SourcedSerializer):
    predecessor = Key()
    successor = Key()

    class Meta:
        model = MissionRelation
        fields = ["key", "predecessor", "successor", "kind", "date", "precision", *SOURCED, "note"]


class MissionRelationViewSet(ReadOnly):
    """Which mission followed, overlapped or supported which."""

    queryset = MissionRelation.objects.all()
    serializer_class = MissionRelationSerializer
    filterset_class = MissionRelationFilter
