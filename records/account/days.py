"""From which day to which a table is known, and whether a question goes past it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django_filters.constants import EMPTY_VALUES

from records.account.books import Books
from records.common.filters import Compared, Decade, Number, Span, Turned
from records.common.held_in import HeldIn
from records.common.text import table_name
from records.reading.dating import day_path


@dataclass(frozen=True)
class AskedDays:
    """The days that a question names; a side that it leaves open is None."""

    first: date | None
    last: date | None
    named: tuple[date, ...]

    @classmethod
    def of(cls, *days: date | None) -> "AskedDays":
        """From the first to the last of those that were given."""
        named = tuple(day for day in days if day)
        return cls(named[0], named[-1], named) if named else NO_DAYS


@dataclass(frozen=True)
class Horizon:
    """The first and last day of a table; beyond them nothing is known."""

    first: date | None
    last: date | None
    asked: AskedDays

    @property
    def before(self) -> date | None:
        """The earliest day that was asked for, where it lies before the first."""
        earliest = min(self.asked.named, default=None)
        return earliest if earliest and self.first and earliest < self.first else None

    @property
    def beyond(self) -> date | None:
        """The latest day that was asked for, where it lies past the last."""
        latest = max(self.asked.named, default=None)
        return latest if latest and self.last and latest > self.last else None

    def as_json(self) -> dict[str, date | None]:
        return {
            "first": self.first,
            "last": self.last,
            "asked_before": self.before,
            "asked_beyond": self.beyond,
        }


NO_DAYS = AskedDays(None, None, ())


def horizon_of(books: Books, model: Any, asked: AskedDays = NO_DAYS) -> Horizon:
    table = table_name(model)
    return Horizon(books.first_day(table), books.last_day(table), asked)


def horizon_of_all(books: Books, asked: AskedDays) -> Horizon:
    """Of the base as a whole."""
    return Horizon(min(books.first_days.values(), default=None), books.last_day(""), asked)


def days_asked(filterset: Any) -> AskedDays:
    """By whatever filter asks the day of the rows, and by `as_of`."""
    firsts, lasts = [], []
    for word, span in _spans(filterset):
        if word not in ("lte", "lt"):
            firsts.append(span.first)
        if word not in ("gte", "gt"):
            lasts.append(span.last)
    first, last = max(firsts, default=None), min(lasts, default=None)
    return AskedDays(first, last, (*firsts, *lasts))


def day_filters(filterset: Any) -> Iterator[tuple[str, Any]]:
    """The filters that ask the day of a row, with what was given."""
    paths = {*day_path(filterset.queryset.model)}
    years = {f"{path.rpartition('__')[0]}__year".removeprefix("__") for path in paths}
    for name, value in filterset.form.cleaned_data.items():
        one = filterset.filters[name]
        plain = one.of if isinstance(one, Compared) else one
        if value in EMPTY_VALUES or isinstance(plain, Turned):
            continue
        columns = {*getattr(plain, "columns", ())}
        if columns & paths or (columns & years and isinstance(plain, Number)):
            yield name, value


def _spans(filterset: Any) -> Iterator[tuple[str, Span]]:
    """Each with its operator."""
    if day := filterset.given("as_of"):
        yield "", Span(day, day)
    for name, value in day_filters(filterset):
        one = filterset.filters[name]
        word = one.word if isinstance(one, Compared) else ""
        plain = one.of if isinstance(one, Compared) else one
        if isinstance(value, Span):
            yield word, value
        elif isinstance(plain, HeldIn | Number | Decade):
            years = value if isinstance(value, list) else [value]
            further = 9 if isinstance(plain, Decade) else 0
            if min(years) >= 1 and max(years) + further <= 9999:
                first, last = date(min(years), 1, 1), date(max(years) + further, 12, 31)
                yield word, Span(first, last)
