"""Two states in the Council together: how often they voted alike, and where they differed."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from legal.models import Document, Position, Vote
from legal.voting.positions import TAKEN, Agreement
from organizations.models import State
from records.common.languages import labels


@dataclass(frozen=True)
class Difference:
    """A document on which two states took different positions."""

    document: Document
    one: str
    other: str


@dataclass
class Pair:
    """The years in which both took positions, and where they differed, newest first."""

    years: dict[int, Agreement] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    @property
    def whole(self) -> Agreement:
        counted = self.years.values()
        return Agreement(sum(one.same for one in counted), sum(one.both for one in counted))


def pair(one: State, other: State, until: date | None) -> Pair:
    """On all documents put to the vote of which both positions are held, failed drafts too."""
    votes = Vote.objects.filter(state__in=[one, other], position__in=TAKEN)
    votes = votes.exclude(document__adopted_on=None)
    if until:
        votes = votes.filter(document__adopted_on__lte=until)
    taken: dict[int, dict[int, str]] = defaultdict(dict)
    years = {}
    for document, year, state, position in votes.order_by("document__adopted_on").values_list(
        "document", "document__adopted_on__year", "state", "position"
    ):
        taken[document][state] = position
        years[document] = year
    both = {document: held for document, held in taken.items() if len(held) == 2}
    differ = {doc: held for doc, held in both.items() if held[one.pk] != held[other.pk]}
    found = Pair()
    for year in sorted({years[document] for document in both}, reverse=True):
        of_year = [document for document in both if years[document] == year]
        same = sum(document not in differ for document in of_year)
        found.years[year] = Agreement(same, len(of_year))
    documents = Document.objects.filter(pk__in=differ).order_by("-adopted_on", "-pk")
    named = labels(Position)
    found.differences = [
        Difference(document, named[held[one.pk]], named[held[other.pk]])
        for document in documents
        for held in [differ[document.pk]]
    ]
    return found
