"""Missions over the API."""

from datetime import date

from django.db.models import QuerySet

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
from missions.models import Mission
from missions.models.mandate import StrengthCeilingQuerySet
from records.api import PERIOD, EvidenceSerializer, RecordSerializer, RecordViewSet
from records.common.periods import PeriodQuerySet
from records.rows.fields import RelatedKeys, Words


def _done_by(acts: QuerySet, day: date) -> QuerySet:
    return acts.filter(effective_on__lte=day)


def _actors(role: str) -> RelatedKeys:
    """Those who held a role at any time, or on the day asked for."""
    held = PeriodQuerySet.active_on
    return RelatedKeys(source="roles.actor", where={"role": role}, on_day=held, in_order=True)


class MissionSerializer(RecordSerializer):
    host_states = RelatedKeys()
    conflicts = RelatedKeys()
    lead = _actors("lead")
    authorized_by = _actors("authorising")
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


class MissionDetailSerializer(MissionSerializer, EvidenceSerializer):
    roles = RoleSerializer(many=True, on_day=PeriodQuerySet.active_on)
    leaders = LeaderSerializer(many=True, on_day=PeriodQuerySet.active_on)
    activities = Words(source="activities.activity")
    relations = SuccessorSerializer(many=True)
    relations_from = PredecessorSerializer(many=True)
    mandates = MandateInMissionSerializer(many=True, on_day=PeriodQuerySet.active_on)
    strength_ceilings = CeilingSerializer(
        many=True, rows=StrengthCeilingQuerySet.counting, on_day=PeriodQuerySet.active_on
    )
    mandate_actions = MandateActionSerializer(many=True, on_day=_done_by)

    class Meta(MissionSerializer.Meta):
        fields = [
            *MissionSerializer.Meta.fields,
            "activities",
            "roles",
            "leaders",
            "relations",
            "relations_from",
            "mandates",
            "strength_ceilings",
            "mandate_actions",
            *EvidenceSerializer.EVIDENCE,
        ]


class MissionViewSet(RecordViewSet):
    """Peace operations, whoever ran them.

    `?as_of=2012-06-30` keeps those in force that day. 400 on a bad day or an unknown parameter.
    """

    reads_day = True
    queryset = Mission.objects.all()
    serializer_class = MissionSerializer
    detail_serializer_class = MissionDetailSerializer
    filterset_class = MissionFilter
