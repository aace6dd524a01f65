"""How often states voted alike, over the API."""

from collections.abc import Iterable
from typing import Any

from django.urls import path, reverse
from rest_framework.request import Request
from rest_framework.response import Response

from legal.models import Outcome, Vote
from legal.voting.agreeing import (
    Abstaining,
    Alike,
    HeldPositions,
    Manner,
    WithoutVote,
    by_other,
    by_period,
    positions_of,
)
from legal.voting.views import state_called
from organizations.models import State
from records.account.beside import beside
from records.account.holes import NOT_HELD, Hole
from records.account.other_times import under_others_of
from records.account.question import between
from records.common.account import ACCOUNT
from records.common.questions import (
    COUNT,
    MAYBE_WORD,
    WORD,
    Question,
    an,
    parameter,
    some,
    span_parameters,
)
from records.common.requests import BadRequest
from records.common.schema import META

OUTCOMES = (Outcome.ADOPTED, Outcome.VETOED, Outcome.LACKED_MAJORITY)
YEARS = {"year": 1, "decade": 10}
METHOD = (
    "Of the documents put to the vote of which the positions of both are held (`of`), those on "
    "which both took the same position: for, against, abstaining or not participating; failed "
    "drafts too."
)
HALF = "An abstention beside a vote for or against counts as half."
DIFFERS = "An abstention beside a vote for or against differs."
AGREE = "Where no vote was taken, those who were members count as agreeing."
EXCLUDE = "Documents on which no vote was taken are left out."
ALIKE = {
    "agreement": {
        "type": ["number", "null"],
        "minimum": 0,
        "maximum": 1,
        "description": "`agreed` divided by `of`; null where both never took a position.",
    },
    "agreed": {"type": "number", "description": "Documents on which they agreed."},
    "of": COUNT | {"description": "Documents on which both took a position."},
    "page": WORD | {"description": "The page of the two, with every difference."},
}


class AgreementOfStates(Question):
    """How often two states voted alike, by year; or one state beside each other, without `b`.

    As the page of two states counts, unless `abstain` or `without_vote` say otherwise.
    """

    asks = (
        parameter("a", "A state by code or name.", needed=True),
        parameter("b", "Another state; without it, each one in turn."),
        parameter("group_by", "Without `b` by state.", "none", "year", "decade", "state"),
        parameter("abstain", "An abstention beside a vote for or against.", *Abstaining),
        parameter("without_vote", "Where no vote was taken.", *WithoutVote),
        parameter("outcome", "Documents of one outcome alone.", "any", *OUTCOMES),
        *span_parameters("adopted_on", "Documents adopted"),
        META,
    )
    answers = an(
        {
            "a": WORD,
            "b": MAYBE_WORD,
            "abstain": WORD,
            "without_vote": WORD,
            "outcome": WORD,
            "group_by": WORD,
            "method": WORD,
            "count": COUNT,
            "results": some(ALIKE)
            | {"description": "With the `year`, the `decade`, or `b` and `b_name`."},
        },
    )
    answers["properties"] |= {"total": an(ALIKE), "meta": ACCOUNT}

    def get(self, request: Request) -> Response:
        one, other = self._state("a"), self._state("b")
        if one is None:
            raise BadRequest("a", "It is needed.")
        if one == other:
            raise BadRequest("b", "Two different states are compared.")
        manner = Manner(Abstaining(self.word("abstain")), WithoutVote(self.word("without_vote")))
        held = positions_of(self._votes(one, other), manner).values()
        if other:
            found, total = self._periods(one, other, held, manner)
        else:
            found, total = self._others(one, held, manner), {}
        is_compared = total["total"]["of"] > 0 if total else bool(found)
        return Response(
            self._said(one, other, manner)
            | total
            | {"count": len(found), "results": found}
            | self._account(one, other, is_compared)
        )

    def _account(self, one: State, other: State | None, is_compared: bool) -> dict[str, Any]:
        both = f"{one.name} and {other.name if other else 'each other state'}"
        span = self.days_asked("adopted_on")
        nothing = "" if is_compared else f"No document is held on which votes of {both} are known."
        question = f"How often {both} voted alike{between(*span)}"
        asked = [one, other] if other else [one]
        told = under_others_of(asked, self._asked_votes(), "state")
        holes = [Hole(NOT_HELD, "ab"[at], text) for at, text in told]
        return beside(self.request, question, Vote, span=span, nothing=nothing, holes=holes)

    def _state(self, name: str) -> State | None:
        return state_called(self.request, name)

    def _votes(self, one: State, other: State | None) -> Any:
        votes = self._asked_votes()
        if other:
            return votes.filter(state__in=[one, other])
        return votes.filter(document__in=Vote.objects.filter(state=one).values("document"))

    def _asked_votes(self) -> Any:
        """Whoever cast them."""
        votes = Vote.objects.all()
        if (outcome := self.word("outcome")) != "any":
            votes = votes.filter(document__outcome=outcome)
        first, last = self.days_asked("adopted_on")
        votes = votes.filter(document__adopted_on__gte=first) if first else votes
        return votes.filter(document__adopted_on__lte=last) if last else votes

    def _periods(
        self, one: State, other: State, held: Iterable[HeldPositions], manner: Manner
    ) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        group = self.word("group_by")
        if group == "state":
            raise BadRequest("group_by", "It is one state that b names; take b away.")
        page = _page(one.code, other.code)
        by_year = by_period(one.pk, other.pk, held, manner, YEARS.get(group, 1))
        every = Alike(
            sum(alike.agreed for alike in by_year.values()),
            sum(alike.of for alike in by_year.values()),
        )
        rows = [
            {group: first if group == "year" else f"{first}s"} | _told(alike, page)
            for first, alike in by_year.items()
        ]
        return (rows if group in YEARS else []), {"total": _told(every, page)}

    def _others(
        self, one: State, held: Iterable[HeldPositions], manner: Manner
    ) -> list[dict[str, Any]]:
        """Those that differed most often first, of the same the ones compared more often."""
        if self.request.query_params.get("group_by", "state") != "state":
            raise BadRequest("group_by", "Periods are told of two states; give b.")
        found = by_other(one.pk, held, manner)
        states = State.objects.in_bulk(found)
        ordered = sorted(
            found.items(), key=lambda each: (each[1].share or 0, -each[1].of, states[each[0]].code)
        )
        return [
            {"b": states[pk].code, "b_name": states[pk].name}
            | _told(alike, _page(one.code, states[pk].code))
            for pk, alike in ordered
        ]

    def _said(self, one: State, other: State | None, manner: Manner) -> dict[str, Any]:
        half = HALF if manner.abstaining == Abstaining.HALF else DIFFERS
        without = AGREE if manner.without_vote == WithoutVote.AGREE else EXCLUDE
        return {
            "a": one.code,
            "b": other.code if other else None,
            "abstain": manner.abstaining.value,
            "without_vote": manner.without_vote.value,
            "outcome": self.word("outcome"),
            "group_by": self.word("group_by") if other else "state",
            "method": f"{METHOD} {half} {without}",
        }


def _page(a: str, b: str) -> str:
    return f"{reverse('votes_of_two')}?a={a}&b={b}"


def _told(alike: Alike, page: str) -> dict[str, Any]:
    return {"agreement": alike.share, "agreed": alike.agreed, "of": alike.of, "page": page}


urlpatterns = [path("votes/agreement/", AgreementOfStates.as_view(), name="votes_agreement")]
