"""What pages show of the figures: strength over time, contributors, deaths, sites, money."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet, Sum

from missions.ceilings import COUNTED, count_like
from missions.charts import Chart, Span, monthly_chart
from missions.models import (
    Budget,
    Contribution,
    DeploymentSite,
    Fatality,
    IncidentType,
    Mission,
    PersonnelCategory,
    Strength,
    StrengthBasis,
    StrengthCeiling,
)
from records.common.periods import Precision

ALL = PersonnelCategory.TOTAL_UNIFORMED


@dataclass(frozen=True)
class YearOfStrength:
    """Persons deployed in a year: least, most and last month known."""

    year: int
    least: int
    most: int
    last: int
    months: int


@dataclass(frozen=True)
class PartShown:
    """A part of the strength beside the ceiling of the same persons."""

    label: str
    chart: Chart


@dataclass(frozen=True)
class StrengthShown:
    """All uniformed personnel, with a ceiling only where one bounds them all, and the parts."""

    chart: Chart | None
    years: list[YearOfStrength]
    interpolated: int
    parts: list[PartShown]


def strength_of(
    mission: Mission, ceilings: Iterable[StrengthCeiling], day: date | None, today: date
) -> StrengthShown | None:
    """Strength by month beside the ceilings of the same persons; None if nothing was counted."""
    months: dict[date, dict[str, int | None]] = {}
    bases: list[str] = []
    held = Strength.objects.filter(mission=mission).exclude(deployed=None).order_by("month")
    for month, category, deployed, basis in held.values_list(
        "month", "category", "deployed", "basis"
    ):
        months.setdefault(month, {})[category] = deployed
        bases += [basis] if category == ALL else []
    bounds = list(ceilings)
    points = _points(months, ALL)
    if not points:
        return None
    chart = monthly_chart(points, _spans(bounds, ALL, today), day)
    interpolated = bases.count(StrengthBasis.INTERPOLATED)
    parts = list(_parts(months, bounds, day, today))
    return StrengthShown(chart, _by_year(points), interpolated, parts)


def _parts(
    months: dict[date, dict[str, int | None]],
    ceilings: list[StrengthCeiling],
    day: date | None,
    today: date,
) -> Iterator[PartShown]:
    for category in COUNTED:
        points, spans = _points(months, category), _spans(ceilings, category, today)
        if category == ALL or not points or not spans:
            continue
        if chart := monthly_chart(points, spans, day):
            yield PartShown(category.label, chart)


def _points(
    months: dict[date, dict[str, int | None]], category: PersonnelCategory
) -> list[tuple[date, int]]:
    counted = ((month, count_like(category, counts)) for month, counts in months.items())
    return [(month, count) for month, count in counted if count is not None]


def _spans(ceilings: list[StrengthCeiling], category: PersonnelCategory, today: date) -> list[Span]:
    """For how long each ceiling of the category held."""
    return [
        Span(one.starts_on, one.ends_on or today, one.persons)
        for one in ceilings
        if one.category == category
    ]


def _by_year(points: list[tuple[date, int]]) -> list[YearOfStrength]:
    years: dict[int, list[int]] = {}
    for month, deployed in points:
        years.setdefault(month.year, []).append(deployed)
    return [
        YearOfStrength(year, min(held), max(held), held[-1], len(held))
        for year, held in years.items()
    ]


@dataclass(frozen=True)
class Share:
    """A row of a table with a bar: a name, a number, and its part of the greatest in per cent."""

    record: Any
    label: str
    count: int
    percent: float


def shares(rows: Iterable[tuple[Any, str, int]]) -> list[Share]:
    listed = list(rows)
    most = max((count for *_, count in listed), default=0) or 1
    return [
        Share(record, label, count, round(100 * count / most, 1)) for record, label, count in listed
    ]


def deaths_of(mission: Mission, day: date | None) -> QuerySet[Fatality]:
    """Deaths in its service, until the day if one is given."""
    deaths = Fatality.objects.filter(mission=mission).order_by()
    return deaths.filter(date__lte=day) if day else deaths


def deaths_by_cause(deaths: QuerySet[Fatality]) -> list[Share]:
    labels = dict(IncidentType.choices)
    counted = deaths.values_list("incident_type").annotate(count=Sum("persons"))
    ordered = sorted(counted, key=lambda pair: -pair[1])
    return shares((None, labels[cause], count) for cause, count in ordered)


def deaths_by_year(deaths: QuerySet[Fatality]) -> list[Share]:
    counted = deaths.values_list("date__year").annotate(count=Sum("persons"))
    return shares((None, str(year), count) for year, count in sorted(counted))


def deaths_by_state(deaths: QuerySet[Fatality]) -> list[Share]:
    counted = deaths.values_list("state__name").annotate(count=Sum("persons"))
    ordered = counted.order_by("-count", "state__name")
    return shares((None, name or "not determined", count) for name, count in ordered)


def contributors_of(mission: Mission, day: date | None) -> dict[str, Any] | None:
    """States by persons given in the last month known, or in that of the day."""
    rows = Contribution.objects.filter(
        mission=mission, category=ALL, precision=Precision.MONTH, persons__gt=0
    )
    rows = rows.filter(month__lte=day) if day else rows
    month = rows.aggregate(last=Max("month"))["last"]
    if month is None:
        return None
    given = rows.filter(month=month).select_related("state", "source").order_by("-persons", "pk")
    return {
        "month": month,
        "shares": shares((one.state, one.state.name, one.persons) for one in given),
        "source": given[0].source,
    }


def sites_of(mission: Mission, day: date | None) -> dict[str, Any] | None:
    """Places on the last map known, or on the last before the day."""
    rows = DeploymentSite.objects.filter(mission=mission)
    rows = rows.filter(month__lte=day) if day else rows
    latest = rows.order_by("-month", "precision").values_list("month", "precision").first()
    if latest is None:
        return None
    month, precision = latest
    sites = rows.filter(month=month, precision=precision).select_related("state", "source")
    return {"month": month, "precision": precision, "sites": sites.order_by("name", "pk")}


def budgets_of(mission: Mission) -> QuerySet[Budget]:
    return mission.budgets.select_related("source").order_by("starts_on", "kind", "pk")
