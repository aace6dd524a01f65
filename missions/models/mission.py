from collections.abc import Iterator
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from legal.models import Confidence
from missions.models.conflict import Conflict
from organizations.models import State
from records.common.ahead import NEVER
from records.common.constraints import one_of
from records.common.periods import Period, PeriodQuerySet, Precision
from records.common.spellings import Name, Via
from records.models import Described, RecordKind
from records.models.ownership import Owned


class MissionCategory(models.TextChoices):
    """How the UN counts it: the headline figures of its peacekeeping refer to the first."""

    UN_PEACEKEEPING = "un_peacekeeping", _("UN peacekeeping operation")
    UN_POLITICAL = "un_political", _("UN special political mission")
    UN_OTHER = "un_other", _("Other UN operation")
    NON_UN = "non_un", _("Not run by the UN")


class Arrangement(models.TextChoices):
    """Who runs it."""

    UN_COMMANDED = "un_commanded", _("UN-commanded")
    COALITION_LED = "coalition_led", _("Led by a coalition")
    REGIONAL_LED = "regional_led", _("Led by a regional organization")
    ALLIANCE_LED = "alliance_led", _("Led by an alliance")
    HYBRID = "hybrid", _("Hybrid")


class MissionType(models.TextChoices):
    """What it is; whether it was authorized follows from its legal bases alone."""

    OBSERVER = "observer", _("Observer mission")
    INTERPOSITION = "interposition", _("Interposition force")
    MULTIDIMENSIONAL = "multidimensional", _("Multidimensional operation")
    TRANSITIONAL_ADMINISTRATION = "transitional_administration", _("Transitional administration")
    POLITICAL_MISSION = "political_mission", _("Political mission")
    STABILIZATION_FORCE = "stabilization_force", _("Stabilization force")
    ENFORCEMENT_FORCE = "enforcement_force", _("Enforcement force")
    AIR_CAMPAIGN = "air_campaign", _("Air campaign")
    SUPPORT_OFFICE = "support_office", _("Support office")
    TRAINING = "training", _("Training or advice")
    ELECTION = "election", _("Election mission")
    MONITORING = "monitoring", _("Monitoring mission")
    MARITIME = "maritime", _("Maritime operation")


class Activity(models.TextChoices):
    CONFLICT_PREVENTION = "conflict_prevention", _("Conflict prevention")
    PEACEMAKING = "peacemaking", _("Peacemaking")
    PEACEKEEPING = "peacekeeping", _("Peacekeeping")
    PEACE_ENFORCEMENT = "peace_enforcement", _("Peace enforcement")
    PEACEBUILDING = "peacebuilding", _("Peacebuilding")
    NONE = "none", _("None of these")


class Consent(models.TextChoices):
    HOST_AND_PARTIES = "host_and_parties", _("Of the host state and the parties")
    HOST = "host", _("Of the host state")
    UNDER_PRESSURE = "obtained_under_pressure", _("Obtained under pressure")
    NONE = "none", _("None")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")
    NOT_CODED = "not_coded", _("Not coded")


class PersonnelCategory(models.TextChoices):
    TROOPS = "troops", _("Troops")
    MILITARY_OBSERVER = "military_observer", _("Military observers")
    STAFF_OFFICER = "staff_officer", _("Staff officers")
    POLICE_INDIVIDUAL = "police_individual", _("Individual police officers")
    FORMED_POLICE = "formed_police", _("Formed police units")
    POLICE = "police", _("Police")
    CIVILIAN_INTERNATIONAL = "civilian_international", _("International civilians")
    CIVILIAN_NATIONAL = "civilian_national", _("National civilians")
    UN_VOLUNTEER = "un_volunteer", _("UN volunteers")
    MILITARY = "military", _("Military personnel of all kinds in one figure")
    TOTAL_UNIFORMED = "total_uniformed", _("All uniformed personnel")


# What counts a category too, where a month has both.
WITHIN: dict[str, str] = {
    PersonnelCategory.TROOPS: PersonnelCategory.MILITARY,
    PersonnelCategory.MILITARY_OBSERVER: PersonnelCategory.MILITARY,
    PersonnelCategory.STAFF_OFFICER: PersonnelCategory.MILITARY,
    PersonnelCategory.POLICE_INDIVIDUAL: PersonnelCategory.POLICE,
    PersonnelCategory.FORMED_POLICE: PersonnelCategory.POLICE,
}


class MissionQuerySet(PeriodQuerySet):
    def in_role(self, role: str, **actor) -> Self:
        """Missions in which an actor (`actor__slug="nato"`) held a role at any time."""
        roles = apps.get_model("missions", "MissionRole").objects
        return self.filter(Exists(roles.filter(mission=OuterRef("pk"), role=role, **actor)))

    def without_authority(self) -> Self:
        """Operations with a legal basis that says `none`: absence of data never does."""
        bases = apps.get_model("missions", "LegalBasis").objects
        return self.filter(Exists(bases.filter(mission=OuterRef("pk"), kind="none")))

    def followed(self) -> Self:
        """Operations that another took over from; overlap and support are no such thing."""
        relations = apps.get_model("missions", "MissionRelation").objects
        return self.filter(Exists(relations.successions().filter(predecessor=OuterRef("pk"))))


class Mission(Described, Period):
    """A field operation, whoever ran it, from its first day to the end of its mandate.

    Whether it is planned, active or ended on a day follows from the period.
    """

    RECORD_KIND = RecordKind.MISSION
    searched_columns = ("note", "headquarters")
    ahead = {"established_on": NEVER}

    acronym = models.CharField(
        max_length=40, blank=True, help_text="Not unique: ECOMOG came three times."
    )
    category = models.CharField(max_length=15, choices=MissionCategory)
    arrangement = models.CharField(max_length=13, choices=Arrangement)
    type = models.CharField(max_length=27, choices=MissionType)
    primary_activity = models.CharField(max_length=19, choices=Activity)
    consent = models.CharField(max_length=23, choices=Consent, default=Consent.NOT_CODED)
    never_deployed = models.BooleanField(default=False)
    established_on = models.DateField(
        null=True, blank=True, help_text="Day of the decision; the first day of work is apart."
    )
    established_precision = models.CharField(
        max_length=7, choices=Precision, default=Precision.UNKNOWN
    )
    host_states = models.ManyToManyField(State, blank=True, related_name="hosted_missions")
    conflicts = models.ManyToManyField(Conflict, blank=True, related_name="missions")
    headquarters = models.CharField(max_length=100, blank=True)
    latitude = models.DecimalField(
        max_digits=6, decimal_places=4, null=True, blank=True, help_text="Degrees north."
    )
    longitude = models.DecimalField(
        max_digits=7, decimal_places=4, null=True, blank=True, help_text="Degrees east."
    )
    confidence = models.CharField(max_length=6, choices=Confidence, blank=True)
    note = models.TextField(blank=True)

    objects = MissionQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            one_of("category", MissionCategory),
            one_of("arrangement", Arrangement),
            one_of("type", MissionType),
            one_of("primary_activity", Activity),
            one_of("consent", Consent),
            one_of("established_precision", Precision),
            one_of("confidence", Confidence, blank=True),
            models.CheckConstraint(
                name="missions_mission_place_on_earth",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                violation_error_message="Latitude is -90 to 90, longitude -180 to 180; "
                "give both or neither.",
            ),
        ]
        indexes = [
            models.Index(name="missions_mission_by_start", fields=["starts_on", "record"]),
            models.Index(name="missions_mission_by_end", fields=["ends_on", "record"]),
            models.Index(name="missions_mission_by_acronym", fields=["acronym"]),
        ]

    def further_names(self) -> Iterator[Name]:
        yield Name(Via.ACRONYM, self.acronym)

    def linked_data(self) -> dict[str, Any]:
        return {"@type": "Event", "alternateName": self.acronym, **self.in_iso()}


class MissionActivity(Owned):
    """A further activity beside the primary one."""

    owner = "mission"
    natural_key = ("activity",)
    collection = "activities"

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="activities")
    activity = models.CharField(max_length=19, choices=Activity)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "mission activities"
        constraints = [one_of("activity", Activity)]

    def __str__(self) -> str:
        return self.get_activity_display()
