"""The figures on pages of records, for their files: of missions, documents, states and others."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from legal.models import Document
from missions.acts.panel import on_document
from missions.conflict_page import conflict_context
from missions.given import given_by
from missions.mission_page import mission_context
from missions.models import Conflict, Mission
from missions.panels import deaths_of_nationals, on_actor, on_state
from organizations.models import Organization, Party, State
from records.common.drawing.figure import Figure
from records.common.requests import day_of, refuse_unknown
from records.figure_views import Made
from records.models import Record

Of = Callable[..., Figure | None]  # of a record and the day asked for


def of_record(kind: type[Record], of: Of) -> Made:
    def made(request: HttpRequest, slug: str) -> Figure | None:
        refuse_unknown(request, "as_of")
        return of(get_object_or_404(kind, slug=slug.lower()), day_of(request))

    return made


def _on_mission(figure: str) -> Made:
    """One that its page makes from what else it shows."""
    return of_record(
        Mission, lambda mission, day: mission_context(mission, day, timezone.localdate())[figure]
    )


def _series(request: HttpRequest, slug: str) -> Figure | None:
    """Of one mission that the document touches; without a name, of the first."""
    refuse_unknown(request, "as_of", "mission")
    document = get_object_or_404(Document, slug=slug.lower())
    asked = request.GET.get("mission", "").lower()
    shown = on_document(document, day_of(request)) or {"series": []}
    found = [drawn for one, drawn in shown["series"] if drawn and asked in ("", one.mission.slug)]
    return found[0] if found else None


def _of_actor(actor: Record, day: date | None) -> Figure | None:
    return on_actor(actor, day)["figure"]


def _on_conflict(figure: str) -> Made:
    return of_record(
        Conflict,
        lambda conflict, day: conflict_context(conflict, day, day or timezone.localdate())[figure],
    )


OF_MISSION = {
    "life": _on_mission("life"),
    "tasks": _on_mission("renewals_figure"),
    "votes": _on_mission("votes_figure"),
}
OF_DOCUMENT = {"series": _series}
OF_STATE = {
    "contributions": of_record(State, lambda state, day: given_by(state, day)["figure"]),
    "deaths": of_record(State, lambda state, day: deaths_of_nationals(state, day)["figure"]),
    "missions": of_record(State, lambda state, day: on_state(state, day)["figure"]),
}
OF_ORGANIZATION = {"missions": of_record(Organization, _of_actor)}
OF_PARTY = {"missions": of_record(Party, _of_actor)}
OF_CONFLICT = {"missions": _on_conflict("figure"), "deaths": _on_conflict("deaths_figure")}
