"""What every answer of the API has: open to other sites, errors as problems, a digest."""

import base64
import hashlib
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from peacekb.http import is_data
from records.common.problem import CONTENT_TYPE, problem_response

METHODS = "GET, HEAD, OPTIONS, POST"  # POST asks too, where a question is long: it writes nothing
ASKED_HEADERS = "Accept, Authorization, Content-Type, If-None-Match, X-Request-ID"
TOLD_HEADERS = (
    "Content-Digest, Content-Disposition, ETag, Link, RateLimit, RateLimit-Policy, Retry-After, "
    "X-Request-ID"
)
# A redirect would hide that the question, and a key with it, went over an open line.
IN_THE_CLEAR = "This was asked over HTTP, which others can read. Ask over HTTPS, with a new key."
KEPT = ("Allow", "Retry-After", "WWW-Authenticate")


class Answers:
    """The outermost of the API, so that no answer is without."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_data(request):
            return self.get_response(request)
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
            response["Allow"] = METHODS
        elif settings.SECURE_SSL_REDIRECT and not request.is_secure():
            response = problem_response(403, detail=IN_THE_CLEAR)
        else:
            response = self.get_response(request)
            if request.path_info.startswith("/api/"):
                response = _as_problem(response)
        _open_to_other_sites(response)
        if request.method != "HEAD" and response.status_code not in (204, 304):
            _add_digest(response)
        return response


def _as_problem(response: HttpResponseBase) -> HttpResponseBase:
    """A refusal by what stands before the views, which knows pages only."""
    status = response.status_code
    if status < 400 or response.headers.get("Content-Type") == CONTENT_TYPE:
        return response
    detail = f"There is no such address; {reverse('api-root')} lists all." if status == 404 else ""
    told = problem_response(status, detail=detail)
    for name in KEPT:
        if name in response.headers:
            told[name] = response.headers[name]
    return told


def _open_to_other_sites(response: HttpResponseBase) -> None:
    """Reading is for everybody, and no cookie is ever asked."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = TOLD_HEADERS
    if response.status_code == 204:
        response["Access-Control-Allow-Methods"] = METHODS
        response["Access-Control-Allow-Headers"] = ASKED_HEADERS
        response["Access-Control-Max-Age"] = "86400"


def _add_digest(response: HttpResponseBase) -> None:
    if isinstance(response, HttpResponse):
        digest = base64.b64encode(hashlib.sha256(response.content).digest()).decode()
        response["Content-Digest"] = f"sha-256=:{digest}:"
