"""Admin classes of records and of rows that own rows.

A form never saves its rows: it makes a revision, which publishing writes or a draft keeps.
"""

from datetime import UTC
from typing import Any, ClassVar, cast

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from records.common.addresses import history_address
from records.common.lists import PER_PAGE
from records.content.canonical import Content, row_fields
from records.content.forms import content_in
from records.content.merging import Place
from records.content.problems import Problem, Refused, Stale
from records.curation.contents import said_content
from records.curation.evidence_panel import AsksEvidence
from records.curation.fields import tell_labels
from records.curation.filling import (
    Filling,
    ToldChange,
    clashes_told,
    filling_at,
    merged_filling,
    new_filling,
    news_told,
)
from records.curation.forms import RecordForm, Versioned
from records.curation.inlines import ContentFields
from records.curation.kept import draft_kept, is_alone, waits
from records.curation.lists import SearchedByName
from records.curation.parts import FormRequest, InParts
from records.curation.permissions import CuratorsOnly
from records.curation.places import names_a_place
from records.curation.refused_places import refused_places
from records.curation.selected.page import ActsOnSelected
from records.curation.uniting import Unites
from records.models import OpenForm, Origin, Record, Revision
from records.writing.handing_in import hand_in, save_draft
from records.writing.publishing import propose, propose_withdrawal


class Behind(Exception):
    """Others published meanwhile: the form comes back with what they changed, and its questions."""

    def __init__(self, filling: Filling) -> None:
        self.filling = filling
        super().__init__()


class RevisingAdmin(AsksEvidence, InParts, SearchedByName, CuratorsOnly, admin.ModelAdmin):
    """A change form whose saving makes a revision; what publishing refuses comes back in it."""

    show_full_result_count = False
    list_per_page = PER_PAGE
    change_form_template = "admin/records/revising.html"

    class Media:
        js = ("peacekb/admin.js",)

    def record_of(self, row: Any) -> Record | None:
        """The record that the form's content is of."""
        raise NotImplementedError

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except Behind as behind:
            request.filling, request.method = behind.filling, "GET"
        except Refused as refusal:
            request.refusal = refusal
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Withdrawn, or under another key, while its form was open: what was typed is shown."""
        if request.method != "POST":
            gone = super()._get_obj_does_not_exist_redirect  # type: ignore[misc]  # no stub: private
            return gone(request, opts, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": f"This {opts.verbose_name} is no longer there",
            "opts": opts,
            "typed": [(name, value) for name, value in request.POST.items() if _is_typed(name)],
        }
        return TemplateResponse(request, "admin/records/gone.html", context, status=410)

    def fill(self, request: FormRequest, obj: Any) -> None:
        """Reads once a request what its form is held against, and settles which part is shown."""
        if not hasattr(request, "filling"):
            request.filling = self._filling(request, self.record_of(obj))
            self.choose_part(request, obj, request.filling)

    def get_fieldsets(self, request, obj=None):
        """The first that Django asks for of a form."""
        self.fill(request, obj)
        return super().get_fieldsets(request, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        self.fill(request, obj)
        if not self.shows_own_fields(request):
            kwargs["form"] = Versioned
        form = cast("type[Versioned]", super().get_form(request, obj, change, **kwargs))
        form.filling, form.refusal = request.filling, getattr(request, "refusal", None)
        return form

    def _filling(self, request: HttpRequest, record: Record | None) -> Filling:
        sent = request.method == "POST"
        draft = self._sent_from(request, record) if sent else self._draft(request, record)
        drafted = content_in(draft) if draft else None
        if record is None:
            kind = self.model.RECORD_KIND
            return new_filling(kind, draft=drafted) if sent else new_filling(kind, drafted)
        if draft and drafted and not sent:
            return merged_filling(record, draft.base_version, drafted, reason=draft.reason)
        asked = request.POST.get("base_version", "")
        version = int(asked) if _is_number(asked) else record.version
        return filling_at(record, version, drafted)

    def _sent_from(self, request: HttpRequest, record: Record | None) -> Revision | None:
        """The draft that a form was opened from, even one that was closed while it was filled."""
        asked = request.GET.get("draft", "")
        if not _is_number(asked):
            return None
        kind = record.record_kind if record else self.model.RECORD_KIND
        slug = {"slug": record.slug} if record else {}
        kept = Revision.objects.filter(record_kind=kind, sequence=None, **slug)
        return kept.filter(pk=int(asked)).first()

    def _draft(self, request: HttpRequest, record: Record | None) -> Revision | None:
        """The draft that `?draft=` asks for. Raises Http404."""
        asked = request.GET.get("draft")
        if asked is None:
            return None
        drafts = Revision.objects.open()
        if record:
            drafts = drafts.of(record.record_kind, record.slug)
        else:
            drafts = drafts.filter(record_kind=self.model.RECORD_KIND)
        draft = drafts.filter(pk=int(asked)).first() if _is_number(asked) else None
        if draft is None:
            raise Http404("There is no such open draft.")
        return draft

    def get_formset_kwargs(self, request, obj, inline, prefix) -> dict[str, Any]:
        """Django's own would copy all that was posted, once for each inline."""
        posted = {"data": request.POST} if request.method == "POST" else {}
        refusal = getattr(request, "refusal", None)
        told = {"instance": obj, "prefix": prefix, "filling": request.filling, "refusal": refusal}
        return posted | told | super().get_formset_kwargs(request, obj, inline, prefix)

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        for formset in formsets:
            tell_labels(formset)
        return super().get_inline_formsets(request, formsets, inline_instances, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        filling, inlines = request.filling, context["inline_admin_formsets"]
        context["refused"] = list(refused_places(context["adminform"].form, inlines))
        if filling.is_behind:
            since = Revision.objects.of(filling.base["record_kind"], filling.base["slug"]).sealed()
            context["published_since"] = since.filter(version__gt=filling.base_version)
            context |= {"filling": filling, "clashes": _clashes_told(filling)}
            context["news"] = news_told(filling)
            context["errors"].append(_told_behind(context["published_since"].last(), filling))
        if any(names_a_place(one.opts.model, "field") for one in inlines):
            context["places"] = filling.places.words.values()
        record = self.record_of(obj) if obj else None
        if record and self.has_change_permission(request, obj):
            opened = record.record_kind, record.slug, request.user.get_username(), timezone.now()
            context["also_open"] = list(OpenForm.objects.of_others(*opened))
            OpenForm.objects.note(*opened)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change) -> None:
        """Rows are written by publishing, from `save_related`."""

    def construct_change_message(self, request, form, formsets, add=False) -> list:
        return []

    def log_addition(self, request, obj, message) -> Any:
        """Nothing: the history of a record is its revisions."""

    log_change = log_addition

    def submit(
        self,
        request: FormRequest,
        said: tuple[Content, dict[Place, str]],
        record: Record | None,
        form: Versioned,
    ) -> None:
        """Hands the content in, or keeps it as a draft. Raises Behind and Refused."""
        filling, reason = request.filling, form.cleaned_data["reason"]
        if record:
            OpenForm.objects.close(record.record_kind, record.slug, request.user.get_username())
        said = self.with_evidence(request, said)
        content, version = said[0], filling.base_version
        if "_draft" in request.POST:
            request.panel.refuse_new_source()
            save_draft(_proposal(request, content, version, reason))
            return
        if record and filling.is_behind:
            content, version = self._merged(request, said, record, form), record.version
        request.panel.require()
        try:
            sources = [_proposal(request, one, 0, reason) for one in request.panel.new_sources()]
            proposed = [*sources, _proposal(request, content, version, reason)]
            request.handed_in = hand_in(proposed, by=request.user, alone=is_alone(request))
        except Stale:
            now = record and type(record)._default_manager.filter(pk=record.pk).first()
            if not now:
                raise
            raise Behind(merged_filling(now, filling.base_version, *said, reason=reason)) from None

    def _merged(
        self,
        request: FormRequest,
        said: tuple[Content, dict[Place, str]],
        record: Record,
        form: Versioned,
    ) -> Content:
        """With what others published since. Raises Behind until the editor has seen all of it."""
        was_seen = form.cleaned_data["seen_version"] == record.version
        answers = _answers(request) if was_seen else {}
        version, reason = request.filling.base_version, form.cleaned_data["reason"]
        merged = merged_filling(record, version, *said, answers, reason)
        if merged.clashes or not was_seen:
            raise Behind(merged)
        return merged.shown

    def response_change(self, request, obj) -> HttpResponse:
        if "_draft" in request.POST:
            return draft_kept(request)
        if request.handed_in.proposal:
            return waits(request, request.handed_in.proposal)
        if request.handed_in.published:
            return super().response_change(request, obj)
        messages.info(request, "Nothing was changed.")
        return self.response_post_save_change(request, obj)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _answers(request: HttpRequest) -> dict[str, str]:
    """Whose value stays, by the path of what both changed."""
    marked = [name for name in request.POST if name.startswith("clash-")]
    return {name.removeprefix("clash-"): request.POST[name] for name in marked}


def _clashes_told(filling: Filling) -> list[ToldChange]:
    return clashes_told(filling.base["record_kind"], filling.clashes)


def _told_behind(last: Revision | None, filling: Filling) -> str:
    if last is None or last.sealed_at is None:
        return ""
    return (
        f"{last.author} published version {last.version} of it on "
        f"{last.sealed_at.astimezone(UTC):%d %B %Y at %H:%M} UTC, after version "
        f"{filling.base_version}, from which this form started. Nothing of either is lost."
    )


def _proposal(request: HttpRequest, content: Content, version: int, reason: str) -> Revision:
    revision = propose(
        content,
        base_version=version,
        author=request.user.get_username(),
        origin=Origin.ADMIN,
        reason=reason,
    )
    opened = request.GET.get("draft", "")
    revision.continues = int(opened) if _is_number(opened) else None
    return revision


class RecordAdmin(ActsOnSelected, Unites, ContentFields, RevisingAdmin):
    """Records of one kind with all they own."""

    form = RecordForm
    view_on_site = False  # its link leads there by a detour; «Public page» goes straight
    delete_confirmation_template = "admin/records/withdraw.html"
    actions = (*ActsOnSelected.actions, *Unites.actions)
    search_fields: ClassVar[tuple[str, ...]] = ("name", "slug", "record__aliases__text")
    list_display: tuple[str, ...] = ("name", "slug", "version", "updated_at")
    ordering: ClassVar[tuple[str, ...]] = ("name",)

    def record_of(self, row: Any) -> Record | None:
        return row

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return [field.name for field in row_fields(self.model) if field.is_relation]

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> tuple[str, ...]:
        return ("slug",) if obj else ()  # a slug never changes

    def get_fieldsets(self, request, obj=None):
        self.fill(request, obj)
        own = [field.name for field in row_fields(self.model) if field.name != "summary"]
        said = [*own[:1], "slug", "summary", *own[1:]] if self.shows_own_fields(request) else []
        return [(None, {"fields": [*said, "reason", "base_version", "seen_version"]})]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            drafts = Revision.objects.of(obj.record_kind, obj.slug).open()
            context["open_drafts"] = drafts.select_related("proposal").order_by("-made_at")
            context["public_address"] = obj.get_absolute_url()
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change) -> None:
        own = form if self.shows_own_fields(request) else None
        said = said_content(request.filling, formsets, own)
        self.submit(request, said, form.instance if change else None, form)
        if "_draft" not in request.POST and not change and request.handed_in.published:
            form.instance.pk = self.model._default_manager.get(slug=said[0]["slug"]).pk

    def response_add(self, request, obj, post_url_continue=None) -> HttpResponse:
        if "_draft" in request.POST:
            return draft_kept(request)
        if request.handed_in.proposal:
            return waits(request, request.handed_in.proposal)
        return super().response_add(request, obj, post_url_continue)

    def history_view(self, request, object_id, extra_context=None) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return HttpResponseRedirect(history_address(record.record_kind, record.slug))

    def get_deleted_objects(self, objs, request):
        return [str(obj) for obj in objs], {}, set(), []

    def delete_view(self, request, object_id, extra_context=None) -> HttpResponse:
        told = {"title": "Withdraw", "reason": request.POST.get("reason", "")}
        try:
            return super().delete_view(request, object_id, told)
        except Refused as refusal:
            for problem in dict.fromkeys(one.message for one in refusal.problems):
                messages.error(request, problem)
        request.POST = QueryDict()  # asked anew
        return super().delete_view(request, object_id, told)

    def delete_model(self, request: Any, obj: Record) -> None:
        """Hands in that the record leaves the tables; its history and address stay."""
        reason = request.POST.get("reason", "").strip()
        if not reason:
            name = f"{obj.record_kind}:{obj.slug}"
            raise Refused([Problem(name, "", "Say why the record is withdrawn.")])
        seen = request.POST.get("base_version", "")
        revision = propose_withdrawal(
            obj,
            base_version=int(seen) if _is_number(seen) else obj.version,
            author=request.user.get_username(),
            reason=reason,
            origin=Origin.ADMIN,
        )
        request.handed_in = hand_in([revision], by=request.user, alone=is_alone(request))

    def response_delete(self, request, obj_display, obj_id) -> HttpResponse:
        if request.handed_in.proposal:
            return waits(request, request.handed_in.proposal)
        messages.success(request, f"«{obj_display}» was withdrawn. Its history stays.")
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        return HttpResponseRedirect(reverse(name))

    def log_deletions(self, request, queryset) -> list[LogEntry]:
        return []


UNTYPED = ("_FORMS", "-id", "csrfmiddlewaretoken", "base_version", "seen_version")


def _is_typed(name: str) -> bool:
    """Whether a posted value is a person's, not the form's own."""
    return not name.startswith("_") and not name.endswith(UNTYPED)
