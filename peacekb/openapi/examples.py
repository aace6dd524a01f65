"""True examples of the description, taken from a base that is filled: `describe --examples`."""

import json
from pathlib import Path
from typing import Any

JSON = "application/json"
OF_TYPE = {"string": "word", "integer": 1, "number": 1.0, "boolean": True}


class Examples:
    """What was asked and answered; kept in a file, so that the description needs no base."""

    def __init__(
        self, parameters: dict[str, Any] | None = None, answers: dict[str, Any] | None = None
    ) -> None:
        self.parameters, self.answers = parameters or {}, answers or {}

    @classmethod
    def of_file(cls, file: Path) -> "Examples":
        held = json.loads(file.read_text())
        return cls(held["parameters"], held["answers"])

    def to_file(self, file: Path) -> None:
        held = {"parameters": self.parameters, "answers": self.answers}
        file.write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n")

    def add_answer(self, operation: dict[str, Any]) -> None:
        content = operation["responses"]["200"]["content"]
        name = operation["operationId"]
        if JSON in content and name in self.answers:
            content[JSON]["example"] = self.answers[name]

    def add_to_parameters(self, parameters: dict[str, Any]) -> None:
        """Of one that is new since they were taken: the first of its words, of its name or type."""
        of_name = {name.partition(".")[0]: value for name, value in self.parameters.items()}
        for name, one in parameters.items():
            words = one["schema"].get("enum")
            value = self.parameters.get(name, words[0] if words else of_name.get(one["name"]))
            value = _of_type(one["schema"]) if value is None else value
            if value is not None:
                one.setdefault("example", value)


def _of_type(schema: dict[str, Any]) -> Any:
    """None where any value will not do."""
    if schema.get("type") == "array":
        one = _of_type(schema["items"])
        return None if one is None else [one]
    return (
        None if "pattern" in schema or "format" in schema else OF_TYPE.get(schema.get("type", ""))
    )
