"""The order of a list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from records.common.filters.asked import OfOneQuestion
from records.common.filters.values import ListField, SelectList, not_one_of
from records.common.languages import Words
from records.common.related import may_be_null

Columns = tuple[str | tuple[str, ...], ...]


class Ordering(OfOneQuestion):
    """`ordering=-month,name`; a unique tie-break is always added, so that no page repeats.

    `orders` maps words to columns. What the word means is the first of them, or the tuple that
    stands first; the others break ties where no further word is given. Without `default` the
    first is the default. `needs` names, of a word that no index serves, the parameters of which one
    has to leave few rows.
    """

    field_class = ListField
    is_always_asked = True
    in_form = True

    def __init__(
        self,
        orders: dict[str, Columns],
        default: str | None = None,
        needs: dict[str, tuple[str, ...]] | None = None,
        **kwargs,
    ) -> None:
        self.orders, self.needs = orders, needs or {}
        self.default = default or next(iter(orders))
        kwargs.setdefault("label", gettext_lazy("Order by"))
        choices: list[tuple[str, Words]] = [("", gettext_lazy("default"))]
        for word in orders:
            plain = gettext_lazy(word.replace("_", " "))
            back = format_lazy(gettext_lazy("{order}, reversed"), order=plain)
            choices += [(word, plain), (f"-{word}", back)]
        super().__init__(widget=SelectList(choices=choices), **kwargs)

    @property
    def field(self) -> forms.Field:
        field = super().field
        field.read_all = self.read_all
        return field

    def read_all(self, given: list[str]) -> list[str]:
        plain = [word.removeprefix("-") for word in given]
        for word in plain:
            if word not in self.orders:
                raise ValidationError(not_one_of(word, self.orders))
            if plain.count(word) > 1:
                raise ValidationError(f"'{word}' may stand only once.")
            needed = self.needs.get(word)
            if needed and not set(needed).intersection(self.parent.data):
                raise ValidationError(f"By '{word}' only with one of {', '.join(needed)}.")
        return given

    def filter(self, rows: QuerySet, value: list[str] | None) -> QuerySet:
        *first, last = value or [self.default]
        columns = [column for word in first for column in self._columns(word)[0]]
        meant, ties = self._columns(last)
        columns += [*meant, *ties]
        plain = [column.lstrip("-") for column in columns]
        kept = [one for at, one in enumerate(columns) if plain[at] not in plain[:at]]
        return rows.order_by(*(_nulls_last(rows.model, column) for column in kept), "pk")

    def _columns(self, word: str) -> tuple[list[str], list[str]]:
        """What a word means, and what breaks its ties; a minus reverses both."""
        first, *ties = self.orders[word.removeprefix("-")]
        meant = [first] if isinstance(first, str) else [*first]
        if word.startswith("-"):
            return [_reversed(one) for one in meant], [_reversed(str(one)) for one in ties]
        return meant, [str(one) for one in ties]


def _nulls_last(model: type[models.Model], column: str) -> Any:
    """Empty values last, whichever way; left alone, the two databases disagree on them."""
    name = column.lstrip("-")
    if not may_be_null(model, name):
        return column
    return F(name).desc(nulls_last=True) if column.startswith("-") else F(name).asc(nulls_last=True)


def _reversed(column: str) -> str:
    return column[1:] if column.startswith("-") else f"-{column}"
