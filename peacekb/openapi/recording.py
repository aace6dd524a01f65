"""Takes the examples of the description from a base that is filled, by asking the API."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import FieldError
from django.db.models import Model
from django.http import QueryDict
from django.test import Client
from django.test.utils import override_settings

from peacekb.api import router
from peacekb.openapi.examples import JSON, Examples
from peacekb.openapi.sharing import COMPONENTS
from records.common.filters import Asked, Compared, Contains, Empty, Turned
from records.stats.asking import BOUNDS

MOST_ROWS = 2
MOST_TRIED = 20
LONGEST = 300
VIEWS: dict[str, Any] = {name: view for name, view, _ in router.registry if name != "search"}
KEYS = {"documents": "s-res-1272-1999", "missions": "untaet", "states": "TLS"}
KEYS["resolutions"] = KEYS["documents"]
CHOSEN: dict[str, Any] = {  # of what no column holds, or of what the fixtures have none yet
    "a": "FRA",
    "a.missions.key.tasks": "2008-01-01",
    "accessed_on": "2026-11-28",
    "after": 0,
    "actor": "state:FRA",
    "adopted_on": "2011",
    "adopted_on__gte": "1990-01-01",
    "adopted_on__lte": "2020-12-31",
    "article": "peacekeeping",
    "as_of": "2011-03-17",
    "b": "CHN",
    "b.missions.key.tasks": "2017-01-01",
    "carries_from": "untaet",
    "cited_provisions": "un-charter:2(4)",
    "checked_by": "editor",
    "checked_on": "2026-11-28",
    "coding": "read",
    "conflict": "congo-east",
    "contributed": "2013-12",
    "cursor": "WyI2YjEyIiwwLFsiMjAxMS0wMy0xNyIsN11d:2mXq0V7s4h",
    "decade": "1990s",
    "document": "s-res-1272-1999",
    "evidence": "s-res-1272-1999",
    "expand": "source",
    "fields": "key",
    "fulfilled_by": "s-res-1272-1999",
    "held_in": 2011,
    "limit": 10,
    "kind": "mission",
    "known_at": "2026-11-28",
    "member_of": "au",
    "mentions": "untaet",
    "name": "2026.12",
    "omit": "missing",
    "only_in": "peacekeeping",
    "organ": "un-sc",
    "organization": "un",
    "out_of": "region",
    "page": 1,
    "page_size": 10,
    "party": "aggressors",
    "provision": "un-charter:42",
    "q": "council",
    "question": {"page_size": "1"},
    "record": "mission:untaet",
    "position": 1,
    "region": "Africa",
    "release": "2026.12",
    "related_to": "peacekeeping",
    "roe_note": "force",
    "search": '"all necessary means"',
    "section": "A1",
    "subkind": "resolution",
    "suffix": "csv",
    "top": 3,
    "treaty": "un-charter",
    **dict.fromkeys(BOUNDS, 10),
    "voter": "FRA",
}
SCHEMA = "/api/v1/schema/"  # the description is no example of itself
TEXT = "Resolution 1272 (1999) established UNTAET, and France voted against it."


def recorded(description: dict[str, Any], held: Examples) -> Examples:
    """Of a description without examples.

    The base should hold all fixtures, texts, and a release 2026.12; of what it has no row, the
    example held stays.
    """
    parameters = {
        name: held.parameters.get(name) if value is None else value
        for name, value in parameters_of(description)
    }
    with override_settings(ALLOWED_HOSTS=["testserver"], RATE_LIMIT=0, SECURE_SSL_REDIRECT=False):
        answers = dict(_answers(description, parameters, held.answers))
    return Examples(parameters, answers)


def parameters_of(description: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Name and example of each; None of what neither the base nor the code has a value."""
    seen = set()
    for path, operation in _operations(description):
        for one in operation.get("parameters", ()):
            name = one["$ref"].removeprefix(COMPONENTS)
            if name not in seen:
                seen.add(name)
                declared = description["components"]["parameters"][name]
                yield name, declared.get("example", _example(path, name, declared))


def _operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in description["paths"].items():
        for operation in methods.values():
            yield path, operation


def _example(path: str, component: str, declared: dict[str, Any]) -> Any:
    name, schema = declared["name"], declared["schema"]
    table = path.removeprefix("/api/v1/").removeprefix("stats/").split("/")[0]
    if declared["in"] == "path" and name == "key":
        return KEYS.get(table) or _first_key(table)
    value = CHOSEN.get(component) or _held(table, name)
    if value is None:
        words = schema.get("items", schema).get("enum")
        value = words[0] if words else CHOSEN.get(name, CHOSEN.get(name.partition("__")[0]))
    return _typed(value, schema)


def _typed(value: Any, schema: dict[str, Any]) -> Any:
    if value is None:  # the base has no row with one
        return None
    if schema.get("type") == "array":
        return [_typed(value, schema["items"])]
    if schema.get("type") in ("integer", "number"):
        return float(value) if schema["type"] == "number" else int(value)
    if schema["type"] == "object":
        return value
    return _of_shape(schema, str(value))


def _of_shape(schema: Mapping[str, Any], value: str) -> str:
    """A day or a month as the parameter takes it: columns hold more."""
    pattern = schema.get("pattern", "")
    if pattern.endswith("{4}(-[0-9]{2})?$"):
        return value[:7]
    return value[:10] if "-[0-9]" in pattern else value


def _held(table: str, name: str) -> str | None:
    """The value of a parameter that most rows have, as the parameter takes it."""
    view: Any = VIEWS.get(table)
    if view is None or name not in view.filterset_class.base_filters:
        return None
    filterset = view.filterset_class({}, queryset=view.queryset.all())
    filterset.is_valid()  # reads the question, which is empty
    asked = filterset.asking(name)
    if isinstance(asked, Empty):
        return "no"
    of = asked.of if isinstance(asked, Turned) else asked
    if not isinstance(of, Asked) or not of.columns:
        return None
    of.parent, of.model = filterset, filterset.queryset.model
    try:
        found = [one.value for one in of.counted(filterset.queryset)[:MOST_TRIED]]
    except FieldError:  # its column is not one of the rows: what was held at their time
        return None
    if isinstance(asked, Contains):
        found = [max(value.split(), key=len) for value in found]
    otherwise = found[0] if found and isinstance(asked, Compared) else None
    return next((value for value in found if _has_rows(view, name, value)), otherwise)


def _has_rows(view: Any, name: str, value: str) -> bool:
    shape = _of_shape(view.filterset_class.base_filters[name].schema, value)
    filterset = view.filterset_class(QueryDict(urlencode({name: shape})), view.queryset.all())
    return filterset.is_valid() and filterset.qs.exists()


def _first_key(table: str) -> str | None:
    view = VIEWS.get(table)
    if view is None:
        return KEYS["missions"]
    serializer: Any = view.serializer_class
    first: Model | None = view.queryset.first()
    return serializer.writer().rows([first.pk], None)[0]["key"] if first else None


def _answers(
    description: dict[str, Any], parameters: dict[str, Any], held: dict[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    client = Client()
    for path, operation in _operations(description):
        if (
            JSON not in operation["responses"]["200"]["content"]
            or "{table}" in path
            or path == SCHEMA
        ):
            continue
        if "requestBody" in operation:
            reply = client.post(path, {"text": TEXT}, JSON)
        else:
            reply = client.get(*_question(description, path, operation, parameters))
        if reply.status_code == 400 and "/stats/" in path:
            continue  # what cannot be added up without asking for less
        if reply.status_code == 404 and operation["operationId"] in held:
            yield operation["operationId"], held[operation["operationId"]]
            continue
        if reply.status_code != 200:
            raise ValueError(f"{path} answers {reply.status_code}: {reply.content.decode()}")
        yield operation["operationId"], _short(reply.json())


def _question(
    description: dict[str, Any], path: str, operation: dict[str, Any], parameters: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    asked = {}
    also = ("group_by", "top") if "/stats/" in path else ("b", "page_size")
    for one in operation.get("parameters", ()):
        component = one["$ref"].removeprefix(COMPONENTS)
        declared = description["components"]["parameters"][component]
        if declared["in"] == "path":
            path = path.replace(f"{{{declared['name']}}}", str(parameters[component]))
        elif declared.get("required") or declared["name"] in also:
            value = parameters[component]
            asked[declared["name"]] = value[0] if isinstance(value, list) else value
    if path.endswith("/search/"):
        asked["q"] = "untaet"
    return path, asked | ({"page_size": 1} if "page_size" in asked else {})


def _short(part: Any) -> Any:
    """The first of many rows, the beginning of a long text."""
    if isinstance(part, list):
        return [_short(one) for one in part[:MOST_ROWS]]
    if isinstance(part, dict):
        return {name: _short(one) for name, one in part.items()}
    return f"{part[:LONGEST]} …" if isinstance(part, str) and len(part) > LONGEST else part
