"""A question about columns, as a list can be asked it."""

from collections.abc import Iterator, Mapping
from copy import copy
from typing import Any, ClassVar, NamedTuple

import django_filters as filters
from django import forms
from django.db.models import Count, Q, QuerySet

from records.common.related import any_column, column_at, may_lack, owners_with, to_many

LONGEST_VALUE = 200


class CountedValue(NamedTuple):
    """A value of a parameter, its words, and how many rows have it."""

    value: str
    label: str
    number: int


def by_value(rows: QuerySet, path: str) -> QuerySet:
    """How many rows have each value of the column at the end of a path.

    A row may meet the same value twice only over rows that hang on it.
    """
    many = to_many(rows.model, path)
    owner, last = column_at(rows.model, path)
    is_set = many == path and owner._meta.get_field(last).many_to_many
    values = rows.order_by().values_list(path)
    return values.annotate(how_many=Count("pk", distinct=bool(many) and not is_set))


class OfOneQuestion(filters.Filter):
    """A filter as each question has its own.

    A copy shares what was declared, which nothing changes, and makes its own field.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> "OfOneQuestion":
        made = copy(self)
        made.__dict__.pop("_field", None)
        made.method = self.method  # which is bound to its filter
        return made


class Asked(OfOneQuestion):
    """A condition on columns, given as paths; any of several columns may answer.

    Filters whose paths lead over the same relation ask one related row, all of them together:
    `legal_bases__kind` and `legal_bases__status` one legal basis. `row` names a row of its own,
    where two filters mean two things; `where` is what the related row must be besides; `dated`
    rows must be there on the day that `as_of` asks for.

    Declared once, a filter is asked with each of its `operators`, too: `adopted_on__gte`.
    """

    operators: ClassVar[tuple[str, ...]] = ()
    stands_alone: ClassVar[bool] = True  # without an operator
    is_always_asked: ClassVar[bool] = False
    schema: Mapping[str, Any] = {"type": "string"}  # of one value, for the description
    takes_several: ClassVar[bool] = False
    takes: ClassVar[str] = "A text."  # in a sentence, for the description

    def __init__(
        self,
        *columns: str,
        row: str = "",
        where: Mapping[str, Any] | None = None,
        dated: bool = False,
        in_form: bool = True,
        **kwargs,
    ) -> None:
        self.columns, self.row, self.where, self.dated = columns, row, where or {}, dated
        self.in_form = in_form  # of pages, where a field for each operator would cost too much
        super().__init__(field_name=columns[0] if columns else None, **kwargs)

    def bound_to(self, model: Any) -> None:
        """Takes from the columns of the model what they can hold."""

    def offered(self, model: Any) -> Iterator[str]:
        """The operators that can make a difference for the columns of the model."""
        for word in self.operators:
            if word == "all" and not (self.columns and to_many(model, self.columns[0])):
                continue
            if word == "isnull" and not self._may_lack(model):
                continue
            yield word

    def _may_lack(self, model: Any) -> bool:
        return bool(self.columns) and all(may_lack(model, path) for path in self.columns)

    @property
    def field_left_out(self) -> forms.Field:
        """What reads the values that `__not` leaves out."""
        return self.field

    @property
    def is_apart(self) -> bool:
        """Whether it is asked by itself, and not of the one row that others ask, too."""
        return bool(self.method)

    @property
    def relation(self) -> str:
        return to_many(self.model, self.columns[0]) if self.columns else ""

    def of_one_row(self, value: Any, relation: str = "") -> Q:
        """What one row of the relation must be, with paths from its owner."""
        relation = relation or self.relation
        condition = self.condition(relation, value)
        if self.dated:
            condition &= self.parent.there_on_day(f"{relation.rpartition('__')[2]}__")
        return condition

    def met(self, value: Any) -> Q:
        """The rows that fit this question alone."""
        if self.method:
            rows = self.filter(self.parent.queryset.all(), value)
            return Q(pk__in=rows.order_by().values("pk"))
        condition = self.of_one_row(value)
        return owners_with(self.model, self.relation, condition) if self.relation else condition

    def condition(self, relation: str, value: Any) -> Q:
        """With paths from the owner of the relation, and from the row where there is none."""
        return any_column(self.from_owner(relation), self.lookup_expr, value) & self.wanted(
            relation
        )

    def from_owner(self, relation: str) -> list[str]:
        owner = relation.rpartition("__")[0]
        return [path.removeprefix(f"{owner}__") for path in self.columns]

    def wanted(self, relation: str) -> Q:
        """What the related row must be besides."""
        many = relation.rpartition("__")[2]
        return Q(**{f"{many}__{name}": needed for name, needed in self.where.items()})

    def counts_as_value(self, relation: str) -> Q:
        """What stands in the columns must be this to be one of the values that can be asked."""
        return Q()

    def not_held(self, value: Any) -> Iterator[str]:
        """Sentences on what the base would have to hold to answer, and does not."""
        yield from ()

    @property
    def names_records_of(self) -> Any:
        """The model of the records that it names, where the list is of others; else None."""
        return None

    def counted(self, rows: QuerySet) -> list[CountedValue]:
        """The values that rows have in the first column, the most frequent first."""
        found = by_value(rows, self.columns[0])
        held = [
            CountedValue(*self.told(value), number)
            for value, number in found
            if value not in ("", None)
        ]
        return sorted(held, key=lambda one: (-one.number, one.label))

    def told(self, value: Any) -> tuple[str, str]:
        """A value of the column as the parameter takes it, and in words."""
        return str(value), str(value)

    def in_rows(self, value: Any) -> list[Any] | None:
        """What was asked for as rows show it; None where no column shows it alone."""
        return None

    def worded(self, given: str) -> str:
        """A value of the parameter, as it was given, in words."""
        return given

    def in_words(self, given: list[str], value: Any) -> str:
        """All that was given, in words; `value` is how it was read."""
        return ", ".join(self.each_in_words(given, value))

    def each_in_words(self, given: list[str], value: Any) -> list[str]:
        return [self.worded(one) for one in given]
