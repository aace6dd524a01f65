"""Pages of what is drawn of a mission, and its figures by name."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from missions.drawings.budgets import budgets_of
from missions.drawings.contributors import contributors_of
from missions.drawings.deaths import deaths_shown
from missions.drawings.lineage import lineage_of, relations_of
from missions.drawings.places import sites_of
from missions.drawings.strength import StrengthShown, strength_of
from missions.mission_page import ceilings_of
from missions.models import Mission
from records.common.drawing.figure import Figure
from records.common.requests import BadRequest, day_of, refuse_unknown
from records.figure_views import Made


def strength_on(mission: Mission, day: date | None) -> StrengthShown | None:
    return strength_of(mission, ceilings_of(mission.pk), day, timezone.localdate())


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


Of = Callable[[Mission, date | None, str], Figure | None]


def _made(of: Of, *, choice: bool = False) -> Made:
    """A figure of a mission; `choice` where a reader may choose the month or year."""

    def made(request: HttpRequest, slug: str) -> Figure | None:
        return of(*_asked(request, slug, choice=choice))

    return made


FIGURES: dict[str, Made] = {
    "strength": _made(_strength),
    "contributors": _made(_contributors, choice=True),
    "contributors-by-year": _made(_contributors_by_year, choice=True),
    "deaths": _made(_deaths),
    "places": _made(_places, choice=True),
    "budgets": _made(_budgets),
    "lineage": _made(_lineage),
}


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
        "deaths": deaths_shown(mission, day, by_state=True),
        "places": sites_of(mission, day),
        "budgets": budgets_of(mission, day),
    }
    return TemplateResponse(request, "missions/mission_figures.html", context)


@require_safe
def mission_contributors(request: HttpRequest, slug: str) -> HttpResponse:
    mission, day, at = _asked(request, slug, choice=True)
    context = {"mission": mission, "day": day, "shown": contributors_of(mission, day, at)}
    return TemplateResponse(request, "missions/mission_contributors.html", context)


@require_safe
def mission_places(request: HttpRequest, slug: str) -> HttpResponse:
    mission, day, at = _asked(request, slug, choice=True)
    context = {"mission": mission, "day": day, "shown": sites_of(mission, day, at)}
    return TemplateResponse(request, "missions/mission_places.html", context)


def _asked(request: HttpRequest, slug: str, *, choice: bool) -> tuple[Mission, date | None, str]:
    """Raises BadRequest for a parameter that the figure does not read."""
    refuse_unknown(request, "as_of", *(["at"] if choice else []))
    if len(request.GET.getlist("at")) > 1:
        raise BadRequest("at", _("It may stand only once."))
    mission = get_object_or_404(Mission, slug=slug.lower())
    return mission, day_of(request), request.GET.get("at", "")
