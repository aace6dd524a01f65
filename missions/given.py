"""What a state gave to missions of the United Nations: in all by month, and to which by year."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from missions.counts import Count, counts
from missions.drawings.sources import SOURCE, source_of
from missions.models import Contribution, ContributionTotal, PersonnelCategory
from organizations.models import State
from records.common.drawing.course import Course
from records.common.drawing.figure import Figure
from records.common.numbers import count_of, in_figures
from records.common.periods import Precision, iso, written
from records.common.prepared import Tuples
from records.common.tables import PageTable
from records.models import Source
from records.reading.glance import Glance

ALL = PersonnelCategory.TOTAL_UNIFORMED
A_MONTH = timedelta(days=31)  # from the first day of a month to that of the next, at most


@dataclass(frozen=True)
class Moment:
    """The end of a month, or a year of which the mean is known."""

    month: date
    precision: str

    @property
    def words(self) -> str:
        said = written(self.month, self.precision)
        return (
            _("mean of {said}").format(said=said)
            if self.precision == Precision.YEAR
            else _("end of {said}").format(said=said)
        )


@dataclass(frozen=True)
class Total:
    """Persons in all missions together in one year, of the months that are known."""

    year: int
    least: int
    most: int
    last: int
    months: int


@dataclass(frozen=True)
class ByMission:
    """The latest moment that is known, and all missions by year."""

    moment: Moment
    parts: list[Count]
    moments: list[Moment]  # one a year, the latest first
    lines: list[tuple[str, str, list[int | None]]]  # slug, label, persons at each moment

    @property
    def persons(self) -> int:
        return sum(part.persons for part in self.parts)


def given_by(state: State, day: date | None) -> dict[str, Any]:
    """Until the day if one is given."""
    held = _totals(state.pk, day or date.max)
    points = [(month, persons) for month, persons, *_source in held]
    sources = [source_of(*one) for one in dict.fromkeys(row[2:] for row in held)]
    by_mission = _by_mission(_to_missions(state.pk, day or date.max))
    return {
        "figure": _figure(state, points, sources) if points else None,
        "years": _by_year(points),
        "by_mission": by_mission,
        "glance": [_glance(points, by_mission)],
    }


_totals = Tuples(
    lambda state, day: (
        ContributionTotal.objects.filter(state=state, category=ALL, month__lte=day)
        .order_by("month")
        .values_list("month", "persons", *SOURCE)
    )
)
MISSION = ("mission__slug", "mission__acronym", "mission__name")
_to_missions = Tuples(
    lambda state, day: (
        Contribution.objects.filter(state=state, category=ALL, persons__gt=0, month__lte=day)
        .order_by()
        .values_list("month", "precision", *MISSION, "persons")
    )
)


def _figure(state: State, points: list[tuple[date, int]], sources: list[Source]) -> Figure:
    course = Course(points, _("person,persons"))
    title = _("Personnel of {name} in UN missions").format(name=state.name)
    return Figure(
        name="contributions",
        page=state.get_absolute_url(),
        of=state.name,
        title=_found(points),
        measured=_("Uniformed personnel in all UN missions together, at the end of each month."),
        table=PageTable(
            ("month", "persons"), [(iso(one, Precision.MONTH), held) for one, held in points]
        ),
        drawn=(lambda width: course.sheet(width, title)) if len(points) > 1 else None,
        method=_(
            "The sum as published, never added up from the missions. A break in the line is a "
            "month without a report, a dot one month between two such."
        )
        + _not_held(points),
        not_shown=_("civilians, and what it gave to missions of others."),
        sources=sources,
        also=[
            (
                _("All months as JSON"),
                f"{reverse('contribution-totals-list')}?contributor={state.code}"
                f"&category={ALL}&page_size=1000",
            )
        ],
        why=_("One month alone is known, which makes no line."),
    )


def _found(points: list[tuple[date, int]]) -> str:
    (last, persons), most = points[-1], max(points, key=lambda point: point[1])
    title = _("{persons} in {month}").format(
        persons=count_of(persons, _("person,persons")), month=_month(last)
    )
    if most[1] > persons:
        title += _("; the most were {most}, in {month}").format(
            most=in_figures(most[1]), month=_month(most[0])
        )
    return title


def _not_held(points: list[tuple[date, int]]) -> str:
    gap = _longest_gap([month for month, _persons in points])
    if gap is None:
        return ""
    return " " + _("No month between {first} and {last} is held.").format(
        first=_month(gap[0]), last=_month(gap[1])
    )


def _month(day: date) -> str:
    return written(day, Precision.MONTH)


def _longest_gap(months: list[date]) -> tuple[date, date] | None:
    """The months before and after the longest time without a report, if there is any."""
    gaps = [(after - before, before, after) for before, after in pairwise(months)]
    longest = max(gaps, default=None)
    return longest[1:] if longest and longest[0] > A_MONTH else None


def _by_year(points: list[tuple[date, int]]) -> list[Total]:
    years: dict[int, list[int]] = defaultdict(list)
    for month, persons in points:
        years[month.year].append(persons)
    return [
        Total(year, min(held), max(held), held[-1], len(held))
        for year, held in sorted(years.items(), reverse=True)
    ]


def _by_mission(rows: list[tuple[date, str, str, str, str, int]]) -> ByMission | None:
    """Of each year its mean, else the last month known: never the one added to the other."""
    if not rows:
        return None
    held: dict[Moment, dict[str, int]] = defaultdict(dict)
    labels = {}
    for month, precision, slug, acronym, name, persons in rows:
        held[Moment(month, precision)][slug] = persons
        labels[slug] = acronym or name
    of_year: dict[int, Moment] = {}
    for moment in sorted(held, key=lambda one: (one.precision == Precision.YEAR, one.month)):
        of_year[moment.month.year] = moment
    moments = [of_year[year] for year in sorted(of_year, reverse=True)]
    latest = held[moments[0]]
    largest = sorted(latest.items(), key=lambda one: (-one[1], one[0]))
    parts = counts((slug, labels[slug], persons) for slug, persons in largest)
    lines = [
        (slug, labels[slug], [held[moment].get(slug) for moment in moments])
        for slug in _in_order(moments, held)
    ]
    return ByMission(moments[0], parts, moments, lines)


def _in_order(moments: list[Moment], held: dict[Moment, dict[str, int]]) -> list[str]:
    """Missions of the latest moment first, of each the larger."""
    order: dict[str, None] = {}
    for moment in moments:
        order |= dict.fromkeys(sorted(held[moment], key=lambda slug: (-held[moment][slug], slug)))
    return list(order)


def _glance(points: list[tuple[date, int]], by_mission: ByMission | None) -> Glance:
    label = _("Gives to UN missions")
    if not points:
        return Glance(label, _("not known"), _("no contribution is reported"), "contributions")
    month, persons = points[-1]
    small = _("uniformed, {month}").format(month=written(month, Precision.MONTH))
    if by_mission:
        moment = by_mission.moment
        small += _("; to {parts}, {words}").format(
            parts=count_of(len(by_mission.parts), _("mission,missions")), words=moment.words
        )
    return Glance(label, in_figures(persons), small, "contributions")
