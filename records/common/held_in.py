"""Periods by the years in which they held: as a filter, and as the years of a row."""

from datetime import date

from django import forms
from django.db.models import Q

from records.common.filters import Asked
from records.common.periods import FIRST_YEAR, LAST_YEAR, Precision


class HeldIn(Asked):
    """Periods that surely held on a day of the year; of one whose end is not known, its first."""

    schema = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
    takes = "A year."

    class field_class(forms.IntegerField):  # noqa: N801 - the name that django-filter reads
        def __init__(self, **kwargs) -> None:
            super().__init__(min_value=FIRST_YEAR, max_value=LAST_YEAR, **kwargs)

    def condition(self, relation: str, value: int) -> Q:
        first, last = date(value, 1, 1), date(value, 12, 31)
        still_open = Q(ends_on=None) & ~Q(ends_precision=Precision.UNKNOWN)
        begun_then = Q(ends_on=None, starts_on__gte=first)
        return Q(starts_on__lte=last) & (Q(ends_on__gte=first) | still_open | begun_then)


def years_held(
    starts_on: date | None, ends_on: date | None, ends_precision: str, until: int
) -> range:
    """What `HeldIn` answers, year by year up to a year.

    Further on what is to end would be told without what goes on.
    """
    if starts_on is None:
        return range(0)
    if ends_on:
        return range(starts_on.year, min(ends_on.year, until) + 1)
    last = starts_on.year if ends_precision == Precision.UNKNOWN else until
    return range(starts_on.year, last + 1)
