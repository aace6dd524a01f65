"""Strength, contributions, fatalities, sites and budgets over the API."""

from datetime import date

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
from records.api import PERIOD, SOURCED, SourcedSerializer
from records.common.api import ReadOnly
from records.common.periods import Precision
from records.models.evidence import WhyEmpty
from records.rows.fields import Computed, Key

MONTH = {"type": "string", "pattern": r"^\d{4}-\d{2}$"}


def _month_of(day: date, precision: str = Precision.MONTH) -> str | None:
    return day.isoformat()[:7] if precision == Precision.MONTH else None


def a_month() -> Computed:
    return Computed("month", write=_month_of, schema=MONTH)


def a_month_or_none() -> Computed:
    """Of rows that may be the mean of a year."""
    return Computed(
        "month",
        "precision",
        write=_month_of,
        schema=MONTH,
        why=lambda month, precision: WhyEmpty.NOT_APPLICABLE.value,
    )


def a_year() -> Computed:
    return Computed("month", write=lambda month: month.year, schema={"type": "integer"})


class StrengthSerializer(SourcedSerializer):
    mission = Key()
    month = a_month()
    authorized_source = Key()

    class Meta:
        model = Strength
        fields = [
            "key",
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

    queryset = Strength.objects.all()
    serializer_class = StrengthSerializer
    filterset_class = StrengthFilter


class ContributionSerializer(SourcedSerializer):
    mission = Key()
    state = Key()
    month = a_month_or_none()
    year = a_year()

    class Meta:
        model = Contribution
        fields = [
            "key",
            "mission",
            "state",
            "month",
            "year",
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

    queryset = Contribution.objects.all()
    serializer_class = ContributionSerializer
    filterset_class = ContributionFilter


class ContributionTotalSerializer(SourcedSerializer):
    state = Key()
    month = a_month()

    class Meta:
        model = ContributionTotal
        fields = ["key", "state", "month", "category", "persons", "women", "men", *SOURCED]


class ContributionTotalViewSet(ReadOnly):
    """A state's persons over all missions, as published: `month=2013-12&ordering=-persons`."""

    queryset = ContributionTotal.objects.all()
    serializer_class = ContributionTotalSerializer
    filterset_class = ContributionTotalFilter


class FatalitySerializer(SourcedSerializer):
    mission = Key()
    state = Key()

    class Meta:
        model = Fatality
        fields = [
            "key",
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

    queryset = Fatality.objects.all()
    serializer_class = FatalitySerializer
    filterset_class = FatalityFilter


class SiteSerializer(SourcedSerializer):
    mission = Key()
    state = Key()
    month = a_month_or_none()
    year = a_year()

    class Meta:
        model = DeploymentSite
        fields = [
            "key",
            "mission",
            "name",
            "state",
            "province",
            "latitude",
            "longitude",
            "position",
            "month",
            "year",
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

    queryset = DeploymentSite.objects.all()
    serializer_class = SiteSerializer
    filterset_class = SiteFilter


class BudgetSerializer(SourcedSerializer):
    mission = Key()

    class Meta:
        model = Budget
        fields = ["key", "mission", "kind", "amount", *PERIOD, "document_symbol", *SOURCED, "note"]


class BudgetViewSet(ReadOnly):
    """Amounts in US dollars for a period; kinds are never to be added up."""

    queryset = Budget.objects.all()
    serializer_class = BudgetSerializer
    filterset_class = BudgetFilter
