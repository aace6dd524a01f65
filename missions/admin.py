"""Conflicts and missions with all they own, what documents do to missions, figures to look at."""

from typing import Any

from django.contrib import admin
from django.urls import path
from django.utils.html import format_html

from legal.admin import DocumentAdmin
from legal.models import Event
from missions.editing.confirming import confirm
from missions.editing.new_mission_page import new_mission
from missions.editing.page import extend
from missions.models import (
    Budget,
    Conflict,
    ConflictParty,
    Contribution,
    ContributionTotal,
    DeploymentSite,
    DueDay,
    Fatality,
    LegalBasis,
    Mandate,
    MandateAction,
    MandateCoding,
    MandateStatement,
    MandateTask,
    MandateTaskType,
    Mission,
    MissionActivity,
    MissionLeader,
    MissionRelation,
    MissionRole,
    PrincipleAssessment,
    ReportingDuty,
    Strength,
    StrengthCeiling,
    TaskPeriod,
)
from records.admin import SHARED
from records.curation.admin import RecordAdmin
from records.curation.inlines import stack, table
from records.curation.lists import FactAdmin, ReadOnlyAdmin
from records.curation.nested import NestedAdmin
from records.curation.queue import form_address

UNSURE = ("evidence", "dates_recalled", "source", "lead")

# What a document does to missions belongs to the document, and is known only on this floor.
DocumentAdmin.inlines = [
    stack(MandateAction),
    table(MandateStatement),
    table(ReportingDuty),
    *DocumentAdmin.inlines,
]


@admin.register(Conflict)
class ConflictAdmin(RecordAdmin):
    list_display = ("name", "type", "starts_on", "ends_on", "updated_at")
    list_filter = ("type",)
    inlines = [table(ConflictParty), table(Event), *SHARED]


@admin.register(Mission)
class MissionAdmin(RecordAdmin):
    change_form_template = "admin/missions/mission.html"
    list_display = ("name", "acronym", "category", "type", "starts_on", "ends_on")
    list_filter = ("category", "arrangement", "type", "primary_activity", "consent")
    search_fields = ("name", "acronym", "record__aliases__text")
    inlines = [
        stack(LegalBasis),
        stack(Mandate),
        table(StrengthCeiling),
        table(MissionRole),
        stack(MissionLeader),
        table(MissionRelation),
        table(MissionActivity),
        table(PrincipleAssessment),
        table(Event),
        *SHARED,
    ]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("extend/", view(extend), name="missions_mission_extend"),
            path("new/", view(new_mission), name="missions_mission_new"),
            *super().get_urls(),
        ]


@admin.register(MandateStatement)
class MandateStatementAdmin(NestedAdmin):
    """The tasks that a document states of a mission, in one coding."""

    list_display = ("document", "mission", "statement", "coding", "until")
    list_filter = ("coding", "statement")
    list_select_related = ("document", "mission", "coding")
    search_fields = ("document__symbol", "mission__name", "mission__acronym")
    inlines = [table(MandateTask)]


@admin.register(Mandate)
class MandateAdmin(ReadOnlyAdmin):
    list_display = ("mission", "rank", "starts_on", "ends_on", "document", "chapter")
    list_filter = ("chapter", "force_level")
    list_select_related = ("mission", "document")
    search_fields = ("mission__name", "mission__acronym", "document__symbol")


@admin.register(MandateAction)
class MandateActionAdmin(ReadOnlyAdmin):
    list_display = ("document", "action", "mission", "effective_on", "until", "coding")
    list_filter = ("action", "coding")
    list_select_related = ("document", "mission")
    search_fields = ("document__symbol", "mission__acronym", "mission__name")

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(confirm)
        named = path("confirm/", view, name="missions_mandateaction_confirm")
        return [named, *super().get_urls()]


@admin.register(MissionRole)
class MissionRoleAdmin(ReadOnlyAdmin):
    list_display = ("mission", "role", "actor", "starts_on", "ends_on")
    list_filter = ("role",)
    list_select_related = ("mission", "actor")
    search_fields = ("mission__acronym", "mission__name", "actor__name")


@admin.register(MissionLeader)
class MissionLeaderAdmin(ReadOnlyAdmin):
    """Filtered by «to be confirmed»: persons and days that no good source gives."""

    list_display = ("person", "post", "edit_mission", "starts_on", "ends_on", *UNSURE)
    list_filter = ("post", "evidence", "dates_recalled", "acting")
    list_select_related = ("mission", "source")
    search_fields = ("person", "mission__acronym", "mission__name", "lead")

    @admin.display(description="Mission", ordering="mission__name")
    def edit_mission(self, leader: MissionLeader) -> str:
        return format_html('<a href="{}">{}</a>', form_address(leader.mission), leader.mission)


@admin.register(MissionRelation)
class MissionRelationAdmin(ReadOnlyAdmin):
    list_display = ("predecessor", "kind", "successor", "date")
    list_filter = ("kind",)
    list_select_related = ("predecessor", "successor")
    search_fields = ("predecessor__name", "successor__name")


@admin.register(LegalBasis)
class LegalBasisAdmin(ReadOnlyAdmin):
    list_display = ("mission", "kind", "status", "document", "instrument")
    list_filter = ("kind", "status")
    list_select_related = ("mission", "document")
    search_fields = ("mission__acronym", "mission__name", "document__symbol", "instrument")


@admin.register(StrengthCeiling)
class StrengthCeilingAdmin(ReadOnlyAdmin):
    list_display = ("mission", "category", "persons", "starts_on", "ends_on", "document", "coding")
    list_filter = ("category", "coding", "basis")
    list_select_related = ("mission", "document")
    search_fields = ("mission__acronym", "mission__name")


@admin.register(MandateTask)
class MandateTaskAdmin(ReadOnlyAdmin):
    list_display = ("statement", "task", "modality", "strength", "change", "anchor")
    list_filter = ("modality", "change", "basis")
    list_select_related = ("statement__document", "statement__mission", "task")
    search_fields = ("statement__mission__acronym", "task__name")


@admin.register(TaskPeriod)
class TaskPeriodAdmin(ReadOnlyAdmin):
    list_display = ("mission", "task", "modality", "starts_on", "ends_on")
    list_filter = ("modality",)
    list_select_related = ("mission", "task")
    search_fields = ("mission__acronym", "mission__name", "task__name")


@admin.register(ReportingDuty)
class ReportingDutyAdmin(ReadOnlyAdmin):
    list_display = ("document", "mission", "kind", "when", "fulfilled_by", "note")
    list_filter = ("kind", "coding")
    list_select_related = ("document", "mission", "fulfilled_by")
    search_fields = ("document__symbol", "mission__acronym", "mission__name", "note")


@admin.register(DueDay)
class DueDayAdmin(ReadOnlyAdmin):
    list_display = ("day", "mission", "kind", "document")
    list_filter = ("kind",)
    list_select_related = ("mission", "document")
    search_fields = ("document__symbol", "mission__acronym", "mission__name")


@admin.register(MandateCoding)
class MandateCodingAdmin(FactAdmin):
    list_display = ("name", "key", "coder", "coded_on", "rank")
    search_fields = ("name", "key")


@admin.register(MandateTaskType)
class MandateTaskTypeAdmin(FactAdmin):
    list_display = ("name", "group", "key", "definition")
    list_filter = ("group",)
    search_fields = ("name", "key")


@admin.register(MissionActivity, PrincipleAssessment)
class SmallMissionRowAdmin(ReadOnlyAdmin):
    list_display = ("mission", "__str__")
    list_select_related = ("mission",)
    search_fields = ("mission__acronym", "mission__name")


@admin.register(ConflictParty)
class ConflictPartyAdmin(ReadOnlyAdmin):
    list_display = ("conflict", "actor", "side")
    list_select_related = ("conflict", "actor")
    search_fields = ("conflict__name", "actor__name")


@admin.register(Strength, Contribution)
class MonthlyAdmin(FactAdmin):
    list_display = ("mission", "month", "category", "__str__")
    list_filter = ("category",)
    search_fields = ("mission__acronym",)


@admin.register(ContributionTotal)
class ContributionTotalAdmin(FactAdmin):
    list_display = ("state", "month", "category", "persons")
    list_filter = ("category",)
    search_fields = ("state__name",)


@admin.register(Fatality)
class FatalityAdmin(FactAdmin):
    list_display = ("casualty_id", "date", "mission", "state", "incident_type")
    list_filter = ("incident_type", "category")
    search_fields = ("casualty_id", "mission__acronym", "state__name")


@admin.register(DeploymentSite)
class DeploymentSiteAdmin(FactAdmin):
    list_display = ("mission", "name", "month", "troops")
    search_fields = ("name", "mission__acronym")


@admin.register(Budget)
class BudgetAdmin(FactAdmin):
    list_display = ("mission", "kind", "starts_on", "ends_on", "amount")
    list_filter = ("kind",)
    search_fields = ("mission__acronym",)
