"""A tool: what it asks, what it answers, and the function between."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from peacekb.language_models.answers import Answer
from peacekb.language_models.asking import QuestionRefused, Site
from records.common.filters import LONGEST_VALUE, unknown

MOST_ROWS = 100
MOST_ERRORS = 5
QUOTED = re.compile(r"'([^']+)'")


class Arguments(BaseModel):
    """Arguments of a tool: those declared, of their own types, and no others."""

    model_config = ConfigDict(extra="forbid", strict=True)


Name = Annotated[str, Field(min_length=1, max_length=LONGEST_VALUE)]
Day = Annotated[
    str,
    Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="A day, as 2000-01-31."),
]
Limit = Annotated[int, Field(ge=1, le=MOST_ROWS, description="How many rows at most.")]
Cursor = Annotated[
    str, Field(max_length=4_000, description="`more` of the answer before, to the same question.")
]


@dataclass(frozen=True)
class Tool:
    name: str
    title: str
    description: str
    asks: type[Arguments]
    answers: type[Answer]
    function: Callable[[Site, Any], Answer]

    def call(self, site: Site, arguments: dict[str, Any]) -> Answer:
        """Raises QuestionRefused, and Wrong for arguments that cannot be read."""
        if not _is_text(arguments):
            raise Wrong("There is half a character in it, which no text has.")
        try:
            asked = self.asks.model_validate(arguments)
        except ValidationError as error:
            raise Wrong(self._sentences(error)) from error
        return self.function(site, asked)

    def _sentences(self, error: ValidationError) -> str:
        known = self.asks.model_fields
        found = []
        for one in error.errors(include_url=False)[:MOST_ERRORS]:
            name = ".".join(str(part)[:60] for part in one["loc"])
            if one["type"] == "extra_forbidden":
                found.append(unknown("argument", name, known))
            elif one["type"] == "literal_error" and one["input"]:
                values = QUOTED.findall(one["ctx"]["expected"])
                found.append(unknown(name, str(one["input"]), values))
            else:
                text = one["msg"].removeprefix("Value error, ")
                found.append(f"{name}: {text}." if name else f"{text}.")
        return " ".join(found)


def _is_text(arguments: dict[str, Any]) -> bool:
    """Whether all of it can be sent; JSON may name the half of a pair that makes a character."""
    try:
        json.dumps(arguments, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


class Wrong(Exception):
    """Arguments that cannot be read, told in sentences."""


TOOLS: dict[str, Tool] = {}


def tool(title: str) -> Callable[[Callable[[Site, Any], Answer]], Callable[[Site, Any], Answer]]:
    """Makes a tool of a function `(site, asked) -> answer`, of its name, types and docstring."""

    def register(function: Callable[[Site, Any], Answer]) -> Callable[[Site, Any], Answer]:
        types = get_type_hints(function)
        name, text = function.__name__, " ".join((function.__doc__ or "").split())
        TOOLS[name] = Tool(name, title, text, types["asked"], types["return"], function)
        return function

    return register


def names_nothing(refused: QuestionRefused, *names: str) -> bool:
    """Whether the question was refused for a name alone that no record bears, or several do."""
    return refused.status == 400 and bool(refused.errors) and set(refused.errors) <= set(names)
