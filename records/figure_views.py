"""Every figure as CSV, as SVG and as a page to embed, beside the page that it stands on."""

from collections.abc import Callable, Mapping
from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from records.common.drawing.figure import EMBEDS, Figure
from records.common.drawing.styles import allowed, styles
from records.common.formats.of_pages import csv_reply
from records.common.requests import day_of

# From a request, and what its address captures, to the figure; None where nothing is held.
Made = Callable[..., Figure | None]


def figure_paths(page: str, figures: Mapping[str, Made]) -> list[URLPattern]:
    """The addresses of the figures of a page, by name; `page` is its pattern.

    The page itself must come first: it reads the same parameters.
    """
    found = []
    for name, made in figures.items():
        found += [
            path(f"{page}{name}.csv", _csv(made), name="figure_csv"),
            path(f"{page}{name}.svg", _svg(made), name="figure_svg"),
            path(f"{EMBEDS}{page}{name}/", _embed(made), name="figure_embed"),
        ]
    return found


def _csv(made: Made) -> Callable[..., HttpResponseBase]:
    @require_safe
    def figure_csv(request: HttpRequest, **captured: Any) -> HttpResponseBase:
        """Exactly the rows that are drawn."""
        figure = _figure(made, request, captured)
        named = request.path_info.strip("/").removesuffix(".csv").replace("/", "-")
        return csv_reply(request, figure.table, f"peacekb-{named}")

    return figure_csv


def _svg(made: Made) -> Callable[..., HttpResponseBase]:
    @require_safe
    def figure_svg(request: HttpRequest, **captured: Any) -> HttpResponseBase:
        """The wide drawing, with the styles that it needs and a policy that allows only these."""
        figure = _figure(made, request, captured)
        if figure.drawn is None:
            raise Http404(_("Nothing is held to be drawn."))
        day = day_of(request)
        address = request.build_absolute_uri(figure.permalink(day))
        drawn = figure.file(styles(), address, day or timezone.localdate())
        reply = HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")
        return csp_replace({"style-src": [allowed()]})(lambda request: reply)(request)

    return figure_svg


def _embed(made: Made) -> Callable[..., HttpResponseBase]:
    @require_safe
    @xframe_options_exempt
    @csp_replace({"frame-ancestors": ["*"]})
    def figure_embed(request: HttpRequest, **captured: Any) -> HttpResponseBase:
        """A page with nothing but the figure, which any other site may frame."""
        figure, day = _figure(made, request, captured), day_of(request)
        context = {"figure": figure, "day": day, "address": figure.permalink(day)}
        return TemplateResponse(request, "embedded.html", context)

    return figure_embed


def _figure(made: Made, request: HttpRequest, captured: dict[str, Any]) -> Figure:
    figure = made(request, **captured)
    if figure is None:
        raise Http404(_("Nothing is held to be drawn."))
    return figure
