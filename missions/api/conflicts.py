"""Conflicts over the API."""

from missions.filters.missions import ConflictFilter
from missions.models import Conflict, ConflictParty
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
from records.filters import Sourced
from records.row_filters import filters_of
from records.rows.columns import Column
from records.rows.fields import Key, RelatedKeys


class ConflictSerializer(RecordSerializer):
    states = RelatedKeys()

    class Meta:
        model = Conflict
        fields = [*RecordSerializer.RECORD, "type", *PERIOD, "states", "note"]


class ConflictPartySerializer(SourcedSerializer):
    actor = Key()
    actor_kind = Column("actor.record_kind")

    class Meta:
        model = ConflictParty
        fields = ["actor", "actor_kind", "side", *SOURCED]


class ConflictPartyRowSerializer(ConflictPartySerializer):
    conflict = Key()

    class Meta(ConflictPartySerializer.Meta):
        fields = ["key", "conflict", *ConflictPartySerializer.Meta.fields]


class ConflictPartyViewSet(ReadOnly):
    """Who fought in which armed conflict, and on which side."""

    queryset = ConflictParty.objects.all()
    serializer_class = ConflictPartyRowSerializer
    filterset_class = filters_of(
        ConflictPartyRowSerializer,
        Sourced,
        ordering=Ordering({"conflict": ("conflict", "side"), "actor": ("actor_id",)}),
    )


class ConflictDetailSerializer(ConflictSerializer, EvidenceSerializer):
    parties = ConflictPartySerializer(many=True)
    missions = RelatedKeys()

    class Meta(ConflictSerializer.Meta):
        fields = [
            *ConflictSerializer.Meta.fields,
            "parties",
            "missions",
            *EvidenceSerializer.EVIDENCE,
        ]


class ConflictViewSet(RecordViewSet):
    """Armed conflicts and crises in or after which a mission served."""

    queryset = Conflict.objects.all()
    serializer_class = ConflictSerializer
    detail_serializer_class = ConflictDetailSerializer
    filterset_class = ConflictFilter
