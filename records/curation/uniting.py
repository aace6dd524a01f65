"""The page on which an editor makes one record of two that are one thing."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from records.content.problems import Refused
from records.curation.filling import clashes_told
from records.curation.kept import is_alone, waits
from records.curation.selected.forms import Reason
from records.curation.several import digest_of
from records.groups import WITHDRAW
from records.models import Record
from records.reading.history import beside_bases
from records.writing.handing_in import hand_in
from records.writing.publishing import try_out
from records.writing.uniting import GOES, STAYS, Uniting, unite

SHOWN = 20  # records whose changes are shown in full
LONGEST_ID = 19  # digits
BUTTONS = ("_hand_in", "_publish")


class Unites(admin.ModelAdmin):
    """A list of records of which two can be made one."""

    actions: Any = ("merge_two",)

    @admin.action(description="Merge two into one …", permissions=["withdraw"])
    def merge_two(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        two = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(two) != 2:
            messages.error(request, "Choose the two records that are one thing.")
            return None
        return HttpResponseRedirect(f"{self._page_address()}?ids={two[0]},{two[1]}")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(WITHDRAW)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        view = self.admin_site.admin_view(self.merge_view)
        return [path("merge/", view, name=name), *super().get_urls()]

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """Asks which of the two stays, then what differs; shows it, and hands in what was shown."""
        if not self.has_withdraw_permission(request):
            raise PermissionDenied
        two = self._two(request)
        stays = next((one for one in two if str(one.pk) == request.GET.get("stays")), None)
        if stays is None:
            return self._merge_page(request, two=two)
        (goes,) = (one for one in two if one is not stays)
        form = Reason(request.POST or None)
        reason = form.cleaned_data["reason"] if form.is_bound and form.is_valid() else ""
        told: dict[str, Any] = {"two": two, "stays": stays, "goes": goes, "form": form}
        try:
            with transaction.atomic():
                author = request.user.get_username()
                found = unite(stays, goes, _answers(request), author=author, reason=reason)
                told |= self._told(request, stays, found)
                if found.drafts and reason:
                    try_out(found.drafts, found.facts)
                    if done := self._handed_over(request, stays, found):
                        return done
                    told |= _preview(found)
        except Refused as refusal:
            told["refused"] = [str(one) for one in refusal.problems]
        return self._merge_page(request, **told)

    def _two(self, request: HttpRequest) -> list[Record]:
        asked = request.GET.get("ids", "").split(",")
        ids = {int(one) for one in asked if one.isdecimal() and len(one) < LONGEST_ID}
        two = list(self.model._default_manager.filter(pk__in=sorted(ids)[:3]).order_by("pk"))
        if len(two) != 2 or len(ids) != 2:
            raise Http404("One of the two records is no longer there. Choose again.")
        return two

    def _told(self, request: HttpRequest, stays: Record, found: Uniting) -> dict[str, Any]:
        answers = _answers(request)
        clashes = clashes_told(stays.record_kind, found.clashes)
        return {
            "asked": [(clash, answers.get(clash.path, "")) for clash in clashes],
            "unanswered": request.method == "POST" and bool(found.clashes) and not found.drafts,
            "referring": found.records,
            "tables": sorted({one.batch.replace("_", " ") for one, _ in found.referring.tables}),
            "values": {"stays": STAYS, "goes": GOES},
        }

    def _handed_over(
        self, request: HttpRequest, stays: Record, found: Uniting
    ) -> HttpResponse | None:
        """None where it has to be looked at first, or once more."""
        if not any(button in request.POST for button in BUTTONS):
            return None
        if request.POST.get("seen") != digest_of(found.drafts):
            messages.warning(request, "This is not what you saw before. Look at it, then say so.")
            return None
        done = hand_in(found.drafts, found.facts, by=request.user, alone=is_alone(request))
        if done.proposal:
            return waits(request, done.proposal)
        messages.success(request, f"Merged into «{stays}». The history keeps both.")
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[stays.pk]))

    def _merge_page(self, request: HttpRequest, **told: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge two {self.opts.verbose_name_plural} into one",
            "opts": self.opts,
            "ids": request.GET.get("ids", ""),
            "back": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"),
        }
        return TemplateResponse(request, "admin/records/unite.html", context | told)

    def _page_address(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_merge")


def _answers(request: HttpRequest) -> dict[str, str]:
    """Whose value stays, by the path of what differs."""
    marked = [name for name in request.POST if name.startswith("clash-")]
    return {name.removeprefix("clash-"): request.POST[name] for name in marked}


def _preview(found: Uniting) -> dict[str, Any]:
    return {
        "changes": beside_bases(found.drafts[:SHOWN]),
        "unshown": max(0, len(found.drafts) - SHOWN),
        "seen": digest_of(found.drafts),
    }
