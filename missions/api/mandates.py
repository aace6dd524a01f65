"""Mandates, the actions they come from and ceilings over the API."""

from missions.filters.mandates import MandateActionFilter, MandateFilter, StrengthCeilingFilter
from missions.models import (
    Mandate,
    MandateAction,
    StrengthCeiling,
)
from records.api import PERIOD
from records.common.api import ReadOnly
from records.rows.columns import Column
from records.rows.fields import Key
from records.rows.serializers import RowSerializer


class CeilingSerializer(RowSerializer):
    document = Key()

    class Meta:
        model = StrengthCeiling
        fields = [
            "category",
            "persons",
            *PERIOD,
            "document",
            "paragraph",
            "coding",
            "basis",
            "note",
        ]


class MandateInMissionSerializer(RowSerializer):
    document = Key()
    action = Column("action.action")

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

    class Meta(MandateInMissionSerializer.Meta):
        fields = ["key", "mission", *MandateInMissionSerializer.Meta.fields]


class MandateActionSerializer(RowSerializer):
    document = Key()
    mission = Key(none_is_known=True)
    actor = Key(none_is_known=True)
    until = Column(none_is_known=True)

    class Meta:
        model = MandateAction
        fields = [
            "key",
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


class MandateViewSet(ReadOnly):
    """Versions of mandates; `mission=unmiss&as_of=2014-06-01` is the one in force that day."""

    queryset = Mandate.objects.all()
    serializer_class = MandateSerializer
    filterset_class = MandateFilter


class MandateActionViewSet(ReadOnly):
    """What each document did to a mission: established, extended, ended it."""

    queryset = MandateAction.objects.all()
    serializer_class = MandateActionSerializer
    filterset_class = MandateActionFilter


class StrengthCeilingSerializer(CeilingSerializer):
    mission = Key()

    class Meta(CeilingSerializer.Meta):
        fields = ["key", "mission", *CeilingSerializer.Meta.fields]


class StrengthCeilingViewSet(ReadOnly):
    """The most persons of a category that documents let missions deploy, by period.

    Of each mission those that were read from the texts, if any were; `coding=` asks for others.
    """

    queryset = StrengthCeiling.objects.all()
    serializer_class = StrengthCeilingSerializer
    filterset_class = StrengthCeilingFilter
