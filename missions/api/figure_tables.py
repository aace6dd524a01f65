"""Strength, contributions, fatalities, sites and budgets over the API."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from missions.filters.figure_filters import (
    BudgetFilter,
    ContributionFilter,
    ContributionTotalFilter,
    FatalityFilter,
    SiteFilter,
    StrengthFilter,
)
from missions.models import (
    Budget,
    Contribution,
    ContributionTotal,
    DeploymentSite,
    Fatality,
    Strength,
)
from records.api import PERIOD, SOURCED, Key, SourcedSerializer
from records.common.api import ReadOnly


@extend_schema_field(str)
class Month(serializers.Field):
    """`2013-12` for a month, `2013` for the mean of a year."""

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, row) -> str:
        by_year = getattr(row, "precision", "month") == "year"
        return f"{row.month:%Y}" if by_year else f"{row.month:%Y-%m}"


class StrengthSerializer(SourcedSerializer):
    mission = Key()
    month = Month()
    authorized_source = Key()

    class Meta:
        model = Strength
        fields = [
            "id",
            "mission",
            "month",
            "category",
            "deployed",
            "authorized",
            "contributors",
            "basis",
            *SOURCED,
            "authorized_source",
            "note",
        ]


class StrengthViewSet(ReadOnly):
    """Persons deployed at the end of a month, and the most that were authorized then.

    `total_uniformed` is the whole, the other categories its parts: do not add them up.
    """

    queryset = Strength.objects.select_related("mission", "source", "authorized_source")
    serializer_class = StrengthSerializer
    filterset_class = StrengthFilter


class ContributionSerializer(SourcedSerializer):
    mission = Key()
    state = Key()
    month = Month()

    class Meta:
        model = Contribution
        fields = [
            "id",
            "mission",
            "state",
            "month",
            "precision",
            "category",
            "persons",
            "women",
            "men",
            *SOURCED,
            "note",
        ]


class ContributionViewSet(ReadOnly):
    """Persons that a state gave to a mission, at the end of a month or on average in a year.

    `formed_police` and `police_individual` are parts of `police`, `staff_officer` of `troops`, and
    all are parts of `total_uniformed`. A category that
    a month reports as zero has no row. Months and years are never to be added up.
    """

    queryset = Contribution.objects.select_related("mission", "state", "source")
    serializer_class = ContributionSerializer
    filterset_class = ContributionFilter


class ContributionTotalSerializer(SourcedSerializer):
    state = Key()
    month = Month()

    class Meta:
        model = ContributionTotal
        fields = ["id", "state", "month", "category", "persons", "women", "men", *SOURCED]


class ContributionTotalViewSet(ReadOnly):
    """A state's persons over all missions, as published: `month=2013-12&ordering=-persons`."""

    queryset = ContributionTotal.objects.select_related("state", "source")
    serializer_class = ContributionTotalSerializer
    filterset_class = ContributionTotalFilter


class FatalitySerializer(SourcedSerializer):
    mission = Key(default=None)
    state = Key(default=None)

    class Meta:
        model = Fatality
        fields = [
            "id",
            "casualty_id",
            "mission",
            "mission_code",
            "date",
            "precision",
            "state",
            "category",
            "incident_type",
            "gender",
            "persons",
            *SOURCED,
            "note",
        ]


class FatalityViewSet(ReadOnly):
    """Deaths in the service of UN missions, one row a person; `count` is their number."""

    queryset = Fatality.objects.select_related("mission", "state", "source")
    serializer_class = FatalitySerializer
    filterset_class = FatalityFilter


class SiteSerializer(SourcedSerializer):
    mission = Key()
    state = Key(default=None)
    month = Month()

    class Meta:
        model = DeploymentSite
        fields = [
            "id",
            "mission",
            "name",
            "state",
            "province",
            "latitude",
            "longitude",
            "position",
            "month",
            "precision",
            "troops",
            "contingents",
            "headquarters",
            "police",
            "military_observers",
            "map",
            *SOURCED,
        ]


class SiteViewSet(ReadOnly):
    """Places where a map puts parts of a mission; troops are standard sizes of units."""

    queryset = DeploymentSite.objects.select_related("mission", "state", "source")
    serializer_class = SiteSerializer
    filterset_class = SiteFilter


class BudgetSerializer(SourcedSerializer):
    mission = Key()

    class Meta:
        model = Budget
        fields = ["id", "mission", "kind", "amount", *PERIOD, "document_symbol", *SOURCED, "note"]


class BudgetViewSet(ReadOnly):
    """Amounts in US dollars for a period; kinds are never to be added up."""

    queryset = Budget.objects.select_related("mission", "source")
    serializer_class = BudgetSerializer
    filterset_class = BudgetFilter
