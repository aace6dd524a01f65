"""Axes of time: the day of the table in spans, and the years in which periods held."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from records.common.held_in import HeldIn, years_held
from records.common.periods import Precision
from records.filters import AsOf
from records.stats.adding import Adding
from records.stats.axes import Axis, Told

DAY = "day"
PERIODS = ("year", "decade", "month", DAY)
IN_FORCE = "year_in_force"


class PeriodAxis(Axis):
    """Rows in years, decades, months or days, by the day of the table."""

    is_period = True

    def __init__(self, filterset: AsOf, name: str, adding: Adding) -> None:
        self.filterset, self.name, self.one = filterset, name, None
        self.column, self.model = adding.day, filterset._meta.model
        is_fine = name in ("month", DAY)
        known = (F(adding.precision),) if adding.precision and is_fine else ()
        self.sources = (F(adding.day), *known)
        self.coarse: set[date] = set()  # months on whose first day something of the year stands

    can_be_counted = False
    _row = "day"

    def load(self) -> None: ...

    def values(self, cells: tuple[Any, ...]) -> Iterable[Any]:
        day, *precision = cells
        if day is None:
            return (None,)
        too_coarse = {Precision.YEAR, Precision.UNKNOWN}
        too_coarse |= {Precision.MONTH} if self.name == DAY else set()
        if precision and precision[0] in too_coarse:
            self.coarse.add(day if self.name == DAY else day.replace(day=1))
            return (None,)
        if self.name == DAY:
            return (day,)
        if self.name == "month":
            return (day.replace(day=1),)
        return (date(day.year // 10 * 10 if self.name == "decade" else day.year, 1, 1),)

    def tell(self, values: set[Any]) -> dict[Any, Told]:
        return {first: Told(self._key(first), "") for first in values}

    def _key(self, first: date) -> str | int:
        if self.name == "year":
            return first.year
        if self.name == DAY:
            return f"{first:%Y-%m-%d}"
        return f"{first:%Y-%m}" if self.name == "month" else f"{first.year}s"

    def narrowed(self, value: Any, told: Told) -> dict[str, str] | None:
        if value is None:
            return None
        base = type(self.filterset).base_filters
        if self.column == "month" and "month" in base and self.name != "decade":
            return {"month": str(told.key)}
        name = self._day_filter()
        if not name or value in self.coarse:
            return None
        asked = self.filterset.form.cleaned_data
        after, before = asked.get(f"{name}__gte"), asked.get(f"{name}__lte")
        first = max(value, getattr(after, "first", after) or value)
        end = _last_day(value, self.name)
        last = min(end, getattr(before, "last", before) or end)
        written = "%Y-%m" if name == "month" else "%Y-%m-%d"
        return {f"{name}__gte": f"{first:{written}}", f"{name}__lte": f"{last:{written}}"}

    def _day_filter(self) -> str:
        """The name under which a list asks for a span of the day."""
        base = type(self.filterset).base_filters
        for name, one in base.items():
            plain = name.removesuffix("__lte")
            if plain != name and one.field_name == self.column and f"{plain}__gte" in base:
                return plain
        return ""

    def order(self, value: Any, told: Told) -> Any:
        return value


def _last_day(first: date, period: str) -> date:
    if period == DAY:
        return first
    if period == "month":
        return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return date(first.year + (9 if period == "decade" else 0), 12, 31)


class InForce(Axis):
    """Periods in each year on a day of which they held."""

    is_period = True
    many = "years"
    column = ""
    can_be_counted = False

    def __init__(self, filterset: AsOf, name: str) -> None:
        self.filterset, self.name, self.one = filterset, name, None
        self.model = filterset._meta.model
        self.sources = (F("starts_on"), F("ends_on"), F("ends_precision"))
        base = type(filterset).base_filters
        self.filter = next((name for name, one in base.items() if isinstance(one, HeldIn)), "")

    def load(self) -> None:
        self.until = timezone.localdate().year

    def values(self, cells: tuple[Any, ...]) -> Iterable[Any]:
        starts_on, ends_on, ends_precision = cells
        years = years_held(starts_on, ends_on, ends_precision, self.until)
        if asked := self.filterset.form.cleaned_data.get(self.filter):
            return (asked,)
        return years or (None,)

    def tell(self, values: set[Any]) -> dict[Any, Told]:
        return {year: Told(year, "") for year in values}

    def narrowed(self, value: Any, told: Told) -> dict[str, str] | None:
        return {self.filter: str(told.key)} if self.filter and value is not None else None

    def order(self, value: Any, told: Told) -> Any:
        return value
