"""Pages of the admin by which editors take whole tables away and hand them in."""

import zlib
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from records.content.table_lines import lines_of
from records.content.tables import Table
from records.curation.bulk.sheets import TYPES, help_of, tables, written
from records.curation.lists import ReadOnlyAdmin
from records.groups import APPROVE, PUBLISH_ALONE
from records.importing.tables import ZIP
from records.models import Job, JobState, Revision

MOST_BYTES = 20_000_000


class UploadForm(forms.Form):
    file = forms.FileField(
        validators=[FileExtensionValidator(TYPES)],
        help_text="CSV or Excel (.xlsx), at most 20 MB.",
    )
    reason = forms.CharField(
        max_length=500, help_text="Stands in the history of each record: «Contributions of May»."
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("The file has more than 20 MB: hand it in by parts.")
        is_excel = file.read(len(ZIP)) == ZIP
        file.seek(0)
        if is_excel != file.name.lower().endswith(".xlsx"):
            raise forms.ValidationError("The file is not of the kind that its name says.")
        return file


class JobAdmin(ReadOnlyAdmin):
    """Tables that were handed in, and what became of them."""

    is_work = True
    list_display = ("__str__", "state", "author", "made_at")
    list_filter = ("state", "table")
    search_fields = ("file_name", "table", "author")
    change_list_template = "admin/records/jobs.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("file")

    def get_urls(self) -> list[Any]:
        def page(address: str, view: Any, name: str) -> Any:
            return path(address, self.admin_site.admin_view(view), name=f"records_job_{name}")

        return [
            page("tables/", self.tables_view, "tables"),
            page("tables/<slug:name>.<slug:form>", self.export_view, "export"),
            page("tables/<slug:name>/template.<slug:form>", self.template_view, "template"),
            page("tables/<slug:name>/", self.upload_view, "upload"),
            *super().get_urls(),
        ]

    def tables_view(self, request: HttpRequest) -> HttpResponse:
        self._refuse_strangers(request)
        if request.GET.get("table") in tables():
            return redirect("admin:records_job_upload", request.GET["table"])
        listed = sorted(tables().items())
        return self._page(request, "tables.html", "Tables", tables=listed)

    def export_view(self, request: HttpRequest, name: str, form: str) -> HttpResponse:
        table = self._table(request, name)
        return _file(name, form, table, lines_of(table) if form in TYPES else [])

    def template_view(self, request: HttpRequest, name: str, form: str) -> HttpResponse:
        return _file(f"{name}-template", form, self._table(request, name), [])

    def upload_view(self, request: HttpRequest, name: str) -> HttpResponse:
        table = self._table(request, name)
        posted = request.method == "POST"
        form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
        if posted and form.is_valid():
            file = form.cleaned_data["file"]
            job = Job.objects.create(
                table=name,
                file_name=file.name[-200:],
                file=zlib.compress(file.read()),
                author=request.user.get_username(),
                reason=form.cleaned_data["reason"],
            )
            return HttpResponseRedirect(_address(job))
        columns = [(column, help_of(table, column)) for column in table.columns]
        title = f"Hand in {table.model._meta.verbose_name_plural}"
        told = {"form": form, "columns": columns, "name": name}
        return self._page(request, "upload.html", title, **told)

    def change_view(self, request, object_id, form_url="", extra_context=None) -> HttpResponse:
        """What checking found; an editor says whether it is written."""
        self._refuse_strangers(request)
        job = self.get_object(request, object_id)
        if job is None:
            raise Http404("There is no such job.")
        if request.method == "POST":
            return self._decided(request, job)
        outcome = job.outcome
        sorts = [
            (title, outcome.get(name, 0), outcome.get(f"{name}_rows", []))
            for name, title in (("refused", "Refused"), ("new", "New"), ("changed", "Changed"))
        ]
        made = Revision.objects.filter(sequence__in=job.sequences[:1]).first()
        told = {"job": job, "sorts": sorts, "made": made, "barred": _barred(request, job)}
        told["is_own"] = job.author == request.user.get_username()
        response = self._page(request, "job.html", str(job), **told)
        if job.is_with_the_worker:
            response["Refresh"] = "3"  # by itself, without a script
        return response

    def _decided(self, request: HttpRequest, job: Job) -> HttpResponse:
        """Approves what was seen, and nothing that was checked anew since."""
        name = request.user.get_username()
        change: dict[str, Any] = {"state": JobState.DISCARDED, "file": b""}
        if "approve" in request.POST:
            approver = "" if job.author == name else name
            change = {"state": JobState.APPROVED, "approver": approver}
        if _barred(request, job) and not ("discard" in request.POST and job.author == name):
            raise PermissionDenied
        checked = Job.objects.filter(pk=job.pk, state=JobState.CHECKED)
        seen = job.outcome.get("digest") == request.POST.get("digest")
        if not seen or not checked.update(**change):
            messages.error(request, "The job has moved on meanwhile: look at it again.")
        return HttpResponseRedirect(_address(job))

    def _table(self, request: HttpRequest, name: str) -> Table:
        self._refuse_strangers(request)
        if name not in tables():
            raise Http404("There is no such table.")
        return tables()[name]

    def _refuse_strangers(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _page(self, request: HttpRequest, template: str, title: str, **told: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(request, f"admin/records/{template}", context | told)


def _barred(request: HttpRequest, job: Job) -> str:
    """Why somebody may not let it be written; empty for who may."""
    if job.author == request.user.get_username():
        alone = request.user.has_perm(PUBLISH_ALONE)
        return "" if alone else "Somebody else has to approve it."
    return "" if request.user.has_perm(APPROVE) else "You may not approve what others hand in."


def _address(job: Job) -> str:
    return reverse("admin:records_job_change", args=[job.pk])


def _file(name: str, form: str, table: Table, lines: list[list[str]]) -> HttpResponse:
    if form not in TYPES:
        raise Http404("Tables are written as csv and xlsx.")
    response = HttpResponse(written(table, lines, form), content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
