"""Admin classes for records, for the rows they own and for facts.

A form never saves its rows: it makes a revision, which publishing writes or a draft keeps.
"""

import json
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import models, transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from records.content.canonical import row_fields
from records.content.problems import Problem, Refused, Stale
from records.curation.forms import (
    KnownAutocomplete,
    ManyAutocomplete,
    OwnedForm,
    OwnedFormSet,
    RecordForm,
    ShowsRefusal,
    tell_labels,
)
from records.curation.merging import merged_content, nested_content
from records.models import Origin, Record, Revision
from records.models.ownership import Owned, owner_path
from records.reading.names import bearing_words, called
from records.writing.publishing import propose, propose_withdrawal, publish, save_draft

CURATE, WITHDRAW = "records.curate_records", "records.withdraw_records"


class CuratorsOnly:
    """Two permissions for all: curate, and withdraw. Django's own per model are not asked."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(CURATE)

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm(CURATE)

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm(CURATE)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm(CURATE)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm(WITHDRAW)


class SearchedByName:
    """A search box that reads names as every other search does, on both databases alike.

    Of `search_fields` those of records are asked by all names of the record, in any spelling.
    """

    def get_search_results(self, request: HttpRequest, queryset, search_term: str):
        wanted = search_term.split()
        if not wanted:
            return queryset, False
        columns, paths = _columns_and_paths(queryset.model, self.search_fields)
        said = Q()
        for word in wanted:
            either = Q(_connector=Q.OR, **{f"{column}__icontains": word for column in columns})
            for path in paths:
                either |= Q(**{f"{path}__in": bearing_words(word)})
            said &= either
        meant = [one.record.pk for one in called(search_term)]
        for path in paths if meant else ():
            said |= Q(**{f"{path}__in": meant})
        return queryset.filter(said), False


def _columns_and_paths(model: type[models.Model], fields) -> tuple[list[str], set[str]]:
    """Columns to look into, and paths to the records whose names are asked."""
    columns, paths = [], {"pk"} if issubclass(model, Record) else set()
    for field in fields:
        steps = field.split("__")[:-1]
        path, reached = [], model
        while steps and not issubclass(reached, Record):
            path.append(steps.pop(0))
            reached = reached._meta.get_field(path[-1]).related_model
        if issubclass(reached, Record):
            paths.add("__".join(path) or "pk")
        else:
            columns.append(field)
    return columns, paths


class ReadOnlyAdmin(SearchedByName, CuratorsOnly, admin.ModelAdmin):
    """For facts and owned rows: looked at here, changed by import or at their record."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


class SearchesForSets:
    """Sets of records are filled by a search box, never from a list of thousands."""

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["widget"] = ManyAutocomplete(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class OwnedRows(SearchesForSets, CuratorsOnly):
    """An inline of an owned model; its owner, key and name are said by the model."""

    form = OwnedForm
    formset = OwnedFormSet
    extra = 0

    def __init__(self, parent_model, admin_site) -> None:
        self.fk_name = self.model.owner
        self.verbose_name_plural = self.model.collection.replace("_", " ").capitalize()
        super().__init__(parent_model, admin_site)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm(CURATE)  # a row goes, its record stays

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return [field.name for field in row_fields(self.model) if field.is_relation]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        keys = [field.name for field in self.model._meta.fields if field.many_to_one]
        return super().get_queryset(request).select_related(*keys)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs["widget"] = KnownAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class OwnedTable(OwnedRows, admin.TabularInline):
    pass


class OwnedStack(OwnedRows, admin.StackedInline):
    pass


def table(model: type[Owned]) -> type[OwnedTable]:
    return type(f"{model.__name__}Table", (OwnedTable,), {"model": model})


def stack(model: type[Owned]) -> type[OwnedStack]:
    """For rows of many columns."""
    return type(f"{model.__name__}Stack", (OwnedStack,), {"model": model})


class RevisingAdmin(SearchedByName, CuratorsOnly, admin.ModelAdmin):
    """A change form whose saving makes a revision; what publishing refuses comes back in it."""

    show_full_result_count = False
    list_per_page = 50

    class Media:
        js = ("peacekb/admin.js",)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            request.refusal = refusal
            if isinstance(refusal, Stale):
                request.POST = request.POST.copy()
                request.POST["base_version"] = str(self._current_version(request, object_id))
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _current_version(self, request: HttpRequest, object_id: str | None) -> int:
        record = self.get_object(request, unquote(object_id)) if object_id else None
        return record.version if record else 0

    def get_formset_kwargs(self, request, obj, inline, prefix) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        draft = self.draft_of(request)
        if draft and request.method == "GET":
            kwargs["draft_rows"] = draft["owned"].get(inline.model.collection, [])
        return kwargs

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        for formset in formsets:
            tell_labels(formset)
        return super().get_inline_formsets(request, formsets, inline_instances, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def draft_of(self, request: HttpRequest) -> dict[str, Any] | None:
        """The content of the draft that `?draft=` asks for."""
        asked = request.GET.get("draft", "")
        if not asked.isdigit():
            return None
        kind = getattr(self.model, "RECORD_KIND", "")
        draft = Revision.objects.open().filter(record_kind=kind, pk=int(asked)).first()
        if draft is None:
            raise Http404("There is no such open draft.")
        return json.loads(draft.content)

    def save_model(self, request, obj, form, change) -> None:
        """Rows are written by publishing, from `save_related`."""

    def construct_change_message(self, request, form, formsets, add=False) -> str:
        return ""

    def log_addition(self, request, obj, message) -> None:
        """The history of a record is its revisions."""

    log_change = log_addition

    def submit(self, request: HttpRequest, content: dict, base_version: int, reason: str) -> bool:
        """Publishes the content, or keeps it as a draft; whether it was published."""
        revision = propose(
            content,
            base_version=base_version,
            author=request.user.get_username(),
            origin=Origin.ADMIN,
            reason=reason,
        )
        if "_draft" in request.POST:
            save_draft(revision)
            return False
        publish([revision])
        return True


class RecordAdmin(SearchesForSets, RevisingAdmin):
    """Records of one kind with all they own."""

    form = RecordForm
    change_form_template = "admin/records/change_form.html"
    delete_confirmation_template = "admin/records/withdraw.html"
    search_fields = ("name", "slug", "record__aliases__text")
    list_display = ("name", "slug", "version", "updated_at")
    ordering = ("name",)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return [field.name for field in row_fields(self.model) if field.is_relation]

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> tuple[str, ...]:
        return ("slug",) if obj else ()  # a slug never changes

    def get_fieldsets(self, request: HttpRequest, obj=None):
        own = [field.name for field in row_fields(self.model) if field.name != "summary"]
        return [
            (None, {"fields": ["slug", *own[:1], "summary", *own[1:], "reason", "base_version"]})
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.draft = self.draft_of(request)
        return form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            drafts = Revision.objects.of(obj.record_kind, obj.slug).open()
            context["open_drafts"] = drafts.order_by("-made_at")
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change) -> None:
        record = form.instance if change else None
        slug = record.slug if record else form.cleaned_data["slug"]
        kind = self.model.RECORD_KIND
        content = merged_content(record, kind, slug, form, formsets)
        base = form.cleaned_data["base_version"] if record else 0
        if self.submit(request, content, base, form.cleaned_data["reason"]):
            form.instance.pk = self.model._default_manager.get(slug=slug).pk

    def response_add(self, request, obj, post_url_continue=None) -> HttpResponse:
        if obj.pk is None:
            return self._draft_kept(request)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj) -> HttpResponse:
        if "_draft" in request.POST:
            return self._draft_kept(request)
        return super().response_change(request, obj)

    def _draft_kept(self, request: HttpRequest) -> HttpResponse:
        messages.success(request, "Kept as a draft. It appears nowhere public until published.")
        return HttpResponseRedirect(reverse("admin:records_revision_changelist"))

    def history_view(self, request, object_id, extra_context=None) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return HttpResponseRedirect(f"/history{record.get_absolute_url()}")

    def get_deleted_objects(self, objs, request):
        return [str(obj) for obj in objs], {}, set(), []

    def get_actions(self, request: HttpRequest) -> dict:
        return {}  # a withdrawal needs its reason: one at a time

    def delete_view(self, request, object_id, extra_context=None) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except Refused as refusal:
            for problem in refusal.problems:
                messages.error(request, problem.message)
            return HttpResponseRedirect(request.path)

    def delete_model(self, request: HttpRequest, obj: Record) -> None:
        """Withdraws the record: it leaves the tables, its history and address stay."""
        reason = request.POST.get("reason", "").strip()
        if not reason:
            name = f"{obj.record_kind}:{obj.slug}"
            raise Refused([Problem(name, "", "Say why the record is withdrawn.")])
        revision = propose_withdrawal(
            obj,
            base_version=obj.version,
            author=request.user.get_username(),
            reason=reason,
            origin=Origin.ADMIN,
        )
        publish([revision])

    def log_deletions(self, request, queryset) -> None:
        """The history of a record is its revisions."""


class NestedAdmin(RevisingAdmin):
    """An owned row on which further rows hang: they are edited here, the row at its record."""

    form = ShowsRefusal

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return ["of_record", *(field.name for field in row_fields(self.model))]

    def get_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return self.get_readonly_fields(request, obj)

    @admin.display(description="Record")
    def of_record(self, row: Owned) -> str:
        record = self._record(row)
        name = f"admin:{record._meta.app_label}_{record._meta.model_name}_change"
        return format_html('<a href="{}">{}</a>', reverse(name, args=[record.pk]), record)

    def _record(self, row: Owned) -> Record:
        found: Any = row
        for step in owner_path(type(row)).split("__"):
            found = getattr(found, step)
        return found

    def save_related(self, request, form, formsets, change) -> None:
        record = self._record(form.instance)
        content = nested_content(record, form.instance, formsets)
        reason = f"{self.model._meta.verbose_name}: {form.instance}"
        self.submit(request, content, record.version, reason[:500])


class FactAdmin(ReadOnlyAdmin):
    """Rows that came by import."""

    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        keys = [field.name for field in self.model._meta.fields if field.many_to_one]
        return super().get_queryset(request).select_related(*keys)
