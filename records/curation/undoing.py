"""The page on which an editor undoes a revision, or all that was published with it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from records.common.addresses import history_address
from records.content.problems import Refused
from records.curation.kept import is_alone, waits
from records.groups import DRAFT, WITHDRAW
from records.models import Revision
from records.reading.history import beside_bases
from records.writing.handing_in import HandedIn, hand_in
from records.writing.undoing import MOST, Undoing, published_with, undo

SHOWN = 20  # records whose changes are shown in full


class UndoForm(forms.Form):
    reason = forms.CharField(
        max_length=500,
        help_text="Why, for the history, such as «the file was of another year». Seen by everyone.",
        widget=forms.TextInput(attrs={"size": 80}),
    )


class Undoes(admin.ModelAdmin):
    """Revisions with a page each that takes them back."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", view, name="records_revision_undo"), *super().get_urls()]

    @admin.display(description="Undo")
    def undo_link(self, revision: Revision) -> str:
        if revision.sequence is None:
            return ""
        target = reverse("admin:records_revision_undo", args=[revision.pk])
        return format_html('<a href="{}">Undo …</a>', target)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """`?all` undoes all that was published with it. What was published since is told anew."""
        if not request.user.has_perm(DRAFT):
            raise PermissionDenied
        revision = Revision.objects.sealed().filter(pk=pk).first()
        if revision is None:
            raise Http404("There is no such published revision.")
        together = published_with(revision)
        chosen = together if "all" in request.GET else [revision]
        form = UndoForm(request.POST or None)
        try:
            found = undo(chosen, author=request.user.get_username(), reason=_reason(form))
            if any(one.takes_out for one in found.drafts) and not request.user.has_perm(WITHDRAW):
                return self._ask(request, revision, together, form, refused=NOT_ALLOWED)
            if form.is_bound and form.is_valid() and _was_seen(request, found):
                alone = is_alone(request)
                done = hand_in(found.drafts, found.facts, by=request.user, alone=alone)
                return self._undone(request, revision, done)
        except Refused as refusal:
            told = [str(one) for one in refusal.problems]
            return self._ask(request, revision, together, form, refused=told)
        return self._ask(request, revision, together, form, found)

    def _undone(self, request: HttpRequest, revision: Revision, done: HandedIn) -> HttpResponse:
        if done.proposal:
            return waits(request, done.proposal)
        messages.success(request, f"Undone: {len(done.published)}. The history keeps both.")
        return HttpResponseRedirect(history_address(revision.record_kind, revision.slug))

    def _ask(
        self,
        request: HttpRequest,
        revision: Revision,
        together: list[Revision],
        form: UndoForm,
        found: Undoing | None = None,
        refused: Any = (),
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"Undo version {revision.version} of {revision.record_kind} {revision.slug}",
            "opts": self.opts,
            "revision": revision,
            "others": len(together) - 1 if len(together) <= MOST else 0,
            "is_all": "all" in request.GET,
            "changes": beside_bases(found.drafts[:SHOWN]) if found else [],
            "unshown": max(0, len(found.drafts) - SHOWN) if found else 0,
            "rows": [(one.model._meta.verbose_name_plural, one) for one in found.facts]
            if found
            else [],
            "seen": _seen(found) if found else "",
            "refused": refused,
            "form": form,
        }
        return TemplateResponse(request, "admin/records/undo.html", context)


NOT_ALLOWED = ["It would take a record out. Who may withdraw records can do it."]


def _reason(form: UndoForm) -> str:
    return form.cleaned_data["reason"] if form.is_bound and form.is_valid() else ""


def _seen(found: Undoing) -> str:
    """The versions that the page showed; when others published since, it is shown anew."""
    return ",".join(str(draft.base_version) for draft in found.drafts)


def _was_seen(request: HttpRequest, found: Undoing) -> bool:
    if request.POST.get("seen") == _seen(found):
        return True
    messages.warning(request, "Others published meanwhile. Below is what undoing would change now.")
    return False
