"""Pages of the admin on proposals: what waits for me, and each with its changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import F, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from records.common.addresses import history_address
from records.content.facts import fact_columns
from records.content.kept_rows import REMOVED, KeptReader, kept_facts
from records.content.problems import Refused
from records.curation.filling import clashes_told
from records.curation.kept import address_of, waiting_for
from records.curation.lists import ReadOnlyAdmin
from records.models import BatchChange, Proposal, ProposalState, Record, Revision
from records.models.ownership import fact_models, record_model
from records.reading.history import beside_bases
from records.reading.labels import LabelledColumn, columns_of, give_names
from records.writing.approving import ProposalStanding, approve, caught_up, give_back, may_approve
from records.writing.handing_in import discard, remark

SHOWN = 20  # records whose changes are shown in full, and rows of each large table
COMES, GOES = "comes", "goes"


class WaitsForMe(admin.SimpleListFilter):
    title = "waits for"
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("me", "me")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return waiting_for(request.user, queryset) if self.value() == "me" else queryset


class CommentForm(forms.Form):
    comment = forms.CharField(
        required=False,
        help_text="Whoever returns it writes one. Never seen by readers.",
        widget=forms.Textarea(attrs={"rows": 4, "cols": 80}),
    )


class ProposalAdmin(ReadOnlyAdmin):
    """What was handed in, came back, or is kept as a draft."""

    is_work = True
    list_display = ("what", "state", "author", "waits_since")
    list_filter = (WaitsForMe, "state")
    search_fields = ("author",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        last = Revision.objects.filter(attempt=F("proposal__attempt")).defer("content").with_names()
        shown = Prefetch("revisions", last.order_by("record_kind", "slug"), to_attr="last")
        return super().get_queryset(request).prefetch_related(shown)

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ("since", "pk") if request.GET.get("waits") == "me" else ("-since", "-pk")

    def changelist_view(self, request, extra_context=None) -> HttpResponse:
        title = "Waits for me" if request.GET.get("waits") == "me" else "Proposals"
        return super().changelist_view(request, {"title": title} | (extra_context or {}))

    @admin.display(description="Since", ordering="since")
    def waits_since(self, proposal: Proposal) -> str:
        return f"{proposal.since:%Y-%m-%d %H:%M} UTC"

    @admin.display(description="What it changes")
    def what(self, proposal: Any) -> str:
        return named(proposal.last)

    def change_view(self, request, object_id, form_url="", extra_context=None) -> HttpResponse:
        """What it changes; it is approved, returned, spoken of or discarded here."""
        proposal = self.get_object(request, object_id)
        if proposal is None or not self.has_view_permission(request):
            raise Http404("There is no such proposal.")
        form = CommentForm(request.POST or None)
        if form.is_bound and form.is_valid():
            try:
                told = _done(request, proposal, form.cleaned_data["comment"])
                messages.success(request, told)
                return HttpResponseRedirect(address_of(proposal))
            except Refused as refusal:
                for problem in refusal.problems:
                    messages.error(request, str(problem))
                proposal.refresh_from_db()
        return self._page(request, proposal, form)

    def _page(self, request: HttpRequest, proposal: Proposal, form: CommentForm) -> HttpResponse:
        asked = request.GET.get("version", "")
        attempt = int(asked) if asked.isascii() and asked.isdigit() else proposal.attempt
        revisions = list(proposal.version(attempt).with_names().prefetch_related("batch_changes"))
        if not revisions:
            raise Http404("There is no such version of it.")
        is_last = proposal.is_open and attempt == proposal.attempt
        standing = (
            caught_up(revisions) if is_last else [ProposalStanding(one, one) for one in revisions]
        )
        is_own = proposal.author == request.user.get_username()
        waits = is_last and proposal.state == ProposalState.IN_REVIEW
        barred = may_approve(proposal, request.user) if waits else ""
        in_chain = Revision.objects.sealed().filter(sequence=proposal.sequence)
        published = in_chain.first() if proposal.sequence else None
        context = {
            **self.admin_site.each_context(request),
            "title": named(revisions),
            "opts": self.opts,
            "proposal": proposal,
            "attempt": attempt,
            "versions": range(1, proposal.attempt + 1),
            "changes": _changes(standing[:SHOWN]),
            "unshown": revisions[SHOWN:],
            "hindered": any(one.stands_against for one in standing),
            "reasons": sorted({one.reason for one in revisions} - {""}),
            "remarks": proposal.remarks.all(),
            "decides": waits and not barred,
            "barred": "" if is_own else barred,
            "is_own": is_own and is_last,
            "drafts": _form_addresses(revisions[:SHOWN]) if is_own and is_last else [],
            "published": published,
            "published_address": history_address(*published.named) if published else "",
            "form": form,
        }
        return TemplateResponse(request, "admin/records/proposal.html", context)


def named(revisions: Sequence[Revision]) -> str:
    """The records of a proposal in few words: «Mission ONUMOZ and 3 more»."""
    if not revisions:
        return "Nothing"
    first, more = revisions[0], len(revisions) - 1
    return f"{first.of_what} and {more} more" if more else first.of_what


def _done(request: HttpRequest, proposal: Proposal, comment: str) -> str:
    """Does what the button says that was pressed, and tells it. Raises Refused."""
    seen = request.POST.get("attempt", "")
    attempt = int(seen) if seen.isascii() and seen.isdigit() else 0
    if "_approve" in request.POST:
        sealed = approve(proposal, attempt=attempt, by=request.user)
        return f"Approved and published: {len(sealed)}." if sealed else "It was held already."
    if "_return" in request.POST:
        give_back(proposal, comment, attempt=attempt, by=request.user)
        return f"Returned to {proposal.author} with your comment."
    if "_discard" in request.POST:
        discard(proposal, by=request.user)
        return "Discarded. Nothing of it was published; its versions stay readable here."
    remark(proposal, comment, by=request.user)
    return "Your comment was added."


@dataclass(frozen=True)
class RowsShown:
    """What comes and goes in a large table, and the first of these rows in words."""

    table: str
    added: int
    removed: int
    first: list[tuple[str, list[LabelledColumn]]]


def _rows_shown(change: BatchChange) -> RowsShown:
    model = next(one for one in fact_models() if one.batch == change.table)
    names = [one.name for one in fact_columns(model)]
    kept = kept_facts(model, KeptReader(change.packed), change.revision.form)
    first = [
        (GOES if sign == REMOVED else COMES, columns_of(model, dict(zip(names, row, strict=True))))
        for sign, row in islice(kept, SHOWN)
    ]
    table = str(model._meta.verbose_name_plural)
    return RowsShown(table, *KeptReader(change.packed).counts(), first)


def _changes(standing: Sequence[ProposalStanding]) -> list[dict[str, Any]]:
    beside = beside_bases([one.revision for one in standing])
    rows = [[_rows_shown(it) for it in one.proposed.batch_changes.all()] for one in standing]
    give_names([[columns for _, columns in it.first] for some in rows for it in some])
    return [
        {
            "standing": one,
            "revision": one.proposed,
            "step": step,
            "clashes": clashes_told(one.revision.record_kind, one.clashes),
            "rows": shown,
        }
        for one, (_, step), shown in zip(standing, beside, rows, strict=True)
    ]


def _form_addresses(revisions: Sequence[Revision]) -> list[tuple[Revision, str]]:
    """Each revision that its author may change, with its form; those of withdrawals have none."""
    kinds = {one.record_kind for one in revisions}
    rows = Record.objects.filter(record_kind__in=kinds, slug__in=[one.slug for one in revisions])
    ids = {(kind, slug): pk for pk, kind, slug in rows.values_list("pk", "record_kind", "slug")}
    found = []
    for one in revisions:
        meta = record_model(one.record_kind)._meta
        name = f"admin:{meta.app_label}_{meta.model_name}"
        if one.takes_out or (one.base_version and one.named not in ids):
            continue
        place = (f"{name}_change", [ids[one.named]]) if one.named in ids else (f"{name}_add", [])
        found.append((one, f"{reverse(place[0], args=place[1])}?draft={one.pk}"))
    return found
