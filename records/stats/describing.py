"""The OpenAPI description of figures: each table with its filters, groups and measures."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter

from records.common.account import ACCOUNT
from records.common.api import AS_OF
from records.common.schema import META, StrictSchema, filter_parameters
from records.stats.adding import Measure
from records.stats.asking import BOUNDS, ORDERS, CountableTable

NUMBER = {"type": ["number", "null"]}
LIST = {
    "type": ["string", "null"],
    "format": "uri-reference",
    "description": "The list of exactly the rows behind it; null where no filter asks for them.",
}
BOUND = {"type": "number", "minimum": 0}
FIGURE: dict[str, Any] = {
    "type": "object",
    "required": ["value", "rows", "list"],
    "properties": {
        "value": NUMBER | {"description": "The figure; null where no row has a number."},
        "rows": {"type": "integer", "description": "Rows of the list behind it."},
        "of": NUMBER | {"description": "What it was divided by; of a median, how many numbers."},
        "part": NUMBER | {"description": "Of a rate over another list: what was divided."},
        "at": {
            "type": ["string", "null"],
            "description": "The month of the highest, or lowest.",
        },
        "without_number": {"type": "integer", "description": "Rows that were left out."},
        "list": LIST,
    },
}
MATCHED: dict[str, Any] = {
    "type": "object",
    "description": "Of a rate over another list: how many groups both lists have, and how many "
    "have nothing in the other, or only there.",
    "required": ["groups", "without_other", "only_in_other"],
    "properties": {
        name: {"type": "integer", "minimum": 0}
        for name in ("groups", "without_other", "only_in_other")
    },
}
FIGURES: dict[str, Any] = {
    "type": "object",
    "required": ["table", "measure", "of", "group_by", "method", "total", "count", "results"],
    "properties": {
        "table": {"type": "string"},
        "measure": {"type": "string", "enum": [one.value for one in Measure]},
        "of": {"type": ["string", "null"]},
        "per": {"type": ["string", "null"]},
        "over": {"type": ["string", "null"], "description": "The list that a rate divides by."},
        "unit": {"type": "string", "description": "What a rate over another list is, in words."},
        "factor": {"type": "integer", "description": "Value is `part` times it, by `of`."},
        "matched": MATCHED,
        "group_by": {"type": "array", "items": {"type": "string"}},
        "method": {"type": "string", "description": "How the figures were made, in sentences."},
        "total": FIGURE,
        "count": {"type": "integer", "description": "How many groups there are."},
        "results": {
            "type": "array",
            "description": "With a key and a name for each field of `group_by`: `state` and "
            "`state_name`; null and «Not known» where the value is not known.",
            "items": FIGURE | {"additionalProperties": {"type": ["string", "integer", "null"]}},
        },
        "as_of": AS_OF,
        "meta": ACCOUNT,
    },
}


class StatsSchema(StrictSchema):
    """The words of a question about figures, and every filter of the list."""

    view: Any  # of Stats, which is above

    def get_tags(self) -> list[str]:
        return ["figures"]

    def get_operation_id(self) -> str:
        return f"stats_{self.view.name.replace('-', '_')}"

    def get_summary(self) -> str:
        return f"Figures over {self.view.table.rows.model._meta.verbose_name_plural}"

    def _get_filter_parameters(self) -> list[dict[str, Any]]:
        return list(filter_parameters(self.view.table.filterset_class, "ordering"))

    def get_override_parameters(self) -> list[Any]:
        table = self.view.table
        words = [
            ("measure", table.measures, "What is taken of the rows; alone it counts them."),
            ("of", table.measured, "The column of a number; of count, what is counted once each."),
            ("per", _divisors(table), "What a ratio divides by."),
            ("over", [one.over for one in table.adding.rates], "The list a rate divides by."),
            ("ordering", list(ORDERS), "By value or by group; `-` reverses."),
        ]
        groups = OpenApiParameter(
            "group_by",
            str,
            description="Up to three fields, between commas.",
            enum=table.groups,
            many=True,
            explode=False,
            style="form",
        )
        top = "So many of the greatest, of each group but the last; equal ones stay."
        whole = "Parameters of the question, between commas, that narrow a share and not its whole."
        bound = "Groups whose figure is so large."
        return [
            groups,
            META,
            *(
                OpenApiParameter(name, str, description=text, enum=values)
                for name, values, text in words
                if values
            ),
            OpenApiParameter(
                "top", {"type": "integer", "minimum": 1, "maximum": 1000}, description=top
            ),
            OpenApiParameter("out_of", str, description=whole),
            *(OpenApiParameter(name, BOUND, description=bound) for name in BOUNDS),
        ]


def _divisors(table: CountableTable) -> list[str]:
    return list(table.adding.numbers) if Measure.RATIO in table.measures else []
