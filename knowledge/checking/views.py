"""The page of the claim checker. The text comes by POST: addresses are logged, bodies are not."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from knowledge.checking.engine import LONGEST, check
from knowledge.checking.findings import Judgement
from knowledge.checking.forms import CheckForm
from knowledge.checking.marking import MOST_SHOWN, groups, items, pieces
from legal.models import Document
from records.common.requests import BadRequest, day_of, refuse_unknown
from records.common.text import clean_text

TEMPLATE = "knowledge/check.html"


@csrf_exempt  # nothing is changed, and its cookie would be the only one that readers get
@sensitive_post_parameters("text")
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def checker(request: HttpRequest) -> HttpResponse:
    if "text" in request.GET:
        raise BadRequest("text", "A text is sent by the form, not in the address, which is logged.")
    refuse_unknown(request, "as_of")
    last = Document.objects.filter(number__isnull=False).order_by("-adopted_on").first()
    context: dict[str, Any] = {"day": day_of(request), "longest": LONGEST, "last": last}
    if request.method != "POST":
        return TemplateResponse(request, TEMPLATE, context | {"form": CheckForm()})
    form = CheckForm(request.POST)
    context["text"] = clean_text(request.POST.get("text", ""))
    if not form.is_valid():
        return TemplateResponse(request, TEMPLATE, context | {"form": form}, status=400)
    return TemplateResponse(request, TEMPLATE, context | _checked(form))


def _checked(form: CheckForm) -> dict[str, Any]:
    text = form.cleaned_data["text"]
    every = check(text)
    findings = every[:MOST_SHOWN]
    by_place = items(text, findings)
    found = groups(by_place)
    return {
        "form": form,
        "is_checked": True,
        "left_out": len(every) - len(findings),
        "pieces": pieces(text, findings, by_place),
        "groups": [group for group in found if group.items],
        "counts": {group.judgement.value: len(group.items) for group in found},
        "to_correct": sum(
            len(group.items) for group in found if group.judgement != Judgement.RIGHT
        ),
        "found": sum(len(group.items) for group in found),
    }
