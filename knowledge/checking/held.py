"""What the record holds of all that was found in a text: a fixed number of questions."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Max, Q, Sum

from knowledge.checking.ballots import VETO
from knowledge.checking.names import Names
from knowledge.checking.numbers import CountedAs
from knowledge.checking.sentences import NameSpot, Sentence, Spot, SymbolSpot
from legal.models import Document, DocumentKind, Outcome, Vote
from legal.symbols import COUNCIL
from missions.models import (
    Contribution,
    Fatality,
    MandateAction,
    Mission,
    Strength,
    StrengthCeiling,
)
from records.models import Record, RecordKind
from records.reading.names import Called, each_called

ON_IT = re.compile(r"\A\s(?:on|for|against)\s(?:the\s|draft\s|its\s)*\Z", re.IGNORECASE)
OF_A_MEETING = re.compile(r"\bpv\b|meeting", re.IGNORECASE)
_DOCUMENT: tuple[str, ...] = (
    "pk",
    "slug",
    "record_kind",
    "name",
    "kind",
    "symbol",
    "organ",
    "number",
    "year",
)
_DOCUMENT += ("session", "subject", "situation", "adopted_on", "adopted_precision", "outcome")
_DOCUMENT += ("adoption", "in_favour", "against", "abstaining", "not_participating", "absent")


class HeldAnswers:
    """Answers of the base, looked up at once for all sentences."""

    def __init__(self, sentences: list[Sentence], names: Names) -> None:
        self.names = names
        spelled = {spot.spelled for one in sentences for spot in one.symbols}
        self.called: dict[str, list[Called]] = (
            each_called(spelled, [RecordKind.DOCUMENT]) if spelled else {}
        )
        named = {pk for one in sentences for spot in one.names for pk in spot.records}
        named |= {
            pk
            for one in sentences
            for place in one.positions
            for spot in place.states
            for pk in spot.records
        }
        self.records = Record.objects.only("pk", "record_kind", "slug", "name").in_bulk(named)
        self.missions: dict[int, Mission] = Mission.objects.prefetch_related("host_states").in_bulk(
            [pk for pk in named if names.kinds.get(pk) == RecordKind.MISSION]
        )
        self._read_documents()
        self._read_actions()
        self._read_days(sentences)
        self._read_figures([one for one in sentences if one.numbers])

    def _read_documents(self) -> None:
        """The documents named, who voted how on them, and what states they are about."""
        ids = {one.record.pk for found in self.called.values() for one in found}
        rows = Document.objects.only(*_DOCUMENT).prefetch_related("states", "vetoed_by")
        self.documents: dict[int, Document] = rows.in_bulk(ids) if ids else {}
        self.votes: dict[int, dict[int, str]] = defaultdict(dict)
        votes = Vote.objects.filter(document__in=self.documents).order_by()
        for document, state, position in votes.values_list("document", "state", "position"):
            self.votes[document][state] = position
        held = Document.objects.filter(kind=DocumentKind.RESOLUTION, organ__slug=COUNCIL)
        self.council = held.aggregate(most=Max("number"), count=Count("pk"), last=Max("adopted_on"))

    def _read_actions(self) -> None:
        """What documents did to missions, by either of the two."""
        self.actions: dict[int, list[MandateAction]] = defaultdict(list)
        self.actions_on: dict[int, list[MandateAction]] = defaultdict(list)
        rows = MandateAction.objects.filter(mission__isnull=False)
        rows = rows.filter(Q(document__in=self.documents) | Q(mission__in=self.missions))
        for one in rows.select_related("document", "mission").order_by("pk"):
            self.actions[one.document_id].append(one)
            if one.mission:
                self.actions_on[one.mission.pk].append(one)

    def _read_days(self, sentences: list[Sentence]) -> None:
        """What was adopted on the days written, and what was vetoed in the years of vetoes."""
        days = {day.first for one in sentences for day in one.dates if day.first == day.last}
        years = {
            day.first.year
            for one in sentences
            if any(spot.position == VETO for spot in one.positions)
            for day in one.dates
            if day.is_real
        }
        self.adopted: dict[date, list[Document]] = defaultdict(list)
        rows = Document.objects.filter(kind=DocumentKind.RESOLUTION, adopted_on__in=days)
        for row in rows.only(*_DOCUMENT).order_by("organ", "number"):
            if row.adopted_on:
                self.adopted[row.adopted_on].append(row)
        vetoed = Document.objects.filter(outcome=Outcome.VETOED, adopted_on__year__in=years)
        self.vetoed = list(vetoed.only(*_DOCUMENT).prefetch_related("vetoed_by")) if years else []

    def _read_figures(self, sentences: list[Sentence]) -> None:
        missions = {pk for one in sentences for pk in self.missions_of(one)}
        years = {day.first.year for one in sentences for day in one.dates if day.is_real}
        states = {
            pk
            for one in sentences
            for spot in one.names
            for pk in spot.records
            if self.names.kinds.get(pk) == RecordKind.STATE
        }
        asked = {spot.about for one in sentences for spot in one.numbers}
        self.ceilings: dict[int, list[StrengthCeiling]] = defaultdict(list)
        self.strengths: dict[int, list[Strength]] = defaultdict(list)
        self.contributions: dict[tuple[int, int], list[Contribution]] = defaultdict(list)
        self.deaths: dict[int, list[dict]] = defaultdict(list)
        self.deaths_until: date | None = None
        if not missions:
            return
        rows = StrengthCeiling.objects.counting().filter(mission__in=missions)
        for ceiling in rows.select_related("document"):
            self.ceilings[ceiling.mission_id].append(ceiling)
        counts = Strength.objects.filter(mission__in=missions, month__year__in=years)
        for strength in counts.order_by("month"):
            self.strengths[strength.mission_id].append(strength)
        if states:
            given = Contribution.objects.filter(
                mission__in=missions, state__in=states, month__year__in=years
            )
            for one in given.order_by("month"):
                self.contributions[one.mission_id, one.state_id].append(one)
        if CountedAs.DEATHS in asked:
            died = Fatality.objects.filter(mission__in=missions, date__year__in=years)
            columns = ("mission", "date__year", "date__month", "category", "incident_type")
            for row in died.order_by().values(*columns).annotate(persons=Sum("persons")):
                self.deaths[row["mission"]].append(row)
            self.deaths_until = Fatality.objects.aggregate(last=Max("date"))["last"]

    def document(self, spot: SymbolSpot) -> Document | None:
        """The one that a symbol most likely means; its number counts, if its year is wrong."""
        found = self.called.get(spot.spelled, [])
        if OF_A_MEETING.search(spot.spelled):
            return None
        return self.documents.get(found[0].record.pk) if found else None

    def missions_of(self, sentence: Sentence) -> set[int]:
        """All that its names may mean."""
        return {pk for spot in sentence.names for pk in spot.records if pk in self.missions}

    def kind_of(self, spot: NameSpot) -> str:
        return self.names.kind_of(spot)


def meant(sentence: Sentence, spot: Spot, held: HeldAnswers, after: bool = True) -> Document | None:
    """The document that a vote or date is about: the one it is «on», the nearest, or «it».

    The nearest before it, or else, if it may stand `after`, the first that follows.
    """
    known = [(one, held.document(one)) for one in sentence.symbols]
    documents = [(one, document) for one, document in known if document]
    following = [(one, document) for one, document in documents if one.start >= spot.end]
    before = [document for one, document in documents if one.start < spot.start]
    if following and ON_IT.match(sentence.between(spot, following[0][0])):
        return following[0][1]
    if before:
        return before[-1]
    if following:
        return following[0][1] if after else None
    if not sentence.symbols and sentence.symbol_before:
        return held.document(sentence.symbol_before)
    return None


def labels(records: Iterable[Record]) -> str:
    """«China, Egypt and Venezuela»."""
    *first, last = [one.name for one in records] or [""]
    return f"{', '.join(first)} and {last}" if first else last
