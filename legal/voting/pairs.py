"""Two states in the Council together: how often they voted alike, and where they differed."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from legal.models import Document, Position, Vote
from legal.voting.agreeing import AS_ON_PAGES, by_period, positions_of
from legal.voting.positions import Agreement
from organizations.models import State
from records.common.languages import labels


@dataclass(frozen=True)
class DifferentPositions:
    """A document on which two states took different positions."""

    document: Document
    one: str
    other: str


@dataclass
class Pair:
    """The years in which both took positions, and where they differed, newest first."""

    years: dict[int, Agreement] = field(default_factory=dict)
    differences: list[DifferentPositions] = field(default_factory=list)

    @property
    def whole(self) -> Agreement:
        counted = self.years.values()
        return Agreement(sum(one.same for one in counted), sum(one.both for one in counted))


def votes_until(day: date | None) -> QuerySet[Vote]:
    return Vote.objects.filter(document__adopted_on__lte=day) if day else Vote.objects.all()


def pair(one: State, other: State, until: date | None) -> Pair:
    """On all documents put to the vote of which both positions are held, failed drafts too."""
    held = positions_of(votes_until(until).filter(state__in=[one, other]))
    both = {document: each for document, each in held.items() if len(each.by_state) == 2}
    differ = {
        document: each.by_state
        for document, each in both.items()
        if each.by_state[one.pk] != each.by_state[other.pk]
    }
    years = by_period(one.pk, other.pk, both.values(), AS_ON_PAGES, 1)
    found = Pair()
    for year, alike in reversed(years.items()):
        found.years[year] = Agreement(int(alike.agreed), alike.of)
    documents = Document.objects.filter(pk__in=differ).order_by("-adopted_on", "-pk")
    named = labels(Position)
    found.differences = [
        DifferentPositions(document, named[held[one.pk]], named[held[other.pk]])
        for document in documents
        for held in [differ[document.pk]]
    ]
    return found
