"""A decision on missions, with what each member that voted on it had in the field around it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from legal.models import Document, Position, Vote
from missions.clock.due import months_after
from missions.models import (
    Contribution,
    ContributionTotal,
    Mission,
    PersonnelCategory,
)
from organizations.models import State
from records.common.periods import Precision, iso, written

ALL = PersonnelCategory.TOTAL_UNIFORMED
BEFORE_MONTHS = 12  # a list older than this says nothing of the day
AFTER_MONTHS = (12, 24)  # the first list at least a year later, and at most two


@dataclass(frozen=True)
class TracePoint:
    """A list of contributors near the decision: of the end of a month, or the mean of a year."""

    month: date
    precision: str

    def __str__(self) -> str:
        return written(self.month, self.precision)

    @property
    def iso(self) -> str:
        return iso(self.month, self.precision)


@dataclass(frozen=True)
class Around:
    """What was counted before and after, of a mission or of all; `before` and `after` are lists
    held near the day, and persons by state in each.
    """

    mission: Mission | None
    before: TracePoint | None
    after: TracePoint | None
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
class MemberTrace:
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
    asked = [(day, mission) for mission in (*missions, None)]
    lists = ContributorLists(asked)
    return [lists.around(day, mission) for day, mission in asked]


class ContributorLists:
    """The lists of contributors near many decisions, read together; None is all missions."""

    def __init__(self, asked: Iterable[tuple[date, Mission | None]]) -> None:
        self._points: dict[int | None, list[TracePoint]] = defaultdict(list)
        self._persons: dict[tuple[int | None, TracePoint], dict[int, int]] = defaultdict(dict)
        decisions = list(dict.fromkeys(asked))
        missions = {mission for _, mission in decisions if mission}
        days = [day for day, _ in decisions]
        self._read_points(missions, days)
        near: dict[int | None, set[TracePoint]] = defaultdict(set)
        for day, mission in decisions:
            key = mission.pk if mission else None
            near[key] |= {point for point in self._near(day, key) if point}
        self._read_persons(near)

    def around(self, day: date, mission: Mission | None) -> Around:
        key = mission.pk if mission else None
        before, after = self._near(day, key)
        return Around(mission, before, after, self._at(key, before), self._at(key, after))

    def _near(self, day: date, key: int | None) -> tuple[TracePoint | None, TracePoint | None]:
        return _before(day, self._points[key]), _after(day, self._points[key])

    def _at(self, key: int | None, point: TracePoint | None) -> dict[int, int]:
        return self._persons[key, point] if point else {}

    def _read_points(self, missions: Iterable[Mission], days: list[date]) -> None:
        if not days:
            return
        first = months_after(min(days), -BEFORE_MONTHS - 12)
        span = (first, months_after(max(days), AFTER_MONTHS[1]))
        rows = Contribution.objects.filter(mission__in=missions, category=ALL, month__range=span)
        columns = ("mission", "month", "precision")
        for mission, month, precision in rows.order_by().values_list(*columns).distinct():
            self._points[mission].append(TracePoint(month, precision))
        totals = ContributionTotal.objects.filter(category=ALL, month__range=span)
        months = totals.order_by().values_list("month", flat=True).distinct()
        self._points[None] = [TracePoint(month, Precision.MONTH) for month in months]

    def _read_persons(self, near: Mapping[int | None, set[TracePoint]]) -> None:
        asked = Q(pk__in=())
        for mission, points in near.items():
            for precision in Precision.MONTH, Precision.YEAR:
                months = [point.month for point in points if point.precision == precision]
                if mission and months:
                    asked |= Q(mission=mission, precision=precision, month__in=months)
        rows = Contribution.objects.filter(asked, category=ALL).order_by()
        columns = ("mission", "month", "precision", "state", "persons")
        for mission, month, precision, state, persons in rows.values_list(*columns):
            self._persons[mission, TracePoint(month, precision)][state] = persons
        months = [point.month for point in near[None]]
        totals = ContributionTotal.objects.filter(category=ALL, month__in=months).order_by()
        for month, state, persons in totals.values_list("month", "state", "persons"):
            self._persons[None, TracePoint(month, Precision.MONTH)][state] = persons


def _before(day: date, points: Iterable[TracePoint]) -> TracePoint | None:
    earliest = months_after(day, -BEFORE_MONTHS)
    held = [
        point
        for point in points
        if (point.month.year == day.year - 1 if _is_year(point) else earliest <= point.month <= day)
    ]
    return max(held, key=lambda point: (not _is_year(point), point.month), default=None)


def _after(day: date, points: Iterable[TracePoint]) -> TracePoint | None:
    first, last = (months_after(day, months) for months in AFTER_MONTHS)
    held = [
        point
        for point in points
        if (point.month.year == first.year if _is_year(point) else first <= point.month <= last)
    ]
    return min(held, key=lambda point: (_is_year(point), point.month), default=None)


def _is_year(point: TracePoint) -> bool:
    return point.precision == Precision.YEAR


def members(document: Document, lists: list[Around]) -> list[MemberTrace]:
    """Those that had a vote: in favour first, then by name."""
    votes = document.votes.select_related("state").order_by("state__name")
    ranked = sorted(votes, key=lambda vote: Position.values.index(vote.position))
    return [MemberTrace(vote, [one.of(vote.state) for one in lists]) for vote in ranked]
