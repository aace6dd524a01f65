"""Figures by month, year or day, as published: facts that come by import."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from missions.models.mission import Mission, PersonnelCategory
from organizations.models import State
from records.common.ahead import NEVER, PLANNED
from records.common.constraints import one_of
from records.common.fields import BoundedIntegerField
from records.common.periods import Period, PeriodQuerySet, Precision
from records.models import Source
from records.models.ownership import Fact


def _persons(**options):
    return BoundedIntegerField(most=1_000_000, help_text="Persons.", **options)


def _month():
    return models.DateField(help_text="First day of the month, or of the year.")


def _precision():
    return models.CharField(max_length=7, choices=Precision, default=Precision.MONTH)


class StrengthBasis(models.TextChoices):
    REPORTED = "reported", _("Reported")
    INTERPOLATED = "interpolated", _("Interpolated between two reports")


class StrengthQuerySet(models.QuerySet):
    def counted_last(self, day: date) -> Self:
        """Of each mission all uniformed personnel in the newest month counted by a day."""
        rows = self.filter(category=PersonnelCategory.TOTAL_UNIFORMED, deployed__isnull=False)
        of_mission = rows.filter(mission=OuterRef("mission"), month__lte=day)
        return rows.filter(month=Subquery(of_mission.order_by("-month").values("month")[:1]))


class Strength(Fact):
    """Persons deployed at the end of a month, and the most that were authorized then."""

    batch = "strength"
    value_field = "deployed"
    natural_key = ("mission", "month", "category")
    ahead = {"month": NEVER}

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="strengths", db_index=False)
    month = _month()
    category = models.CharField(max_length=22, choices=PersonnelCategory)
    deployed = _persons(null=True)
    authorized = _persons(null=True)
    contributors = BoundedIntegerField(null=True, most=300, help_text="Contributing states.")
    basis = models.CharField(max_length=12, choices=StrengthBasis, blank=True)
    authorized_source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    note = models.CharField(max_length=300, blank=True)

    objects = StrengthQuerySet.as_manager()

    class Meta:
        ordering = ["mission", "month", "category"]
        verbose_name_plural = "strength"
        constraints = [
            one_of("category", PersonnelCategory),
            one_of("basis", StrengthBasis, blank=True),
        ]
        indexes = [
            models.Index(name="missions_strength_by_month", fields=["month", "mission"]),
            models.Index(name="missions_strength_by_size", fields=["deployed", "id"]),
            models.Index(  # like others that end as the list stands: found by it, sorted from it
                name="missions_strength_by_most",
                fields=["authorized", "mission", "month", "category"],
            ),
            models.Index(
                name="missions_strength_by_givers",
                fields=["contributors", "mission", "month", "category"],
            ),
            models.Index(
                name="missions_strength_sourced", fields=["source", "mission", "month", "category"]
            ),
            models.Index(
                name="missions_strength_most_sourced",
                fields=["authorized_source", "mission", "month", "category"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mission}, {self.month:%Y-%m}"


class Contribution(Fact):
    """Persons that a state gave to a mission: at the end of a month, or the mean of a year."""

    batch = "contributions"
    value_field = "persons"
    natural_key = ("mission", "state", "month", "precision", "category")
    ahead = {"month": NEVER}

    mission = models.ForeignKey(
        Mission, models.CASCADE, related_name="contributions", db_index=False
    )
    state = models.ForeignKey(State, models.PROTECT, related_name="contributions", db_index=False)
    month = _month()
    precision = _precision()
    category = models.CharField(max_length=22, choices=PersonnelCategory)
    persons = _persons()
    women = _persons(null=True)
    men = _persons(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["mission", "month", "state", "category", "precision"]
        constraints = [
            one_of("category", PersonnelCategory),
            one_of("precision", Precision),
        ]
        indexes = [
            models.Index(name="missions_contribution_of", fields=["state", "month"]),
            models.Index(
                name="missions_contribution_to",  # as the list stands
                fields=["mission", "month", "state", "category", "precision"],
            ),
            models.Index(
                name="missions_contribution_from",
                fields=["state", "mission", "month", "category", "precision"],
            ),
            models.Index(name="missions_contribution_by_month", fields=["month", "category"]),
            models.Index(
                name="missions_contribution_in_month",  # one month, as the list stands
                fields=["month", "precision", "mission", "state", "category"],
            ),
            models.Index(
                name="missions_contribution_by_size",
                fields=["persons", "mission", "month", "state", "category", "precision"],
            ),
            models.Index(
                name="missions_contribution_by_women",
                fields=["women", "mission", "month", "state", "category", "precision"],
            ),
            models.Index(
                name="missions_contribution_by_men",
                fields=["men", "mission", "month", "state", "category", "precision"],
            ),
            models.Index(
                name="missions_contribution_sourced",
                fields=["source", "mission", "month", "state", "category", "precision"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} in {self.mission}, {self.month:%Y-%m}"


class ContributionTotal(Fact):
    """A state's sum over all missions as published; never added to the rows by mission."""

    batch = "contribution_totals"
    value_field = "persons"
    natural_key = ("state", "month", "category")
    ahead = {"month": NEVER}

    state = models.ForeignKey(
        State, models.PROTECT, related_name="contribution_totals", db_index=False
    )
    month = _month()
    category = models.CharField(max_length=22, choices=PersonnelCategory)
    persons = _persons()
    women = _persons(null=True)
    men = _persons(null=True)

    class Meta:
        ordering = ["state", "month", "category"]
        constraints = [
            one_of("category", PersonnelCategory),
        ]
        indexes = [
            models.Index(name="missions_total_by_month", fields=["month", "category"]),
            models.Index(
                name="missions_total_by_size", fields=["persons", "state", "month", "category"]
            ),
            models.Index(
                name="missions_total_by_women", fields=["women", "state", "month", "category"]
            ),
            models.Index(
                name="missions_total_by_men", fields=["men", "state", "month", "category"]
            ),
            models.Index(
                name="missions_total_sourced", fields=["source", "state", "month", "category"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}, {self.month:%Y-%m}"


class IncidentType(models.TextChoices):
    MALICIOUS_ACT = "malicious_act", _("Malicious act")
    ACCIDENT = "accident", _("Accident")
    ILLNESS = "illness", _("Illness")
    SELF_INFLICTED = "self_inflicted", _("Self-inflicted")
    OTHER = "other", _("Other")
    TO_BE_DETERMINED = "to_be_determined", _("To be determined")
    UNKNOWN = "unknown", _("Unknown")


class CasualtyCategory(models.TextChoices):
    MILITARY = "military", _("Military")
    POLICE = "police", _("Police")
    MILITARY_OBSERVER = "military_observer", _("Military observer")
    CIVILIAN_INTERNATIONAL = "civilian_international", _("International civilian")
    CIVILIAN_NATIONAL = "civilian_national", _("National civilian")
    OTHER = "other", _("Other")


class Gender(models.TextChoices):
    MALE = "male", _("Male")
    FEMALE = "female", _("Female")


class Fatality(Fact):
    """Deaths in the service of a mission; a row of the UN's list is one person."""

    batch = "fatalities"
    natural_key = ("casualty_id",)
    ahead = {"date": NEVER}

    casualty_id = models.CharField(max_length=60, help_text="As in the UN's file.")
    mission = models.ForeignKey(
        Mission, models.CASCADE, null=True, blank=True, related_name="fatalities"
    )
    mission_code = models.CharField(max_length=40, help_text="As in the UN's file.")
    date = models.DateField()
    precision = models.CharField(max_length=7, choices=Precision, default=Precision.DAY)
    state = models.ForeignKey(
        State, models.PROTECT, null=True, blank=True, related_name="fatalities"
    )
    category = models.CharField(max_length=22, choices=CasualtyCategory)
    incident_type = models.CharField(max_length=16, choices=IncidentType)
    gender = models.CharField(max_length=6, choices=Gender, blank=True)
    persons = BoundedIntegerField(least=1, most=100_000, default=1)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["date", "id"]
        verbose_name_plural = "fatalities"
        constraints = [
            one_of("category", CasualtyCategory),
            one_of("incident_type", IncidentType),
            one_of("gender", Gender, blank=True),
            one_of("precision", Precision),
        ]
        indexes = [
            models.Index(  # the mission, so that its deaths are found without the others' rows
                name="missions_fatality_by_day", fields=["date", "id", "mission"]
            ),
            models.Index(name="missions_fatality_sourced", fields=["source", "date", "id"]),
            models.Index(name="missions_fatality_of_code", fields=["mission_code", "date", "id"]),
            models.Index(name="missions_fatality_in", fields=["mission", "incident_type"]),
        ]

    def __str__(self) -> str:
        return self.casualty_id


class PlacePosition(models.TextChoices):
    STATED = "stated", _("Stated")
    ESTIMATED = "estimated", _("Estimated")
    ADMINISTRATIVE_AREA = "administrative_area", _("Middle of an administrative area")


class SiteHeadquarters(models.TextChoices):
    CONTINGENT = "contingent", _("Contingent headquarters")
    SECTOR = "sector", _("Sector headquarters")
    MISSION = "mission", _("Mission headquarters")


class DeploymentSite(Fact):
    """A place where a map of a month (or a year's record) puts part of a mission."""

    batch = "deployment_sites"
    natural_key = ("mission", "name", "month", "precision", "latitude", "longitude")
    ahead = {"month": NEVER}

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="sites", db_index=False)
    name = models.CharField(max_length=200)
    state = models.ForeignKey(
        State, models.PROTECT, null=True, blank=True, related_name="sites", db_index=False
    )
    province = models.CharField(max_length=150, blank=True)
    latitude = models.DecimalField(max_digits=6, decimal_places=4, help_text="Degrees north.")
    longitude = models.DecimalField(max_digits=7, decimal_places=4, help_text="Degrees east.")
    month = _month()
    precision = _precision()
    troops = _persons(null=True)
    contingents = models.CharField(
        max_length=500, blank=True, help_text="NPL:150;IND, size left out where unknown."
    )
    headquarters = models.CharField(max_length=10, choices=SiteHeadquarters, blank=True)
    police = models.BooleanField(null=True)
    military_observers = models.BooleanField(null=True)
    position = models.CharField(max_length=19, choices=PlacePosition, blank=True)
    map = models.CharField(max_length=40, blank=True, help_text="Number of the UN map.")

    class Meta:
        ordering = ["mission", "month", "name", "id"]
        constraints = [
            one_of("precision", Precision),
            one_of("headquarters", SiteHeadquarters, blank=True),
            one_of("position", PlacePosition, blank=True),
            models.CheckConstraint(
                name="missions_deploymentsite_on_earth",
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                violation_error_message="Latitude is -90 to 90, longitude -180 to 180.",
            ),
        ]
        indexes = [
            models.Index(  # as the list stands
                name="missions_site_of", fields=["mission", "month", "name"]
            ),
            models.Index(name="missions_site_by_month", fields=["month", "mission"]),
            models.Index(name="missions_site_by_size", fields=["troops", "id"]),
            models.Index(
                name="missions_site_by_latitude", fields=["latitude", "mission", "month", "name"]
            ),
            models.Index(
                name="missions_site_by_longitude", fields=["longitude", "mission", "month", "name"]
            ),
            models.Index(name="missions_site_on_map", fields=["map", "mission", "month", "name"]),
            models.Index(
                name="missions_site_in_state", fields=["state", "mission", "month", "name"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.month:%Y-%m}"


class BudgetKind(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", _("Approved")
    APPROPRIATION = "appropriation", _("Appropriation")
    COMMITMENT = "commitment", _("Commitment authority")
    ADDITIONAL = "additional", _("Additional")
    EXPENDITURE = "expenditure", _("Expenditure")


class Budget(Fact, Period):
    """An amount for a period; kinds are never summed."""

    batch = "budgets"
    value_field = "amount"
    natural_key = ("mission", "kind", "starts_on", "ends_on")
    ahead = {"starts_on": PLANNED}

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="budgets")
    kind = models.CharField(max_length=13, choices=BudgetKind)
    amount = BoundedIntegerField(most=10**12, help_text="US dollars.")
    document_symbol = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=500, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["mission", "starts_on", "kind", "id"]
        constraints = [
            *Period.Meta.constraints,
            one_of("kind", BudgetKind),
        ]
        indexes = [
            models.Index(name="missions_budget_by_start", fields=["starts_on", "mission", "kind"]),
            models.Index(name="missions_budget_by_size", fields=["amount", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.mission}, {self.get_kind_display().lower()} from {self.starts_on}"
