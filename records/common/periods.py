"""Facts that hold from one day to another: the ground of every "as of" question.

A date known only by month or year is stored whole: a start as the first day it may mean, an end
as the last, with a precision beside it. `unknown` with an empty date says that a day exists and
is not known, which an empty date alone never says.
"""

import re
from datetime import date, timedelta
from functools import cache
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import dates
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from records.common import languages
from records.common.constraints import one_of


class Precision(models.TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    UNKNOWN = "unknown", _("not known")


NOT_KNOWN = _("not known")


@cache
def _months(language: str) -> list[str]:
    """By number; kept, as Django's own formatting looks up a language for each day."""
    with override(language):
        return ["", *map(str, dates.MONTHS.values())]


def written(day: date | None, precision: str = "day") -> str:
    """«25 October 1999», «October 1999», «1999» or «not known»."""
    if day is None or precision == Precision.UNKNOWN:
        return str(NOT_KNOWN)
    if precision == Precision.YEAR:
        return str(day.year)
    language = languages.current()
    month = f"{_months(language)[day.month]} {day.year}"
    if precision == Precision.MONTH:
        return month
    return f"{'1er' if language == 'fr' and day.day == 1 else day.day} {month}"


def decade_in_words(decade: str) -> str:
    """«1990s», as a parameter gives it, in the language of the page."""
    return gettext("{year}s").format(year=decade[:-1])


def iso(day: date | None, precision: str = "day") -> str:
    """«1999-10-25», «1999-10», «1999»; empty where it is not known."""
    signs = {Precision.YEAR: 4, Precision.MONTH: 7}
    return day.isoformat()[: signs.get(Precision(precision), 10)] if day else ""


FIRST_YEAR, LAST_YEAR = 1800, 2200
AS_TYPED = re.compile(r"(?P<year>\d{4})(-(?P<month>\d\d)(-(?P<day>\d\d))?)?\Z", re.ASCII)


def typed(text: str) -> tuple[date, date, Precision]:
    """First and last day of what a person typed: `1999-10-25`, `1999-10` or `1999`.

    Raises ValueError, in words. Nothing is guessed: 04/05/1999 is April in one country and May
    in another.
    """
    found = AS_TYPED.match(text.strip())
    if not found:
        raise ValueError(
            f"'{text}': write a day as 1999-10-25, a month as 1999-10, a year as 1999."
        )
    year, month, day = (int(found[part] or 0) for part in ("year", "month", "day"))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"'{text}': years go from {FIRST_YEAR} to {LAST_YEAR}.")
    if not found["month"]:
        return date(year, 1, 1), date(year, 12, 31), Precision.YEAR
    try:
        first = date(year, month, day if found["day"] else 1)
    except ValueError:
        raise ValueError(f"'{text}': there is no such day.") from None
    if found["day"]:
        return first, first, Precision.DAY
    return first, first_unit_ending(first, Precision.MONTH), Precision.MONTH


def last_unit_begun(day: date, precision: str) -> date:
    """First day of the latest month or year that has wholly gone by, or ends, on `day`."""
    if precision == Precision.DAY:
        return day
    tomorrow = day + timedelta(days=1)
    if precision == Precision.MONTH:
        first_open = tomorrow.replace(day=1)
        return (first_open - timedelta(days=1)).replace(day=1)
    return date(tomorrow.year - 1, 1, 1)


def first_unit_ending(day: date, precision: str) -> date:
    """Last day of the first month or year that begins on `day` or later."""
    if precision == Precision.DAY:
        return day
    yesterday = day - timedelta(days=1)
    if precision == Precision.MONTH:
        begins = (yesterday.replace(day=28) + timedelta(days=4)).replace(day=1)
        return (begins.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return date(yesterday.year + 1, 12, 31)


KNOWN = (Precision.DAY, Precision.MONTH, Precision.YEAR)


def surely_begun(day: date, prefix: str = "") -> Q:
    return _any(
        Q(
            **{
                f"{prefix}starts_precision": precision,
                f"{prefix}starts_on__lte": last_unit_begun(day, precision),
            }
        )
        for precision in KNOWN
    )


def surely_lasting(day: date, prefix: str = "") -> Q:
    still_open = Q(**{f"{prefix}ends_on": None}) & ~Q(**{f"{prefix}ends_precision": "unknown"})
    return still_open | _any(
        Q(
            **{
                f"{prefix}ends_precision": precision,
                f"{prefix}ends_on__gte": first_unit_ending(day, precision),
            }
        )
        for precision in KNOWN
    )


def surely_active(day: date, prefix: str = "") -> Q:
    """The condition of `active_on`, for rows reached over `prefix` (`"roles__"`)."""
    return surely_begun(day, prefix) & surely_lasting(day, prefix)


def possibly_active(day: date, prefix: str = "") -> Q:
    """No date known forbids that the period held on `day`: certain and perhaps together."""
    begun = Q(**{f"{prefix}starts_on": None}) | Q(**{f"{prefix}starts_on__lte": day})
    lasting = Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": day})
    return begun & lasting


class PeriodQuerySet(models.QuerySet):
    def active_on(self, day: date) -> Self:
        """In force on `day` beyond doubt; first and last day count."""
        return self.filter(surely_active(day))

    def possibly_active_on(self, day: date) -> Self:
        """Certain and perhaps together, for a list that marks which is which."""
        return self.filter(possibly_active(day))

    def overlapping(self, starts_on: date, ends_on: date | None) -> Self:
        """Sharing at least one day with the period given; `None` has no end."""
        rows = self.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
        return rows if ends_on is None else rows.filter(starts_on__lte=ends_on)


class Period(models.Model):
    starts_on = models.DateField(null=True, blank=True, help_text="First day.")
    starts_precision = models.CharField(
        max_length=7, choices=Precision, default=Precision.DAY, help_text="Unknown: no first day."
    )
    ends_on = models.DateField(null=True, blank=True, help_text="Last day. Empty while it lasts.")
    ends_precision = models.CharField(
        max_length=7,
        choices=Precision,
        default=Precision.DAY,
        help_text="Unknown: it ended, or may have, on a day not known.",
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_start",
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="The last day is before the first.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_start_unknown_if_empty",
                condition=Q(starts_on=None, starts_precision=Precision.UNKNOWN)
                | Q(starts_on__isnull=False) & ~Q(starts_precision=Precision.UNKNOWN),
                violation_error_message="A first day and the precision 'unknown' exclude each "
                "other; one of them is needed.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_end_not_of_unknown_precision",
                condition=Q(ends_on=None, ends_precision__in=[Precision.DAY, Precision.UNKNOWN])
                | Q(ends_on__isnull=False) & ~Q(ends_precision=Precision.UNKNOWN),
                violation_error_message="A last day and the precision 'unknown' exclude each "
                "other; an empty last day takes 'day' (still open) or 'unknown'.",
            ),
            one_of("starts_precision", Precision),
            one_of("ends_precision", Precision),
        ]

    @staticmethod
    def completed(row: dict) -> dict:
        """The columns of a period with the one that follows from another filled in."""
        return row if row.get("starts_on") else row | {"starts_precision": Precision.UNKNOWN}

    def in_iso(self) -> dict[str, str]:
        """First and last day as schema.org names them."""
        return {
            "startDate": iso(self.starts_on, self.starts_precision),
            "endDate": iso(self.ends_on, self.ends_precision),
        }

    def surely_active_on(self, day: date) -> bool:
        """Whether this row is one that `active_on(day)` would find, without asking again."""
        if self.starts_on is None or self.starts_on > last_unit_begun(day, self.starts_precision):
            return False
        if self.ends_on is None:
            return self.ends_precision != Precision.UNKNOWN
        return self.ends_on >= first_unit_ending(day, self.ends_precision)

    def possibly_active_on(self, day: date) -> bool:
        """Whether `possibly_active_on(day)` would find this row: no date known forbids it."""
        begun = self.starts_on is None or self.starts_on <= day
        return begun and (self.ends_on is None or self.ends_on >= day)

    @property
    def years(self) -> str:
        """Its years, for tables of many: «1946–1947», «since 1946»."""
        return years_told(self.starts_on, self.ends_on, self.ends_precision)


def years_told(starts_on: date | None, ends_on: date | None, ends_precision: str) -> str:
    if not starts_on:
        if not ends_on:
            return gettext("years not known")
        return gettext("until {year}").format(year=ends_on.year)
    if not ends_on:
        is_unknown = ends_precision == Precision.UNKNOWN
        said = gettext("from {year}") if is_unknown else gettext("since {year}")
        return said.format(year=starts_on.year)
    first, last = starts_on.year, ends_on.year
    return str(first) if first == last else f"{first}–{last}"


def _any(conditions) -> Q:
    either = Q()
    for condition in conditions:
        either |= condition
    return either
