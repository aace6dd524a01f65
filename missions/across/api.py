"""The votes on decisions beside what the voters had in the field, over the API, row by row."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any, ClassVar, overload

from django.db.models import Count, QuerySet
from django.urls import path
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from legal.models import Document, Position, Vote
from legal.vote_filters import SEATS_IN_COUNCIL, SeatOfVoter, VoteFilter
from missions.across.trace import Around, ContributorLists
from missions.models import ActionKind, ContributionTotal, MandateAction, Mission, MissionCategory
from organizations.filters import MemberAtTheTime
from records.account.beside import beside
from records.account.books import books
from records.account.holes import at_other_times
from records.account.question import question_of
from records.common.account import ACCOUNT
from records.common.addresses import public_key
from records.common.filters import ALWAYS_READ, DayFilter, HeldInLanguage, OneOf
from records.common.filters.days import Span
from records.common.pagination import COUNT, COUNT_IS, Pages
from records.common.questions import (
    DAY,
    MAYBE_COUNT,
    MAYBE_WORD,
    WORD,
    WORDS,
    Question,
    QuestionSchema,
    an,
    some,
)
from records.common.requests import refuse_empty
from records.common.schema import META, filter_parameters
from records.filters import About, AsOf
from records.named import Named

METHOD = (
    "One row for each decision of a document on a mission and each member that voted on it. "
    "Persons are all uniformed personnel: `before` in the last list held in the twelve months "
    "before the decision, else the mean of the year before; `after` in the first list held from "
    "twelve to twenty-four months after it, else the mean of the year after; `all_` over all "
    "missions of the UN. A member that a list leaves out gave none; null where no list is held."
)
VOTED = ("voter", "position")
OF_VOTER = ("membership", "member_of", "region")  # asked as lists of votes ask them
NOT_READ = sorted({"as_of"} | ALWAYS_READ - {"page", "page_size", "meta"})  # of what lists read


class DecisionFilter(AsOf):
    """Decisions on missions, and the votes on them."""

    about: ClassVar[dict[str, tuple[About, ...]]] = {"membership": (), "member_of": ()}

    adopted_on = DayFilter("document__adopted_on", label="Document adopted")
    mission = Named("mission", "mission", label="Mission")
    document = Named("document", "document", label="Document")
    action = OneOf("action", ActionKind, label="Action")
    category = OneOf("mission__category", MissionCategory, label="Mission counted as")
    voter = Named("state", "document__votes__state", label="State that voted")
    position = OneOf("document__votes__position", Position, label="Position")

    membership = SeatOfVoter("kind", SEATS_IN_COUNCIL, label="Seat on the day", method="kept")
    member_of = MemberAtTheTime(
        "document__adopted_on", label="Voter was a member on the day of", method="kept"
    )
    region = HeldInLanguage(
        "document__votes__state__region",
        "document__votes__state__subregion",
        label="Region of the voter",
    )

    class Meta(AsOf.Meta):
        model = MandateAction

    def kept(self, actions: QuerySet, name: str, value: list) -> QuerySet:
        """Which votes are meant is asked of each vote: `Rows`."""
        return actions


class DecisionSchema(QuestionSchema):
    """What its filters ask."""

    def _get_filter_parameters(self) -> list[dict[str, Any]]:
        return list(filter_parameters(DecisionFilter, "as_of"))

    def get_override_parameters(self) -> list[Any]:
        page = OpenApiParameter("page", int, description="The number of a page, from 1 on.")
        size = OpenApiParameter("page_size", int, description="Rows of a page, up to 1,000.")
        return [page, size, META]


@dataclass(frozen=True)
class DecisionOnMission:
    """What a document did to a mission."""

    document: Document
    mission: Mission
    actions: tuple[str, ...]


class Rows(Sequence):
    """The votes on decisions; what a page of them needs is read together."""

    def __init__(self, decisions: list[DecisionOnMission], asked: dict[str, Any]) -> None:
        self.asked = asked
        documents = {one.document.pk for one in decisions}
        counted = self._votes(documents).order_by().values_list("document").annotate(Count("pk"))
        numbers = dict(counted)
        self.decisions = [one for one in decisions if one.document.pk in numbers]
        self.ends = list(accumulate(numbers[one.document.pk] for one in self.decisions))

    def __len__(self) -> int:
        return self.ends[-1] if self.ends else 0

    @overload
    def __getitem__(self, at: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, at: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, at: int | slice) -> Any:
        start, stop, _ = (at if isinstance(at, slice) else slice(at, at + 1)).indices(len(self))
        first = bisect_right(self.ends, start)
        begun = self.ends[first - 1] if first else 0
        shown = self.decisions[first : bisect_right(self.ends, stop - 1) + 1]
        rows = list(self._rows(shown))[start - begun : stop - begun]
        return rows if isinstance(at, slice) else rows[0]

    def _votes(self, documents: Iterable[int]) -> Any:
        votes = Vote.objects.filter(document__in=documents)
        if voters := self.asked.get("voter"):
            votes = votes.filter(state__in=voters)
        if positions := self.asked.get("position"):
            votes = votes.filter(position__in=positions)
        for name in OF_VOTER:
            if value := self.asked.get(name):
                votes = votes.filter(VoteFilter.base_filters[name].condition("", value))
        return votes

    def _rows(self, decisions: list[DecisionOnMission]) -> Iterator[dict[str, Any]]:
        votes: dict[int, list[Vote]] = {}
        read = self._votes({one.document.pk for one in decisions}).select_related("state")
        for vote in read.order_by("document", "state__code"):
            votes.setdefault(vote.document_id, []).append(vote)
        lists = ContributorLists(asked for one in decisions for asked in _asked(one))
        for one in decisions:
            of_mission, of_all = (lists.around(*asked) for asked in _asked(one))
            for vote in votes.get(one.document.pk, ()):
                yield _row(one, vote, of_mission, of_all)


def _asked(decision: DecisionOnMission) -> list[tuple[date, Mission | None]]:
    day = decision.document.adopted_on
    assert day is not None  # noqa: S101 - decisions without a day are not read
    return [(day, decision.mission), (day, None)]


def _row(one: DecisionOnMission, vote: Vote, of_mission: Around, of_all: Around) -> dict[str, Any]:
    document = one.document
    return {
        "document": document.slug,
        "symbol": document.symbol or None,
        "adopted_on": document.adopted_on,
        "outcome": document.outcome,
        "mission": one.mission.slug,
        "actions": list(one.actions),
        "in_favour": document.in_favour,
        "against": document.against,
        "abstaining": document.abstaining,
        "voter": public_key("state", vote.state.slug),
        "position": vote.position,
        "basis": vote.basis,
        **_persons("", vote, of_mission),
        **_persons("all_", vote, of_all),
    }


def _persons(prefix: str, vote: Vote, lists: Around) -> dict[str, Any]:
    counted = lists.of(vote.state)
    return {
        f"{prefix}before": counted.before,
        f"{prefix}before_list": lists.before.iso if lists.before else None,
        f"{prefix}after": counted.after,
        f"{prefix}after_list": lists.after.iso if lists.after else None,
    }


PERSONS = {
    f"{prefix}{when}{what}": schema
    for prefix in ("", "all_")
    for when in ("before", "after")
    for what, schema in (
        ("", MAYBE_COUNT | {"description": "Persons; null where no list is held."}),
        ("_list", MAYBE_WORD | {"description": "The list: 2007-07 for a month, 2007 for a mean."}),
    )
}
ROW = {
    "document": WORD,
    "symbol": MAYBE_WORD,
    "adopted_on": DAY,
    "outcome": WORD,
    "mission": WORD,
    "actions": WORDS,
    "in_favour": MAYBE_COUNT,
    "against": MAYBE_COUNT,
    "abstaining": MAYBE_COUNT,
    "voter": WORD,
    "position": WORD,
    "basis": WORD,
    **PERSONS,
}


class VoteMandateDeployment(Question):
    """Who voted how on each decision on a mission, and what each had in the field around it.

    As the page of each decision computes it. `action=establish&category=un_peacekeeping` are the
    votes by which missions of the UN were set up.
    """

    answers = an(
        {
            "method": WORD,
            "count": COUNT,
            "count_is": COUNT_IS,
            "next": MAYBE_WORD,
            "previous": MAYBE_WORD,
            "results": some(ROW),
        }
    )
    answers["properties"]["meta"] = ACCOUNT
    filterset_class = DecisionFilter
    schema = DecisionSchema()

    def initial(self, request: Request, *args, **kwargs) -> None:
        APIView.initial(self, request, *args, **kwargs)
        refuse_empty(request)

    def get(self, request: Request) -> Response:
        filterset = self._filterset(request)
        asked = filterset.form.cleaned_data
        rows = Rows(
            _decisions(filterset.qs), {name: asked.get(name) for name in (*VOTED, *OF_VOTER)}
        )
        pages = Pages()
        shown = pages.paginate_queryset(rows, request, self)
        reply = pages.get_paginated_response(shown)
        span = sorted(day for one in asked.values() if isinstance(one, Span) for day in one)
        question = f"Votes on decisions beside persons in the field: {question_of(filterset)}"
        nothing = "" if len(rows) else "No votes on such decisions are held."
        tables = Vote, MandateAction, ContributionTotal
        holes = at_other_times(books(), filterset)
        account = beside(request, question, *tables, span=span, nothing=nothing, holes=holes)
        reply.data = {"method": METHOD} | reply.data | account
        return reply

    def _filterset(self, request: Request) -> DecisionFilter:
        data = request.query_params
        actions = MandateAction.objects.exclude(mission=None).exclude(document__adopted_on=None)
        for name in NOT_READ:
            if name in data:
                raise ValidationError({name: [f"It is not read here; leave {name} out."]})
        filterset = DecisionFilter(data, queryset=actions)
        if not filterset.is_valid():
            raise ValidationError(dict(filterset.errors))
        return filterset


def _decisions(actions: Any) -> list[DecisionOnMission]:
    """The oldest first."""
    found: dict[tuple[Document, Mission], list[str]] = {}
    order = ("document__adopted_on", "document", "mission", "rank", "pk")
    for one in actions.select_related("document", "mission").order_by(*order):
        found.setdefault((one.document, one.mission), []).append(one.action)
    return [DecisionOnMission(*key, tuple(dict.fromkeys(named))) for key, named in found.items()]


urlpatterns = [
    path(
        "joins/vote-mandate-deployment/",
        VoteMandateDeployment.as_view(),
        name="vote_mandate_deployment",
    )
]
