"""Questions about days, months and years."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CharField, Count, Q, QuerySet
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.common.filters.asked import Asked, CountedValue
from records.common.filters.values import Several
from records.common.periods import Precision, decade_in_words, typed, written
from records.common.related import any_column

FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2200, 12, 31)
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DECADE = re.compile(r"(?:1[89]|20|21)[0-9]0s")
MONTH = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-01)?)?")
COMPARING = ("gte", "lte", "gt", "lt")


class Span(NamedTuple):
    """First and last day of what was given: of a day, a month or a year."""

    first: date
    last: date

    def compared(self, word: str) -> date:
        """The day to compare with: after a year means after its last day."""
        return self.first if word in ("gte", "lt") else self.last


class DayField(forms.DateField):
    """A day as 1999-10-25 between 1800 and 2200."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": gettext_lazy("Expected a day written 1999-10-25.")}

    def __init__(self, **kwargs) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str) and value and not ISO_DAY.fullmatch(value):
            raise ValidationError(self.error_messages["invalid"])
        day = super().to_python(value)
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(_("Expected a day between 1800 and 2200."))
        return day


class OnDay(Asked):
    """A day that the whole list is asked for."""

    field_class = DayField
    schema = {"type": "string", "format": "date"}
    takes = "A day between 1800 and 2200, written 1999-10-25."

    def in_words(self, given: list[str], value: date) -> str:
        return written(value)


class SpanField(forms.Field):
    """A day as 1999-10-25, a month as 1999-10 or a year."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> Span | None:
        if not value:
            return None
        try:
            first, last, _ = typed(str(value))
        except ValueError as error:
            raise ValidationError(str(error)) from None
        return Span(first, last)


class DayFilter(Asked):
    """Rows by a day; a month or a year stands for all of its days."""

    field_class: type[forms.Field] = SpanField
    operators: ClassVar[tuple[str, ...]] = (*COMPARING, "isnull")
    schema = {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
    takes = "A day as 1999-10-25; a month as 1999-10 or a year stands for all of its days."

    def __init__(self, *columns: str, in_form: bool = True, **kwargs) -> None:
        self.spans_in_form = in_form  # on pages by its first and last day
        super().__init__(*columns, lookup_expr="range", in_form=False, **kwargs)

    def compared(self, relation: str, word: str, span: Span) -> Q:
        columns = self.from_owner(relation)
        return any_column(columns, word, span.compared(word)) & self.wanted(relation)

    def in_words(self, given: list[str], value: Span) -> str:
        return spelt(value)


class MomentFilter(DayFilter):
    """Rows by the day of a moment, counted in UTC."""

    def condition(self, relation: str, span: Span) -> Q:
        return self.compared(relation, "gte", span) & self.compared(relation, "lte", span)

    def compared(self, relation: str, word: str, span: Span) -> Q:
        day = span.compared(word)
        if word in ("lte", "gt"):
            day, word = day + timedelta(days=1), "lt" if word == "lte" else "gte"
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        return any_column(self.from_owner(relation), word, midnight) & self.wanted(relation)


def spelt(span: Span) -> str:
    """«25 October 1999», «October 1999» or «1999»."""
    if span.first == span.last:
        return written(span.first)
    is_year = span.first.month != span.last.month
    return written(span.first, Precision.YEAR if is_year else Precision.MONTH)


class MonthField(forms.Field):
    """A month as 2013-12, or the whole year as 2013."""

    widget = forms.TextInput(attrs={"placeholder": "2013-12"})

    def to_python(self, value: Any) -> Span | None:
        text = str(value or "").strip()
        if not text:
            return None
        found = MONTH.fullmatch(text)
        try:
            day = date(int(found[1]), int(found[2] or 1), 1) if found else None
        except ValueError:
            day = None
        if found is None or day is None or not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(_("Expected a month written 2013-12, or a year."))
        last_month = day.month if found[2] else 12
        return Span(day, date(day.year, last_month, monthrange(day.year, last_month)[1]))


class MonthFilter(Asked):
    """Figures of a month, or of a year: its months, and its mean, which the rows mark.

    What is compared hits the years that it touches: `month__gte=2013-03` has the mean of 2013.
    """

    field_class = MonthField
    operators = COMPARING
    schema = {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2})?$"}
    takes = "A month as 2013-12; a year has its months and its mean."

    def condition(self, relation: str, span: Span) -> Q:
        if span.first.month == span.last.month:
            return self._monthly(month=span.first)  # each month stands by its first day
        return self._monthly(month__range=tuple(span)) | self._yearly(month=span.first)

    def compared(self, relation: str, word: str, span: Span) -> Q:
        day = span.compared(word)
        new_year = date(day.year, 1, 1)
        of_month = {f"month__{word}": day.replace(day=1)}
        return self._monthly(**of_month) | self._yearly(**{f"month__{word}": new_year})

    def of_day(self, day: date) -> Q:
        """The month and the year of a day."""
        return self._monthly(month=day.replace(day=1)) | self._yearly(month=date(day.year, 1, 1))

    @property
    def has_years(self) -> bool:
        return any(field.name == "precision" for field in self.model._meta.fields)

    def _monthly(self, **conditions) -> Q:
        """Rows of single months; a table without a precision has no others."""
        if not self.has_years:
            return Q(**conditions)
        return Q(**conditions, precision=Precision.MONTH)

    def _yearly(self, **conditions) -> Q:
        """Rows that are the mean of a year."""
        return Q(**conditions, precision=Precision.YEAR) if self.has_years else Q(pk__in=())

    def in_words(self, given: list[str], value: Span) -> str:
        return spelt(value)


class Decade(Several):
    """Rows whose day lies in the ten years of `1990s`; any of those given."""

    operators = ("not",)
    schema = {"type": "string", "pattern": "^[0-9]{3}0s$"}
    takes = "Decades as 1990s; any of those given."

    def read_all(self, given: list[str]) -> list[int]:
        for value in given:
            if not DECADE.fullmatch(value):
                raise ValidationError(_("Expected a decade written 1990s."))
        return [int(value[:4]) for value in given]

    def condition(self, relation: str, years: list[int]) -> Q:
        either = Q()
        for year in years:
            span = date(year, 1, 1), date(year + 9, 12, 31)
            either |= Q(**{f"{self.columns[0]}__range": span})
        return either

    def counted(self, rows: QuerySet) -> list[CountedValue]:
        """The latest first."""
        ten_years = Substr(Cast(self.columns[0], CharField()), 1, 3)
        found = rows.order_by().values_list(ten_years).annotate(rows=Count("pk"))
        decades = sorted((value, number) for value, number in found if value)
        return [
            CountedValue(f"{ten}0s", decade_in_words(f"{ten}0s"), number)
            for ten, number in reversed(decades)
        ]

    def worded(self, given: str) -> str:
        return decade_in_words(given)
