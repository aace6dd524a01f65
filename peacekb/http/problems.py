"""A page for each kind of problem: where its `type` leads."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from records.common.problem import KINDS
from records.common.requests import day_of, refuse_unknown


@require_safe
def problem_help(request: HttpRequest, name: str) -> HttpResponse:
    refuse_unknown(request, "as_of")
    if name not in KINDS:
        raise Http404(f"There is no problem '{name[:60]}'.")
    context = {"name": name, "kind": KINDS[name], "others": KINDS, "day": day_of(request)}
    return TemplateResponse(request, "problem.html", context)
