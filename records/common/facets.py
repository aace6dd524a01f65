"""What narrows a list, as links: values with their counts, and tags of what is chosen."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from django.forms import BoundField
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from records.common.filters import CountedValue, StrictFilterSet

VALUES_SHOWN = 7  # more are folded
MOST_FOLDED = 24  # the rest is asked for by name
APART = ("as_of", "certainty", "ordering", "page")  # the day and the order have their own place


@dataclass(frozen=True)
class FacetValue:
    """A value of a facet; `query` chooses it, or of one that is chosen leaves it out."""

    label: str
    number: int
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    title: str
    values: list[FacetValue]

    @property
    def shown(self) -> list[FacetValue]:
        return self.values[:VALUES_SHOWN]

    @property
    def folded(self) -> list[FacetValue]:
        return self.values[VALUES_SHOWN : VALUES_SHOWN + MOST_FOLDED]

    @property
    def unnamed(self) -> int:
        return max(0, len(self.values) - VALUES_SHOWN - MOST_FOLDED)


@dataclass(frozen=True)
class Tag:
    """What is chosen, in words; `query` is the list without it."""

    words: str
    query: str


def facets(filterset: StrictFilterSet, asked: QueryDict) -> list[Facet]:
    """Those that tell the rows apart, each counted among the rows that fit all the rest."""
    found = (_facet(filterset, name, asked) for name in filterset.facets)
    return [facet for facet in found if len(facet.values) > 1 or _is_chosen(facet)]


def tabs(filterset: StrictFilterSet, asked: QueryDict) -> list[FacetValue]:
    """The values that part the whole list, and all of them together."""
    name = filterset.tabs
    if not name:
        return []
    chosen = ",".join(asked.getlist(name))
    counted = filterset.counted(name)
    shown = [
        FacetValue(one.label, one.number, within(asked, name, one.value), one.value == chosen)
        for one in counted
        if one.number
    ]
    every = ",".join(one.value for one in counted)
    whole = sum(one.number for one in counted)
    return [*shown, FacetValue(_("All"), whole, within(asked, name, every), chosen in ("", every))]


def _facet(filterset: StrictFilterSet, name: str, asked: QueryDict) -> Facet:
    given = {part.strip().lower() for part in ",".join(asked.getlist(name)).split(",")}
    rest = within(asked, name)
    lead = f"{rest}&{name}=" if rest else f"{name}="
    values = [_value(one, given, rest, lead) for one in filterset.counted(name)]
    values.sort(key=lambda one: not one.is_chosen)  # what is chosen is never folded
    return Facet(str(filterset.asking(name).label), values)


def _value(one: CountedValue, given: set[str], rest: str, lead: str) -> FacetValue:
    is_chosen = not given.isdisjoint({one.value.lower(), one.label.lower()})
    query = rest if is_chosen else lead + quote_plus(one.value)
    return FacetValue(one.label, one.number, query, is_chosen)


def _is_chosen(facet: Facet) -> bool:
    return any(value.is_chosen for value in facet.values)


def within(asked: QueryDict, name: str, value: str = "") -> str:
    """The question with another value of a parameter, or without it, from the first page."""
    data = asked.copy()
    data.pop("page", None)
    data.pop(name, None)
    if value:
        data[name] = value
    return data.urlencode()


def tags(filterset: StrictFilterSet, asked: QueryDict) -> list[Tag]:
    """A tag for each parameter that narrows the list."""
    chosen = [name for name in asked if name not in (*APART, filterset.tabs)]
    return [Tag(_words(filterset, name), within(asked, name)) for name in chosen]


def _words(filterset: StrictFilterSet, name: str) -> str:
    return f"{filterset.filters[name].label}: {filterset.worded(name)}"


def fields(
    filterset: StrictFilterSet, asked: QueryDict, left_out: Container[str]
) -> list[SafeString]:
    """The fields of the form of a list, but for those that stand beside it."""
    kind: Any = type(filterset)
    return [
        _field(filterset.form[name])
        if name in filterset.form.errors
        else _field_without_error(kind, name, tuple(asked.getlist(name)), get_language())
        for name in shown_names(filterset)
        if name not in left_out
    ]


def shown_names(filterset: StrictFilterSet) -> list[str]:
    """Parameters that have a field: those made for it, and whatever is asked."""
    base = type(filterset).base_filters
    chosen = filterset.form_names or [
        name for name, one in base.items() if getattr(one, "in_form", True)
    ]
    return [name for name in base if name in chosen or name in filterset.data]


@lru_cache(maxsize=1000)
def _field_without_error(
    filter_class: type[StrictFilterSet], name: str, values: tuple[str, ...], language: str
) -> SafeString:
    """Kept, as a form would cost more than the rows of its list."""
    asked = QueryDict(mutable=True)
    asked.setlist(name, values or ("",))
    return _field(filter_class(asked).form[name])


def _field(field: BoundField) -> SafeString:
    return format_html("<div>{}{}{}</div>", field.label_tag(), field, field.errors)


def hidden(asked: QueryDict, shown: Container[str]) -> Iterator[tuple[str, str]]:
    """What a form has to carry along, since no field of it shows it."""
    for name, values in asked.lists():
        if name not in shown and name != "page" and any(values):
            yield name, ",".join(values)
