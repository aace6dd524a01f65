"""A list as a page: filtered by a strict FilterSet, cut into pages, with its API twin."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django_filters import FilterSet

from records.common.facets import Facet, FacetValue, facets, fields, hidden, shown_names, tabs, tags
from records.common.keeping import until_published
from records.common.languages import plain_path
from records.common.numbers import nouns
from records.common.orders import ordered
from records.common.requests import BadRequest
from records.common.text import table_name

PER_PAGE = 50
PERHAPS_SHOWN = 50
WHOLE = re.compile(r"[1-9][0-9]{0,5}")
Beside = Callable[[Page, QuerySet, date | None], dict[str, Any]]
API_ONLY = frozenset({"page_size", "cursor", "fields", "omit", "expand", "meta", "release"})


def list_page(
    request: HttpRequest,
    filter_class: Any,  # of AsOf, which the room above declares
    rows: QuerySet,
    template: str,
    beside: Beside = lambda page, found, day: {},
    first: Mapping[str, str] | None = None,
    **context: Any,
) -> TemplateResponse:
    """The page of a list; status 400 without rows when a filter cannot be understood.

    `beside` gives what else the template needs, from the page, all rows found and the day.
    `first` is what the list is narrowed to while nothing is asked.
    """
    for name in API_ONLY & request.GET.keys():
        raise BadRequest(name, _("It is read by the API only."))
    asked = _asked(request, first or {})
    filterset = filter_class(asked, queryset=rows)
    valid = filterset.is_valid()  # unasked, `qs` would drop a bad value and show everything
    day = filterset.form.cleaned_data.get("as_of") if valid else None
    found = filterset.qs if valid else rows.none()
    page = page_of(request, ordered(found))
    beside_the_list = {*filterset.facets, filterset.tabs, "as_of"}
    parts, values = _narrowing(request, filterset, asked) if valid else ([], [])
    context = {
        "filters": filterset.form,
        "fields": fields(filterset, asked, beside_the_list),
        "hidden": list(hidden(asked, set(shown_names(filterset)) - beside_the_list)),
        "facets": parts,
        "tabs": values,
        "tags": tags(filterset, asked) if valid else [],
        "day": day,
        "page": page,
        "known": filterset.known(page.paginator.count) if valid else [],
        "at_other_times": filterset.at_other_times() if valid else [],
        "perhaps": _perhaps(asked, filter_class, rows, day),
        "kept": kept(request),
        "asked": _for_the_api(asked, filter_class),
        "twin": plain_path(request.path_info),
        "table": table_name(rows.model),
        "nouns": nouns(rows.model),
        **beside(page, found, day),
        **context,
    }
    return TemplateResponse(request, template, context, status=200 if valid else 400)


def _narrowing(
    request: HttpRequest, filterset: Any, asked: QueryDict
) -> tuple[list[Facet], list[FacetValue]]:
    """Facets and tabs: counting them costs more than the rows, and a next page has the same."""
    if not filterset.facets and not filterset.tabs:
        return [], []
    question = asked.copy()
    question.pop("page", None)
    key = "narrowing", request.path_info, question.urlencode()
    return until_published(key, lambda: (facets(filterset, asked), tabs(filterset, asked)))


def _asked(request: HttpRequest, first: Mapping[str, str]) -> QueryDict:
    """The question, without fields that were left empty."""
    asked = request.GET.copy()
    for name in [name for name, values in request.GET.lists() if not any(values)]:
        asked.pop(name)
    if not asked.keys() - {"page", "ordering"}:
        for name, value in first.items():
            asked.setdefault(name, value)
    return asked


def page_of(request: HttpRequest, rows: QuerySet | list[Any], per_page: int = PER_PAGE) -> Page:
    """The page asked for. Raises BadRequest for no number and Http404 beyond the last page."""
    number = request.GET.get("page", "1")
    if not WHOLE.fullmatch(number):
        raise BadRequest("page", _("Expected a whole number from 1 on."))
    paginator = Paginator(rows, per_page)
    if int(number) > paginator.num_pages:
        raise Http404(_("This list has {num_pages} pages.").format(num_pages=paginator.num_pages))
    return paginator.page(int(number))


@dataclass(frozen=True)
class Jump:
    """A group of a list's rows, and the page on which it begins."""

    label: str
    number: int
    page: int


def jumps(groups: Iterable[tuple[str, int]], per_page: int = PER_PAGE) -> list[Jump]:
    """To groups that follow one another, from their names and sizes."""
    before, found = 0, []
    for label, number in groups:
        found.append(Jump(label, number, before // per_page + 1))
        before += number
    return found


def _perhaps(
    asked: QueryDict, filter_class: type[FilterSet], rows: QuerySet, day: date | None
) -> list:
    """What the unknown part of a date leaves open on the day, shown apart."""
    if day is None or "certainty" not in filter_class.base_filters or asked.get("certainty"):
        return []
    data = asked.copy()
    data["certainty"] = "perhaps"
    return list(filter_class(data, queryset=rows).qs[:PERHAPS_SHOWN])


def _for_the_api(asked: QueryDict, filter_class: Any) -> str:
    """The same question for the API, which refuses what changes nothing."""
    data = asked.copy()
    data.pop("page", None)
    if "as_of" not in data or not filter_class.day_matters(data):
        data.pop("as_of", None)
        data.pop("certainty", None)
    return data.urlencode()


def kept(request: HttpRequest) -> str:
    """The query without the page number and empty fields, for links to other pages of a list."""
    data = request.GET.copy()
    for name in [name for name, values in data.lists() if name == "page" or not any(values)]:
        data.pop(name)
    return data.urlencode()


def asked_of(request: HttpRequest) -> dict[str, str]:
    """What a list was asked for, without the page and empty fields."""
    return {name: str(value) for name, value in request.GET.items() if value and name != "page"}


def found_by(request: HttpRequest, filter_class: Any, rows: QuerySet) -> Any:
    """The rows that a list was asked for. Raises BadRequest for what cannot be understood."""
    filterset = filter_class(_asked(request, {}), queryset=rows)
    if not filterset.is_valid():
        name, errors = next(iter(filterset.form.errors.items()))
        raise BadRequest(name, " ".join(errors))
    return filterset.qs
