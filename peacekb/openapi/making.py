"""The description as the code has it today: what the generator reads, completed."""

import json
import re
from collections.abc import Iterator
from typing import Any

from drf_spectacular.generators import SchemaGenerator

from peacekb.openapi.answers import (
    ALWAYS,
    KEPT,
    OF_MEDIA,
    SCHEMAS,
    TEXT,
    header_components,
    headers,
    refusals,
    statuses,
)
from peacekb.openapi.apart import apart
from peacekb.openapi.examples import Examples
from peacekb.openapi.sharing import share_parameters, share_schemas
from peacekb.openapi.words import INFO, KEY, TAGS
from records.common.languages import in_english

REFERENCE = re.compile(r'\{\n *("\$ref": "[^"]+")\n *\}')
JSON = "application/json"
JSON_LD = "application/ld+json"
HELD = {
    "name": "If-None-Match",
    "in": "header",
    "schema": {"type": "string"},
    "description": "The ETag of an answer that is held: 304 says that it still holds.",
    "example": '"oxsFPmyfM3yVMWx5ZzAgRbm0"',
}


def made(examples: Examples) -> dict[str, Any]:
    """The whole, in an order that does not depend on when it is made."""
    with in_english():
        found = SchemaGenerator(api_version="1").get_schema(request=None, public=True)
    paths: dict[str, Any] = dict(sorted((found["paths"] | apart()).items()))
    records = _records(paths)
    for path, method, operation in _operations(paths):
        _complete(path, method, operation, is_record=path.startswith(records) and "{" in path)
        examples.add_answer(operation)
    parameters = share_parameters(paths)
    examples.add_to_parameters(parameters)
    of_lists = share_schemas(found["components"]["schemas"], SCHEMAS)
    components = {
        "schemas": dict(sorted((of_lists | SCHEMAS).items())),
        "parameters": parameters,
        "headers": header_components(),
        "responses": refusals(),
        "securitySchemes": {"key": KEY},
    }
    return _without_read_only(
        {
            "openapi": "3.1.0",
            "info": INFO,
            "servers": [{"url": "/", "description": "Where this description was read."}],
            "security": [{}, {"key": []}],
            "tags": [{"name": name, "description": text} for name, text in TAGS.items()],
            "paths": share_schemas(paths, SCHEMAS),
            "components": components,
        }
    )


def written(description: dict[str, Any]) -> str:
    """As the file has it: lines that read well side by side."""
    text = json.dumps(description, indent=1, ensure_ascii=False, default=str)
    return REFERENCE.sub(r"{\1}", text) + "\n"


def _operations(paths: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in paths.items():
        for method, operation in methods.items():
            yield path, method, operation


def _records(paths: dict[str, Any]) -> tuple[str, ...]:
    """The beginnings of addresses of records, which may be withdrawn."""
    return tuple(
        path.partition("{key}")[0]
        for path, methods in paths.items()
        if "{key}" in path and JSON_LD in methods.get("get", {})["responses"]["200"]["content"]
    )


def _complete(path: str, method: str, operation: dict[str, Any], *, is_record: bool) -> None:
    content: dict[str, Any] = operation["responses"]["200"]["content"]
    for kind, one in content.items():
        if kind != JSON:
            one["schema"] = OF_MEDIA.get(kind, TEXT)
    names = [one["name"] for one in operation.get("parameters", ())]
    is_list = "page" in names or "suffix" in names
    also = ["Content-Digest", *(["Link"] if is_list else [])]
    if len(content) > 1 or JSON not in content:
        also.append("Content-Disposition")
    is_kept = method == "get" and "text/html" not in content
    kept = KEPT if is_kept else ("Cache-Control", "Vary")
    responses = {"200": {"description": "The answer.", "headers": headers(*ALWAYS, *kept, *also)}}
    responses["200"]["content"] = content
    for status in statuses(path, method, operation, is_record):
        responses[str(status)] = {"$ref": f"#/components/responses/{status}"}
    operation["responses"] = dict(sorted(responses.items()))
    for one in operation.get("parameters", ()):
        if one["in"] == "path":
            one.setdefault("description", f"A key of {path.partition('{')[0]}.")
    if method == "get":
        operation.setdefault("parameters", []).append(HELD)


def _without_read_only(part: Any) -> Any:
    """The whole API is for reading; saying so of each field tells nothing."""
    if isinstance(part, list):
        return [_without_read_only(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {name: _without_read_only(one) for name, one in part.items() if name != "readOnly"}
