"""What lists of mandates, their actions, ceilings, roles and legal bases can be asked."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from legal.models import ChapterVII
from missions.filters.categories import OfCategory
from missions.filters.of_mission import OfMission, led_by
from missions.models import (
    ActionKind,
    CeilingBasis,
    CeilingCoding,
    Chapter,
    DatesRecalled,
    ForceLevel,
    LeaderEvidence,
    LegalBasis,
    LegalBasisKind,
    LegalBasisStatus,
    Mandate,
    MandateAction,
    MandateStatement,
    MandateTask,
    Mission,
    MissionLeader,
    MissionRelation,
    MissionRelationKind,
    MissionRole,
    Modality,
    Post,
    Role,
    StatementKind,
    StrengthCeiling,
    TaskBasis,
    TaskChange,
    TaskPeriod,
    TaskStrength,
)
from missions.tasks.showing import tasks_on
from records.common.filters import (
    LAST_DAY,
    DayFilter,
    Held,
    HeldInLanguage,
    Keyed,
    OneOf,
    Ordering,
    Text,
    YesNo,
    holding_folded,
    named,
)
from records.common.periods import surely_active
from records.filters import AsOf, PeriodFilter, Sourced
from records.named import Named
from records.reading.known import About


class OfDecision(OfMission):
    """What documents decided of missions."""

    old_names = {"resolution": "document", "state": "host_state"}

    document = Named("document", "document", label=_("Resolution or other document"))
    adopted_on = DayFilter("document__adopted_on", label=_("Document adopted"))


class MandateFilter(PeriodFilter, OfDecision):
    about = {"task": (About("mission__mandate_statements"),)}
    columns = named("rank", "geographic_limit", "roe_note", action="action__action")

    chapter = OneOf("chapter", Chapter, label=_("Chapter of the Charter"))
    force_level = OneOf("force_level", ForceLevel, label=_("Force"))
    task = Keyed("mission__task_periods__task", label=_("Task in force"), method="with_task")
    open_ended = YesNo("open_ended", label=_("Open-ended"))
    ordering = Ordering({"mission": ("mission__name", "starts_on"), "starts_on": ("starts_on",)})

    class Meta(AsOf.Meta):
        model = Mandate

    def with_task(self, mandates: QuerySet, name: str, words: list[str]) -> QuerySet:
        """Mandates during which the task was in force; with `as_of`, on that day."""
        asked = Q(task__key__in=words) | Q(task__name__in=words)
        periods = TaskPeriod.objects.filter(asked, mission=OuterRef("mission"))
        if day := self.given("as_of"):
            return mandates.filter(Exists(periods.active_on(day)))
        end = Coalesce(OuterRef("ends_on"), LAST_DAY, output_field=DateField())
        lasting = Q(ends_on=None) | Q(ends_on__gte=OuterRef("starts_on"))
        return mandates.filter(Exists(periods.filter(lasting, starts_on__lte=end)))


class MandateActionFilter(OfDecision):
    columns = named("until", "paragraph", "rank", "coding", "confidence", "note")

    actor = Named("*", "actor", label=_("Actor"))
    chapter_vii = OneOf("chapter_vii", ChapterVII, label=_("Chapter VII"))
    action = OneOf("action", ActionKind, label=_("Action"))
    effective_on = DayFilter("effective_on", label=_("In effect"))
    ordering = Ordering(
        {
            "effective_on": ("effective_on", "document", "rank"),
            "mission": ("mission", "effective_on"),
        }
    )

    class Meta(AsOf.Meta):
        model = MandateAction

    def on_day(self, actions: QuerySet, name: str, day: date) -> QuerySet:
        return actions.filter(effective_on__lte=day)


class CodedFilter(OfDecision):
    """What documents say of missions by one coding; with `as_of`, those adopted by then."""

    coding = Held("coding__key", label=_("Coding"))

    def on_day(self, rows: QuerySet, name: str, day: date) -> QuerySet:
        return rows.filter(document__adopted_on__lte=day)


class StatementFilter(CodedFilter):
    """What documents do to the tasks of missions, one row a coding."""

    columns = named("anchor", "until", "note")

    statement = OneOf("statement", StatementKind, label=_("What it does"))
    carries_from = Named("mission", "carries_from", label=_("Carries from the mission"))
    ordering = Ordering(
        {
            "document": ("document", "mission__name"),
            "mission": ("mission__name", "document__adopted_on"),
        }
    )

    class Meta(AsOf.Meta):
        model = MandateStatement


class TaskFilter(AsOf):
    """Lines of documents on tasks; which were in force on a day is asked of `tasks-in-force`."""

    columns = named("target", "sub", "until")
    old_names = {"resolution": "document"}

    mission = Named("mission", "statement__mission", label=_("Mission"))
    host_state = Named("state", "statement__mission__host_states", label=_("Host state"))
    region = HeldInLanguage(
        "statement__mission__host_states__region",
        "statement__mission__host_states__subregion",
        label=_("Host region"),
    )
    lead = led_by("statement__mission")
    document = Named("document", "statement__document", label=_("Resolution or other document"))
    adopted_on = DayFilter("statement__document__adopted_on", label=_("Document adopted"))
    task = Keyed("task", label=_("Task"))
    modality = OneOf("modality", Modality, label=_("Modality"))
    strength = OneOf("strength", TaskStrength, label=_("Strength"))
    change = OneOf("change", TaskChange, label=_("Change"))
    basis = OneOf("basis", TaskBasis, label=_("Basis"))
    coding = Held("statement__coding__key", label=_("Coding"))
    anchor = Held("anchor", label=_("Anchor of the paragraph"))
    ordering = Ordering(
        {
            "statement": ("statement_id", "task__rank"),
            "document": ("statement__document__adopted_on", "statement_id", "task__rank"),
            "mission": ("statement__mission__name", "statement__document__adopted_on"),
        },
        needs={"document": ("mission", "document")},
    )

    class Meta(AsOf.Meta):
        model = MandateTask

    def on_day(self, tasks: QuerySet, name: str, day: date) -> QuerySet:
        return tasks.filter(statement__document__adopted_on__lte=day)


class MissionOnDay(Named):
    """Of one mission on a day, why nothing is in force: it had lapsed, or nobody knows."""

    def not_held(self, value: list[int]) -> Iterator[str]:
        day = self.parent.given("as_of")
        mission = Mission.objects.filter(pk__in=value).first() if len(value) == 1 else None
        if mission and day and (said := tasks_on(mission, day).said):
            yield said


class TaskPeriodFilter(PeriodFilter, OfMission):
    """Tasks in force, by mission and period."""

    columns = named(
        "since",
        target="stated__target",
        basis="stated__basis",
        anchor="stated__anchor",
        sub="stated__sub",
        coding="stated__statement__coding__key",
    )
    old_names = {"resolution": "document", "state": "host_state"}

    mission = MissionOnDay("mission", "mission", label=_("Mission"))
    task = Keyed("task", label=_("Task"))
    modality = OneOf("modality", Modality, label=_("Modality"))
    strength = OneOf("stated__strength", TaskStrength, label=_("Strength"))
    document = Named("document", "stated__statement__document", label=_("Stated by"))
    ordering = Ordering(
        {
            "mission": ("mission__name", "starts_on", "task__rank"),
            "starts_on": ("starts_on", "mission", "task__rank"),
            "task": ("task_id", "mission__name", "starts_on"),
        }
    )

    class Meta(PeriodFilter.Meta):
        model = TaskPeriod


class StrengthCeilingFilter(PeriodFilter, OfDecision):
    """Ceilings that count: of each mission one coding, unless `coding` asks for another."""

    columns = named("persons", "paragraph", "note")

    category = OfCategory()
    coding = OneOf("coding", CeilingCoding, label=_("Coding"))
    basis = OneOf("basis", CeilingBasis, label=_("Stated or computed"))
    ordering = Ordering(
        {
            "mission": ("mission__name", "category", "starts_on"),
            "starts_on": ("starts_on",),
            "persons": ("persons",),
        }
    )

    class Meta(PeriodFilter.Meta):
        model = StrengthCeiling

    def filter_queryset(self, rows: QuerySet) -> QuerySet:
        found: Any = super().filter_queryset(rows)
        if any(name.startswith("coding") for name in self.form.cleaned_data):
            return found
        return found.counting()  # row by row: few are found where many are held


class MissionRoleFilter(PeriodFilter, OfMission, Sourced):
    columns = named("span_basis", "note", actor_kind="actor__record_kind", actor_name="actor__name")

    role = OneOf("role", Role, label=_("Role"))
    actor = Named("*", "actor", label=_("Actor"))
    organization = Named("organization", "actor", label=_("Organization"))
    state = Named("state", "actor", label=_("State"))
    ordering = Ordering(
        {
            "mission": ("mission__name", "role", "starts_on"),
            "actor": ("actor_id", "mission__name"),
            "starts_on": ("starts_on",),
        }
    )

    class Meta(PeriodFilter.Meta):
        model = MissionRole


class MissionLeaderFilter(PeriodFilter, OfMission, Sourced):
    """Persons by post; `q` asks for each word in a name, whatever its case and accents."""

    about = {"q": ()}
    columns = named("person", "address", "locator", "note")

    q = Text(label=_("Name contains"), method="by_person")
    post = OneOf("post", Post, label=_("Post"))
    nationality = Named("state", "nationality", label=_("Nationality"))
    acting = YesNo("acting", label=_("Acting"))
    evidence = OneOf("evidence", LeaderEvidence, label=_("Person found or recalled"))
    dates_recalled = OneOf("dates_recalled", DatesRecalled, label=_("Days recalled"))
    ordering = Ordering(
        {
            "mission": ("mission__name", "post", "starts_on"),
            "person": ("person", "starts_on"),
            "starts_on": ("starts_on",),
        }
    )

    class Meta(PeriodFilter.Meta):
        model = MissionLeader

    def by_person(self, leaders: QuerySet, name: str, text: str) -> QuerySet:
        return leaders.filter(holding_folded(MissionLeader, ["person"], text))


class LegalBasisFilter(OfMission, Sourced):
    """With `as_of`, the grounds of missions that were under way on the day."""

    columns = named("instrument", "confidence", "note")
    old_names = {"resolution": "document", "state": "host_state"}

    kind = OneOf("kind", LegalBasisKind, label=_("Kind"))
    status = OneOf("status", LegalBasisStatus, label=_("Status"))
    document = Named("document", "document", label=_("Resolution or other document"))
    ordering = Ordering({"mission": ("mission__name",), "kind": ("kind", "mission__name")})

    class Meta(AsOf.Meta):
        model = LegalBasis

    def on_day(self, bases: QuerySet, name: str, day: date) -> QuerySet:
        return bases.filter(surely_active(day, "mission__"))


class MissionRelationFilter(Sourced):
    columns = named("date", "precision", "note")

    mission = Named("mission", "predecessor", "successor", label=_("Mission on either side"))
    predecessor = Named("mission", "predecessor", label=_("Predecessor"))
    successor = Named("mission", "successor", label=_("Successor"))
    kind = OneOf("kind", MissionRelationKind, label=_("Kind"))
    ordering = Ordering(
        {"date": ("date", "predecessor__name"), "predecessor": ("predecessor__name", "date")}
    )

    class Meta(AsOf.Meta):
        model = MissionRelation

    def on_day(self, relations: QuerySet, name: str, day: date) -> QuerySet:
        return relations.filter(date__lte=day)
