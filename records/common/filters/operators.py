"""The questions that follow from a filter: its opposite, all of its values, more, less, none.

`x__not=a` are all rows that `x=a` leaves out, those included of which nothing is known; these are
`x__isnull=yes`. `x__all=a,b` asks a related row for each.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CharField, Q, QuerySet, TextField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy
from django_filters.constants import EMPTY_VALUES

from records.common.filters.asked import Asked
from records.common.filters.values import ListField, Several, Text, YesNoField
from records.common.filters.words import words_holding
from records.common.related import any_column, column_at, owners_with

MOST_AT_ONCE = 10


class Turned(Asked):
    """A question made of another one."""

    def __init__(self, of: Any, word: str, said: Any) -> None:
        super().__init__(
            *of.columns,
            row=of.row,
            where=of.where,
            dated=of.dated,
            in_form=False,
            label=format_lazy(said, column=of.label),
            widget=of.extra.get("widget"),
        )
        self.of, self.word = of, word

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        made: Any = super().__deepcopy__(memo)
        made.of = deepcopy(self.of, memo)
        return made

    def belong_to(self, filterset: Any) -> None:
        self.of.parent, self.of.model = filterset, self.model


class Apart(Turned):
    """Asked of all rows of a relation together, and so by itself."""

    @property
    def is_apart(self) -> bool:
        return True

    def filter(self, rows: QuerySet, value: Any) -> QuerySet:
        return rows if value in EMPTY_VALUES else self.apart(rows, value)

    def apart(self, rows: QuerySet, value: Any) -> QuerySet:
        raise NotImplementedError


class Not(Apart):
    @property
    def takes_several(self) -> bool:  # type: ignore[override]
        return self.of.takes_several

    @property
    def schema(self) -> dict[str, Any]:  # type: ignore[override]
        return self.of.schema

    @property
    def field(self) -> forms.Field:
        return self.of.field_left_out

    def apart(self, rows: QuerySet, value: Any) -> QuerySet:
        return rows.exclude(self.of.met(value))

    def each_in_words(self, given: list[str], value: Any) -> list[str]:
        return self.of.each_in_words(given, value)


class All(Apart, Several):
    takes_several = True

    @property
    def schema(self) -> dict[str, Any]:  # type: ignore[override]
        return self.of.schema

    field_class = ListField

    def read_all(self, given: list[str]) -> list[Any]:
        if len(given) > MOST_AT_ONCE:
            raise ValidationError(f"At most {MOST_AT_ONCE} values.")
        return [tuple(self.of.read_all([one])) for one in given]

    def apart(self, rows: QuerySet, value: list[Any]) -> QuerySet:
        for one in value:
            rows = rows.filter(self.of.met(one))
        return rows

    def in_words(self, given: list[str], value: list[Any]) -> str:
        pairs = zip(given, value, strict=True)
        return " and ".join(self.of.in_words([text], one) for text, one in pairs)


class Empty(Apart):
    """Rows of which nothing is known here; `no` asks for the others."""

    field_class = YesNoField
    schema = {"type": "string", "enum": ["yes", "no"]}

    def __init__(self, of: Any, word: str, said: Any) -> None:
        super().__init__(of, word, said)
        self.extra.pop("widget")

    def apart(self, rows: QuerySet, value: bool) -> QuerySet:
        known = self._known()
        return rows.exclude(known) if value else rows.filter(known)

    def _known(self) -> Q:
        relation = self.relation
        found = Q()
        for path, column in zip(self.from_owner(relation), self.columns, strict=True):
            found |= Q(**{f"{path}__isnull": False}) & ~_blank(self.model, column, path)
        found &= self.wanted(relation) & self.of.counts_as_value(relation)
        if self.dated:
            found &= self.parent.there_on_day(f"{relation.rpartition('__')[2]}__")
        return owners_with(self.model, relation, found) if relation else found


def _blank(model: Any, column: str, path: str) -> Q:
    of, last = column_at(model, column)
    is_text = last != "pk" and isinstance(of._meta.get_field(last), CharField | TextField)
    return Q(**{path: ""}) if is_text else Q(pk__in=())


class Compared(Turned):
    """More or less than a value; asked of the same row as the others."""

    def __init__(self, of: Any, word: str, said: Any) -> None:
        super().__init__(of, word, said)
        self.field_class = getattr(of, "compared_field_class", of.field_class)
        self.schema = of.schema
        self.extra.pop("widget")
        self.in_form = getattr(of, "spans_in_form", False) and word in ("gte", "lte")

    def condition(self, relation: str, value: Any) -> Q:
        return self.of.compared(relation, self.word, value)

    def in_words(self, given: list[str], value: Any) -> str:
        return self.of.in_words(given, value)


class Contains(Turned):
    """Rows whose text holds another, whatever the case and accents; found as it was given."""

    field_class = Text.field_class

    def __init__(self, of: Any, word: str, said: Any) -> None:
        super().__init__(of, word, said)
        self.extra.pop("widget")

    def condition(self, relation: str, text: str) -> Q:
        found = words_holding(self.model, self.columns, text)
        return any_column(self.from_owner(relation), "in", found) & self.wanted(relation)


OPERATORS: dict[str, tuple[Callable[[Any, str, Any], Turned], Any]] = {
    "not": (Not, gettext_lazy("{column}, not")),
    "all": (All, gettext_lazy("{column}, all of")),
    "isnull": (Empty, gettext_lazy("{column}: not known")),
    "icontains": (Contains, gettext_lazy("{column} contains")),
    "gte": (Compared, gettext_lazy("{column} from")),
    "lte": (Compared, gettext_lazy("{column} until")),
    "gt": (Compared, gettext_lazy("{column} after")),
    "lt": (Compared, gettext_lazy("{column} before")),
}


def turned(of: Asked, word: str) -> Turned:
    made, said = OPERATORS[word]
    return made(of, word, said)
