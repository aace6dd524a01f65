"""Figures over every list of the API: `/api/v1/stats/`."""

from importlib import import_module
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, path
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from peacekb.api import WithoutParameters, router
from peacekb.fixtures import APPS
from records.common.schema import OwnSchema
from records.stats.adding import Adding
from records.stats.asking import CountableTable
from records.stats.views import Stats

LISTS: dict[str, Any] = {name: view for name, view, _ in router.registry if name != "search"}
ADDING: dict[Any, Adding] = {
    model: adding for app in APPS for model, adding in import_module(f"{app}.adding").ADDING.items()
}

WORDS = {"type": "array", "items": {"type": "string"}}
TABLES = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["address", "group_by", "measure", "of"],
        "properties": {
            "address": {"type": "string", "format": "uri-reference"},
            "group_by": WORDS,
            "measure": WORDS,
            "of": WORDS,
            "over": WORDS,
        },
    },
}


class StatsIndex(WithoutParameters, APIView):
    """The lists of which figures are taken, each with its address and what it can be asked.

    `group_by` takes up to three fields, or a period; `measure` is count, sum, mean, median, min,
    max, share or ratio; `of` the column of a number, or of count what is counted once each; `per`
    what a ratio divides it by, and `over` the other list that has it; `top` keeps the greatest,
    `value__gte` what is as large.
    Every filter of the list narrows its figures.
    """

    schema = OwnSchema()

    @extend_schema(operation_id="stats", tags=["figures"], responses={200: TABLES})
    def get(self, request: Request) -> Response:
        return Response({name: _described(name) for name in LISTS})


def _described(name: str) -> dict[str, Any]:
    table = table_of(name)
    told = {
        "address": reverse(f"stats-{name}"),
        "group_by": table.groups,
        "measure": table.measures,
        "of": table.measured,
    }
    over = [one.over for one in table.adding.rates]
    return told | ({"over": over} if over else {})


def _of(name: str) -> dict[str, Any]:
    viewset = LISTS[name]
    model = viewset.filterset_class._meta.model
    if model not in ADDING:
        raise ImproperlyConfigured(
            f"Say in {model._meta.app_label}/adding.py what may be added up of {model.__name__}."
        )
    return {"name": name, "viewset": viewset, "adding": ADDING[model], "others": table_of}


def table_of(name: str) -> CountableTable:
    return Stats(**_of(name)).table


def _addresses(name: str) -> list[URLPattern]:
    return [
        path(f"{name}/", Stats.as_view(**_of(name)), name=f"stats-{name}"),
        path(f"{name}.<str:format>", Stats.as_view(**_of(name)), name=f"stats-{name}-table"),
    ]


urlpatterns = [
    path("", StatsIndex.as_view(), name="stats"),
    *(pattern for name in LISTS for pattern in _addresses(name)),
]
