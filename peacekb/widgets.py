"""Inputs, selects and labels, written in Python.

As templates they were half of the time of a large form.
"""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape as escaped
from django.utils.safestring import SafeString

WIDGETS = "django/forms/widgets/"
INPUTS = {f"{WIDGETS}{name}.html" for name in ("checkbox", "date", "hidden", "input", "number")}
INPUTS |= {f"{WIDGETS}{name}.html" for name in ("email", "text", "url")}
SELECT, LABEL = f"{WIDGETS}select.html", "django/forms/label.html"


class WrittenWidgets(DjangoTemplates):
    """The same HTML as Django's templates give, without their line breaks."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        if template_name in INPUTS:
            return SafeString(_input(context["widget"]))
        if template_name == SELECT:
            return SafeString(_select(context["widget"]))
        if template_name == LABEL and context["use_tag"]:
            return SafeString(_label(context))
        return super().render(template_name, context, request)


def _input(widget: Mapping[str, Any]) -> str:
    value = widget["value"]
    said = "" if value is None else f' value="{escaped(str(value))}"'
    name = escaped(widget["name"])
    return f'<input type="{widget["type"]}" name="{name}"{said}{_attributes(widget)}>'


def _select(widget: Mapping[str, Any]) -> str:
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    return f'<select name="{escaped(widget["name"])}"{_attributes(widget)}>{groups}</select>'


def _label(context: Mapping[str, Any]) -> str:
    tag = context["tag"]
    return f"<{tag}{_attributes(context)}>{escaped(context['label'])}</{tag}>"


def _group(name: str | None, options: list[Mapping[str, Any]]) -> str:
    written = "".join(
        f'<option value="{escaped(str(one["value"]))}"{_attributes(one)}>'
        f"{escaped(one['label'])}</option>"
        for one in options
    )
    return f'<optgroup label="{escaped(name)}">{written}</optgroup>' if name else written


def _attributes(widget: Mapping[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{escaped(str(value))}"'
        for name, value in (widget["attrs"] or {}).items()
        if value is not False
    )
