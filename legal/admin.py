"""Documents and resolutions with all they own; votes, links and paragraphs to look at."""

from typing import Any, ClassVar

from django.contrib import admin
from django.urls import path

from legal.editing.file_page import from_file
from legal.editing.votes_page import day_to_enter, enter_votes
from legal.models import (
    Document,
    DocumentLink,
    DocumentProvision,
    Event,
    Meeting,
    Paragraph,
    Provision,
    Resolution,
    Sponsor,
    Subject,
    Vote,
)
from organizations.admin import OrganizationAdmin, PartyAdmin, StateAdmin
from records.admin import SHARED
from records.curation.admin import RecordAdmin
from records.curation.inlines import table
from records.curation.lists import FactAdmin, ReadOnlyAdmin

# An event may name a document, and so is known only from this floor on.
for actor_admin in (StateAdmin, OrganizationAdmin, PartyAdmin):
    actor_admin.inlines = [table(Event), *actor_admin.inlines]


@admin.register(Document)
class DocumentAdmin(RecordAdmin):
    change_form_template = "admin/legal/document.html"
    list_display: tuple[str, ...] = (
        "name",
        "symbol",
        "kind",
        "adopted_on",
        "outcome",
        "updated_at",
    )
    list_filter: ClassVar[tuple[str, ...]] = ("kind", "outcome", "adoption", "chapter_vii")
    search_fields = ("name", "symbol", "record__aliases__text")
    ordering = ("-adopted_on", "name")
    inlines = [table(Provision), table(DocumentProvision), table(Event), *SHARED]

    def get_urls(self) -> list[Any]:
        view, named = self.admin_site.admin_view, f"legal_{self.opts.model_name}"
        return [
            path("<int:pk>/votes/", view(enter_votes), name=f"{named}_votes"),
            path("from-file/", view(from_file), name=f"{named}_from_file"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["awaits_votes"] = obj is not None and day_to_enter(obj) is not None
        return super().render_change_form(request, context, add, change, form_url, obj)


@admin.register(Resolution)
class ResolutionAdmin(DocumentAdmin):
    """The same form under a shorter list."""

    list_display = ("symbol", "subject", "adopted_on", "adoption", "chapter_vii")
    list_filter = ("adoption", "chapter_vii")


@admin.register(Provision)
class ProvisionAdmin(ReadOnlyAdmin):
    list_display = ("number", "document", "heading")
    list_select_related = ("document",)
    search_fields = ("number", "document__name", "heading")


@admin.register(DocumentProvision)
class DocumentProvisionAdmin(ReadOnlyAdmin):
    list_display = ("document", "relation", "provision")
    list_filter = ("relation",)
    list_select_related = ("document", "provision__document")
    search_fields = ("document__name",)


@admin.register(Sponsor)
class SponsorAdmin(FactAdmin):
    list_display = ("document", "state")
    search_fields = ("document__name", "state__name")


@admin.register(Subject)
class SubjectAdmin(FactAdmin):
    list_display = ("document", "thesaurus", "term")
    list_filter = ("thesaurus",)
    search_fields = ("document__name", "term")


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("date", "title", "record", "kind")
    list_filter = ("kind",)
    list_select_related = ("record",)
    search_fields = ("title", "record__name")


@admin.register(Meeting)
class MeetingAdmin(FactAdmin):
    list_display = ("meeting", "sitting", "date", "topic", "private")
    list_filter = ("private",)
    search_fields = ("meeting", "topic")


@admin.register(Vote)
class VoteAdmin(FactAdmin):
    list_display = ("document", "state", "position", "basis")
    list_filter = ("position", "basis")
    search_fields = ("document__symbol", "state__name")


@admin.register(DocumentLink)
class DocumentLinkAdmin(FactAdmin):
    list_display = ("document", "kind", "to_symbol", "paragraph", "coding")
    list_filter = ("kind", "coding")
    search_fields = ("document__symbol", "to_symbol")


@admin.register(Paragraph)
class ParagraphAdmin(FactAdmin):
    list_display = ("document", "kind", "number", "anchor")
    list_filter = ("kind",)
    search_fields = ("document__symbol",)
