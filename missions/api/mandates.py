"""Mandates, the actions they come from and ceilings over the API."""

from rest_framework import serializers

from missions.filters.mandates import MandateActionFilter, MandateFilter, StrengthCeilingFilter
from missions.models import (
    Mandate,
    MandateAction,
    StrengthCeiling,
)
from records.api import PERIOD, Key
from records.common.api import ReadOnly


class CeilingSerializer(serializers.ModelSerializer):
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

    class Meta(MandateInMissionSerializer.Meta):
        fields = ["id", "mission", *MandateInMissionSerializer.Meta.fields]


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


class MandateViewSet(ReadOnly):
    """Versions of mandates; `mission=unmiss&as_of=2014-06-01` is the one in force that day."""

    queryset = Mandate.objects.select_related("mission", "document", "action")
    serializer_class = MandateSerializer
    filterset_class = MandateFilter


class MandateActionViewSet(ReadOnly):
    """What each document did to a mission: established, extended, ended it."""

    queryset = MandateAction.objects.select_related("document", "mission", "actor")
    serializer_class = MandateActionSerializer
    filterset_class = MandateActionFilter


class StrengthCeilingSerializer(CeilingSerializer):
    mission = Key()

    class Meta(CeilingSerializer.Meta):
        fields = ["id", "mission", *CeilingSerializer.Meta.fields]


class StrengthCeilingViewSet(ReadOnly):
    """The most persons of a category that documents let missions deploy, by period.

    Of each mission those that were read from the texts, if any were; `coding=` asks for others.
    """

    queryset = StrengthCeiling.objects.select_related("mission", "document")
    serializer_class = StrengthCeilingSerializer
    filterset_class = StrengthCeilingFilter
