"""Figures over each list of the API: `/api/v1/stats/<table>/`, and the same as a table."""

from collections.abc import Callable
from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from records.common.api import ReadOnly, on_day
from records.common.formats import TABULAR
from records.common.formats.sheet import TableSheet, sheet_of
from records.common.formats.streaming import account_at, as_file
from records.common.requests import account_wanted, refuse_account, refuse_empty
from records.stats.accounting import account_of_figures
from records.stats.adding import Adding, Measure
from records.stats.answering import AnsweredFigures, GroupFigure, answered
from records.stats.asking import MOST_GROUPS, CountableTable, read
from records.stats.axes import Axis
from records.stats.counting import ENDS, MOST_CELLS
from records.stats.describing import FIGURES, StatsSchema

DIVIDED = (Measure.SHARE, Measure.MEAN, Measure.MEDIAN, Measure.RATIO)


class Stats(APIView):
    """Figures over the rows of a list, which its own filters narrow.

    `group_by` takes up to three fields, or a period. null is the group of which the value is not
    known. What cannot be added up is refused with the reason. `list` is the list of exactly the
    rows of a figure, null where no filter asks for them.
    """

    schema = StatsSchema()
    renderer_classes = TABULAR
    name = ""
    viewset: Any = ReadOnly
    adding = Adding()
    others: Callable[[str], CountableTable] | None = None

    @property
    def table(self) -> CountableTable:
        rows, others = self.viewset.queryset.all(), self.others
        kind = self.viewset.filterset_class
        return CountableTable(self.name, kind, rows, self.adding, others)

    def initial(self, request: Request, *args, **kwargs) -> None:
        super().initial(request, *args, **kwargs)
        refuse_empty(request)

    @extend_schema(responses={200: FIGURES})
    def get(self, request: Request, format: str = "") -> HttpResponseBase:  # as the framework says
        """The figures; a table has them however many the groups are."""
        table = getattr(request.accepted_renderer, "table", None)
        if table is None:
            return self._told(request)
        refuse_account(request)
        sheet = as_sheet(self._answer(request, MOST_CELLS))
        reply = as_file(request, sheet, table, f"peacekb-stats-{self.name}")
        reply["Link"] = account_at(request, f"stats-{self.name}")
        return reply

    def _told(self, request: Request) -> Response:
        wanted = account_wanted(request)
        answer = self._answer(request, MOST_GROUPS)
        account = {} if wanted == "none" else {"meta": account_of_figures(answer, wanted == "full")}
        return Response(as_json(answer) | account)

    def _answer(self, request: Request, most: int) -> AnsweredFigures:
        asked = read(self.table, request.query_params)
        self.viewset().refuse_idle_day(asked.params)
        return answered(asked, most)


def as_sheet(answer: AnsweredFigures) -> TableSheet:
    axes = answer.asked.question.axes
    groups = [name for axis in axes for name in _columns(axis)]
    rows = [_row(answer, one) for one in answer.figures] if axes else [_total(answer)]
    return sheet_of(rows, [*groups, *_total(answer)])


def _total(answer: AnsweredFigures) -> dict[str, Any]:
    return _measured(answer, answer.total)


def as_json(answer: AnsweredFigures) -> dict[str, Any]:
    asked = answer.asked
    return {
        "table": asked.table.name,
        "measure": asked.question.measure.value,
        "of": asked.of_name or None,
        "per": asked.question.per or None,
        **_other_list(answer),
        "group_by": [axis.name for axis in asked.question.axes],
        "method": answer.method,
        "total": _total(answer),
        "count": len(answer.figures),
        "results": [_row(answer, one) for one in answer.figures],
        **on_day(asked.filterset.form.cleaned_data.get("as_of")),
    }


def _other_list(answer: AnsweredFigures) -> dict[str, Any]:
    """Of a rate: what it is over, and how far both lists tell of the same."""
    if not (rate := answer.asked.question.rate):
        return {"over": None}
    told = {"over": rate.over, "unit": rate.said, "factor": rate.factor}
    return told | {"matched": answer.matched}


def _columns(axis: Axis) -> list[str]:
    """A period is its own name."""
    return [axis.name] if axis.is_period else [axis.name, f"{axis.name}_name"]


def _row(answer: AnsweredFigures, figure: GroupFigure) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for axis, told in zip(answer.asked.question.axes, figure.told, strict=False):
        row |= dict(zip(_columns(axis), told, strict=False))
    return row | _measured(answer, figure)


def _measured(answer: AnsweredFigures, figure: GroupFigure) -> dict[str, Any]:
    question, found = answer.asked.question, figure.found
    row: dict[str, Any] = {"value": found.value, "rows": figure.tally.rows}
    if question.measure in DIVIDED:
        row["of"] = found.of
    if question.rate:
        row["part"] = figure.tally.total if figure.tally.known else None
    if question.measure in ENDS and question.by_month:
        row["at"] = f"{found.at:%Y-%m}" if found.at else None
    if question.has_number:
        row["without_number"] = figure.tally.rows - figure.tally.known
    return row | {"list": answer.address(figure)}
