"""Errors of the API as `application/problem+json` (RFC 9457)."""

from typing import Any

import orjson
from django.http import HttpResponse

CONTENT_TYPE = "application/problem+json"


def problem(status: int, title: str, detail: str, errors: dict[str, list[str]]) -> dict[str, Any]:
    """`errors` holds messages by parameter."""
    found: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    if detail:
        found["detail"] = detail
    if errors:
        found["errors"] = errors
    return found


def problem_response(
    status: int, title: str, detail: str = "", errors: dict[str, list[str]] | None = None
) -> HttpResponse:
    body = orjson.dumps(problem(status, title, detail, errors or {}))
    return HttpResponse(body, status=status, content_type=CONTENT_TYPE)
