"""Pages of the admin on what readers reported: the queue, and each with its answer."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import Truncator

from records.common.text import clean_text
from records.curation.lists import ReadOnlyAdmin
from records.curation.queue import form_address
from records.groups import APPROVE
from records.models import Record, Report, ReportState, Revision
from records.reading.cited_values import field_parts
from records.reading.labels import give_names
from records.writing.chain import now

OFFERED = 20  # versions of the record, the newest


class AnswerForm(forms.Form):
    answer = forms.CharField(
        max_length=5000,
        help_text="Read by who has the private link of the report.",
        widget=forms.Textarea(attrs={"rows": 6, "cols": 80}),
    )
    mended_by = forms.ChoiceField(
        label="Mended in",
        required=False,
        help_text="The version of the record in which it was put right, if it was.",
    )

    def __init__(self, data: Any, versions: list[Revision]) -> None:
        super().__init__(data)
        self.versions = {str(one.version): one for one in versions}
        told = [(name, f"Version {name}: {one.reason}") for name, one in self.versions.items()]
        mended: Any = self.fields["mended_by"]
        mended.choices = [("", "no version"), *told]

    def clean_answer(self) -> str:
        text = clean_text(self.cleaned_data["answer"])
        if not text:
            raise forms.ValidationError("It holds no word.")
        return text

    def clean_mended_by(self) -> Revision | None:
        return self.versions.get(self.cleaned_data["mended_by"])

    def clean(self) -> None:
        if self.data.get("_dismiss") and self.cleaned_data.get("mended_by"):
            text = "Nothing was to be mended, so no version mended it: choose «no version»."
            self.add_error("mended_by", text)


class ReportAdmin(ReadOnlyAdmin):
    """What readers say is wrong, the oldest first."""

    is_work = True
    list_display = ("subject", "words", "state", "reported")
    list_filter = ("state", "record_kind")
    search_fields = ("slug", "message")
    ordering = ("made_at", "pk")

    @admin.display(description="On")
    def subject(self, report: Report) -> str:
        return f"{report.get_record_kind_display()} {report.slug}"

    @admin.display(description="What is wrong")
    def words(self, report: Report) -> str:
        return Truncator(report.message).chars(120)

    @admin.display(description="Reported", ordering="made_at")
    def reported(self, report: Report) -> str:
        return f"{report.made_at:%Y-%m-%d %H:%M} UTC"

    def change_view(self, request, object_id, form_url="", extra_context=None) -> HttpResponse:
        """Read and answered here, once."""
        report = self.get_object(request, object_id)
        if report is None or not self.has_view_permission(request):
            raise Http404("There is no such report.")
        may_answer = request.user.has_perm(APPROVE)
        sent = request.POST if request.method == "POST" and may_answer else None
        form = AnswerForm(sent, list(_versions(report)[:OFFERED]))
        if form.is_bound and form.is_valid():
            if _answer(request, report, form):
                messages.success(request, "Answered. Who reported it reads it at the private link.")
                return HttpResponseRedirect(reverse("admin:records_report_changelist"))
            text = "Somebody else answered it meanwhile. Yours was not kept; it stands below."
            messages.error(request, text)
            report.refresh_from_db()
        parts = field_parts(report.record_kind, report.field)
        give_names([parts])
        held = Record.objects.filter(record_kind=report.record_kind, slug=report.slug).first()
        context = {
            **self.admin_site.each_context(request),
            "title": str(report),
            "opts": self.opts,
            "report": report,
            "about": "".join(part.text for part in parts),
            "record": held,
            "form_address": form_address(held) if held else "",
            "form": form,
            "may_answer": may_answer,
            "waits": report.state == ReportState.NEW,
        }
        return TemplateResponse(request, "admin/records/report.html", context)


def _versions(report: Report) -> QuerySet[Revision]:
    """What was published of the record since it was reported, the newest first."""
    later = Revision.objects.of(report.record_kind, report.slug).sealed()
    return later.filter(version__gt=report.version).defer("content").reverse()


def _answer(request: HttpRequest, report: Report, form: AnswerForm) -> bool:
    dismissed = "_dismiss" in request.POST
    return Report.objects.answer(
        report.pk,
        form.cleaned_data["answer"],
        by=request.user.get_username(),
        at=now(),
        state=ReportState.DISMISSED if dismissed else ReportState.ANSWERED,
        mended_by=form.cleaned_data["mended_by"],
    )
