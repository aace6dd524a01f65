"""The description of the API (OpenAPI 3.1), made from the code and kept in a file beside it.

`making.py` puts it together, `manage.py describe` writes the file, and `make lint` refuses one that
is behind the code. Requests are answered from the file alone.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
FILE = FOLDER / "openapi.json"
EXAMPLES = FOLDER / "examples.json"


@cache
def description() -> dict[str, Any]:
    """As the file has it."""
    found: dict[str, Any] = json.loads(FILE.read_text())
    return found


@cache
def served(prefix: str) -> bytes:
    """The file as it stands, but that the server may lie under a prefix."""
    return FILE.read_bytes().replace(b'"url": "/"', f'"url": "{prefix}"'.encode(), 1)


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    """A part of the description, or what it refers to."""
    while "$ref" in part:
        found: Any = description()
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        part = found
    return part
