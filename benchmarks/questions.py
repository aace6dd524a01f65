"""What lists are asked: their first page, each order, filter and search, with values they hold."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from peacekb.api import router
from records.common.filters import Asked

VIEWS: dict[str, Any] = {name: view for name, view, _ in router.registry if name != "search"}
A_WORD = "peace"
SAID = {  # where what is counted is no value of the parameter
    "cited_provisions": "un-charter:VII",
    "held_in": "2000",
    "membership": "permanent",
    "provision": "un-charter:VII",
    "regional_group": "african",
}


def questions(name: str) -> Iterator[str]:
    """Queries that a list takes."""
    filterset = VIEWS[name].filterset_class
    for asked in _questions(name, filterset.base_filters):
        query = urlencode(asked)
        if filterset(QueryDict(query), queryset=VIEWS[name].queryset.all()).is_valid():
            yield query


def _questions(name: str, filters: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Filters are asked with the value that most rows have, bounds at the middle."""
    yield {}
    ordering: Any = filters.get("ordering")
    for word in ordering.orders if ordering else ():
        needed = ordering.needs.get(word)
        for beside in _asked(name, needed[0]) if needed else ({},):
            yield from (beside | {"ordering": order} for order in (word, f"-{word}"))
    if "q" in filters:
        yield {"q": A_WORD}
    for one in filters:
        if "__" not in one and isinstance(filters[one], Asked):
            yield from _asked(name, one)


def _asked(name: str, parameter: str) -> Iterator[dict[str, str]]:
    if parameter in SAID:
        yield {parameter: SAID[parameter]}
        return
    view = VIEWS[name]
    filterset = view.filterset_class({}, queryset=view.queryset.all())
    filterset.is_valid()
    asked = filterset.asking(parameter)
    if not asked.columns or asked.is_apart:
        return
    values = [one for one in asked.counted(filterset.qs) if one.value]
    if values and parameter in view.filterset_class.base_filters:
        yield {parameter: max(values, key=lambda one: one.number).value}
    if values and f"{parameter}__gte" in view.filterset_class.base_filters:
        yield {f"{parameter}__gte": sorted(one.value for one in values)[len(values) // 2]}
