"""Pages of voting in the Council."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from legal.models import Position, Vote
from legal.vote_filters import VoteOfStateFilter
from legal.voting.figures import agreement_figure, apart_figure, pair_figure, vetoes_figure
from legal.voting.pairs import pair, votes_until
from legal.voting.positions import ballots_of, permanent_seats
from legal.voting.showing import (
    apart,
    most_divided,
    newest_vetoes,
    squares,
    vetoed,
    vetoes_by_decade,
    vetoes_of,
)
from organizations.models import State
from records.account.other_times import kept, under_others_of
from records.common.drawing.figure import Figure
from records.common.keeping import until_published
from records.common.lists import found_by, list_page, page_of
from records.common.requests import BadRequest, day_of, refuse_unknown
from records.figure_views import Made
from records.reading.names import NotOne, record_called


@require_safe
def votes(request: HttpRequest) -> HttpResponse:
    """How the permanent members vote; vetoes; the most divided votes."""
    refuse_unknown(request, "as_of")
    day = day_of(request)
    counted = _votes_by(day)
    figures = {
        "agreement": _agreement_of(counted),
        "standing_apart": apart_figure(counted["apart"]),
        "by_decade": vetoes_figure(counted["vetoes"], counted["vetoed"]),
    }
    return TemplateResponse(request, "legal/votes.html", {"day": day, **counted, **figures})


def _votes_by(day: date | None) -> dict[str, Any]:
    return until_published(("votes", day), lambda: _counted(day))


def _agreement_of(counted: dict[str, Any]) -> Figure | None:
    return agreement_figure(counted["squares"], counted["codes"])


def _of_votes(of: Callable[[dict[str, Any]], Figure | None]) -> Made:
    def made(request: HttpRequest) -> Figure | None:
        refuse_unknown(request, "as_of")
        return of(_votes_by(day_of(request)))

    return made


OF_VOTES = {
    "agreement": _of_votes(_agreement_of),
    "apart": _of_votes(lambda counted: apart_figure(counted["apart"])),
    "vetoes": _of_votes(lambda counted: vetoes_figure(counted["vetoes"], counted["vetoed"])),
}


def _counted(day: date | None) -> dict[str, Any]:
    """From every vote of every permanent member: more rows than any other page reads."""
    until = day or timezone.localdate()
    seats = permanent_seats()
    ballots = ballots_of(seats, day)
    drafts = vetoed(day)
    vetoes = vetoes_of(drafts)
    return {
        "until": until,
        "codes": ",".join(state.code for seat in seats for state in seat.states),
        "squares": squares(seats, ballots, until),
        "apart": apart(seats, ballots, until),
        "vetoes": vetoes_by_decade(seats, vetoes, until),
        "vetoed": len({draft for draft, _, _ in vetoes}),
        "newest": list(newest_vetoes(drafts)),
        "divided": list(most_divided(day)),
    }


@require_safe
def votes_of_two(request: HttpRequest) -> HttpResponse:
    """One state beside another: alike by year, and every document on which they differed."""
    refuse_unknown(request, "as_of", "a", "b", "page")
    day = day_of(request)
    one, other = state_called(request, "a"), state_called(request, "b")
    if one and one == other:
        raise BadRequest("b", "Two different states are compared.")
    context: dict[str, Any] = {"day": day, "a": one, "b": other}
    if one and other:
        found = pair(one, other, day)
        context |= {"pair": found, "page": page_of(request, found.differences)}
        context["figure"] = pair_figure(one, other, found)
        told = under_others_of((one, other), votes_until(day), "state")
        context["at_other_times"] = [text for _, text in told]
        context["kept"] = f"a={one.code}&b={other.code}" + _and_day(day)
    return TemplateResponse(request, "legal/votes_of_two.html", context)


def _pair(request: HttpRequest) -> Figure | None:
    refuse_unknown(request, "as_of", "a", "b")
    one, other = state_called(request, "a"), state_called(request, "b")
    if one is None or other is None or one == other:
        return None
    return pair_figure(one, other, pair(one, other, day_of(request)))


OF_TWO = {"agreement": _pair}


def _before_or_after(state: State) -> QuerySet[State]:
    """What it was or became, of which votes are held."""
    voted = Vote.objects.filter(state__in=kept(State).get(state.pk, ()))
    return State.objects.filter(pk__in=voted.values("state"))


@require_safe
def votes_of_state(request: HttpRequest, slug: str) -> HttpResponse:
    """Every vote of one state, with what the Council did with the document."""
    state = get_object_or_404(State, slug=slug.lower())
    rows = Vote.objects.filter(state=state).select_related("document")

    def beside(page: Page, found: QuerySet, day: date | None) -> dict[str, Any]:
        held = dict(found.order_by().values_list("position").annotate(Count("pk")))
        counts = [(one.label, held[one]) for one in Position if one in held]
        of_all = found_by(request, VoteOfStateFilter, Vote.objects.all())
        told = [text for _, text in under_others_of([state], of_all, "state")]
        context = {"state": state, "counts": counts, "positions": Position.choices}
        return context | {"at_other_times": told, "others": _before_or_after(state) if told else ()}

    template = "legal/votes_of_state.html"
    return list_page(request, VoteOfStateFilter, rows, template, beside=beside)


def _and_day(day: date | None) -> str:
    return f"&as_of={day:%Y-%m-%d}" if day else ""


def state_called(request: HttpRequest, name: str) -> State | None:
    given = request.GET.getlist(name)
    if len(given) > 1:
        raise BadRequest(name, "It may stand only once.")
    if not given or not given[0].strip():
        return None
    try:
        found = record_called(State.RECORD_KIND, given[0].strip())
    except NotOne as error:
        raise BadRequest(name, str(error)) from None
    return State.objects.get(pk=found.pk)
