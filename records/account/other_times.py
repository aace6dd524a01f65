"""Rows of one thing under several keys: votes of the Soviet Union nobody finds under Russia."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django_filters.constants import EMPTY_VALUES

from records.common.filters import Asked
from records.common.keeping import until_published
from records.common.related import any_column
from records.models import Described
from records.models.record import OtherTimes
from records.reading.known import rows_asked


def kept(model: Any) -> OtherTimes:
    return until_published(("at other times", model), model.at_other_times)


def under_others(
    filterset: Any, at_other_times: Callable[[Any], OtherTimes] = kept
) -> Iterator[tuple[str, str]]:
    """Parameters whose records had others before or after them, of which rows fit all the rest.

    With a sentence each. A question whose days touch none of these rows yields none.
    """
    for name, value in filterset.form.cleaned_data.items():
        one = filterset.filters[name]
        if not isinstance(one, Asked) or value in EMPTY_VALUES or not one.names_records_of:
            continue
        if others := _others(at_other_times(one.names_records_of), value):
            needed = {f"{one.relation}__{word}": wanted for word, wanted in one.where.items()}
            there = any_column(one.columns, "in", [*others]) & Q(**needed)
            rows = rows_asked(filterset, {name: [*others]}).filter(there)
            found = _told(filterset.worded(name), others, rows.values_list(*one.columns))
            yield from ((name, text) for text in found)


def under_others_of(
    records: Sequence[Described], rows: QuerySet, column: str
) -> Iterator[tuple[int, str]]:
    """The same of records of a kind, each with its place among them.

    The rows are those that fit the rest, whoever they name.
    """
    every = kept(type(records[0]))
    for at, record in enumerate(records):
        if others := _others(every, [record.pk]):
            named = rows.filter(**{f"{column}__in": [*others]}).values_list(column)
            yield from ((at, text) for text in _told(record.name, others, named))


def _others(every: OtherTimes, asked: Collection[int]) -> dict[int, str]:
    """Those that are not asked for themselves."""
    found = {pk: words for one in asked for pk, words in every.get(one, {}).items()}
    return {pk: words for pk, words in found.items() if pk not in asked}


def _told(asked: str, others: Mapping[int, str], named: QuerySet) -> Iterator[str]:
    found = {pk for row in named.order_by().distinct() for pk in row}
    if held := [words for pk, words in others.items() if pk in found]:
        text = _("Such rows also stand under what was before or after {asked}: {others}.")
        yield text.format(asked=asked, others=", ".join(held))
