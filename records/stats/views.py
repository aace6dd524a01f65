"""Figures over each list of the API: `/api/v1/stats/<table>/`, and the same as CSV."""

from typing import Any

from django.http import StreamingHttpResponse
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from records.common.api import ReadOnly, on_day
from records.common.requests import BadRequest, account_wanted, refuse_empty
from records.common.tables import Table as Sheet
from records.common.tables import csv_reply
from records.stats.accounting import account_of_figures
from records.stats.adding import Adding, Measure
from records.stats.answering import Answer, Figure, answered
from records.stats.asking import MOST_GROUPS, Table, read
from records.stats.axes import Axis
from records.stats.counting import MOST_CELLS
from records.stats.describing import FIGURES, StatsSchema


class Stats(APIView):
    """Figures over the rows of a list, which its own filters narrow.

    `group_by` takes up to two fields, or a period. null is the group of which the value is not
    known. What cannot be added up is refused with the reason. `list` is the list of exactly the
    rows of a figure, null where no filter asks for them.
    """

    schema = StatsSchema()
    name = ""
    viewset: Any = ReadOnly
    adding = Adding()

    @property
    def table(self) -> Table:
        rows = self.viewset.queryset.all()
        return Table(self.name, self.viewset.filterset_class, rows, self.adding)

    def initial(self, request: Request, *args, **kwargs) -> None:
        super().initial(request, *args, **kwargs)
        refuse_empty(request)

    @extend_schema(responses={200: FIGURES})
    def get(self, request: Request) -> Response:
        wanted = account_wanted(request)
        answer = self._answer(request, MOST_GROUPS)
        account = {} if wanted == "none" else {"meta": account_of_figures(answer, wanted == "full")}
        return Response(as_json(answer) | account)

    def _answer(self, request: Request, most: int) -> Answer:
        asked = read(self.table, request.query_params)
        self.viewset().refuse_idle_day(asked.params)
        return answered(asked, most)


class StatsSheet(Stats):
    """The figures as CSV, however many the groups are."""

    schema = None  # type: ignore[assignment]  # the same question, described once

    def get(self, request: Request) -> StreamingHttpResponse:  # type: ignore[override]
        if "meta" in request.query_params:
            raise BadRequest("meta", "A table has no room for it; ask the same address as JSON.")
        answer = self._answer(request, MOST_CELLS)
        axes = answer.asked.question.axes
        groups = [name for axis in axes for name in _columns(axis)]
        figures = answer.figures if axes else [answer.total]
        head = [*groups, *_measured(answer, answer.total)]
        rows = (_row(answer, one) for one in figures)
        sheet = Sheet(head, ([row[name] for name in head] for row in rows))
        reply = csv_reply(sheet, f"peacekb-stats-{self.name}")
        asked = request.query_params.copy()
        asked["meta"] = "full"
        address = f"{reverse(f'stats-{self.name}')}?{asked.urlencode()}"
        link = f'<{address}>; rel="describedby"; type="application/json"; title="account"'
        reply["Link"] = link
        return reply


def as_json(answer: Answer) -> dict[str, Any]:
    asked = answer.asked
    known = [one.as_json() for one in asked.filterset.known(answer.total.tally.rows)]
    return {
        "table": asked.table.name,
        "measure": asked.question.measure.value,
        "of": asked.of_name or None,
        "group_by": [axis.name for axis in asked.question.axes],
        "method": answer.method,
        "total": _measured(answer, answer.total),
        "count": len(answer.figures),
        "results": [_row(answer, one) for one in answer.figures],
        **on_day(asked.filterset.form.cleaned_data.get("as_of"), asked.filterset.known_until),
        **({"known": known} if known else {}),
    }


def _columns(axis: Axis) -> list[str]:
    """A period is its own name."""
    return [axis.name] if axis.is_period else [axis.name, f"{axis.name}_name"]


def _row(answer: Answer, figure: Figure) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for axis, told in zip(answer.asked.question.axes, figure.told, strict=False):
        row |= dict(zip(_columns(axis), told, strict=False))
    return row | _measured(answer, figure)


def _measured(answer: Answer, figure: Figure) -> dict[str, Any]:
    question, found = answer.asked.question, figure.found
    row: dict[str, Any] = {"value": found.value, "rows": figure.tally.rows}
    if question.measure in (Measure.SHARE, Measure.MEAN):
        row["of"] = found.of
    if question.measure == Measure.MAX and question.by_month:
        row["at"] = f"{found.at:%Y-%m}" if found.at else None
    if question.has_number:
        row["without_number"] = figure.tally.rows - figure.tally.known
    return row | {"list": answer.address(figure)}
