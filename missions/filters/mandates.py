"""What lists of mandates, their actions, ceilings, roles and legal bases can be asked."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from missions.filters.figure_filters import LED_BY, led_by
from missions.models import (
    ActionKind,
    Chapter,
    ForceLevel,
    LegalBasis,
    LegalBasisKind,
    LegalBasisStatus,
    Mandate,
    MandateAction,
    MissionRelation,
    MissionRelationKind,
    MissionRole,
    PersonnelCategory,
    Role,
    StrengthCeiling,
)
from records.common.filters import DayFilter, OneOf, Ordering, Text, YesNo
from records.common.periods import surely_active
from records.filters import AsOf, Named, PeriodFilter, through
from records.reading.known import About


class MandateFilter(PeriodFilter):
    about = {"task": (About("tasks__task"),)}

    mission = Named("mission", "mission", label="Mission")
    resolution = Named("document", "document", label="Resolution or other document")
    chapter = OneOf("chapter", Chapter, label="Chapter of the Charter")
    force_level = OneOf("force_level", ForceLevel, label="Force")
    task = Text(label="Task", method="with_task")
    open_ended = YesNo(field_name="open_ended", label="Open-ended")
    ordering = Ordering({"mission": ("mission__name", "starts_on"), "starts_on": ("starts_on",)})

    class Meta(AsOf.Meta):
        model = Mandate

    def with_task(self, mandates: QuerySet, name: str, key: str) -> QuerySet:
        tasked = Mandate.objects.filter(tasks__task__key=key, pk=OuterRef("pk"))
        return mandates.filter(Exists(tasked))


class MandateActionFilter(AsOf):
    mission = Named("mission", "mission", label="Mission")
    resolution = Named("document", "document", label="Resolution or other document")
    action = OneOf("action", ActionKind, label="Action")
    effective_on__gte = DayFilter(field_name="effective_on", lookup_expr="gte", label="From")
    effective_on__lte = DayFilter(field_name="effective_on", lookup_expr="lte", label="Until")
    ordering = Ordering(
        {"effective_on": ("effective_on", "document", "rank"), "mission": ("mission__name",)}
    )

    class Meta(AsOf.Meta):
        model = MandateAction

    def on_day(self, actions: QuerySet, name: str, day: date) -> QuerySet:
        return actions.filter(effective_on__lte=day)


class StrengthCeilingFilter(PeriodFilter):
    mission = Named("mission", "mission", label="Mission")
    resolution = Named("document", "document", label="Resolution or other document")
    category = OneOf("category", PersonnelCategory, label="Category")
    ordering = Ordering(
        {
            "mission": ("mission__name", "category", "starts_on"),
            "starts_on": ("starts_on",),
            "persons": ("persons",),
        }
    )

    class Meta(PeriodFilter.Meta):
        model = StrengthCeiling


class MissionRoleFilter(PeriodFilter):
    mission = Named("mission", "mission", label="Mission")
    role = OneOf("role", Role, label="Role")
    actor = Named("*", "actor", label="Actor (kind:slug)")
    organization = Named("organization", "actor", label="Organization")
    state = Named("state", "actor", label="State")
    ordering = Ordering(
        {
            "mission": ("mission__name", "role", "starts_on"),
            "actor": ("actor__name", "mission__name"),
            "starts_on": ("starts_on",),
        }
    )

    class Meta(PeriodFilter.Meta):
        model = MissionRole


class LegalBasisFilter(AsOf):
    """With `as_of`, the grounds of missions that were under way on the day."""

    about = {"organization": LED_BY}

    mission = Named("mission", "mission", label="Mission")
    kind = OneOf("kind", LegalBasisKind, label="Kind")
    status = OneOf("status", LegalBasisStatus, label="Status")
    resolution = Named("document", "document", label="Resolution or other document")
    organization = Named("organization", apply=led_by, label="Mission led by")
    state = Named("state", apply=through("mission__host_states"), label="Host state")
    ordering = Ordering({"mission": ("mission__name",), "kind": ("kind", "mission__name")})

    class Meta(AsOf.Meta):
        model = LegalBasis

    def on_day(self, bases: QuerySet, name: str, day: date) -> QuerySet:
        return bases.filter(surely_active(day, "mission__"))


class MissionRelationFilter(AsOf):
    about = {"mission": (About("predecessor", "successor"),)}

    mission = Named("mission", label="Mission on either side", method="of_mission")
    predecessor = Named("mission", "predecessor", label="Predecessor")
    successor = Named("mission", "successor", label="Successor")
    kind = OneOf("kind", MissionRelationKind, label="Kind")
    ordering = Ordering(
        {"date": ("date", "predecessor__name"), "predecessor": ("predecessor__name", "date")}
    )

    class Meta(AsOf.Meta):
        model = MissionRelation

    def of_mission(self, relations: QuerySet, name: str, ids: list[int]) -> QuerySet:
        return relations.filter(Q(predecessor__in=ids) | Q(successor__in=ids))

    def on_day(self, relations: QuerySet, name: str, day: date) -> QuerySet:
        return relations.filter(date__lte=day)
