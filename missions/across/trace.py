"""A decision on missions, with what each member that voted on it had in the field around it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from legal.models import Document, Position, Vote
from missions.clock.due import months_after
from missions.models import (
    Contribution,
    ContributionTotal,
    Mission,
    PersonnelCategory,
)
from organizations.models import State
from records.common.periods import Precision, written

ALL = PersonnelCategory.TOTAL_UNIFORMED
BEFORE_MONTHS = 12  # a list older than this says nothing of the day
AFTER_MONTHS = (12, 24)  # the first list at least a year later, and at most two


@dataclass(frozen=True)
class Point:
    """A list of contributors near the decision: of the end of a month, or the mean of a year."""

    month: date
    precision: str

    def __str__(self) -> str:
        return written(self.month, self.precision)


@dataclass(frozen=True)
class Around:
    """What was counted before and after, of a mission or of all; `before` and `after` are lists
    held near the day, and persons by state in each.
    """

    mission: Mission | None
    before: Point | None
    after: Point | None
    persons_before: dict[int, int]
    persons_after: dict[int, int]

    def of(self, state: State) -> "Counted":
        """A state that a list leaves out gave none; without a list nothing is known."""
        return Counted(
            self.persons_before.get(state.pk, 0) if self.before else None,
            self.persons_after.get(state.pk, 0) if self.after else None,
        )


@dataclass(frozen=True)
class Counted:
    """Persons; None where no list is held."""

    before: int | None
    after: int | None


@dataclass(frozen=True)
class Member:
    vote: Vote
    counted: list[Counted]


def missions_of(document: Document) -> list[Mission]:
    """On which it acts, in the order of its paragraphs."""
    actions = document.mandate_actions.exclude(mission=None).select_related("mission")
    ordered = actions.order_by("rank", "pk")
    return list(dict.fromkeys(action.mission for action in ordered if action.mission))


def around(document: Document, missions: Iterable[Mission]) -> list[Around]:
    """For each mission, and for all missions of the UN together, the lists near the decision."""
    day = document.adopted_on
    if day is None:
        return []
    found = [
        _around(day, mission, Contribution.objects.filter(mission=mission, category=ALL))
        for mission in missions
    ]
    return [*found, _around(day, None, ContributionTotal.objects.filter(category=ALL))]


def _around(day: date, mission: Mission | None, rows: QuerySet) -> Around:
    before, after = _before(day, rows), _after(day, rows)
    return Around(mission, before, after, _persons(rows, before), _persons(rows, after))


def _before(day: date, rows: QuerySet) -> Point | None:
    points = _points(rows.filter(month__gt=months_after(day, -BEFORE_MONTHS - 12), month__lte=day))
    earliest = months_after(day, -BEFORE_MONTHS)
    held = [
        point
        for point in points
        if (point.month.year == day.year - 1 if _is_year(point) else point.month >= earliest)
    ]
    return max(held, key=lambda point: (not _is_year(point), point.month), default=None)


def _after(day: date, rows: QuerySet) -> Point | None:
    first, last = (months_after(day, months) for months in AFTER_MONTHS)
    points = _points(rows.filter(month__gte=date(first.year, 1, 1), month__lte=last))
    held = [
        point
        for point in points
        if (point.month.year == first.year if _is_year(point) else point.month >= first)
    ]
    return min(held, key=lambda point: (_is_year(point), point.month), default=None)


def _points(rows: QuerySet) -> list[Point]:
    if rows.model is ContributionTotal:
        months = rows.order_by().values_list("month", flat=True).distinct()
        return [Point(month, Precision.MONTH) for month in months]
    pairs = rows.order_by().values_list("month", "precision").distinct()
    return [Point(month, precision) for month, precision in pairs]


def _is_year(point: Point) -> bool:
    return point.precision == Precision.YEAR


def _persons(rows: QuerySet, point: Point | None) -> dict[int, int]:
    if point is None:
        return {}
    of_point = rows.filter(month=point.month)
    if rows.model is Contribution:
        of_point = of_point.filter(precision=point.precision)
    return dict(of_point.order_by().values_list("state", "persons"))


def members(document: Document, lists: list[Around]) -> list[Member]:
    """Those that had a vote: in favour first, then by name."""
    votes = document.votes.select_related("state").order_by("state__name")
    ranked = sorted(votes, key=lambda vote: Position.values.index(vote.position))
    return [Member(vote, [one.of(vote.state) for one in lists]) for vote in ranked]
