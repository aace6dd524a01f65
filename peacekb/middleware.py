"""Requests that no view should see, and refusals that every view may raise."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import defaults

from records.common.problem import problem_response
from records.common.requests import BadRequest

LONGEST_QUERY = 4096


class StrictRequests:
    """414 for a query too long to be meant, 400 for NUL and for what a view refuses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if len(query) > LONGEST_QUERY:
            text = f"The query is longer than {LONGEST_QUERY} characters."
            return refusal(request, 414, "Address too long", text)
        if "\0" in request.path or any("\0" in value for value in _values(request)):
            return refusal(request, 400, "Bad request", "The address holds a NUL character.")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, BadRequest):
            return refusal(request, 400, "Bad request", error.message, error.parameter, error.kind)
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
        text = f"There is no such address; {reverse('api-root')} lists all."
        return refusal(request, 404, "Not found", text)
    return defaults.page_not_found(request, exception)
