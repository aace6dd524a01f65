"""What the page of a state shows of the figures: persons given over time and by mission."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from missions.charts import monthly_chart
from missions.models import Contribution, ContributionTotal, PersonnelCategory
from organizations.models import State
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


def given_by(state: State, day: date | None) -> dict[str, Any] | None:
    """What a state gave to UN missions in all, month by month, and to which in the last month."""
    totals = ContributionTotal.objects.filter(state=state, category=ALL).order_by("month")
    points = list(totals.values_list("month", "persons"))
    if not points:
        return None
    rows = Contribution.objects.filter(
        state=state, category=ALL, precision=Precision.MONTH, persons__gt=0
    )
    rows = rows.filter(month__lte=day) if day else rows
    month = rows.aggregate(last=Max("month"))["last"]
    last = rows.filter(month=month).select_related("mission").order_by("-persons", "pk")
    return {
        "chart": monthly_chart(points, day=day),
        "years": _by_year(points),
        "month": month,
        "shares": shares((one.mission, one.mission.acronym, one.persons) for one in last),
    }
