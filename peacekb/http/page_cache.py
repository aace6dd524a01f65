"""Public answers are made once a process, until something is published: a WSGI application that
stands around Django's and gives what it keeps without entering it.

The key of an answer is its strong ETag (`conditions.py`). It follows from the word of the data
stamp that was read before the answer was made, so that what is kept may be newer than its key and
is never older; while a publication is under way, or after its writer was killed, there is no word,
and Django is asked. A hit asks no database, so that it is given while there is none.

What belongs to one request is added by the same middleware as ever: its id, its line in the log and
among the figures, and what its reader has left to ask.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, resolve

from peacekb.http import is_data
from peacekb.http.conditions import KEEP, etag_of, is_held
from peacekb.http.guards import Guards
from peacekb.http.limits import Limits, has_enough
from peacekb.http.shelf import AnswerShelf, Kept
from peacekb.logs import RequestLog
from peacekb.middleware import LONGEST_QUERY
from peacekb.observing import BYPASS, CACHE_BYTES, HIT, MISS, STORED
from records.common.languages import in_language_of
from records.writing.stamp import belongs, stamp_of, written_outside

STATUS = "Cache-Status"  # RFC 9211
# nginx keeps what we keep, as something that ended in 1970: it asks each time whether it still
# holds, and gives it unasked only while no server answers.
BY_THE_PROXY = "X-Accel-Expires", "@1"
OF_ONE_REQUEST = ("X-Request-ID", "RateLimit", "RateLimit-Policy")
OF_THE_BODY = ("Type", "Length", "Encoding", "Disposition", "Language", "Digest")

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class PageCache:
    def __init__(self, application: Application, most_bytes: int) -> None:
        self.application, self.shelf = application, AnswerShelf(most_bytes)
        self.written = ""  # the last stamp of which this process knows that it is of its base

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        request = WSGIRequest(environ.copy())  # which decodes the path in what it is given
        if not is_public_question(request):
            return self.application(environ, start_response)
        written = written_outside()
        if not written:
            return self._asked(environ, request, start_response)
        tag = etag_of(request, stamp_of(written))
        answer = self._without_asking(request, written, tag)
        if answer is None:
            return self._asked(environ, request, start_response, written, tag)
        start_response(f"{answer.status_code} {answer.reason_phrase}", list(answer.items()))
        return [answer.content]

    def _without_asking(self, request: HttpRequest, written: str, tag: str) -> HttpResponse | None:
        answered: Callable[[HttpRequest], HttpResponseBase]
        kept = self.shelf.find(tag)
        if kept and has_enough(request):
            request.resolver_match = kept.address
            answered = Limits(lambda _: again(kept, request))
            HIT.inc()
        elif is_held(request, tag) and not is_data(request) and written == self.written:
            told = {"ETag": tag, "Cache-Control": KEEP, "Vary": "Accept-Encoding"}
            request.resolver_match = address_of(request)
            answered = lambda _: HttpResponseNotModified(headers=told)  # noqa: E731
        else:
            return None
        return RequestLog(Guards(answered))(request)  # type: ignore[arg-type]  # never streamed

    def _asked(
        self,
        environ: dict[str, Any],
        request: HttpRequest,
        start_response: StartResponse,
        written: str = "",
        tag: str = "",
    ) -> Iterable[bytes]:
        """Django's own answer, kept if it may be."""
        told: list[Any] = []
        reply = self.application(environ, lambda *begun: told.extend(begun))
        status, headers, *_ = told
        done, counted = ("fwd=miss", MISS) if written else ("fwd=bypass", BYPASS)
        if written and isinstance(reply, HttpResponse) and may_be_kept(request, reply):
            reply.headers.setdefault("ETag", tag)
            reply.headers.setdefault("Cache-Control", KEEP)
            headers = list(reply.items())
            if self._is_of_this_base(written) and self._keep(request, reply, tag):
                done, counted = f"{done};stored", STORED
                headers.append(BY_THE_PROXY)
        counted.inc()
        start_response(status, [*headers, (STATUS, f"peacekb; {done}")])
        return reply

    def _is_of_this_base(self, written: str) -> bool:
        """Asked once the answer is there: whoever has no database has waited for it already."""
        if written != self.written:
            try:
                if not belongs(written):
                    return False
            except Error:
                return False
            self.written = written
            self.shelf.clear()  # nobody asks for what was true before
        return True

    def _keep(self, request: HttpRequest, reply: HttpResponse, tag: str) -> bool:
        if request.method == "HEAD":
            return False
        headers = {name: text for name, text in reply.items() if name not in OF_ONE_REQUEST}
        is_kept = self.shelf.keep(tag, Kept(reply.content, headers, address_of(request)))
        CACHE_BYTES.set(self.shelf.bytes)
        return is_kept


def is_public_question(request: HttpRequest) -> bool:
    """Whether all who ask it get the same: nobody's session, key or form stands behind it."""
    return (
        is_without_session(request)
        and "HTTP_AUTHORIZATION" not in request.META
        and len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY
    )


def is_without_session(request: HttpRequest) -> bool:
    """Whether it only reads, and nobody asks who has signed in or sent a form."""
    ours = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    return (
        request.method in ("GET", "HEAD")
        and not request.path_info.startswith("/admin/")
        and not ours & request.COOKIES.keys()
    )


def address_of(request: HttpRequest) -> ResolverMatch:
    with in_language_of(request.path_info):
        return resolve(request.path_info)


def may_be_kept(request: HttpRequest, reply: HttpResponse) -> bool:
    """By what the answer says of itself: whole, of the database, for all, by what the key names."""
    directives = reply.headers.get("Cache-Control", "")
    asked = {one.strip().lower() for one in reply.headers.get("Vary", "").split(",") if one}
    return (
        reply.status_code == 200
        and not reply.cookies
        and "no-store" not in directives
        and "private" not in directives
        and asked <= {"accept-encoding", *(["accept"] if is_data(request) else [])}
    )


def again(kept: Kept, request: HttpRequest) -> HttpResponse:
    """What is kept, or that the reader holds it already."""
    headers = {**kept.headers, "Age": str(kept.age), STATUS: "peacekb; hit"}
    headers |= [BY_THE_PROXY]
    if is_held(request, headers["ETag"].removeprefix("W/")):
        return HttpResponseNotModified(headers=_without_body(headers, *OF_THE_BODY))
    if request.method == "HEAD":
        return HttpResponse(headers=_without_body(headers, "Digest"))
    return HttpResponse(kept.body, headers=headers)


def _without_body(headers: dict[str, str], *parts: str) -> dict[str, str]:
    left_out = {f"Content-{part}" for part in parts}
    return {name: text for name, text in headers.items() if name not in left_out}
