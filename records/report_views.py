"""A reader reports an error, without an account, and finds the answer at a private link."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from records.common.addresses import history_address
from records.common.limiting import Buckets, Policy, address_of_reader
from records.common.requests import BadRequest, kind_and_slug, refuse_unknown
from records.common.text import clean_text
from records.models import Record, Report
from records.models.report import LONGEST
from records.reading.cited_values import field_parts
from records.reading.labels import give_names
from records.writing.chain import now

HOUR = 3600
LONGEST_FIELD = 300
_left = Buckets("reports")


class Plain(forms.CharField):
    """Text in several lines, as it is kept; a line ends with one sign, as browsers count it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, **kwargs)

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "").strip()


class ReportForm(forms.Form):
    message = Plain(label=gettext_lazy("What is wrong, and what would be right"))
    checked_in = Plain(
        label=gettext_lazy("Where that can be checked: a document, a page, an address"),
        required=False,
    )
    # No person sees it; who fills in every field is a program.
    website = forms.CharField(label=gettext_lazy("Leave this empty"), required=False)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            text = _("A field that nobody sees was filled in. It is empty again: send once more.")
            raise forms.ValidationError(text)
        return ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form on the record that `record` names, or on a `field` of it; kept once it is sent."""
    refuse_unknown(request, "record", "field")
    if not request.GET.get("record"):
        if request.method == "POST":
            raise BadRequest("record", _("Expected a kind and a key, such as mission:unmiss."))
        return _private(TemplateResponse(request, "records/report.html", {}))
    record, field = _reported(request)
    form, status = ReportForm(request.POST if request.method == "POST" else None), 200
    wait = 0
    if form.is_bound:
        status = 400
        if form.is_valid():
            wait = _seconds_to_wait(request)
            if not wait:
                return _private(_shown(request, *_keep(form, record, field), status=201))
            status = 429
    context = {"record": record, "about": _words(record.record_kind, field), "field": field}
    context |= {"form": form, "longest": LONGEST, "minutes": -(-wait // 60)}
    response = TemplateResponse(request, "records/report.html", context, status=status)
    if wait:
        response["Retry-After"] = str(wait)
    return _private(response)


@never_cache
@sensitive_post_parameters("key")
@require_http_methods(["GET", "HEAD", "POST"])
def reported(request: HttpRequest) -> HttpResponse:
    """Where a report stands, and the answer, for who has the link.

    Its key stands behind «#», which no browser sends: the page hands it over in a form.
    """
    refuse_unknown(request)
    given = request.POST.get("key", "").strip().rpartition("#")[2]
    if found := Report.objects.at(given):
        return _private(_shown(request, found, given))
    context = {"is_wrong": request.method == "POST"}
    return _private(
        TemplateResponse(
            request,
            "records/private_link.html",
            context,
            status=404 if context["is_wrong"] else 200,
        )
    )


def _shown(request: HttpRequest, report: Report, key: str, status: int = 200) -> HttpResponse:
    held = Record.objects.filter(record_kind=report.record_kind, slug=report.slug).first()
    context = {
        "report": report,
        "record": held,
        "about": _words(report.record_kind, report.field),
        "link": f"{request.build_absolute_uri(reverse('reported'))}#{key}",
        "history": history_address(report.record_kind, report.slug),
    }
    return TemplateResponse(request, "records/reported.html", context, status=status)


def _reported(request: HttpRequest) -> tuple[Record, str]:
    """Raises BadRequest, and Http404 where the base holds no such record."""
    kind, slug = kind_and_slug("record", request.GET["record"])
    record: Record = get_object_or_404(Record, record_kind=kind, slug=slug)
    field = request.GET.get("field", "")
    if len(field) > LONGEST_FIELD or "%00" in field:
        raise BadRequest("field", _("Expected a field as the evidence of a record names it."))
    return record, clean_text(field)


def _words(kind: str, field: str) -> str:
    """What the field is called; empty for the record as a whole."""
    parts = field_parts(kind, field) if field else []
    give_names([parts])
    return "".join(part.text for part in parts)


def _seconds_to_wait(request: HttpRequest) -> int:
    """0 where the reader may report one more, which is then counted."""
    if not settings.REPORT_LIMIT:
        return 0
    policy = Policy("reports", settings.REPORT_LIMIT, HOUR)
    left, is_taken = _left.take(address_of_reader(request), policy, 1)
    return 0 if is_taken else max(1, round((1 - left) * policy.window / policy.quota))


def _keep(form: ReportForm, record: Record, field: str) -> tuple[Report, str]:
    """The report, and the key of its private link."""
    said = {name: form.cleaned_data[name] for name in ("message", "checked_in")}
    kept = Report(
        record_kind=record.record_kind,
        slug=record.slug,
        version=record.version,
        field=field,
        made_at=now(),
        **said,
    )
    key = kept.make_key()
    kept.save()
    return kept, key


def _private(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
