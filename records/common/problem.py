"""Errors of the API as `application/problem+json` (RFC 9457)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson
from django.http import HttpResponse
from django.urls import reverse

CONTENT_TYPE = "application/problem+json"
GUESS = re.compile(r"Did you mean ((?:'[^']+'(?: or )?)+)\?")
QUOTED = re.compile(r"'([^']+)'")


@dataclass(frozen=True)
class ProblemKind:
    """A sort of problem: what its `type` leads to."""

    status: int
    title: str
    help: str


KINDS = {
    "bad-request": ProblemKind(
        400,
        "Bad request",
        "A parameter is not known here, or its value cannot be read. `errors` says what is wrong "
        "by parameter, `did_you_mean` the nearest words that would do. Nothing was left out "
        "silently: a question that is not understood is never answered.",
    ),
    "page-too-deep": ProblemKind(
        400,
        "Page too deep",
        "Numbered pages reach to row 10,000 of a list. Follow `next` of the page before, or of the "
        "first: it carries a cursor, and goes on to the last row at the same cost. All rows at "
        "once are had by the suffix .csv or .ndjson.",
    ),
    "bad-cursor": ProblemKind(
        400,
        "Not a cursor of this list",
        "A cursor is a place in the answer to one question: it is given by `next` and `previous`, "
        "and holds for the same filters and the same order. After another question begin again "
        "without it; `page_size`, `fields` and the format may change on the way.",
    ),
    "too-many-rows": ProblemKind(
        400,
        "Too many rows for this format",
        "An Excel file is made whole before it is sent, and so is bounded. Ask a narrower "
        "question, or take CSV, NDJSON or Parquet, which have no bound.",
    ),
    "unknown-key": ProblemKind(
        401,
        "Unknown key",
        "The header Authorization holds a key that does not exist or was revoked. Without the "
        "header the API answers too, within the common limit.",
    ),
    "forbidden": ProblemKind(403, "Forbidden", "This is not open to the public."),
    "not-found": ProblemKind(
        404, "Not found", "No address, record or row bears this name. `/api/v1/` lists the tables."
    ),
    "method-not-allowed": ProblemKind(
        405,
        "Method not allowed",
        "The API is for reading: GET, HEAD and OPTIONS. The header `Allow` says what is possible.",
    ),
    "not-acceptable": ProblemKind(
        406,
        "Format not to be had",
        "The answer does not exist in the format that `Accept` or the suffix asks for. Lists are "
        "had as JSON, CSV, NDJSON, XLSX and, where the server has the library, Parquet; what has "
        "coordinates as GeoJSON; records as JSON, JSON-LD, BibTeX, RIS and CSL-JSON.",
    ),
    "withdrawn": ProblemKind(
        410,
        "Withdrawn",
        "There was such a record, and it was taken back. Its address stays reserved, and "
        "`/changes/` tells when and why.",
    ),
    "too-long": ProblemKind(
        413, "Too much at once", "What was sent is longer than this address takes in."
    ),
    "address-too-long": ProblemKind(
        414, "Address too long", "The query is longer than a question would be."
    ),
    "unsupported-media-type": ProblemKind(
        415, "Not readable", "What was sent is in a form that this address does not read."
    ),
    "too-many-requests": ProblemKind(
        429,
        "Too many requests",
        "What one reader may ask in a minute is used up: `Retry-After` says in how many seconds "
        "the question can be asked again, `RateLimit` on every answer what is left. A question "
        "costs one, and one more for each 100 rows of its page; a whole table costs 50; an answer "
        "304 to a conditional request costs nothing. Whoever needs more asks an administrator "
        "for a key, and sends it as `Authorization: Bearer …`.",
    ),
    "unexpected": ProblemKind(
        500,
        "Something went wrong",
        "The fault is ours. It has been noted under the id that `X-Request-ID` gives.",
    ),
    "unavailable": ProblemKind(
        503,
        "Not available for a moment",
        "The database does not answer, or somebody else's change holds it. Ask again after "
        "`Retry-After` seconds.",
    ),
    "no-room": ProblemKind(507, "No room left", "The disk of the database is full."),
}
OF_STATUS = {kind.status: name for name, kind in reversed(KINDS.items())}


def problem(
    status: int, title: str, detail: str, errors: dict[str, list[str]], kind: str = ""
) -> dict[str, Any]:
    """`errors` holds messages by parameter; `kind` is one of KINDS, by default that of the status.

    `did_you_mean` has the words that messages propose, by parameter too.
    """
    name = kind or OF_STATUS.get(status, "")
    address = reverse("problem", args=[name]) if name else "about:blank"
    found: dict[str, Any] = {"type": address, "title": title, "status": status}
    if detail:
        found["detail"] = detail
    if errors:
        found["errors"] = errors
    guesses = {name: _guesses(texts) for name, texts in errors.items()}
    if guesses := {name: words for name, words in guesses.items() if words}:
        found["did_you_mean"] = guesses
    return found


def _guesses(texts: Iterable[str]) -> list[str]:
    return [
        word for text in texts for found in GUESS.findall(text) for word in QUOTED.findall(found)
    ]


def problem_response(
    status: int,
    title: str = "",
    detail: str = "",
    errors: dict[str, list[str]] | None = None,
    kind: str = "",
) -> HttpResponse:
    if not title:
        named = KINDS.get(kind or OF_STATUS.get(status, ""))
        title = named.title if named else "Refused"
    body = orjson.dumps(problem(status, title, detail, errors or {}, kind))
    return HttpResponse(body, status=status, content_type=CONTENT_TYPE)
