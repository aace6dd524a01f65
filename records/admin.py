"""Sources, and what every record may own; the revisions and drafts."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.options import InlineModelAdmin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from records.common.lists import PER_PAGE
from records.curation.admin import RecordAdmin
from records.curation.bulk.admin import JobAdmin
from records.curation.inlines import CitationStack, table
from records.curation.kept import address_of
from records.curation.lacking import lacking_page
from records.curation.lists import FactAdmin, ReadOnlyAdmin
from records.curation.proposals import ProposalAdmin
from records.curation.queue import Decides, InTable
from records.curation.reports import ReportAdmin
from records.curation.undoing import Undoes
from records.models import (
    Alias,
    ApiKey,
    Batch,
    BatchChange,
    ChainHead,
    Citation,
    Coverage,
    CoverageSource,
    FixtureLoad,
    Gap,
    Identifier,
    Job,
    NameEntry,
    OpenForm,
    Proposal,
    Record,
    Remark,
    Report,
    Revision,
    Source,
)
from records.models.ownership import record_model
from records.reading.history import beside_bases, steps, whole

SHARED: list[type[InlineModelAdmin]] = [
    table(Alias),
    table(Identifier),
    table(Gap),
    CitationStack,
]


@admin.register(Record)
class AnyRecordAdmin(ReadOnlyAdmin):
    """Every record of every kind: for looking up, and for naming one in other forms."""

    list_display = ("name", "record_kind", "slug", "edit", "updated_at")
    list_filter = ("record_kind",)
    search_fields = ("name", "slug", "aliases__text")
    ordering = ("name",)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(lacking_page)
        return [path("lacking/", view, name="records_record_lacking"), *super().get_urls()]

    @admin.display(description="Form")
    def edit(self, record: Record) -> str:
        model = record_model(record.record_kind)._meta
        target = reverse(f"admin:{model.app_label}_{model.model_name}_change", args=[record.pk])
        return format_html('<a href="{}">{}</a>', target, model.verbose_name)


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    list_display = ("name", "kind", "publisher", "updated_at")
    list_filter = ("kind",)
    inlines = SHARED


class OwnedRowAdmin(ReadOnlyAdmin):
    """Rows that belong to a record of any kind: looked at here, edited at the record."""

    list_select_related: ClassVar[tuple[str, ...]] = ("record",)
    search_fields: ClassVar[tuple[str, ...]] = ("record__name",)


@admin.register(Alias)
class AliasAdmin(OwnedRowAdmin):
    list_display = ("text", "record", "kind", "language")
    list_filter = ("kind", "record__record_kind")
    search_fields = ("text", "record__name")


@admin.register(Identifier)
class IdentifierAdmin(OwnedRowAdmin):
    list_display = ("scheme", "value", "record")
    list_filter = ("scheme",)
    search_fields = ("value", "record__name")


@admin.register(NameEntry)
class NameEntryAdmin(OwnedRowAdmin):
    list_display = ("text", "record", "via")
    list_filter = ("via",)
    search_fields = ("text", "record__name")


@admin.register(Gap)
class GapAdmin(OwnedRowAdmin):
    list_display = ("record", "field", "why")
    list_filter = ("why", "record__record_kind")


@admin.register(Citation)
class CitationAdmin(Decides, OwnedRowAdmin):
    """With `open`, the queue of what importers found and editors decide."""

    is_work = True
    list_display = (
        *("edit_record", "speaks_of", "is_held", "stated", "source", "locator"),
        *("stance", "open"),
    )
    list_display_links = ("stated",)
    list_filter = (
        *("open", "stance", InTable, "record__record_kind"),
        ("source", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("record", "source")
    list_per_page = PER_PAGE
    search_fields = ("record__name", "record__slug", "field", "stated", "locator")


@admin.register(Batch)
class BatchAdmin(FactAdmin):
    list_display = ("source", "table", "rows", "digest")


@admin.register(Revision)
class RevisionAdmin(Undoes, ReadOnlyAdmin):
    """The history, and what is proposed: each leads to its proposal."""

    is_work = True
    list_display = (
        *("record_kind", "slug", "state", "version", "author", "made_at"),
        *("of_proposal", "undo_link"),
    )
    list_filter = ("state", "origin", "record_kind")
    list_select_related = ("proposal",)
    search_fields = ("slug", "author", "reason")
    ordering = ("-made_at", "-id")
    date_hierarchy = None
    fields = (
        *("record_kind", "slug", "state", "version", "what_changes"),
        *("author", "approver", "reason", "origin", "made_at", "sealed_at"),
    )

    actions = ("compare",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).defer("content")

    @admin.action(description="Compare the two chosen", permissions=["view"])
    def compare(self, request: HttpRequest, queryset: models.QuerySet) -> HttpResponse | None:
        """Any two of one record, drafts too: what is in the later one and not in the earlier."""
        two = list(queryset.order_by("pk")[:3])
        if len(two) != 2 or two[0].named != two[1].named:
            messages.error(request, "Choose two revisions of one record.")
            return None
        older, newer = two
        (step,) = steps([newer], before=older, after=None, seen=whole)
        title = f"Two revisions of {newer.get_record_kind_display().lower()} {newer.slug}"
        context = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        context |= {"both": two, "step": step}
        return TemplateResponse(request, "admin/records/compared.html", context)

    @admin.display(description="What it changes")
    def what_changes(self, revision: Revision) -> str:
        """Beside the version from which it started."""
        ((_, step),) = beside_bases([revision])
        return render_to_string("admin/records/_what_changes.html", {"step": step})

    @admin.display(description="Proposal")
    def of_proposal(self, revision: Revision) -> str:
        if revision.proposal is None:
            return ""
        state = revision.proposal.get_state_display()
        return format_html('<a href="{}">{}</a>', address_of(revision.proposal), state)


@admin.register(BatchChange)
class BatchChangeAdmin(ReadOnlyAdmin):
    list_display = ("revision", "table")
    list_filter = ("table",)
    list_select_related = ("revision",)
    search_fields = ("revision__slug",)


@admin.register(ChainHead)
class HeadAdmin(ReadOnlyAdmin):
    list_display = ("sequence", "chain_hash")


@admin.register(OpenForm)
class OpenFormAdmin(ReadOnlyAdmin):
    list_display = ("record_kind", "slug", "editor", "opened_at")
    ordering = ("opened_at", "pk")


@admin.register(FixtureLoad)
class FixtureLoadAdmin(ReadOnlyAdmin):
    list_display = ("loaded_at", "digest")


@admin.register(Coverage)
class CoverageAdmin(ReadOnlyAdmin):
    list_display = ("table", "field", "period", "rows", "known", "not_yet_coded")
    list_filter = ("period", "table")
    search_fields = ("table", "field")


@admin.register(CoverageSource)
class CoverageSourceAdmin(ReadOnlyAdmin):
    list_display = ("table", "source", "rows", "first_day", "last_day")
    list_filter = ("table",)
    list_select_related = ("source",)
    search_fields = ("table", "source__name")


@admin.register(ApiKey)
class ApiKeyAdmin(admin.ModelAdmin):
    """Keys for programs that ask much; a key is revoked, not taken out, so that it stays known."""

    list_display = ("holder", "created_at", "revoked_at")
    search_fields = ("holder",)

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        if not change:
            key = obj.make_key()
            text = f"The key is {key} . Copy it now: only its hash is kept."
            messages.warning(request, text)
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: ApiKey | None = None) -> bool:
        return False


@admin.register(Remark)
class RemarkAdmin(ReadOnlyAdmin):
    list_display = ("proposal", "author", "text", "made_at")
    list_select_related = ("proposal",)
    search_fields = ("author", "text")


admin.site.register(Job, JobAdmin)
admin.site.register(Proposal, ProposalAdmin)
admin.site.register(Report, ReportAdmin)
