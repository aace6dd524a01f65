"""Asks the site's own API, within the process.

A tool reads what any reader may read: what the API refuses, bounds, counts or hides holds for it
without being said again, and a draft is as far away as over the network.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import orjson
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

API = "/api/v1/"


@dataclass(frozen=True)
class Reader:
    """Who asks, for the limits: as the proxy and the client's headers say it."""

    address: str = "127.0.0.1"
    forwarded: str = ""
    authorization: str = ""


@dataclass(frozen=True)
class Reply:
    """An answer of the API, and the whole address that gives it again."""

    address: str
    body: dict[str, Any]

    @property
    def rows(self) -> list[dict[str, Any]]:
        return self.body["results"]

    @property
    def count(self) -> int:
        return self.body["count"]

    @property
    def cursor(self) -> str | None:
        """Of the next page."""
        query = urlsplit(self.body.get("next") or "").query
        return parse_qs(query).get("cursor", [None])[0]


class QuestionRefused(Exception):
    """A question that the API does not answer; `problem` is what it says (RFC 9457)."""

    def __init__(self, problem: Mapping[str, Any]) -> None:
        self.status: int = problem["status"]
        self.detail: str = problem.get("detail") or problem["title"]
        self.errors: dict[str, list[str]] = problem.get("errors", {})
        self.did_you_mean: dict[str, list[str]] = problem.get("did_you_mean", {})
        super().__init__(self.words)

    @property
    def words(self) -> str:
        named = [f"{name}: {' '.join(texts)}" for name, texts in self.errors.items()]
        return " ".join(named) or self.detail


def usual_origin() -> str:
    """Where readers find the site: what the settings name, or this machine."""
    if not settings.PRODUCTION:
        return "http://localhost:8000"
    return f"https://{settings.ALLOWED_HOSTS[0].lstrip('.')}"


@dataclass(frozen=True)
class Site:
    """The site as one reader asks it; all addresses begin with its origin."""

    origin: str = field(default_factory=usual_origin)
    reader: Reader = Reader()

    def absolute(self, address: str) -> str:
        """Of an address that begins at the root of the host, as the API writes them."""
        return f"{self.origin}{address}"

    def get(self, path: str, **parameters: Any) -> Reply:
        """A list stands between commas; what is None is not asked. Raises QuestionRefused."""
        asked = {name: _written(value) for name, value in parameters.items() if value is not None}
        return self._ask({"REQUEST_METHOD": "GET"}, path, urlencode(asked))

    def post(self, path: str, body: Mapping[str, Any]) -> Reply:
        """Raises QuestionRefused."""
        sent = orjson.dumps(body)
        environ = {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(sent)),
            "wsgi.input": BytesIO(sent),
        }
        return self._ask(environ, path, "")

    def _ask(self, environ: dict[str, Any], path: str, query: str) -> Reply:
        """As a server hands a request to the application, with every middleware of the site."""
        environ = self._environ() | environ
        environ |= {"PATH_INFO": f"{API}{path}".encode().decode("latin-1"), "QUERY_STRING": query}
        response: Any = application()(environ, _begin)
        try:
            body = orjson.loads(b"".join(response))
        finally:
            response.close()  # the end of the request, for connections that were lost
        if response.status_code >= 400:
            raise QuestionRefused(body)
        start = settings.FORCE_SCRIPT_NAME or ""
        address = self.absolute(f"{start}{API}{quote(path)}")
        return Reply(f"{address}?{query}" if query else address, body)

    def _environ(self) -> dict[str, Any]:
        parts = urlsplit(self.origin)
        environ = {
            "SCRIPT_NAME": "",
            "SERVER_NAME": parts.hostname,
            "SERVER_PORT": str(parts.port or (443 if parts.scheme == "https" else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": self.reader.address,
            "HTTP_HOST": parts.netloc,
            "HTTP_ACCEPT": "application/json",
            "HTTP_X_FORWARDED_PROTO": parts.scheme,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": parts.scheme,
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
        }
        if self.reader.forwarded:
            environ["HTTP_X_FORWARDED_FOR"] = self.reader.forwarded
        if self.reader.authorization:
            environ["HTTP_AUTHORIZATION"] = self.reader.authorization
        return environ


def _begin(status: str, headers: list[tuple[str, str]], error: Any = None) -> Callable[..., None]:
    """What a server does at the first word of an answer; here it is read when it is whole."""
    return lambda sent: None


@cache
def application() -> WSGIHandler:
    """One for the process: its middleware counts what each reader has asked."""
    return WSGIHandler()


def _written(value: Any) -> str:
    """A value as the grammar of the API writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ",".join(map(_written, value))
    return str(value)
