"""A question about figures, read strictly: the list that is asked, by what, and what of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django_filters.constants import EMPTY_VALUES
from rest_framework.exceptions import ValidationError

from records.common.filters import ALWAYS_READ, not_one_of
from records.filters import AsOf
from records.stats.adding import Adding, Measure
from records.stats.axes import Axis, axis, names_of
from records.stats.counting import FigureQuestion

OWN = ("group_by", "measure", "of", "top", "ordering")
WHOLE_ONLY = tuple(sorted(ALWAYS_READ - {"meta"}))
MOST_GROUPS = 1000
MOST_FIELDS = 2
ORDERS = ("value", "-value", "group", "-group")


@dataclass(frozen=True)
class CountableTable:
    """A list of the API with what may be added up of it."""

    name: str
    filterset_class: type[AsOf]
    rows: QuerySet
    adding: Adding

    @property
    def groups(self) -> list[str]:
        return names_of(self.filterset_class, self.adding)

    @property
    def measures(self) -> list[str]:
        every = [one.value for one in Measure]
        return every if self.adding.numbers else [Measure.COUNT.value, Measure.SHARE.value]

    @property
    def measured(self) -> list[str]:
        """What `of` may say."""
        return [*self.adding.numbers, *self.things]

    @property
    def things(self) -> dict[str, str]:
        """What `measure=count&of=` counts once each: records that a row names, by parameter."""
        filterset = self.filterset_class(QueryDict(), queryset=self.rows)
        axes = (axis(filterset, name, self.adding) for name in self.groups)
        return {one.name: one.column for one in axes if one.can_be_counted}


def refuse(name: str, text: str) -> NoReturn:
    raise ValidationError({name: [text]})


@dataclass(frozen=True)
class AskedFigures:
    """The question, and the list that it is asked of."""

    table: CountableTable
    params: QueryDict
    filterset: AsOf
    question: FigureQuestion
    of_name: str
    top: int
    ordering: str

    def list_address(self, narrowed: Mapping[str, str]) -> str:
        data = self.params.copy()
        for name, value in narrowed.items():
            data[name] = value
        query = data.urlencode(safe=":,/")
        return reverse(f"{self.table.name}-list") + (f"?{query}" if query else "")


def read(table: CountableTable, given: QueryDict) -> AskedFigures:
    """Raises ValidationError."""
    for name in (*OWN, *WHOLE_ONLY):
        if len(given.getlist(name)) > 1 and name != "group_by":
            refuse(name, "It may stand only once.")
        if name in WHOLE_ONLY and name in given:
            refuse(name, "Figures come whole; take it away.")
    params = given.copy()
    for name in (*OWN, "meta"):
        params.pop(name, None)
    filterset = table.filterset_class(params, queryset=table.rows)
    if not filterset.is_valid():
        raise ValidationError(dict(filterset.errors))
    measure = Measure(_one_of(given, "measure", list(Measure), Measure.COUNT))
    axes = [axis(filterset, name, table.adding) for name in _group_by(table, given)]
    question = FigureQuestion(measure, axes, table.adding, _of(table, measure, given))
    is_plain = len(axes) == 1 and not axes[0].is_period
    order = _one_of(given, "ordering", list(ORDERS), "-value" if is_plain else "group")
    of_name = given.get("of", question.of)
    asked = AskedFigures(table, params, filterset, question, of_name, _top(given, axes), order)
    _refuse_odd_groups(asked)
    return asked


def _one_of(given: QueryDict, name: str, known: list[str], default: str) -> str:
    value = given.get(name, default)
    if value not in known:
        refuse(name, not_one_of(value, known))
    return value


def _group_by(table: CountableTable, given: QueryDict) -> list[str]:
    names = [name.strip() for text in given.getlist("group_by") for name in text.split(",")]
    names = [name for name in names if name]
    if len(names) > MOST_FIELDS or len(set(names)) < len(names):
        refuse("group_by", f"At most {MOST_FIELDS} different fields.")
    for name in names:
        if name not in table.groups:
            refuse("group_by", not_one_of(name, table.groups))
    return names


def _of(table: CountableTable, measure: Measure, given: QueryDict) -> str:
    """The path of the column measured, or of what is counted once each."""
    name, numbers = given.get("of", ""), table.adding.numbers
    if measure == Measure.COUNT:
        things = table.things if name else {}
        if name and name not in things:
            refuse("of", f"Rows are counted, or once each: {not_one_of(name, things)}")
        return things.get(name, "")
    if not numbers and (name or measure != Measure.SHARE):
        refuse("measure", f"The table has no numbers to take a {measure} of; count its rows.")
    if not name and measure != Measure.SHARE:
        if len(numbers) > 1:
            refuse("of", f"Say of which column: {', '.join(numbers)}.")
        return numbers[0]
    if name and name not in numbers:
        refuse("of", not_one_of(name, numbers))
    return name


def _top(given: QueryDict, axes: list[Axis]) -> int:
    text = given.get("top")
    if text is None:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= MOST_GROUPS):
        refuse("top", f"Expected a whole number from 1 to {MOST_GROUPS}.")
    if not axes:
        refuse("top", "Without group_by there is one figure; leave it out.")
    return int(text)


def _refuse_odd_groups(asked: AskedFigures) -> None:
    given, axes = asked.filterset.form.cleaned_data, asked.question.axes
    if len(axes) > 1 and axes[0].is_beside(axes[1]):
        text = f"{axes[0].name} and {axes[1].name} tell of one thing: group by one of them."
        refuse("group_by", text)
    is_doubted = bool(given.get("as_of")) and given.get("certainty", "") not in ("", "certain")
    for one in axes:
        if one.one is None:
            continue
        if len(one.one.columns) > 1 and given.get(one.name) not in EMPTY_VALUES:
            refuse(one.name, "It is asked of several columns at once: ask it, or group by it.")
        if one.one.dated and is_doubted:
            refuse("certainty", f"{one.name} is grouped by what is certain; leave it out.")
