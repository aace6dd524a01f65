"""`fields=`, `omit=` and `expand=`: what of a row is written, and how; nothing else is read."""

from collections.abc import Callable
from typing import Any

from django.http import QueryDict
from rest_framework.exceptions import ValidationError

from records.common.filters import unknown
from records.rows.parts import Tree
from records.rows.writer import Writer

MOST_NAMES = 100
DEEPEST = {"expand": 2}
PARAMETERS = ("fields", "omit", "expand")


def chosen(writer: Writer, asked: QueryDict) -> Writer:
    """The writer of what a request asks for. Raises ValidationError that names the parameter."""
    steps = (("expand", Writer.expand), ("fields", Writer.keep), ("omit", Writer.drop))
    for parameter, step in steps:
        if parameter in asked:
            writer = _step(writer, parameter, step, asked.getlist(parameter))
    if not writer.parts:
        raise ValidationError({"omit": ["It leaves nothing to answer with."]})
    return writer


def _step(
    writer: Writer, parameter: str, step: Callable[[Writer, Tree], Writer], given: list[str]
) -> Writer:
    names = [name.strip() for text in given for name in text.split(",")]
    if not all(names):
        raise ValidationError({parameter: ["There is an empty name. Write them as a,b,c.d."]})
    if len(names) > MOST_NAMES:
        raise ValidationError({parameter: [f"At most {MOST_NAMES} names."]})
    if any(name.count(".") >= DEEPEST.get(parameter, 3) for name in names):
        raise ValidationError({parameter: ["It asks too deep."]})
    try:
        return step(writer, _tree(names))
    except KeyError as error:
        what = "key to expand" if parameter == "expand" else "field"
        raise ValidationError(
            {parameter: [unknown(what, str(error.args[0]), writer.names)]}
        ) from None


def _tree(names: list[str]) -> dict[str, Any]:
    """`a,b.c` as a with all that is in it, and of b c alone."""
    tree: dict[str, Any] = {}
    for name in names:
        within = tree
        for part in name.split("."):
            within = within.setdefault(part, {})
    return tree
