"""States, organizations and parties with all they own."""

from django.contrib import admin

from organizations.models import Membership, Organization, OrganizationRelation, Party, State
from records.admin import SHARED
from records.curation.admin import RecordAdmin
from records.curation.inlines import table
from records.curation.lists import ReadOnlyAdmin


@admin.register(State)
class StateAdmin(RecordAdmin):
    list_display = ("name", "code", "kind", "region", "updated_at")
    list_filter = ("kind", "region")
    search_fields = ("name", "code", "record__aliases__text")
    inlines = [table(Membership), *SHARED]


@admin.register(Organization)
class OrganizationAdmin(RecordAdmin):
    list_display = ("name", "acronym", "kind", "updated_at")
    list_filter = ("kind", "chapter8_status")
    search_fields = ("name", "acronym", "record__aliases__text")
    inlines = [table(OrganizationRelation), *SHARED]


@admin.register(Party)
class PartyAdmin(RecordAdmin):
    list_display = ("name", "kind", "updated_at")
    list_filter = ("kind",)
    inlines = SHARED


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ("state", "organization", "kind", "starts_on", "ends_on")
    list_filter = ("kind",)
    list_select_related = ("state", "organization")
    search_fields = ("state__name", "organization__name")


@admin.register(OrganizationRelation)
class OrganizationRelationAdmin(ReadOnlyAdmin):
    list_display = ("organization", "kind", "other", "starts_on")
    list_filter = ("kind",)
    list_select_related = ("organization", "other")
    search_fields = ("organization__name", "other__name")
