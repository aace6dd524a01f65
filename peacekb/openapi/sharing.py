"""What many operations have is said once, among the components; they refer to it."""

import json
from collections import defaultdict
from typing import Any

COMPONENTS = "#/components/parameters/"


def share_parameters(paths: dict[str, Any]) -> dict[str, Any]:
    """Takes all parameters out of the paths, which then refer to them.

    Those of one name that differ bear the name of the first list that has them, too: so a change
    of one moves no other.
    """
    named: dict[str, dict[str, str]] = defaultdict(dict)  # component by its text, by name
    found: dict[str, Any] = {}
    for path, operation in _operations(paths):
        for one in operation.get("parameters", ()):
            named[one["name"]].setdefault(json.dumps(one, sort_keys=True), _list_of(path))
    for path, operation in _operations(paths):
        shared = []
        for one in operation.get("parameters", ()):
            variants = named[one["name"]]
            of = variants[json.dumps(one, sort_keys=True)]
            name = one["name"] if len(variants) == 1 else f"{one['name']}.{of}"
            if found.setdefault(name, one) != one:
                raise ValueError(f"{path} has two parameters {one['name']}.")
            shared.append({"$ref": COMPONENTS + name})
        if shared:
            operation["parameters"] = shared
    return dict(sorted(found.items()))


def share_schemas(part: Any, components: dict[str, Any]) -> Any:
    """The part, with references where the schema of a component stood."""
    if isinstance(part, list):
        return [share_schemas(one, components) for one in part]
    if not isinstance(part, dict):
        return part
    for name, schema in components.items():
        if part == schema:
            return {"$ref": f"#/components/schemas/{name}"}
    return {name: share_schemas(one, components) for name, one in part.items()}


def _operations(paths: dict[str, Any]) -> Any:
    """Figures last: what they have of their list bears its name."""
    for path, methods in sorted(paths.items(), key=lambda one: "/stats/" in one[0]):
        for operation in methods.values():
            yield path, operation


def _list_of(path: str) -> str:
    """A word for a path: `votes`, `votes.agreement`."""
    words = path.removeprefix("/api/v1/").replace(".", "/").split("/")
    return ".".join(word.strip("{}") for word in words if word)
