"""The front page, the page about the data, the API's own pages, and the health of the service."""

import re
from datetime import date
from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import get_script_prefix
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from peacekb import front, glossary, health, overview
from peacekb.front_figure import under_way_figure
from peacekb.openapi import description, resolved
from records.common.drawing.figure import Figure
from records.common.keeping import until_published
from records.common.requests import day_of, refuse_unknown


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request, "as_of")
    day = day_of(request)
    on = day or timezone.localdate()
    key = "front page", day, get_script_prefix()
    shown = until_published(key, lambda: _front_page(on, day))
    return TemplateResponse(request, "home.html", {"day": day, "on": on, **shown})


def _front_page(on: date, day: date | None) -> dict[str, Any]:
    return {
        "ends": front.next_to_end(on),
        "under_way": render_to_string("_under_way.html", {"day": day, **_under_way(on)}),
        "questions": front.questions(),
        "decisions": front.newest_decisions(on),
        "verdicts": front.verdicts(),
        "held": front.index(),
    }


def _under_way(on: date) -> dict[str, Any]:
    years = front.under_way_by_year(on)
    return {
        "years": years,
        "parts": [label for label, *_ in front.PARTS],
        "figure": under_way_figure(years),
    }


def _under_way_figure(request: HttpRequest) -> Figure:
    refuse_unknown(request, "as_of")
    return under_way_figure(front.under_way_by_year(day_of(request) or timezone.localdate()))


OF_HOME = {"under-way": _under_way_figure}


@require_safe
def about_data(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request, "as_of")
    context = overview.state_of_the_base() | {"day": day_of(request)}
    return TemplateResponse(request, "about_data.html", context)


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request, "as_of")
    context = {"groups": glossary.GROUPS, "day": day_of(request)}
    return TemplateResponse(request, "about_words.html", context)


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Every token and part of the pages, for whoever builds the next one."""
    refuse_unknown(request, "as_of")
    return TemplateResponse(request, "about_design.html", {"day": day_of(request)})


@require_safe
def table_coverage(request: HttpRequest, name: str) -> HttpResponse:
    """How much of a table is known, and from which sources."""
    refuse_unknown(request, "as_of")
    context = overview.coverage_of(name)
    if context is None:
        raise Http404(f"There is no table '{name[:60]}'.")
    context["day"] = day_of(request)
    return TemplateResponse(request, "table_coverage.html", context)


ONE_TABLE = re.compile(r"/api/v1/stats/[^/{]+/")


def _described() -> list[dict[str, Any]]:
    """Each address of the API with its parameters and the fields of its answers.

    Figures have one address a list, with its parameters again: their index stands for all.
    """
    return [
        {
            "path": path,
            "text": asked.get("description", ""),
            "parameters": [resolved(one) for one in asked.get("parameters", [])],
            "fields": _fields(asked),
        }
        for path, methods in description()["paths"].items()
        for asked in methods.values()
        if not ONE_TABLE.fullmatch(path)
    ]


def _fields(operation: dict[str, Any]) -> list[str]:
    """Names of the fields of one record in an answer."""
    content = operation["responses"]["200"]["content"]
    schema = resolved(next(iter(content.values()))["schema"])
    if results := schema.get("properties", {}).get("results"):
        schema = resolved(results["items"])
    return list(schema.get("properties", {}))


@cache
def _addresses() -> str:
    """The same for everybody, and half a megabyte."""
    return render_to_string("_api_addresses.html", {"endpoints": _described()})


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request, "as_of")
    context = {"addresses": _addresses(), "day": day_of(request)}
    return TemplateResponse(request, "api_docs.html", context)


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "live"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Whether the server can answer truly: 503 with each reason why not. `notes` tell of what makes
    it slower, or of what it cannot do beside answering."""
    if reasons := health.reasons():
        return JsonResponse({"status": "unavailable", "reasons": reasons}, status=503)
    return JsonResponse({"status": "ready", "notes": health.notes()})
