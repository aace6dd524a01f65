"""The questions that a list can be asked, strictly read."""

import copy
from collections.abc import Callable, Collection, Sequence
from functools import cache, partial
from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django_filters.constants import EMPTY_VALUES

from records.common.filters.asked import Asked, CountedValue
from records.common.filters.columns import filter_of
from records.common.filters.form import OneQuestion
from records.common.filters.operators import Turned, turned
from records.common.filters.values import Several
from records.common.keeping import until_published
from records.common.orders import is_indexed
from records.common.related import having


class StrictFilterSet(filters.FilterSet):
    """Refuses what it does not know, where FilterSet would return every row.

    `facets` are parameters whose values a page counts and offers as links; six are what a reader
    takes in at once. `form_names` are the fields of its page, where all would be too many. `tabs`
    is one whose values part the whole list. `columns` are asked as their type allows, by name and
    path, and are no fields of a form; an empty path takes one away that a base has. `old_names`
    lead to the new. `found_by` is the key of records that are few beside their rows: what is asked
    of them is found first, and rows by their index.

    Only filters that a question names are made; a list may have hundreds.
    """

    base_filters: dict[str, filters.Filter]  # of the class all, of one those that are asked
    facets: ClassVar[tuple[str, ...]] = ()
    tabs: ClassVar[str] = ""
    form_names: ClassVar[tuple[str, ...]] = ()
    columns: ClassVar[dict[str, str]] = {}
    old_names: ClassVar[dict[str, str]] = {}
    found_by: ClassVar[str] = ""
    words_beside: Collection[str] = ()  # that were read already: names of them are proposed too

    def __init__(self, data: Any = None, queryset: QuerySet | None = None, **kwargs: Any) -> None:
        if data is not None:
            every = type(self).base_filters
            asked = every.keys() & {*data, *self._always_asked()}
            places = self._places()
            self.base_filters = {
                name: every[name] for name in sorted(asked, key=places.__getitem__)
            }
        super().__init__(data, queryset, **kwargs)
        for one in self.filters.values():
            self._take(one)

    @classmethod
    @cache
    def _places(cls) -> dict[str, int]:
        """Of filters by name, as they were declared: answers tell of them in this order."""
        return {name: place for place, name in enumerate(cls.base_filters)}

    @classmethod
    @cache
    def _always_asked(cls) -> list[str]:
        filters = cls.base_filters.items()
        return [name for name, one in filters if getattr(one, "is_always_asked", False)]

    @classmethod
    def get_filters(cls) -> dict[str, filters.Filter]:
        """Those declared, those of columns, and what follows from each by its operators."""
        declared = dict(super().get_filters())
        model = cls._meta.model
        if model is None:
            return declared
        columns: dict[str, str] = {}
        for base in cls.__mro__:
            for name, path in vars(base).get("columns", {}).items():
                columns.setdefault(name, path)
        declared |= {
            name: filter_of(model, path)
            for name, path in columns.items()
            if path and name not in declared
        }
        found: dict[str, filters.Filter] = {}
        for name, one in declared.items():
            if getattr(one, "stands_alone", True):
                found[name] = one
            if isinstance(one, Asked):
                one.bound_to(model)
                found |= {f"{name}__{word}": turned(one, word) for word in one.offered(model)}
        return found

    def get_form_class(self) -> Callable[..., forms.Form]:
        return partial(
            OneQuestion,
            fields={name: one.field for name, one in self.filters.items()},
            every_name=(*type(self).base_filters, *self.words_beside),
            old_names=self._old_names(),
        )

    @classmethod
    @cache
    def _old_names(cls) -> dict[str, str]:
        found: dict[str, str] = {}
        for base in reversed(cls.__mro__):
            found |= vars(base).get("old_names", {})
        return {old: new for old, new in found.items() if old not in cls.base_filters}

    def _take(self, one: filters.Filter) -> None:
        one.parent, one.model = self, self.queryset.model
        if isinstance(one, Turned):
            one.of.parent, one.of.model = one.parent, one.model

    def asking(self, name: str) -> Any:
        """The filter of a name, also where the question does not name it."""
        if name not in self.filters:
            self.filters[name] = copy.deepcopy(type(self).base_filters[name])
            self._take(self.filters[name])
        return self.filters[name]

    def given(self, name: str) -> Any:
        """What was asked of a parameter, as it was read; nothing where it was not."""
        return self.form.cleaned_data.get(name)

    def worded(self, name: str) -> str:
        """What was given for a parameter, in words."""
        return self.filters[name].in_words(self.parts(name), self.given(name))

    def parts(self, name: str) -> list[str]:
        """What was given for a parameter, value by value."""
        parts = [part.strip() for text in self.data.getlist(name) for part in text.split(",")]
        return [part for part in parts if part]

    def filter_queryset(self, rows: QuerySet) -> QuerySet:
        of_one_row: dict[tuple[str, str], Q] = {}
        for name, value in self.form.cleaned_data.items():
            asked = self.filters[name]
            if not isinstance(asked, Asked) or asked.is_apart:
                rows = asked.filter(rows, value)
            elif value not in EMPTY_VALUES:
                relation = asked.relation or self._found_first(asked)
                key = relation, asked.row or relation
                of_one_row[key] = of_one_row.get(key, Q()) & asked.of_one_row(value, relation)
        for (relation, _), condition in of_one_row.items():
            rows = having(rows, relation, condition) if relation else rows.filter(condition)
        return rows

    def _found_first(self, asked: Asked) -> str:
        """The column of few records that it asks; empty where it asks the row, or many."""
        beyond = [one for one in asked.columns if one.startswith(f"{self.found_by}__")]
        return asked.columns[0] if asked.columns and len(beyond) == len(asked.columns) else ""

    def _is_of_few(self, one: Any) -> bool:
        return isinstance(one, Asked) and not one.is_apart and bool(self._found_first(one))

    def _narrowing(self) -> list[tuple[Any, Any]]:
        """The filters that were asked beside the order, with what was given."""
        given = self.form.cleaned_data.items()
        return [
            (self.filters[name], value)
            for name, value in given
            if value not in EMPTY_VALUES and name != "ordering"
        ]

    def in_order(self) -> QuerySet:
        """All rows of the list, in the order asked."""
        rows = self.queryset.all()
        ordering = self.filters.get("ordering")
        return ordering.filter(rows, self.given("ordering")) if ordering else rows

    @property
    def is_narrowed(self) -> bool:
        """Whether more than an order is asked."""
        return bool(self._narrowing())

    @property
    def has_nearest(self) -> bool:
        """Whether rows are left out of a list that an index has in the order asked.

        None has it by several words.
        """
        return self.is_narrowed and len(self.given("ordering") or ()) <= 1

    def stand_together(self, first: str) -> bool:
        """Whether an index has the rows asked for, and no others, in an order by its first column.

        What is asked is asked of this column alone, or of the records that it names, or of one that
        goes before it in an index.
        """
        asked, key = self._narrowing(), first.removesuffix("_id")
        columns = {getattr(one, "columns", ()) for one, _ in asked}
        if columns == {(key,)}:
            return True
        if key == self.found_by and all(self._is_of_few(one) for one, _ in asked):
            return True
        if len(asked) > 1:
            return False
        ((one, value),) = asked
        is_one = isinstance(one, Several) and not isinstance(one, Turned) and len(value) == 1
        return is_one and is_indexed(self.queryset.model, *one.columns, first)

    def stand_beside(self, columns: Sequence[str]) -> bool:
        """Whether an index has the rows asked for beside each other, and these columns of them."""
        asked = [one for one, _ in self._narrowing()]
        of, *others = {getattr(one, "columns", ()) for one in asked}
        if others or len(of) != 1 or any(one.is_apart for one in asked):
            return False
        return is_indexed(self.queryset.model, *of, *columns)

    def in_all(self) -> int:
        """The rows of the whole list."""
        counted = self.queryset.order_by().count
        return until_published(("rows", type(self)), counted)

    def perhaps(self) -> QuerySet:
        """Rows that may have held on the day, beside those that did; none where none has days."""
        return self.queryset.none()

    def counted(self, name: str) -> list[CountedValue]:
        """The values of a parameter among the rows that fit all the other ones."""
        asked = self.form.cleaned_data
        self.form.cleaned_data = {one: value for one, value in asked.items() if one != name}
        rows = self.filter_queryset(self.queryset.all()) if asked.get(name) else self.qs
        found = self.asking(name).counted(rows)
        self.form.cleaned_data = asked
        return found

    def there_on_day(self, prefix: str) -> Q:
        """That a related period holds on the day asked for, if one is."""
        return Q()
