"""Every refusal of the API as a problem, whoever raised it."""

from typing import Any

from django.http import Http404, HttpResponse
from rest_framework import exceptions
from rest_framework.views import exception_handler

from records.common.problem import problem_response
from records.common.requests import BadRequest

KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")


def explain_error(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """DRF's exception handler."""
    kind = error.kind if isinstance(error, BadRequest) else ""
    if isinstance(error, BadRequest):
        error = exceptions.ValidationError({error.parameter or "__all__": [error.message]})
    if isinstance(error, Http404):
        error = exceptions.NotFound(str(error) or None)
    told = exception_handler(error, context)
    if told is None:
        return None
    errors, detail = {}, ""
    if isinstance(error, exceptions.ValidationError) and isinstance(told.data, dict):
        errors = {
            "parameters" if name == "__all__" else name: [str(text) for text in texts]
            for name, texts in told.data.items()
        }
        detail = " ".join(text for texts in errors.values() for text in texts)
    elif isinstance(told.data, dict):
        detail = str(told.data.get("detail", ""))
    response = problem_response(told.status_code, "", detail, errors, kind)
    for name in KEPT_HEADERS:
        if name in told.headers:
            response[name] = told.headers[name]
    return response
