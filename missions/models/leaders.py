"""Who led missions: persons by post and days, with how well each is known."""

from hashlib import sha256
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from missions.models.mission import Mission
from organizations.models import State
from records.common.constraints import one_of
from records.common.periods import Period, PeriodQuerySet, Precision
from records.models import Source
from records.models.ownership import Owned, Searched


class Post(models.TextChoices):
    HEAD = "head_of_mission", _("Head of mission")
    DEPUTY = "deputy_head", _("Deputy head of mission")
    COMMANDER = "force_commander", _("Force commander")
    OBSERVER = "chief_military_observer", _("Chief military observer")
    POLICE = "police_commissioner", _("Police commissioner")


class LeaderEvidence(models.TextChoices):
    """A person whom no source names is weak, however well remembered."""

    FOUND = "found", _("Found: a source names person, mission and post")
    RECALLED = "recalled", _("Recalled: general knowledge, seen in no source")


class DatesRecalled(models.TextChoices):
    """Apart from the person: who held a post may be sourced, and from when to when not."""

    NONE = "none", _("None")
    START = "starts_on", _("First day recalled")
    END = "ends_on", _("Last day recalled")
    BOTH = "both", _("Days recalled")


class MissionLeader(Owned, Period):
    """Persons are text: nobody has a record here.

    The end of a term that nobody has seen is not known; that somebody is still in office is
    never said. Posts may overlap for a while, by acting heads: `manage.py audit` tells them.
    """

    owner = "mission"
    natural_key = ("post", "person", "starts_on")
    collection = "leaders"
    known_from = ("source",)
    searched = Searched("mission", ("person",), as_rows=True, named_with=False)
    editors_only = frozenset({"lead"})
    unconfirmed: ClassVar[Q] = (
        Q(evidence=LeaderEvidence.RECALLED) | ~Q(dates_recalled=DatesRecalled.NONE) | ~Q(lead="")
    )

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="leaders")
    post = models.CharField(max_length=23, choices=Post)
    person = models.CharField(max_length=100)
    nationality = models.ForeignKey(
        State,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mission_leaders",
        help_text="The state of that day.",
    )
    acting = models.BooleanField(default=False, help_text="Acting, interim or in charge.")
    evidence = models.CharField(max_length=8, choices=LeaderEvidence)
    dates_recalled = models.CharField(
        max_length=9,
        choices=DatesRecalled,
        help_text="Which of the days nobody has seen in a source.",
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    address = models.URLField(max_length=300, blank=True, help_text="Of the page that names them.")
    locator = models.CharField(max_length=300, blank=True, help_text="Where, or in what words.")
    lead = models.CharField(
        max_length=500,
        blank=True,
        help_text="For editors alone: pages that are no authority and may lead to one.",
    )
    note = models.CharField(max_length=500, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["post", "starts_on", "id"]
        constraints = [
            *Period.Meta.constraints,
            one_of("post", Post),
            one_of("evidence", LeaderEvidence),
            one_of("dates_recalled", DatesRecalled),
            models.CheckConstraint(
                name="missions_missionleader_end_seen_or_unknown",
                condition=Q(ends_on__isnull=False) | Q(ends_precision=Precision.UNKNOWN),
                violation_error_message="A last day that is empty is not known: give it the "
                "precision 'unknown'.",
            ),
            models.CheckConstraint(
                name="missions_missionleader_recalled_names_no_page",
                condition=~Q(evidence=LeaderEvidence.RECALLED) | Q(address="", locator=""),
                violation_error_message="A person who is recalled was seen on no page: empty the "
                "address and the locator, or say that the person was found.",
            ),
        ]
        indexes = [
            models.Index(name="missions_leader_by_person", fields=["person"]),
            models.Index(name="missions_leader_by_start", fields=["starts_on"]),
            models.Index(name="missions_leader_by_end", fields=["ends_on"]),
        ]

    def __str__(self) -> str:
        weak = f" ({self.weakness})" if self.weakness else ""  # lists of hits give its first year
        acting = "acting " if self.acting else ""
        where = self.mission.acronym or self.mission
        return f"{self.person}, {acting}{self.get_post_display().lower()}, {where}{weak}"

    @property
    def weakness(self) -> str:
        """What of the term nobody has seen in a source, in words: the person, or days alone."""
        if self.evidence == LeaderEvidence.RECALLED:
            return gettext("recalled")
        if self.dates_recalled != DatesRecalled.NONE:
            return str(self.get_dates_recalled_display()).lower()
        return ""

    @property
    def title(self) -> str:
        return self.person

    @property
    def anchor(self) -> str:
        """Its place on the page of its mission: the same after every load, for any name."""
        key = f"{self.post},{self.person},{self.starts_on or ''}"
        return f"led-{sha256(key.encode()).hexdigest()[:12]}"

    @staticmethod
    def completed(row: dict) -> dict:
        """An end left empty is one not known: nobody should have to say so twice."""
        row = Period.completed(row)
        return row if row.get("ends_on") else row | {"ends_precision": Precision.UNKNOWN}
