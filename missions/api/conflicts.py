"""Conflicts over the API."""

from missions.filters.missions import ConflictFilter
from missions.models import Conflict, ConflictParty
from records.api import (
    PERIOD,
    SOURCED,
    EvidenceSerializer,
    Key,
    Keys,
    Kind,
    RecordSerializer,
    RecordViewSet,
    SourcedSerializer,
)


class ConflictSerializer(RecordSerializer):
    states = Keys()

    class Meta:
        model = Conflict
        fields = [*RecordSerializer.RECORD, "type", *PERIOD, "states", "note"]


class ConflictPartySerializer(SourcedSerializer):
    actor = Key()
    actor_kind = Kind("actor")

    class Meta:
        model = ConflictParty
        fields = ["actor", "actor_kind", "side", *SOURCED]


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
