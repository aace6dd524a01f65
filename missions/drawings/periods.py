"""The months and years of which something is held, as a reader chooses among them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from records.common.periods import Precision
from records.common.requests import BadRequest

SHAPE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")
EXPECTED = gettext_noop(
    "Expected a year or a month of which something is held, such as {at}. Held: {held}."
)


@dataclass(frozen=True)
class MonthOrYear:
    """A month, or a year as a whole."""

    month: date  # the first
    precision: str

    @property
    def key(self) -> str:
        return f"{self.month:%Y}" if self.is_year else f"{self.month:%Y-%m}"

    @property
    def is_year(self) -> bool:
        return self.precision == Precision.YEAR

    def __str__(self) -> str:
        return date_format(self.month, "Y" if self.is_year else "F Y")

    @property
    def short(self) -> str:
        return date_format(self.month, "Y" if self.is_year else _("M Y"))


def newest_first(pairs: Iterable[tuple[date, str]]) -> list[MonthOrYear]:
    """Of a year and its January the month comes first: it is the closer look."""
    held = {MonthOrYear(month, precision) for month, precision in pairs}
    return sorted(held, key=lambda one: (one.month, not one.is_year), reverse=True)


def chosen(held: list[MonthOrYear], asked: str) -> MonthOrYear:
    """What was asked for by its key; of a year without a whole, its last month.

    Raises BadRequest where nothing is held of it.
    """
    found = [one for one in held if one.key == asked]
    found += [one for one in held if SHAPE.fullmatch(asked) and one.key.startswith(f"{asked}-")]
    if not found:
        raise BadRequest("at", _(EXPECTED).format(at=held[0].key, held=spans(held)))
    return found[0]


def one_a_year(held: list[MonthOrYear]) -> list[MonthOrYear]:
    """Of each year the whole, or else its last month; the oldest first."""
    years: dict[int, MonthOrYear] = {}
    for one in held:
        if one.is_year or one.month.year not in years:
            years[one.month.year] = one
    return [years[year] for year in sorted(years)]


def spans(held: list[MonthOrYear]) -> str:
    """«months from August 2011 to March 2014; years 2015, 2016»."""
    months = [one for one in held if not one.is_year]
    years = [str(one) for one in reversed(held) if one.is_year]
    said = []
    if len(months) == 1:
        said.append(f"{months[0]}")
    elif months:
        said.append(
            _("{months} months from {months_2} to {months_3}").format(
                months=len(months), months_2=months[-1], months_3=months[0]
            )
        )
    if years:
        named = _("the year") if len(years) == 1 else _("the years")
        said.append(f"{named} {', '.join(years)}")
    return _(" and ").join(said)
