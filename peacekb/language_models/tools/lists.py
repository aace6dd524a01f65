"""Any list of the API with its own filters, and what these are."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.utils.text import capfirst
from pydantic import Field, WithJsonSchema, field_validator

from peacekb.api import router
from peacekb.language_models.answers import Answer, declined, given
from peacekb.language_models.asking import Site
from peacekb.language_models.tools.registry import Arguments, Cursor, Limit, tool
from peacekb.openapi import description, resolved
from records.common.addresses import KINDS

LISTS = tuple(sorted(name for name, _, _ in router.registry if name != "search"))
if TYPE_CHECKING:
    ListName = str
else:
    ListName = Literal[LISTS]
# What the tool's own arguments say, or what would change the form of the answer.
ELSEWHERE = {"page_size": "limit", "cursor": "cursor", "page": "cursor", "format": "none"}
MOST_FILTERS = 40

Value = str | int | float | bool
Values = Value | list[Value]


class Query(Arguments):
    list: Annotated[ListName, Field(description="Which list.")]
    filters: Annotated[
        dict[str, Values],
        Field(
            max_length=MOST_FILTERS,
            description="By parameter, as describe_list names them: "
            '{"state": "FRA", "adopted_on__gte": "2011-01-01", "position": ["no", "abstain"]}. '
            "Of several values either will do.",
        ),
    ] = {}
    limit: Limit = 20
    cursor: Cursor | None = None

    @field_validator("filters")
    @classmethod
    def only_filters(cls, given: dict[str, Any]) -> dict[str, Any]:
        for name, instead in ELSEWHERE.items():
            if name in given:
                raise ValueError(f"'{name}' is no filter; the argument for it is {instead}")
        return given


@tool("Query a list")
def query(site: Site, asked: Query) -> Answer:
    """Rows of any list of the API, by its own filters, strictly: a filter or value that is not
    known is refused with the nearest word. Ask describe_list first for the filters, fields and
    orders. `count` tells how many fit, to 10,000; do not count the rows given."""
    reply = site.get(f"{asked.list}/", **asked.filters, page_size=asked.limit, cursor=asked.cursor)
    wanted = ", ".join(f"{name} {value}" for name, value in asked.filters.items())[:300]
    what = asked.list.replace("-", " ") + (f" with {wanted}" if wanted else "")
    if not reply.rows:
        return Answer(**declined(what, reply, f"the list {asked.list}", []))
    text = f"{capfirst(what)}: {reply.count:,} in all, {len(reply.rows)} asked for here."
    return Answer(**given(site, reply, KINDS.get(asked.list)), text=text)


class DescribeList(Arguments):
    list: Annotated[  # the names are not told twice: models read the list of tools at each start
        ListName,
        WithJsonSchema({"type": "string", "description": "Which list, as query has them."}),
    ]


@tool("What a list takes")
def describe_list(site: Site, asked: DescribeList) -> Answer:
    """The filters of a list with their operators and values, its orders and its fields."""
    path = f"/api/v1/{asked.list}/"
    described = description()["paths"][path]["get"]
    fields = site.get(f"{asked.list}.schema.json")
    filters = _filters([resolved(one) for one in described["parameters"]])
    columns = [
        {"field": one["name"], "means": one.get("description"), "values": one.get("categories")}
        for one in fields.body["fields"]
    ]
    return Answer(
        found=True,
        text=f"{' '.join(described.get('description', asked.list).split())} Operators stand behind "
        "two underscores: adopted_on__gte.",
        rows=[{"parameters": filters}, {"fields": columns}],
        count=2,
        asked=[fields.address],
    )


def _filters(parameters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each parameter once, with its operators beside it."""
    found: dict[str, dict[str, Any]] = {}
    for one in sorted(parameters, key=lambda parameter: parameter["name"]):
        if one["in"] != "query" or one["name"] in ELSEWHERE:
            continue
        name, _, operator = one["name"].partition("__")
        if operator and name in found:
            found[name].setdefault("operators", []).append(operator)
            continue
        schema = one["schema"]
        values = schema.get("items", schema).get("enum")
        told = {"parameter": one["name"], "means": one.get("description"), "values": values}
        found[one["name"]] = {key: value for key, value in told.items() if value}
    return list(found.values())
