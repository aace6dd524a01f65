"""What happens, as one line of JSON each on standard error.

A request, a refusal, a sign-in, a publication and an import are events; an error carries its
traceback. Every line of a request bears its id, which the answer gives as `X-Request-ID`.
"""

import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth import user_logged_in, user_logged_out, user_login_failed
from django.db import DatabaseError, connection
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from peacekb.observing import SLOW, observe

LONGEST = 2_000  # characters of a query that a line holds

log = structlog.get_logger("peacekb")

GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]


def configuration(level: str, machine_readable: bool) -> dict[str, Any]:
    """The LOGGING setting: everything goes through one handler, Django's own words too."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,  # what is not told is not put together
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    plain = structlog.dev.plain_traceback  # the richer one takes seconds
    rendering: list[Any] = [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=plain)]
    if machine_readable:
        rendering = [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    *rendering,
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            # What was refused is told once, by the event of the request.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
        },
    }


class RequestLog:
    """Names the request, counts its queries and writes its line; the outermost middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        name = given if GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=name)
        queries, begun = _Queries(), time.perf_counter()
        with connection.execute_wrapper(queries):
            response = self.get_response(request)
            user = _user_of(request)
        response["X-Request-ID"] = name
        seconds = time.perf_counter() - begun
        observe(request, response, seconds, queries.count)
        log.log(
            _level(request, response),
            "request",
            method=request.method,
            path=request.get_full_path(),
            status=response.status_code,
            user=user,
            milliseconds=round(seconds * 1000, 1),
            queries=queries.count,
        )
        return response


def _level(request: HttpRequest, response: HttpResponse) -> int:
    if response.status_code >= 500:
        return logging.ERROR
    return logging.DEBUG if request.path.startswith(settings.STATIC_URL) else logging.INFO


class _Queries:
    """Counts the questions of a request, and tells of one that took long: without its values."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            milliseconds = (time.perf_counter() - begun) * 1000
            if milliseconds > settings.SLOW_QUERY_MS:
                SLOW.inc()
                log.warning("slow query", sql=sql[:LONGEST], milliseconds=round(milliseconds, 1))


def _user_of(request: HttpRequest) -> str:
    """Who is signed in, where the request has asked already: public pages never do."""
    session = getattr(request, "session", None)
    if session is None or not session.accessed:
        return ""
    try:
        return request.user.get_username()
    except DatabaseError:
        return ""


@receiver(user_logged_in)
def _signed_in(sender, request, user, **kwargs) -> None:
    log.info("signed in", user=user.get_username())


@receiver(user_logged_out)
def _signed_out(sender, request, user, **kwargs) -> None:
    log.info("signed out", user=user.get_username() if user else "")


@receiver(user_login_failed)
def _sign_in_refused(sender, credentials, **kwargs) -> None:
    log.warning("sign-in refused", user=str(credentials.get("username", ""))[:150])
