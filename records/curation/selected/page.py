"""Actions on the list of a kind: one change to all records chosen, shown before it is handed in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from records.content.problems import Refused
from records.curation.kept import is_alone, waits
from records.curation.selected.changing import SelectedChange, changed, tried, withdrawn
from records.curation.selected.forms import AliasForm, CitedForm, ColumnForm, Reason, value_form
from records.curation.several import WhereItIsRead, source_names
from records.groups import DRAFT, WITHDRAW
from records.models import Origin, Record, Revision
from records.reading.history import beside_bases
from records.writing.handing_in import hand_in
from records.writing.publishing import propose

AT_ONCE = 100
LONGEST_ID = 19  # digits
BUTTONS = ("_hand_in", "_publish")


@dataclass(frozen=True)
class Deed:
    """What can be done to many: its title, the right that it needs, and what is said of it."""

    title: str
    help: str
    right: str = DRAFT
    asks_evidence: bool = True
    needs_evidence: bool = True


DEEDS = {
    "set-value": Deed("Set a value", "All get the same value.", needs_evidence=False),
    "add-alias": Deed("Add an alias", "All get one more name, and are found by it."),
    "add-citation": Deed("Add a citation", "The source is cited in all of them."),
    "withdraw": Deed(
        "Withdraw",
        "The records leave all lists; the history and the address of each stay.",
        right=WITHDRAW,
        asks_evidence=False,
    ),
}


@dataclass
class SelectedPage:
    """The forms of one change to many, as they were posted or as they open."""

    deed: Deed
    records: Sequence[Record]
    said: Any  # the form of the change itself; a withdrawal has none
    evidence: WhereItIsRead | None
    reason: Reason

    @property
    def forms(self) -> list[forms.BaseForm]:
        return [one for one in (self.said, self.evidence, self.reason) if one is not None]

    def is_valid(self) -> bool:
        every: Any = self.forms
        return forms.all_valid(every)

    def change(self, author: str) -> tuple[SelectedChange, list[Revision]]:
        """What would be handed in, and the source that is made with it. Raises Refused."""
        told = {"author": author, "reason": self.reason.cleaned_data["reason"]}
        if self.said is None:
            return tried(withdrawn(self.records, **told)), []
        saying = self.evidence.saying() if self.evidence else None
        made = self.evidence.new_source() if self.evidence else None
        beside = [propose(made, base_version=0, origin=Origin.ADMIN, **told)] if made else []
        return tried(
            changed(self.records, self.said.change(saying), saying, **told), beside
        ), beside


class ActsOnSelected(admin.ModelAdmin):
    """A list of records from which many are changed at once."""

    actions = ("set_value", "add_alias", "add_citation", "withdraw_selected")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        found = super().get_actions(request)
        return {name: one for name, one in found.items() if name != "delete_selected"}

    def has_draft_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(DRAFT)

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(WITHDRAW)

    @admin.action(description="Set a value …", permissions=["draft"])
    def set_value(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self.to_selected(request, queryset, "set-value")

    @admin.action(description="Add an alias …", permissions=["draft"])
    def add_alias(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self.to_selected(request, queryset, "add-alias")

    @admin.action(description="Add a citation …", permissions=["draft"])
    def add_citation(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self.to_selected(request, queryset, "add-citation")

    @admin.action(description="Withdraw …", permissions=["withdraw"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self.to_selected(request, queryset, "withdraw")

    def to_selected(self, request: HttpRequest, queryset: QuerySet, deed: str) -> Any:
        """The page of the change, whose address has the records chosen; None if too many are."""
        ids = list(queryset.order_by("pk").values_list("pk", flat=True)[: AT_ONCE + 1])
        if len(ids) > AT_ONCE:
            messages.error(request, f"Choose at most {AT_ONCE} records at a time.")
            return None
        chosen = ",".join(map(str, ids))
        return HttpResponseRedirect(f"{self._address('selected', deed)}?ids={chosen}")

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_selected"
        view = self.admin_site.admin_view(self.selected_view)
        return [path("selected/<slug:deed>/", view, name=name), *super().get_urls()]

    def selected_view(self, request: HttpRequest, deed: str) -> HttpResponse:
        """Asks, shows what would change of what, and hands in what was shown."""
        if deed not in DEEDS:
            raise Http404("There is no such change.")
        if not request.user.has_perm(DEEDS[deed].right):
            raise PermissionDenied
        records = self.chosen(request)
        if deed == "set-value" and "column" not in request.GET:
            return self._page(request, deed, records, columns=ColumnForm(model=self.model))
        page = self._asked(request, deed, records)
        found = None
        if request.method == "POST" and page.is_valid():
            try:
                with transaction.atomic():
                    found, beside = page.change(request.user.get_username())
                    if done := self._handed_in(request, found, beside):
                        return done
            except Refused as refusal:
                for problem in refusal.problems:
                    messages.error(request, str(problem))
        return self._page(request, deed, records, asked=page, **self._preview(found, records))

    def chosen(self, request: HttpRequest) -> list[Record]:
        """The records that the address names, in their order. Raises Http404 where one is gone."""
        asked = request.GET.get("ids", "").split(",")
        ids = {int(one) for one in asked if one.isdecimal() and len(one) < LONGEST_ID}
        records = list(self.model._default_manager.filter(pk__in=sorted(ids)[: AT_ONCE + 1]))
        if not records or len(records) != len(ids) or len(ids) > AT_ONCE:
            raise Http404("One of the records chosen is no longer there. Choose again.")
        return records

    def _asked(self, request: HttpRequest, deed: str, records: list[Record]) -> SelectedPage:
        posted, chosen = request.POST or None, DEEDS[deed]
        evidence = None
        if chosen.asks_evidence:
            evidence = WhereItIsRead(posted, is_needed=chosen.needs_evidence)
        said: Callable[[], Any] = {
            "set-value": lambda: self._value_form(request)(posted),
            "add-alias": lambda: AliasForm(posted),
            "add-citation": lambda: CitedForm(posted, model=self.model),
            "withdraw": lambda: None,
        }[deed]
        return SelectedPage(chosen, records, said(), evidence, Reason(posted))

    def _value_form(self, request: HttpRequest) -> Any:
        try:
            return value_form(self.model, request.GET["column"])
        except KeyError:
            raise Http404("There is no such value to set.") from None

    def _handed_in(
        self, request: HttpRequest, found: SelectedChange, beside: list[Revision]
    ) -> HttpResponse | None:
        """None where it has to be looked at first, or once more."""
        if not found.drafts or not any(button in request.POST for button in BUTTONS):
            return None
        if request.POST.get("seen") != found.digest:
            messages.warning(request, "This is not what you saw before. Look at it, then say so.")
            return None
        done = hand_in([*beside, *found.drafts], by=request.user, alone=is_alone(request))
        if done.proposal:
            return waits(request, done.proposal)
        messages.success(request, f"Published together: {len(found.drafts)}.")
        return HttpResponseRedirect(self._address("changelist"))

    def _preview(self, found: SelectedChange | None, records: list[Record]) -> dict[str, Any]:
        if found is None:
            return {}
        names = {f"{one.record_kind}:{one.slug}": str(one) for one in records}
        return {
            "found": found,
            "changes": [
                (names[":".join(one.named)], step) for one, step in beside_bases(found.drafts)
            ],
            "refused": [(names.get(name, name), told) for name, told in found.refused.items()],
        }

    def _page(
        self, request: HttpRequest, deed: str, records: list[Record], **told: Any
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"{DEEDS[deed].title}: {len(records)} {self._called(len(records))}",
            "opts": self.opts,
            "deed": DEEDS[deed],
            "records": records,
            "ids": request.GET.get("ids", ""),
            "sources": source_names(),
            "back": self._address("changelist"),
        }
        return TemplateResponse(request, "admin/records/selected.html", context | told)

    def _called(self, number: int) -> str:
        return str(self.opts.verbose_name if number == 1 else self.opts.verbose_name_plural)

    def _address(self, page: str, *parts: str) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=parts)
