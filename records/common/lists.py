"""A list as a page: filtered by a strict FilterSet, cut into pages, with its API twin."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django_filters import FilterSet

from records.common.requests import BadRequest
from records.common.text import table_name

PER_PAGE = 50
PERHAPS_SHOWN = 50
WHOLE = re.compile(r"[1-9][0-9]{0,5}")
API_ONLY = frozenset({"page_size", "fields"})


def list_page(
    request: HttpRequest,
    filter_class: Any,  # of AsOf, which the room above declares
    rows: QuerySet,
    template: str,
    beside: Callable[[Page, QuerySet], dict[str, Any]] = lambda page, found: {},
    **context: Any,
) -> TemplateResponse:
    """The page of a list; status 400 without rows when a filter cannot be understood.

    `beside` gives what else the template needs, from the page and all the rows found.
    """
    for name in API_ONLY & request.GET.keys():
        raise BadRequest(name, "It is read by the API only.")
    filterset = filter_class(request.GET, queryset=rows)
    valid = filterset.is_valid()  # unasked, `qs` would drop a bad value and show everything
    day = filterset.form.cleaned_data.get("as_of") if valid else None
    found = filterset.qs if valid else rows.none()
    page = page_of(request, found)
    context |= {
        "filters": filterset.form,
        "filtered": [name for name in request.GET if request.GET[name] and name != "page"],
        "day": day,
        "page": page,
        "known": filterset.known(page.paginator.count) if valid else [],
        "perhaps": _perhaps(request, filter_class, rows, day),
        "kept": kept(request),
        "asked": _asked(request, filter_class),
        "table": table_name(rows.model),
        **beside(page, found),
    }
    return TemplateResponse(request, template, context, status=200 if valid else 400)


def page_of(request: HttpRequest, rows: QuerySet | list[Any], per_page: int = PER_PAGE) -> Page:
    """The page asked for. Raises BadRequest for no number and Http404 beyond the last page."""
    number = request.GET.get("page", "1")
    if not WHOLE.fullmatch(number):
        raise BadRequest("page", "Expected a whole number from 1 on.")
    paginator = Paginator(rows, per_page)
    if int(number) > paginator.num_pages:
        raise Http404(f"This list has {paginator.num_pages} pages.")
    return paginator.page(int(number))


def _perhaps(
    request: HttpRequest, filter_class: type[FilterSet], rows: QuerySet, day: date | None
) -> list:
    """What the unknown part of a date leaves open on the day, shown apart."""
    if day is None or "certainty" not in filter_class.base_filters or request.GET.get("certainty"):
        return []
    data = request.GET.copy()
    data["certainty"] = "perhaps"
    return list(filter_class(data, queryset=rows).qs[:PERHAPS_SHOWN])


def _asked(request: HttpRequest, filter_class: Any) -> str:
    """The same question for the API, which refuses what is empty or changes nothing."""
    data = request.GET.copy()
    data.pop("page", None)
    for name in [name for name, values in data.lists() if not any(values)]:
        data.pop(name)
    if "as_of" not in data or not filter_class.day_matters(data):
        data.pop("as_of", None)
        data.pop("certainty", None)
    return data.urlencode()


def kept(request: HttpRequest) -> str:
    """The query without the page number, for links to other pages of the list."""
    data = request.GET.copy()
    data.pop("page", None)
    return data.urlencode()
