"""What answers have beside their rows: headers, and refusals as problems."""

from collections.abc import Iterator
from typing import Any

from records.common.account import ACCOUNT
from records.common.formats import GEOJSON, PARQUET, XLSX
from records.common.problem import CONTENT_TYPE, KINDS, OF_STATUS, problem

TEXT = {"type": "string"}
WORDS_BY_PARAMETER = {"type": "object", "additionalProperties": {"type": "array", "items": TEXT}}
PROBLEM = {
    "type": "object",
    "description": "Why a question was refused (RFC 9457).",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri-reference",
            "description": f"A page of help: /api/problems/…/, of {', '.join(KINDS)}.",
        },
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT | {"description": "All that is wrong, in sentences."},
        "errors": WORDS_BY_PARAMETER | {"description": "What is wrong, by parameter."},
        "did_you_mean": WORDS_BY_PARAMETER
        | {"description": "The nearest words that would do, by parameter."},
    },
}
POINTS = {
    "type": "object",
    "description": "Rows as points; one whose place is not known has no geometry.",
    "required": ["type", "features"],
    "properties": {
        "type": {"type": "string", "enum": ["FeatureCollection"]},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "geometry", "properties"],
                "properties": {
                    "type": {"type": "string", "enum": ["Feature"]},
                    "geometry": {"type": ["object", "null"]},
                    "properties": {"type": "object"},
                },
            },
        },
    },
}
SCHEMAS = {"Problem": PROBLEM, "Points": POINTS, "Account": ACCOUNT}
BINARY = {"type": "string", "format": "binary"}
OBJECT = {"type": "object"}
OF_MEDIA: dict[str, dict[str, Any]] = {  # of others than JSON: an object, or a text
    GEOJSON.media_type: {"$ref": "#/components/schemas/Points"},
    XLSX.media_type: BINARY,
    PARQUET.media_type: BINARY,
    "application/ld+json": OBJECT,
    "application/vnd.oai.openapi+json": OBJECT,
    "application/vnd.citationstyles.csl+json": {"type": "array", "items": OBJECT},
}

RATE = {"RateLimit": '"open";r=1199;t=1', "RateLimit-Policy": '"open";q=1200;w=60'}
HEADERS = {
    "Access-Control-Allow-Origin": ("Every site may read the answer.", "*"),
    "Age": ("How many seconds ago the answer was made, where it was kept since.", "12"),
    "Cache-Control": (
        "Keep the answer, and ask whether it still holds; refusals are not kept.",
        "public, no-cache",
    ),
    "Cache-Status": ("Whether the answer was made or kept (RFC 9211).", "peacekb; hit"),
    "Content-Digest": (
        "SHA-256 of what was sent, of answers that are not streamed.",
        "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:",
    ),
    "Content-Disposition": (
        "A name for the file, of formats other than JSON.",
        'attachment; filename="votes.csv"',
    ),
    "ETag": (
        "Of the data, the code, the day and the question; send it back as If-None-Match.",
        '"oxsFPmyfM3yVMWx5ZzAgRbm0"',
    ),
    "Link": (
        "Other pages of the list, the same rows in other formats, and the schema of a table.",
        '</api/v1/votes/>; rel="first", </api/v1/votes.csv>; rel="alternate"; type="text/csv"',
    ),
    "RateLimit": ("What may still be asked, and in how many seconds all of it again.", None),
    "RateLimit-Policy": ("How much may be asked in how many seconds.", None),
    "Retry-After": ("In how many seconds the question can be asked again.", "5"),
    "Vary": ("What of the request the answer depends on.", "Accept, Accept-Encoding"),
    "WWW-Authenticate": ("How a key is sent.", 'Bearer realm="PeaceKB"'),
    "X-Request-ID": ("Under which the request is logged; one that is sent is kept.", "a1b2c3d4"),
}
ALWAYS = (
    *("Access-Control-Allow-Origin", "Cache-Status", "RateLimit", "RateLimit-Policy"),
    "X-Request-ID",
)
KEPT = ("Age", "Cache-Control", "ETag", "Vary")
OF_REFUSALS = ("Cache-Control", "Content-Digest", "Vary")
OF_STATUSES = {401: ("WWW-Authenticate",), 429: ("Retry-After",), 503: ("Retry-After",)}
ERRORS = {
    "bad-request": {"sate": ["There is no parameter 'sate'. Did you mean 'state'?"]},
}
DETAILS = {
    "bad-request": "There is no parameter 'sate'. Did you mean 'state'?",
    "not-found": "There is no mission 'unmis'.",
    "withdrawn": "It was withdrawn on 1 December 2026: It is one with another record.",
    "too-many-requests": "This question costs 50, and less than that is left. Ask again in 2 s.",
}


def headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in sorted(names)}


def header_components() -> dict[str, Any]:
    return {
        name: {"description": text, "schema": TEXT, "example": example or RATE[name]}
        for name, (text, example) in HEADERS.items()
    }


def refusals() -> dict[str, Any]:
    """A response for each status of a problem, by the status."""
    held = {
        "304": {
            "description": "What `If-None-Match` names still holds.",
            "headers": headers(*ALWAYS, *KEPT),
        }
    }
    for status, name in sorted(OF_STATUS.items()):
        kind = KINDS[name]
        also = OF_STATUSES.get(status, ())
        example = problem(status, kind.title, DETAILS.get(name, ""), ERRORS.get(name, {}))
        held[str(status)] = {
            "description": f"{kind.title}. {kind.help}",
            "headers": headers(*ALWAYS, *OF_REFUSALS, *also),
            "content": {
                CONTENT_TYPE: {
                    "schema": {"$ref": "#/components/schemas/Problem"},
                    "example": example,
                }
            },
        }
    return held


def statuses(path: str, method: str, operation: dict[str, Any], is_record: bool) -> Iterator[int]:
    """Beside 200, those that an operation may answer with."""
    if method == "get":
        yield 304
    yield from (400, 401)
    names = {one.get("name") for one in operation.get("parameters", ())}
    if "{" in path or "page" in names:
        yield 404
    yield 406
    if is_record:
        yield 410
    if method == "post":
        yield from (413, 415)
    yield from (414, 429, 500, 503)
