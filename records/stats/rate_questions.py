"""A question about a rate, read strictly: what the other list is narrowed and grouped by."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import QueryDict
from rest_framework.exceptions import ValidationError

from records.common.filters import not_one_of
from records.common.periods import Period
from records.filters import AsOf
from records.stats.adding import Adding, Rate
from records.stats.axes import Axis
from records.stats.grouping import axis
from records.stats.periods import DAY, PERIODS
from records.stats.refusing import refuse

if TYPE_CHECKING:
    from records.stats.asking import CountableTable

MONTH_OR_YEAR = re.compile(r"\d{4}(-\d{2})?", re.ASCII)


@dataclass(frozen=True)
class AskedRate:
    """What is divided by, and the list that has it, narrowed as the question is.

    `axes` are those of the other list; None stands where an axis tells what is divided only.
    """

    rate: Rate
    filterset: AsOf
    adding: Adding
    axes: tuple[Axis | None, ...]
    is_of_periods: bool


def read_rate(
    table: "CountableTable", given: QueryDict, params: QueryDict, axes: list[Axis]
) -> AskedRate:
    """Raises ValidationError for what cannot be divided."""
    rate = _declared(table, given)
    other = table.other(rate.over)
    is_of_periods = issubclass(table.rows.model, Period)
    asked = QueryDict(mutable=True)
    asked.update(rate.chosen)
    if not is_of_periods:
        for name in params:
            _narrow(asked, name, params.getlist(name), rate, other)
    filterset = other.filterset_class(asked, queryset=other.rows)
    if not filterset.is_valid():
        raise ValidationError(dict(filterset.errors))
    theirs = () if is_of_periods else tuple(_theirs(one, rate, other, filterset) for one in axes)
    return AskedRate(rate, filterset, other.adding, theirs, is_of_periods)


def _declared(table: "CountableTable", given: QueryDict) -> Rate:
    rates = {one.over: one for one in table.adding.rates}
    name = str(given["over"])
    if not rates:
        refuse("over", f"Nothing is known that {table.name} are divided by. Leave it out.")
    if name not in rates:
        refuse("over", not_one_of(name, rates))
    rate = rates[name]
    for word, column in (("of", rate.of), ("per", rate.per)):
        if given.get(word, column) != column:
            text = f"Over {rate.over} {rate.of} of {table.name} are divided by {rate.per}."
            refuse(word, f"{text} Leave it out.")
    return rate


def _narrow(
    asked: QueryDict, name: str, values: list[str], rate: Rate, other: "CountableTable"
) -> None:
    """Asks the other list the same."""
    plain, _, operator = name.partition("__")
    if plain in rate.alone:
        return
    theirs = f"{rate.shared.get(plain, '')}__{operator}".removesuffix("__")
    if plain not in rate.shared or theirs not in other.filterset_class.base_filters:
        text = f"The list of {rate.over} cannot be asked it, and some would be divided by all."
        refuse(name, f"{text} Both take {', '.join(rate.shared)}.")
    parts = [part.strip() for text in values for part in text.split(",")]
    if rate.shared[plain] == other.adding.day and not all(map(MONTH_OR_YEAR.fullmatch, parts)):
        refuse(name, f"{rate.over.capitalize()} are told by the month: give a month or a year.")
    asked.setlist(theirs, values)


def _theirs(one: Axis, rate: Rate, other: "CountableTable", filterset: AsOf) -> Axis | None:
    """The same axis of the other list."""
    if one.name in rate.alone:
        return None
    if one.name == DAY:
        refuse("group_by", f"{rate.over.capitalize()} are told by the month: group by month.")
    name = one.name if one.name in PERIODS else rate.shared.get(one.name, "")
    if name not in other.groups:
        known = [*(name for name in PERIODS if name != DAY), *rate.shared, *rate.alone]
        text = f"{one.name} means nothing in the list of {rate.over}, or another thing."
        refuse("group_by", f"{text} Group by {', '.join(known)}.")
    return axis(filterset, name, other.adding)
