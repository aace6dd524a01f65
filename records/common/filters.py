"""One strict language of filters for pages and API: what is not understood is refused.

`field__lookup=value`, a comma or a repetition for OR, `as_of=` for the day, `ordering=`. An
unknown parameter or a value that cannot be read is an error that names the nearest valid one.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import MAXYEAR, MINYEAR, date
from typing import Any, ClassVar, NamedTuple

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CharField, Count, F, Q, QuerySet
from django.db.models.functions import Cast, Substr
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.constants import EMPTY_VALUES

from records.common.languages import Words
from records.common.periods import written
from records.common.related import any_column, column_at, having, to_many
from records.common.text import fold, nearest, words

ALWAYS_READ = frozenset({"page", "page_size", "cursor", "fields", "omit", "expand"})
LONGEST_VALUE = 200
MOST_VALUES = 100
MOST_WORDS_SHOWN = 40
FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2200, 12, 31)
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DECADE = re.compile(r"(?:1[89]|20|21)[0-9]0s")
MONTH = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-01)?)?")


class RefuseUnknown(forms.Form):
    """Refuses parameters that are neither filters nor words the view reads."""

    also: frozenset[str] = ALWAYS_READ

    def clean(self) -> dict[str, Any]:
        known = {*self.fields, *self.also}
        for name in sorted(set(self.data) - known):
            self.add_error(None, unknown("parameter", name, known))
        for name in self.data:
            if name in self.fields and not isinstance(self.fields[name], ListField):
                values = getattr(self.data, "getlist", lambda key: [self.data[key]])(name)
                if len(values) > 1:
                    self.add_error(None, f"{name} may stand only once.")
        self._refuse_empty_spans()
        return super().clean() or self.cleaned_data

    def _refuse_empty_spans(self) -> None:
        for name, first in list(self.cleaned_data.items()):
            until = name.removesuffix("__gte") + "__lte"
            last = self.cleaned_data.get(until)
            if name.endswith("__gte") and first and last and first > last:
                self.add_error(name, f"It is later than {until}: nothing lies between.")


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """That there is no parameter or field of the name, with the nearest, or its operator."""
    if not name:
        return f"There is a value without a {what} before it."
    of_name = [one for one in sorted(known) if one.startswith(f"{name}__")]
    like = " or ".join(f"'{one}'" for one in of_name) or _quoted(nearest(name, known))
    hint = f" Did you mean {like}?" if like else ""
    return f"There is no {what} '{name[:60]}'.{hint}"


def _quoted(word: str | None) -> str:
    return f"'{word}'" if word else ""


class Counted(NamedTuple):
    """A value of a parameter, its words, and how many rows have it."""

    value: str
    label: str
    number: int


def by_value(rows: QuerySet, path: str) -> QuerySet:
    """How many rows have each value of the column at the end of a path.

    A row may meet the same value twice only over rows that hang on it.
    """
    many = to_many(rows.model, path)
    is_set = many == path and rows.model._meta.get_field(many).many_to_many
    values = rows.order_by().values_list(path)
    return values.annotate(rows=Count("pk", distinct=bool(many) and not is_set))


class Asked(filters.Filter):
    """A condition on columns, given as paths; any of several columns may answer.

    Filters whose paths lead over the same relation ask one related row, all of them together:
    `legal_bases__kind` and `legal_bases__status` one legal basis. `row` names a row of its own,
    where two filters mean two things; `where` is what the related row must be besides; `dated`
    rows must be there on the day that `as_of` asks for.
    """

    def __init__(
        self,
        *columns: str,
        row: str = "",
        where: Mapping[str, Any] | None = None,
        dated: bool = False,
        **kwargs,
    ) -> None:
        self.columns, self.row, self.where, self.dated = columns, row, where or {}, dated
        super().__init__(field_name=columns[0] if columns else None, **kwargs)

    def condition(self, relation: str, value: Any) -> Q:
        """With paths from the owner of the relation, and from the row where there is none."""
        owner, _, many = relation.rpartition("__")
        columns = [path.removeprefix(f"{owner}__") for path in self.columns or [self.field_name]]
        met = any_column(columns, self.lookup_expr, value)
        return met & Q(**{f"{many}__{name}": needed for name, needed in self.where.items()})

    def counted(self, rows: QuerySet) -> list[Counted]:
        """The values that rows have in the first column, the most frequent first."""
        found = by_value(rows, self.columns[0])
        held = [
            Counted(*self.told(value), number) for value, number in found if value not in ("", None)
        ]
        return sorted(held, key=lambda one: (-one.number, one.label))

    def told(self, value: Any) -> tuple[str, str]:
        """A value of the column as the parameter takes it, and in words."""
        return str(value), str(value)

    def worded(self, given: str) -> str:
        """A value of the parameter, as it was given, in words."""
        return given

    def in_words(self, given: list[str], value: Any) -> str:
        """All that was given, in words; `value` is how it was read."""
        return ", ".join(self.worded(one) for one in given)


class StrictFilterSet(filters.FilterSet):
    """Refuses what it does not know, where FilterSet would return every row.

    `facets` are parameters whose values a page counts and offers as links; six are what a reader
    takes in at once. `tabs` is one whose values part the whole list.
    """

    facets: ClassVar[tuple[str, ...]] = ()
    tabs: ClassVar[str] = ""

    def get_form_class(self) -> type[forms.Form]:
        return type("StrictForm", (RefuseUnknown, super().get_form_class()), {})

    def filter_queryset(self, rows: QuerySet) -> QuerySet:
        of_one_row: dict[tuple[str, str], Q] = {}
        for name, value in self.form.cleaned_data.items():
            asked = self.filters[name]
            if not isinstance(asked, Asked) or asked.method:
                rows = asked.filter(rows, value)
            elif value not in EMPTY_VALUES:
                relation = to_many(rows.model, asked.field_name)
                condition = asked.condition(relation, value)
                if asked.dated:
                    condition &= self.there_on_day(f"{relation.rpartition('__')[2]}__")
                key = relation, asked.row or relation
                of_one_row[key] = of_one_row.get(key, Q()) & condition
        for (relation, _row), condition in of_one_row.items():
            rows = having(rows, relation, condition) if relation else rows.filter(condition)
        return rows

    def counted(self, name: str) -> list[Counted]:
        """The values of a parameter among the rows that fit all the other ones."""
        asked = self.form.cleaned_data
        self.form.cleaned_data = asked | {name: None}
        rows = self.filter_queryset(self.queryset.all()) if asked[name] else self.qs
        self.form.cleaned_data = asked
        return self.filters[name].counted(rows)

    def there_on_day(self, prefix: str) -> Q:
        """That a related period holds on the day asked for, if one is."""
        return Q()


class DayField(forms.DateField):
    """A day as 1999-10-25 between 1800 and 2200."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": gettext_lazy("Expected a day written 1999-10-25.")}

    def __init__(self, **kwargs) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str) and value and not ISO_DAY.fullmatch(value):
            raise ValidationError(self.error_messages["invalid"])
        day = super().to_python(value)
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(_("Expected a day between 1800 and 2200."))
        return day


class DayFilter(Asked):
    field_class = DayField

    def in_words(self, given: list[str], value: date) -> str:
        return written(value)


class MonthFilter(filters.Filter):
    """A month as 2013-12, or the whole year as 2013; its first and last day."""

    class field_class(forms.Field):  # noqa: N801 - the name that django-filter reads
        widget = forms.TextInput(attrs={"placeholder": "2013-12"})

        def to_python(self, value: Any) -> tuple[date, date] | None:
            text = str(value or "").strip()
            if not text:
                return None
            found = MONTH.fullmatch(text)
            try:
                day = date(int(found[1]), int(found[2] or 1), 1) if found else None
            except ValueError:
                day = None
            if found is None or day is None or not FIRST_DAY <= day <= LAST_DAY:
                raise ValidationError(_("Expected a month written 2013-12, or a year."))
            last_month = day.month if found[2] else 12
            return day, date(day.year, last_month, monthrange(day.year, last_month)[1])


class ListField(forms.Field):
    """Several values, by comma or by repetition; each is read by `read_one`."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, read_all: Callable[[list[str]], Any], **kwargs) -> None:
        self.read_all = read_all
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        given = value if isinstance(value, (list, tuple)) else [value] if value else []
        parts = [part.strip() for text in given for part in str(text).split(",")]
        wanted = list(dict.fromkeys(part for part in parts if part))
        if not wanted and any("," in text for text in given):
            raise ValidationError(_("Expected a value beside the comma."))
        if len(wanted) > MOST_VALUES:
            raise ValidationError(f"At most {MOST_VALUES} values.")
        return self.read_all(wanted) if wanted else None


class TextList(forms.TextInput):
    """A line for several values between commas."""

    def value_from_datadict(self, data, files, name):
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name)

    def format_value(self, value):
        return ",".join(value) if isinstance(value, (list, tuple)) else value


class _SelectList(forms.Select):
    """A drop-down of one value; the address may hold several."""

    def value_from_datadict(self, data, files, name):
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name)

    def format_value(self, value):
        given = value if isinstance(value, (list, tuple)) else [value]
        return [str(part) for text in given if text for part in str(text).split(",")][:1]


class OneOf(Asked):
    """Rows whose column has one of the values listed; any of those given."""

    field_class = ListField

    def __init__(self, column: str, choices: type[models.TextChoices], **kwargs) -> None:
        self.allowed = choices
        options = [("", gettext_lazy("any")), *choices.choices]
        kwargs.setdefault("widget", _SelectList(choices=options))
        super().__init__(column, lookup_expr="in", read_all=self._read, **kwargs)

    def _read(self, given: list[str]) -> list[str]:
        for value in given:
            if value not in self.allowed.values:
                raise ValidationError(not_one_of(value, self.allowed.values))
        return given

    def told(self, value: str) -> tuple[str, str]:
        return value, self.worded(value)

    def worded(self, given: str) -> str:
        return str(self.allowed(given).label)


def not_one_of(value: str, allowed: Iterable[str]) -> str:
    like = nearest(value, allowed)
    hint = f" Did you mean '{like}'?" if like else ""
    return f"'{value[:60]}' is not one of {', '.join(allowed)}.{hint}"


class YesNo(Asked):
    """`yes` and `no`; `true`, `false`, `1` and `0` are read too."""

    class field_class(forms.Field):  # noqa: N801 - the name that django-filter reads
        widget = forms.Select(
            choices=[
                ("", gettext_lazy("any")),
                ("yes", gettext_lazy("yes")),
                ("no", gettext_lazy("no")),
            ]
        )
        VALUES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}

        def to_python(self, value: Any) -> bool | None:
            if value in (None, ""):
                return None
            if str(value).lower() not in self.VALUES:
                raise ValidationError(_("Expected yes or no."))
            return self.VALUES[str(value).lower()]

    def told(self, value: bool) -> tuple[str, str]:
        word = "yes" if value else "no"
        return word, _(word)


class Text(Asked):
    """A short text without control characters."""

    class field_class(forms.CharField):  # noqa: N801
        widget = forms.TextInput(attrs={"type": "search"})

        def __init__(self, **kwargs) -> None:
            super().__init__(max_length=LONGEST_VALUE, **kwargs)


def holding_folded(model: type[models.Model], columns: Iterable[str], text: str) -> Q:
    """For a small table: rows whose columns hold every word, whatever its case and accents."""
    wanted = words(text)
    held = model._default_manager.order_by().values_list("pk", *columns)
    found = []
    for pk, *texts in held:
        folded = fold(" ".join(texts))
        if wanted and all(word in folded for word in wanted):
            found.append(pk)
    return Q(pk__in=found)


class Held(Asked):
    """Rows by words that the columns hold, whatever the case and accents; any of those given.

    A word that no row of the base holds is refused with the nearest. `beneath` is the sign after
    which a word goes on: with a point, `A6` finds `A6.1` too.
    """

    field_class = ListField

    def __init__(self, *columns: str, beneath: str = "", **kwargs) -> None:
        self.beneath = beneath
        kwargs.setdefault("widget", TextList())
        super().__init__(*columns, lookup_expr="in", read_all=self._read, **kwargs)

    def _read(self, given: list[str]) -> list[str]:
        held = {word: self.folded(word) for word in held_words(self.model, self.columns)}
        if not held:
            return given  # nothing is known yet, and so no word is wrong
        return sorted({word for one in given for word in self._meant(one, held)})

    def _meant(self, text: str, held: dict[str, str]) -> list[str]:
        wanted = self.folded(text)
        found = [word for word, one in held.items() if wanted and self._is_met(one, wanted)]
        if not found:
            raise ValidationError(not_held(text, held))
        return found

    def _is_met(self, held: str, wanted: str) -> bool:
        return held == wanted or (bool(self.beneath) and held.startswith(wanted + self.beneath))

    def folded(self, text: str) -> str:
        return fold(text).strip()


class Holding(Held):
    """Rows whose column holds a text somewhere: `Syria` finds «Israel-Syria (Golan)»."""

    def _is_met(self, held: str, wanted: str) -> bool:
        return wanted in held


def held_words(model: type[models.Model], paths: Iterable[str]) -> list[str]:
    """The words that the columns at the ends of the paths hold, in the whole base."""
    found: set[str] = set()
    for path in paths:
        of, column = column_at(model, path)
        found |= set(of._default_manager.order_by().values_list(column, flat=True).distinct())
    return sorted(found - {"", None})


def not_held(text: str, held: Iterable[str]) -> str:
    """With all words where they are few, and else the nearest."""
    words_held = list(held)
    like = nearest(text, words_held)
    hint = f" Did you mean '{like}'?" if like else ""
    if len(words_held) <= MOST_WORDS_SHOWN:
        return f"'{text[:60]}' is not one of {', '.join(words_held)}.{hint}"
    return f"Nothing in the base has '{text[:60]}' here.{hint}"


class Decade(Asked):
    """Rows whose day lies in the ten years of `1990s`; any of those given."""

    field_class = ListField

    def __init__(self, column: str, **kwargs) -> None:
        super().__init__(column, read_all=self._read, widget=TextList(), **kwargs)

    def _read(self, given: list[str]) -> list[int]:
        for value in given:
            if not DECADE.fullmatch(value):
                raise ValidationError(_("Expected a decade written 1990s."))
        return [int(value[:4]) for value in given]

    def condition(self, relation: str, years: list[int]) -> Q:
        either = Q()
        for year in years:
            span = date(year, 1, 1), date(year + 9, 12, 31)
            either |= Q(**{f"{self.columns[0]}__range": span})
        return either

    def counted(self, rows: QuerySet) -> list[Counted]:
        """The latest first."""
        ten_years = Substr(Cast(self.columns[0], CharField()), 1, 3)
        found = rows.order_by().values_list(ten_years).annotate(rows=Count("pk"))
        decades = sorted((value, number) for value, number in found if value)
        return [Counted(f"{ten}0s", f"{ten}0s", number) for ten, number in reversed(decades)]


class WholeNumber(Asked):
    class field_class(forms.IntegerField):  # noqa: N801
        def __init__(self, **kwargs) -> None:
            super().__init__(min_value=0, max_value=2**31 - 1, **kwargs)


class InYear(WholeNumber):
    """Rows whose day falls in the year; a year that no calendar has is that of no row."""

    def __init__(self, *columns: str, **kwargs) -> None:
        super().__init__(*columns, lookup_expr="range", **kwargs)

    def condition(self, relation: str, value: int) -> Q:
        if not MINYEAR <= value <= MAXYEAR:
            return Q(pk__in=())
        return super().condition(relation, (date(value, 1, 1), date(value, 12, 31)))


class Ordering(filters.Filter):
    """`ordering=name` or `-name`; a unique tie-break is always added, so that no page repeats.

    `orders` maps words to columns; without `default` the first is the default.
    """

    field_class = forms.CharField

    def __init__(
        self, orders: dict[str, tuple[str, ...]], default: str | None = None, **kwargs
    ) -> None:
        self.orders = orders
        self.default = default or next(iter(orders))
        kwargs.setdefault("label", gettext_lazy("Order by"))
        choices: list[tuple[str, Words]] = [("", gettext_lazy("default"))]
        for word in orders:
            plain = gettext_lazy(word.replace("_", " "))
            back = format_lazy(gettext_lazy("{order}, reversed"), order=plain)
            choices += [(word, plain), (f"-{word}", back)]
        super().__init__(widget=forms.Select(choices=choices), **kwargs)

    @property
    def field(self) -> forms.Field:
        field = super().field
        field.validators = [self._validate]
        return field

    def _validate(self, value: str) -> None:
        if value.removeprefix("-") not in self.orders:
            raise ValidationError(not_one_of(value, self.orders))

    def filter(self, rows: QuerySet, value: str | None) -> QuerySet:
        word = value or self.default
        columns = self.orders[word.removeprefix("-")]
        if word.startswith("-"):
            columns = tuple(_reversed(column) for column in columns)
        return rows.order_by(*(_nulls_last(rows.model, column) for column in columns), "pk")


def _nulls_last(model: type[models.Model], column: str) -> Any:
    """Empty values last, whichever way; left alone, the two databases disagree on them."""
    name = column.lstrip("-")
    if "__" not in name and name != "pk" and not model._meta.get_field(name).null:
        return column
    return F(name).desc(nulls_last=True) if column.startswith("-") else F(name).asc(nulls_last=True)


def _reversed(column: str) -> str:
    return column[1:] if column.startswith("-") else f"-{column}"
