"""What a request is told when the database cannot serve it: 503 or 507, in words.

Django calls `server_error` for every exception that nobody caught, in views and middleware alike.
"""

import errno
import sys
from dataclasses import dataclass

from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.views import defaults

from peacekb.middleware import refusal
from records.writing.stamp_places import StampGone

RETRY_AFTER = 10  # seconds


@dataclass(frozen=True)
class Outage:
    status: int
    title: str
    detail: str


FULL = Outage(
    507,
    "No room left",
    "The disk of the database is full, so nothing was saved. Keep what you typed (the browser's "
    "back button brings it again) and tell whoever runs this site.",
)
BUSY = Outage(
    503,
    "Busy for a moment",
    "The database is busy with somebody else's change, so yours was not made. Go back and try "
    "again in a few seconds.",
)
GONE = Outage(
    503,
    "Not available for a moment",
    "The database does not answer. Nothing was changed. Try again in a few seconds.",
)
IN_DOUBT = Outage(
    503,
    "Not available for a moment",
    "The database does not answer. It may have been lost before it saved your change, or after: "
    "look whether it is there before you make it again.",
)
UNTOLD = Outage(
    503,
    "Nothing can be saved for a moment",
    "The server that tells readers of changes does not answer, so yours was not made. Keep what "
    "you typed (the browser's back button brings it again) and try again in a few seconds.",
)

# SQLSTATE of PostgreSQL, and words of SQLite, which has no codes that the driver shows.
CODES = {"53100": FULL, "55P03": BUSY, "57014": BUSY, "40P01": BUSY, "40001": BUSY}
WORDS = {
    "database or disk is full": FULL,
    "disk I/O error": GONE,
    "database is locked": BUSY,
    "database table is locked": BUSY,
    "unable to open database file": GONE,
}


def outage_of(error: BaseException | None) -> Outage | None:
    """The outage behind an exception; None for an error of our own."""
    while error is not None:
        if isinstance(error, StampGone):
            return UNTOLD
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return FULL
        if isinstance(error, DatabaseError | InterfaceError):
            return _named(error)
        error = error.__cause__ or error.__context__
    return None


def _named(error: BaseException) -> Outage | None:
    cause = error.__cause__
    if code := getattr(cause, "pgcode", None):
        return CODES.get(code) or (GONE if code[:2] in ("08", "57") else None)
    told = str(error)
    for words, outage in WORDS.items():
        if words in told:
            return outage
    lost = type(cause).__module__ == "psycopg2" and type(cause).__name__ in LOST
    return GONE if lost else None


NO_ROOM = {errno.ENOSPC, errno.EDQUOT}  # for a file beside the base, such as a mark of the stamp
LOST = {"OperationalError", "InterfaceError"}  # without a code: the connection itself


def server_error(request: HttpRequest) -> HttpResponse:
    outage = outage_of(sys.exc_info()[1])
    if outage is None:
        return _unexpected(request)
    if outage is GONE and request.method not in ("GET", "HEAD"):
        outage = IN_DOUBT
    response = refusal(request, outage.status, outage.title, outage.detail)
    if outage.status == 503:
        response["Retry-After"] = str(RETRY_AFTER)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Of a session that the database could not write Django says that somebody ended it."""
    if outage_of(exception):
        return server_error(request)
    if isinstance(exception, DisallowedHost):  # a page of ours would name its own address
        text = "This site is not served under the name that was asked for."
        return HttpResponseBadRequest(text, content_type="text/plain")
    return defaults.bad_request(request, exception)


def _unexpected(request: HttpRequest) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        text = "The error has been noted with the id of this request (X-Request-ID)."
        return refusal(request, 500, "Something went wrong", text)
    return defaults.server_error(request)
