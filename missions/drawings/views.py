"""Pages of what is drawn of a mission, and each drawing as CSV, as SVG and to embed."""

from collections.abc import Callable
from datetime import date

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from missions.drawings.budgets import budgets_of
from missions.drawings.contributors import contributors_of
from missions.drawings.deaths import deaths_shown
from missions.drawings.lineage import lineage_of, relations_of
from missions.drawings.places import sites_of
from missions.drawings.strength import StrengthShown, strength_of
from missions.models import Mission
from records.common.drawing.figure import Figure
from records.common.drawing.sheet import WIDE
from records.common.drawing.styles import allowed, styles
from records.common.requests import BadRequest, day_of, refuse_unknown
from records.common.tables import csv_reply

Made = Callable[[Mission, date | None, str], Figure | None]


def strength_on(mission: Mission, day: date | None) -> StrengthShown | None:
    ceilings = mission.strength_ceilings.counting().select_related("document")
    return strength_of(mission, ceilings, day, timezone.localdate())


def _strength(mission: Mission, day: date | None, at: str) -> Figure | None:
    shown = strength_on(mission, day)
    return shown.figure if shown else None


def _contributors(mission: Mission, day: date | None, at: str) -> Figure | None:
    shown = contributors_of(mission, day, at)
    return shown.figure if shown else None


def _contributors_by_year(mission: Mission, day: date | None, at: str) -> Figure | None:
    shown = contributors_of(mission, day, at)
    return shown.over_time().figure if shown else None


def _deaths(mission: Mission, day: date | None, at: str) -> Figure | None:
    shown = deaths_shown(mission, day)
    return shown.figure if shown else None


def _places(mission: Mission, day: date | None, at: str) -> Figure | None:
    shown = sites_of(mission, day, at)
    return shown.figure if shown else None


def _budgets(mission: Mission, day: date | None, at: str) -> Figure | None:
    shown = budgets_of(mission, day)
    return shown.figure if shown else None


def _lineage(mission: Mission, day: date | None, at: str) -> Figure | None:
    shown = lineage_of(mission, relations_of(mission), day)
    return shown.figure if shown else None


FIGURES: dict[str, Made] = {
    "strength": _strength,
    "contributors": _contributors,
    "contributors-by-year": _contributors_by_year,
    "deaths": _deaths,
    "places": _places,
    "budgets": _budgets,
    "lineage": _lineage,
}
WITH_CHOICE = {"contributors", "contributors-by-year", "places"}  # read `at`


class FigureName:
    """In addresses, only the name of a figure."""

    regex = "|".join(FIGURES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


@require_safe
def mission_figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything counted of one mission; with a day, what was known by then."""
    refuse_unknown(request, "as_of")
    mission, day = get_object_or_404(Mission, slug=slug.lower()), day_of(request)
    context = {
        "mission": mission,
        "day": day,
        "strength": strength_on(mission, day),
        "contributors": contributors_of(mission, day),
        "deaths": deaths_shown(mission, day),
        "places": sites_of(mission, day),
        "budgets": budgets_of(mission, day),
    }
    return TemplateResponse(request, "missions/mission_figures.html", context)


@require_safe
def mission_contributors(request: HttpRequest, slug: str) -> HttpResponse:
    mission, day, at = _asked(request, slug, "contributors")
    context = {"mission": mission, "day": day, "shown": contributors_of(mission, day, at)}
    return TemplateResponse(request, "missions/mission_contributors.html", context)


@require_safe
def mission_places(request: HttpRequest, slug: str) -> HttpResponse:
    mission, day, at = _asked(request, slug, "places")
    context = {"mission": mission, "day": day, "shown": sites_of(mission, day, at)}
    return TemplateResponse(request, "missions/mission_places.html", context)


def _asked(request: HttpRequest, slug: str, name: str) -> tuple[Mission, date | None, str]:
    """Raises BadRequest for a parameter that the figure does not read."""
    refuse_unknown(request, "as_of", *(["at"] if name in WITH_CHOICE else []))
    if len(request.GET.getlist("at")) > 1:
        raise BadRequest("at", _("It may stand only once."))
    mission = get_object_or_404(Mission, slug=slug.lower())
    return mission, day_of(request), request.GET.get("at", "")


def _figure(request: HttpRequest, slug: str, name: str) -> tuple[Mission, date | None, Figure]:
    mission, day, at = _asked(request, slug, name)
    figure = FIGURES[name](mission, day, at)
    if figure is None:
        raise Http404(_("Nothing is held to be drawn."))
    return mission, day, figure


@require_safe
def figure_csv(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """Exactly the rows that are drawn."""
    mission, _day, figure = _figure(request, slug, name)
    return csv_reply(request, figure.table, f"peacekb-{mission.slug}-{name}")


@require_safe
def figure_svg(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """The wide drawing, with the styles that it needs and a policy that allows only these."""
    mission, _day, figure = _figure(request, slug, name)
    if figure.drawn is None:
        raise Http404(_("Nothing is held to be drawn."))
    sources = "; ".join(source.name for source in figure.sources)
    footing = (
        f"PeaceKB, {request.build_absolute_uri(mission.get_absolute_url())}. Source: {sources}."
    )
    heading = f"{figure.title}. {figure.measured}"
    drawn = figure.drawn(WIDE).file(styles(), heading, " ".join([footing, *figure.words]))
    reply = HttpResponse(drawn, content_type="image/svg+xml")
    return csp_replace({"style-src": [allowed()]})(lambda request: reply)(request)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
def figure_embed(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """A page with nothing but the figure, which any other site may frame."""
    mission, day, figure = _figure(request, slug, name)
    context = {"mission": mission, "day": day, "figure": figure}
    return TemplateResponse(request, "missions/embedded.html", context)
