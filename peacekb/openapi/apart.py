"""Addresses that the generator does not see: those of all lists together, and of no list."""

from typing import Any

from peacekb.api import router
from records.common.api import ReadOnly
from records.common.formats import CSV, GEOJSON, TABLES
from records.common.problem import KINDS
from records.common.schema import CHOOSING
from records.reading.record_files import CONTENT_TYPES

JSON = "application/json"
OPENAPI = "application/vnd.oai.openapi+json"
WORD = {"type": "string"}
OF_FIGURES = [suffix for suffix in TABLES if suffix != GEOJSON.suffix]
ADDRESSES = {"type": "object", "additionalProperties": WORD | {"format": "uri-reference"}}
QUESTION = {
    "name": "question",
    "in": "query",
    "style": "form",
    "explode": True,
    "description": "The parameters of the list, as its own address has them.",
    "schema": {"type": "object", "additionalProperties": WORD},
    "example": {"page_size": "1"},
}


def apart() -> dict[str, Any]:
    lists = sorted(name for name, _, _ in router.registry)
    tables = [name for name in lists if name != "search"]
    records = sorted(name for name, view, _ in router.registry if _is_of_records(view))
    of_list = _path("table", "Which list.", lists)
    of_table = _path("table", "Which list.", tables)
    table = _path("suffix", "The format.", ["json", *TABLES])
    key = {"name": "key", "in": "path", "required": True, "schema": WORD} | {
        "description": "The key of the record."
    }
    media = {CSV.media_type: WORD} | {one.media_type: {} for one in TABLES.values()}
    media |= {JSON: {}}
    forms = [_query(name, text) for name, text in CHOOSING.items()]
    return {
        "/api/v1/": _get("root", "Every list", "The addresses of all lists.", ADDRESSES),
        "/api/v1/schema/": _get(
            "schema",
            "This description",
            "OpenAPI 3.1, from a file.",
            {},
            media={JSON: {"type": "object"}, OPENAPI: {"type": "object"}},
        ),
        "/api/v1/docs/": _get(
            "docs",
            "This description for people",
            "A page of every address with its parameters and fields.",
            WORD,
            media="text/html",
        ),
        "/api/problems/{name}/": _get(
            "problem_help",
            "Help with a problem",
            "A page for people: where the `type` of a problem leads.",
            WORD,
            _path("name", "The kind of problem.", [*KINDS]),
            media="text/html",
        ),
        "/api/v1/{table}.schema.json": _get(
            "table_schema",
            "The columns of a table",
            "Types of the columns of the CSV (Frictionless Table Schema).",
            {"type": "object", "required": ["fields"], "properties": {"fields": _rows()}},
            of_table,
        ),
        "/api/v1/{table}.{suffix}": _get(
            "table",
            "A whole list in another format",
            "Of `/api/v1/<list>/` all rows that fit the question, streamed; of search one page.",
            *({}, of_list, table, QUESTION),
            media=media,
        ),
        "/api/v1/{table}/{key}.{suffix}": _get(
            "record_file",
            "A record in another format",
            "As JSON-LD, BibTeX, RIS or CSL-JSON.",
            {},
            _path("table", "Which list.", records),
            key,
            _path("suffix", "The format.", ["json", *CONTENT_TYPES]),
            *forms,
            media={one.partition(";")[0]: {} for one in CONTENT_TYPES.values()} | {JSON: {}},
        ),
        "/api/v1/stats/{table}.{suffix}": _get(
            "stats_table",
            "Figures in another format",
            "Of `/api/v1/stats/<list>/` all groups, however many.",
            *({}, of_table, _path("suffix", "The format.", ["json", *OF_FIGURES]), QUESTION),
            media={TABLES[one].media_type: media[TABLES[one].media_type] for one in OF_FIGURES}
            | {JSON: {}},
        ),
    }


def _is_of_records(view: Any) -> bool:
    return issubclass(view, ReadOnly) and hasattr(view, "detail_serializer_class")


def _rows() -> dict[str, Any]:
    return {"type": "array", "items": {"type": "object", "required": ["name", "type"]}}


def _path(name: str, text: str, words: list[str]) -> dict[str, Any]:
    schema = {"type": "string", "enum": words}
    return {"name": name, "in": "path", "required": True, "schema": schema, "description": text}


def _query(name: str, text: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": WORD, "description": text}


def _get(
    name: str,
    summary: str,
    text: str,
    schema: dict[str, Any],
    *parameters: dict[str, Any],
    media: Any = JSON,
) -> dict[str, Any]:
    kinds = media if isinstance(media, dict) else {media: schema}
    content = {kind: {"schema": of} for kind, of in kinds.items()}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "description": text,
            "tags": ["service"],
            "parameters": list(parameters),
            "responses": {"200": {"description": "", "content": content}},
        }
    }
