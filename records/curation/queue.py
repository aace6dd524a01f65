"""The editors' queue in the admin: citations that contradict and wait for a decision."""

from collections.abc import Callable

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from records.content.problems import Refused, Stale
from records.curation.deciding import CitationDecision, Drafts, keep_held, take_stated
from records.curation.kept import is_alone, waits
from records.curation.lists import ReadOnlyAdmin
from records.groups import DRAFT
from records.models import Citation, Record
from records.models.ownership import record_model
from records.reading.cited_values import attach_field_labels, held_values
from records.writing.handing_in import HandedIn, hand_in

AT_ONCE = 100
LONGEST_ID = 19  # digits
Decide = Callable[[list[Citation], CitationDecision], Drafts]


class DecisionForm(forms.Form):
    rule = forms.CharField(
        max_length=500,
        help_text="By what rule you choose, such as «the printed text decides». Seen by everyone.",
        widget=forms.TextInput(attrs={"size": 80}),
    )
    evidence = forms.CharField(
        required=False,
        max_length=2000,
        help_text="What the choice rests on.",
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
    )


class InTable(admin.SimpleListFilter):
    """What the citations speak of: votes, strength, a field of the record itself."""

    title = "field or table"
    parameter_name = "table"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        fields = Citation.objects.filter(open=True).order_by().values_list("field", flat=True)
        heads = {field.partition("/")[0] for field in fields.distinct().iterator()} - {""}
        chosen = self.value()
        return [(head, head.replace("_", " ")) for head in sorted(heads | {chosen or ""} - {""})]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        head = self.value()
        if not head:
            return queryset
        return queryset.filter(field=head) | queryset.filter(field__startswith=f"{head}/")


class Decides(ReadOnlyAdmin):
    """Two actions on citations, each with a page between on which the editor says why."""

    actions = ("keep_what_is_held", "take_what_is_stated")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(DRAFT)

    @admin.action(description="Keep what is held", permissions=["decide"])
    def keep_what_is_held(self, request: HttpRequest, queryset: QuerySet):
        return self._decide(request, queryset, keep_held, "keep_what_is_held", "Keep what is held")

    @admin.action(description="Take what the source states", permissions=["decide"])
    def take_what_is_stated(self, request: HttpRequest, queryset: QuerySet):
        title = "Take what is stated"
        return self._decide(request, queryset, take_stated, "take_what_is_stated", title)

    def get_changelist_instance(self, request: HttpRequest):
        """With what each citation speaks of, in words, and what is held there."""
        shown = super().get_changelist_instance(request)
        shown.result_list = list(shown.result_list)
        _describe(shown.result_list)
        return shown

    @admin.display(description="Speaks of", ordering="field")
    def speaks_of(self, citation: Citation) -> str:
        return "".join(part.text for part in citation.field_parts)

    @admin.display(description="Held")
    def is_held(self, citation: Citation) -> str:
        return citation.held_words

    @admin.display(description="Record", ordering="record__name")
    def edit_record(self, citation: Citation) -> str:
        return format_html('<a href="{}">{}</a>', form_address(citation.record), citation.record)

    def _decide(
        self, request: HttpRequest, queryset: QuerySet, decide: Decide, action: str, title: str
    ) -> HttpResponse | None:
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        ids = [int(one) for one in chosen if one.isdecimal() and len(one) < LONGEST_ID]
        across = request.POST.get("select_across") == "1" and queryset.count() > len(ids)
        if across or len(ids) > AT_ONCE:
            text = f"Choose at most {AT_ONCE} citations at a time, all of one page."
            messages.error(request, text)
            return None
        form = DecisionForm(request.POST if "apply" in request.POST else None)
        if form.is_bound and form.is_valid():
            done = self._apply(request, decide, ids, form)
            if done and done.proposal:
                return waits(request, done.proposal)
            if done:
                return None
        return self._ask(request, _chosen(ids), form, action, title)

    def _apply(
        self, request: HttpRequest, decide: Decide, ids: list[int], form: DecisionForm
    ) -> HandedIn | None:
        """What became of it; None where something stands against it, which is told."""
        citations = _chosen(ids)
        if gone := len(ids) - len(citations):
            messages.error(request, f"{gone} of the citations chosen are no longer there.")
            return None
        decision = CitationDecision(
            author=request.user.get_username(),
            rule=form.cleaned_data["rule"],
            evidence=form.cleaned_data["evidence"],
            versions=_versions_seen(request),
        )
        try:
            with transaction.atomic():
                drafts, facts = decide(citations, decision)
                done = hand_in(drafts, facts, by=request.user, alone=is_alone(request))
        except Refused as refused:
            for problem in refused.problems:
                messages.error(request, str(problem))
            if isinstance(refused, Stale):
                messages.warning(request, "Below is what is held now. Look at it, then decide.")
            return None
        if done.published:
            messages.success(request, f"Decided: {len(ids)}.")
        return done

    def _ask(
        self,
        request: HttpRequest,
        citations: list[Citation],
        form: DecisionForm,
        action: str,
        title: str,
    ) -> TemplateResponse:
        _describe(citations)
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.model._meta,
            "citations": citations,
            "records": {citation.record_id: citation.record for citation in citations}.values(),
            "form": form,
            "action": action,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/records/decide.html", context)


def form_address(record: Record) -> str:
    """The form in which a record is edited."""
    meta = record_model(record.record_kind)._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])


def _chosen(ids: list[int]) -> list[Citation]:
    chosen = Citation.objects.filter(pk__in=ids).select_related("record", "source")
    return list(chosen.order_by("pk"))


def _versions_seen(request: HttpRequest) -> dict[int, int]:
    """The versions that the page showed: a record published since is not overwritten."""
    seen = {}
    for name in request.POST:
        value = request.POST[name]
        head, _, record = name.partition("version-")
        if not head and record.isdecimal() and value.isdecimal():
            seen[int(record)] = int(value)
    return seen


def _describe(citations: list[Citation]) -> None:
    held = held_values(citations)
    attach_field_labels(citations)
    for citation in citations:
        one = held[citation.pk]
        columns = [f"{col.label}: {_words(col.parts)}" for col in one.columns]
        citation.held_words = one.absent or "; ".join(columns) or _words(one.parts)
        citation.form_address = form_address(citation.record)


def _words(parts) -> str:
    return "; ".join(f"{part.text}{part.rest}" for part in parts)
