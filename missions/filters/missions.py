"""What lists of conflicts and missions can be asked, on pages and API."""

from datetime import date
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from missions.models import (
    Activity,
    Arrangement,
    Chapter,
    Conflict,
    ConflictType,
    Consent,
    LegalBasis,
    LegalBasisKind,
    LegalBasisStatus,
    MandateAction,
    Mission,
    MissionCategory,
    MissionRole,
    MissionType,
    Modality,
    Role,
)
from missions.models.mission import MissionQuerySet
from records.common.filters import (
    CountedValue,
    DayFilter,
    Decade,
    HeldInLanguage,
    Keyed,
    OneOf,
    Ordering,
    YesNo,
    named,
)
from records.common.languages import Words
from records.common.periods import surely_active
from records.filters import PeriodFilter, RecordFilter
from records.named import Named
from records.reading.known import About


class ConflictFilter(PeriodFilter, RecordFilter):
    facets = ("type", "decade", "state")

    columns = named("note")

    type = OneOf("type", ConflictType, label=_("Type"))
    state = Named("state", "states", label=_("State"))
    mission = Named("mission", "missions", label=_("Mission"))
    organization = Named(
        "organization",
        "missions__roles__actor",
        method="with_mission_led_by",
        label=_("With a mission led by"),
        in_form=False,
    )
    decade = Decade("starts_on", label=_("Decade begun"))
    ordering = Ordering({"starts_on": ("starts_on", "name"), "name": ("name",)})

    class Meta(RecordFilter.Meta):
        model = Conflict

    def with_mission_led_by(self, conflicts: QuerySet, name: str, ids: list[int]) -> QuerySet:
        led = MissionRole.objects.filter(role=Role.LEAD, actor__in=ids).values("mission")
        through = Conflict.missions.through.objects.filter(mission__in=led)
        return conflicts.filter(pk__in=through.values("conflict"))


def _actor(kind: str, label: Words, role: str = "") -> Named:
    """Missions in which one of the actors held the role, or any; with `as_of`, on that day.

    Each asks a role of its own: led by one, commanded by another.
    """
    return Named(
        kind,
        "roles__actor",
        row=label,
        where={"role": role} if role else {},
        dated=True,
        label=label,
    )


class MissionStatus(models.TextChoices):
    """Where a mission stands on a day; it follows from its first and last day."""

    UNDER_WAY = "under_way", _("Under way")
    ENDED = "ended", _("Ended")
    NOT_SURE = "not_sure", _("Not begun, or not known")


class Status(OneOf):
    """Missions by where they stand today, or on the day of `as_of`, which then hides none."""

    def __init__(self, **kwargs) -> None:
        super().__init__("starts_on", MissionStatus, **kwargs)

    def condition(self, relation: str, value: list[str]) -> Q:
        held = self._held()
        return reduce(or_, (held[one] for one in value))

    def counted(self, rows: QuerySet) -> list[CountedValue]:
        asked = {status: Count("pk", filter=met) for status, met in self._held().items()}
        found = rows.order_by().aggregate(**asked)
        return [CountedValue(one.value, str(one.label), found[one.value]) for one in MissionStatus]

    def _held(self) -> dict[str, Q]:
        day = self.parent.given("as_of") or timezone.localdate()
        under_way, ended = surely_active(day), Q(ends_on__lt=day)
        return {
            MissionStatus.UNDER_WAY: under_way,
            MissionStatus.ENDED: ended,
            MissionStatus.NOT_SURE: ~under_way & ~(ended & Q(ends_on__isnull=False)),
        }


class MissionFilter(PeriodFilter, RecordFilter):
    facets = ("category", "arrangement", "region", "legal_basis", "type", "decade")

    about = {
        "document": (
            About(
                "legal_bases__document",
                "mandate_actions__document",
                label=_("Documents that founded, authorized or acted on them"),
            ),
        ),
        "task": (About("mandate_statements"),),
        "task_modality": (About("mandate_statements"),),
        "without_authority": (About("legal_bases__kind"),),
        "followed": (About("relations"),),
    }

    tabs = "status"
    columns = named(
        "acronym",
        "established_on",
        "established_precision",
        "headquarters",
        "latitude",
        "longitude",
        "confidence",
        "note",
    )
    old_names = {"state": "host_state", "resolution": "document"}

    status = Status(label=_("Status"))
    category = OneOf("category", MissionCategory, label=_("Category"))
    type = OneOf("type", MissionType, label=_("Type"))
    arrangement = OneOf("arrangement", Arrangement, label=_("Who runs it"))
    primary_activity = OneOf("primary_activity", Activity, label=_("Activity"))
    consent = OneOf("consent", Consent, label=_("Consent"))
    host_state = Named("state", "host_states", label=_("Host state"))
    region = HeldInLanguage("host_states__region", "host_states__subregion", label=_("Region"))
    organization = _actor("organization", _("Organization in any role"))
    lead = _actor("*", _("Led by"), Role.LEAD)
    command = _actor("*", _("Commanded by"), Role.COMMAND)
    authorized_by = _actor("*", _("Authorized by"), Role.AUTHORISING)
    contributor = _actor("state", _("Contributor"), Role.CONTRIBUTOR)
    actor = _actor("*", _("Actor in any role"))
    conflict = Named("conflict", "conflicts", label=_("Conflict"))
    document = Named("document", label=_("Resolution or other document"), method="acted_on")
    legal_basis = OneOf("legal_bases__kind", LegalBasisKind, label=_("Legal basis"))
    chapter = OneOf("mandates__chapter", Chapter, dated=True, label=_("Chapter of the Charter"))
    legal_status = OneOf("legal_bases__status", LegalBasisStatus, label=_("Legal basis is"))
    task = Keyed("task_periods__task", dated=True, label=_("Task in force"))
    task_modality = OneOf(
        "task_periods__modality", Modality, dated=True, label=_("Modality of the task")
    )
    without_authority = YesNo(label=_("Without authority"), method="lacking_authority")
    followed = YesNo(label=_("Followed by another"), method="that_were_followed")
    never_deployed = YesNo("never_deployed", label=_("Never deployed"))
    decade = Decade("starts_on", label=_("Decade begun"))
    starts_on = DayFilter("starts_on", label=_("Begun"))
    ends_on = DayFilter("ends_on", label=_("Ended"))
    ordering = Ordering(
        {
            "starts_on": ("starts_on", "acronym"),
            "ends_on": ("ends_on",),
            "name": ("name",),
            "acronym": ("acronym", "starts_on"),
        }
    )

    class Meta(RecordFilter.Meta):
        model = Mission

    def on_day(self, missions: QuerySet, name: str, day: date) -> QuerySet:
        """With a status asked, the day says when that is meant."""
        return missions if self.given("status") else super().on_day(missions, name, day)

    def acted_on(self, missions: QuerySet, name: str, ids: list[int]) -> QuerySet:
        """Missions that a document founded, authorized or acted on."""
        founded = LegalBasis.objects.filter(document__in=ids).values("mission")
        acted_on = MandateAction.objects.filter(document__in=ids).values("mission")
        return missions.filter(Q(pk__in=founded) | Q(pk__in=acted_on))

    def lacking_authority(self, missions: MissionQuerySet, name: str, lacking: bool) -> QuerySet:
        without = missions.without_authority()
        return without if lacking else missions.exclude(pk__in=without.values("pk"))

    def that_were_followed(self, missions: MissionQuerySet, name: str, asked: bool) -> QuerySet:
        followed = missions.followed()
        return followed if asked else missions.exclude(pk__in=followed.values("pk"))
