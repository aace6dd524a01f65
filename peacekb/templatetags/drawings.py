"""A figure with its account, and the ways to take it away."""

from typing import Any

from django import template
from django.urls import reverse

from peacekb.templatetags.layout import with_day
from records.common.drawing.figure import Figure

register = template.Library()


@register.inclusion_tag("_figure.html", takes_context=True)
def figure(
    context: template.Context, drawn: Figure, mission: Any, table: str = "", level: int = 3
) -> dict[str, Any]:
    """`table` is the address of its table; at level 1 the title heads the page."""
    day = context.get("day")
    asked = {"at": drawn.at} if drawn.at else {}
    names = ("figure_csv", "figure_svg", "figure_embed") if drawn.is_drawn else ("figure_csv",)
    addresses = {
        name.removeprefix("figure_"): with_day(
            reverse(name, args=[mission.slug, drawn.name]), day, asked
        )
        for name in names
    }
    return {
        "figure": drawn,
        "day": day,
        "table": table,
        "level": level,
        "addresses": addresses,
    }
