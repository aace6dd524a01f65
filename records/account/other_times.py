"""Rows of one thing under several keys: votes of the Soviet Union nobody finds under Russia."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django_filters.constants import EMPTY_VALUES

from records.common.filters import Asked
from records.common.related import any_column
from records.models import Described
from records.reading.known import rows_asked


def under_others(filterset: Any) -> Iterator[tuple[str, str]]:
    """Parameters whose records had others before or after them, of which rows fit all the rest.

    With a sentence each. A question whose days touch none of these rows yields none.
    """
    for name, value in filterset.form.cleaned_data.items():
        one = filterset.filters[name]
        if not isinstance(one, Asked) or value in EMPTY_VALUES:
            continue
        if others := one.at_other_times(value):
            needed = {f"{one.relation}__{word}": wanted for word, wanted in one.where.items()}
            there = any_column(one.columns, "in", [*others]) & Q(**needed)
            rows = rows_asked(filterset, {name: [*others]}).filter(there)
            found = _told(filterset.worded(name), others, rows.values_list(*one.columns))
            yield from ((name, text) for text in found)


def under_others_of(record: Described, rows: QuerySet, column: str) -> list[str]:
    """The same of one record; the rows are those that fit the rest, whoever they name."""
    if not (others := record.before_and_after([record.pk])):
        return []
    named = rows.filter(**{f"{column}__in": [*others]}).values_list(column)
    return list(_told(record.name, others, named))


def _told(asked: str, others: Mapping[int, str], named: QuerySet) -> Iterator[str]:
    found = {pk for row in named.order_by().distinct() for pk in row}
    if held := [words for pk, words in others.items() if pk in found]:
        text = _("Rows that fit the rest stand under what was before or after {asked}: {others}.")
        yield text.format(asked=asked, others=", ".join(held))
