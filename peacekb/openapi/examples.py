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
        """Of one that is new since they were taken, see `_for_now`."""
        if not self.parameters:
            return
        of_name = {name.partition(".")[0]: value for name, value in self.parameters.items()}
        for name, one in parameters.items():
            value = self.parameters.get(name)
            if value is None:
                value = _for_now(one["schema"], of_name.get(one["name"]))
            if value is not None:
                one.setdefault("example", value)


def _for_now(schema: dict[str, Any], of_its_name: Any) -> Any:
    """The first of its words, or what another of its name has, or a value of its type.

    None where any value will not do.
    """
    if schema.get("type") == "array":
        other = of_its_name[0] if isinstance(of_its_name, list) else of_its_name
        one = _for_now(schema["items"], other)
        return None if one is None else [one]
    if words := schema.get("enum"):
        return words[0]
    if of_its_name is not None or "pattern" in schema or "format" in schema:
        return of_its_name
    return OF_TYPE.get(schema.get("type", ""))
