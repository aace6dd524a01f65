"""A figure with its account, and the ways to take it away.

A page that draws itself, as a table does, puts `{% finding %}` and `{% account %}` around it.
"""

from functools import cache
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from records.common.drawing.figure import Figure
from records.common.drawing.sheet import KEY, Sheet

register = template.Library()


@register.inclusion_tag("_figure.html", takes_context=True)
def figure(
    context: template.Context, drawn: Figure, table: str = "", level: int = 3
) -> dict[str, Any]:
    """`table` is the address of its table; at level 1 the title heads the page."""
    return account(context, drawn, table) | {"level": level}


@register.inclusion_tag("_finding.html")
def finding(drawn: Figure, level: int = 3) -> dict[str, Any]:
    return {"figure": drawn, "level": level}


@register.inclusion_tag("_account.html", takes_context=True)
def account(context: template.Context, drawn: Figure, table: str = "") -> dict[str, Any]:
    day = context.get("day")
    return {
        "figure": drawn,
        "day": day,
        "on": day or timezone.localdate(),
        "table": table,
        "addresses": drawn.addresses(day),
    }


@register.simple_tag
@cache
def key(look: str) -> SafeString:
    """A small drawing of what has this look."""
    sheet = Sheet(KEY, KEY, "", "")
    sheet.key(0, 0, look)
    return sheet.mark()
