"""Requests that no view should see, and refusals that every view may raise."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import defaults

from records.common import languages
from records.common.problem import problem_response
from records.common.requests import BadRequest

LONGEST_QUERY = 4096


class LanguageOfAddress:
    """The language of a page is that of its address, and of nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with languages.in_language_of(request.path_info):
            return self.get_response(request)


class StrictRequests:
    """414 for a query too long to be meant, 400 for NUL and for what a view refuses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if len(query) > LONGEST_QUERY:
            text = _("The query is longer than {LONGEST_QUERY} characters.").format(
                LONGEST_QUERY=LONGEST_QUERY
            )
            return refusal(request, 414, _("Address too long"), text)
        if "\0" in request.path or any("\0" in value for value in _values(request)):
            return refusal(request, 400, _("Bad request"), _("The address holds a NUL character."))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, BadRequest):
            return refusal(
                request, 400, _("Bad request"), error.message, error.parameter, error.kind
            )
        return None


def _values(request: HttpRequest) -> list[str]:
    return [text for name, values in request.GET.lists() for text in (name, *values)]


def refusal(
    request: HttpRequest,
    status: int,
    title: str,
    detail: str,
    parameter: str = "",
    kind: str = "",
) -> HttpResponse:
    """A page for people, or problem+json under /api/."""
    if request.path_info.startswith("/api/"):
        errors = {parameter: [detail]} if parameter else {}
        return problem_response(status, title, detail, errors, kind)
    context = {"title": title, "detail": detail, "parameter": parameter, "status": status}
    return render(request, "refused.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For addresses that nothing answers."""
    if request.path_info.startswith("/api/"):
        text = _("There is no such address; {reverse} lists all.").format(
            reverse=reverse("api-root")
        )
        return refusal(request, 404, _("Not found"), text)
    return defaults.page_not_found(request, exception)
