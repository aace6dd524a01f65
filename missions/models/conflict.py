from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import State
from records.common.ahead import NEVER
from records.common.constraints import one_of
from records.common.periods import Period, PeriodQuerySet
from records.models import ACTORS, Described, Record, RecordKind, Source
from records.models.ownership import Owned


class ConflictType(models.TextChoices):
    INTERSTATE = "interstate", _("Between states")
    INTRASTATE = "intrastate", _("Within a state")
    INTERNATIONALIZED = "internationalized", _("Within a state, with forces of others")


class Conflict(Described, Period):
    """An armed conflict or crisis; the states concerned are named without blame."""

    RECORD_KIND = RecordKind.CONFLICT
    searched_columns = ("note",)
    ahead = {"starts_on": NEVER, "ends_on": NEVER}

    type = models.CharField(max_length=17, choices=ConflictType)
    states = models.ManyToManyField(State, blank=True, related_name="conflicts")
    note = models.TextField(blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [*Period.Meta.constraints, one_of("type", ConflictType)]
        indexes = [models.Index(name="missions_conflict_by_start", fields=["starts_on", "record"])]

    def linked_data(self) -> dict[str, Any]:
        return {"@type": "Event", **self.in_iso()}


class ConflictParty(Owned):
    owner = "conflict"
    natural_key = ("actor", "side")
    collection = "parties"
    known_from = ("source",)

    conflict = models.ForeignKey(Conflict, models.CASCADE, related_name="parties")
    actor = models.ForeignKey(
        Record, models.PROTECT, related_name="conflict_roles", limit_choices_to=ACTORS
    )
    side = models.CharField(max_length=60, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["side", "id"]
        verbose_name_plural = "conflict parties"

    def __str__(self) -> str:
        return f"{self.actor} in {self.conflict}"
