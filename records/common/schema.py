"""The OpenAPI description, read from the same FilterSets and serializers that answer."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_array_type, build_parameter_type
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from records.common import filters
from records.common.account import ACCOUNT
from records.common.released import HELP, RELEASE
from records.common.requests import KNOWN_AT

LED_BACK = (
    "Leads (303) to the change that had the last word on the record at the end of that day: what "
    "the base said then, whatever it has learned since."
)
AS_OF = "The day on which related rows must hold, written 1999-10-25."
OPERATORS = {
    "not": "Rows that `{of}` would leave out, those included of which nothing is known.",
    "all": "Rows that have each of the values given, at most 10.",
    "isnull": "`yes`: rows of which nothing is known here; `no`: the others.",
    "icontains": "Rows whose text holds this, whatever the case and accents.",
}
COMPARED = {
    "gte": ("That day or later.", "So much or more."),
    "lte": ("That day or earlier.", "So much or less."),
    "gt": ("Later than that.", "More than that."),
    "lt": ("Earlier than that.", "Less than that."),
}
CHOOSING = {
    "fields": "Names of the fields wanted, between commas and in order; `a.b` of what is within.",
    "omit": "Names of the fields that are not wanted; `a.b` of what is within.",
    "expand": "Names of keys to write as key, name and address; `a.b` of what is within.",
}
META = OpenApiParameter(
    "meta",
    str,
    enum=["none", "full"],
    description="`none` leaves the account of the answer out; `full` counts all rows for it.",
)


class StrictSchema(AutoSchema):
    """Every parameter of a list, from its FilterSet; those of a detail."""

    def get_tags(self) -> list[str]:
        """The app of the view."""
        return [type(self.view).__module__.partition(".")[0]]

    def get_summary(self) -> str:
        view: Any = self.view  # of a list
        named = view.filterset_class._meta.model._meta
        one, all_of = str(named.verbose_name), str(named.verbose_name_plural)
        return f"List of {all_of}" if self._is_list_view() else f"One {one}"

    def _get_filter_parameters(self) -> list[dict[str, Any]]:
        if not self._is_list_view():
            return []
        filterset = getattr(self.view, "filterset_class", None)
        return list(filter_parameters(filterset)) if filterset else []

    def get_override_parameters(self) -> list[Any]:
        choosing = [
            *(OpenApiParameter(name, str, description=text) for name, text in CHOOSING.items()),
            META,
        ]
        if self._is_list_view():
            release = OpenApiParameter(RELEASE, str, description=HELP)
            return [*choosing, release] if hasattr(self.view, "filterset_class") else []
        if getattr(self.view, "has_history", False):
            choosing.append(OpenApiParameter(KNOWN_AT, OpenApiTypes.DATE, description=LED_BACK))
        if getattr(self.view, "reads_day", False):
            choosing.append(OpenApiParameter("as_of", OpenApiTypes.DATE, description=AS_OF))
        return choosing

    def _get_response_for_code(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """A record has its account beside its fields."""
        response = super()._get_response_for_code(*args, **kwargs)
        media = response.get("content", {}).get("application/json")
        if media and getattr(self.view, "action", "") == "retrieve":
            beside = {"type": "object", "properties": {"meta": ACCOUNT}}
            media["schema"] = {"allOf": [media["schema"], beside]}
        return response


class OwnSchema(StrictSchema):
    """Of a view that says all of its parameters itself."""

    def get_summary(self) -> str:
        return str(type(self.view).__doc__).strip().partition("\n")[0].rstrip(".")

    def get_override_parameters(self) -> list[Any]:
        return []


def filter_parameters(filterset: Any, *without: str) -> Iterator[dict[str, Any]]:
    """Of a FilterSet; without the day, where nothing that can be asked depends on it."""
    declared = filterset.base_filters
    idle = () if filterset.day_matters(declared) else ("as_of",)
    for name, one in declared.items():
        if name not in (*without, *idle):
            yield filter_parameter(name, one)


def filter_parameter(name: str, declared: Any) -> dict[str, Any]:
    if isinstance(declared, filters.Ordering):
        words = [word for order in declared.orders for word in (order, f"-{order}")]
        schema = _several({"type": "string", "enum": words})
    elif isinstance(declared, filters.Asked):
        schema = dict(declared.schema)
        schema = _several(schema) if declared.takes_several else schema
    else:
        schema = {"type": "string", "enum": [value for value, _ in declared.extra["choices"]]}
    return build_parameter_type(
        name=name,
        schema=schema,
        location=OpenApiParameter.QUERY,
        description=" ".join(_sentences(name, declared)),
        explode=False if schema.get("type") == "array" else None,
        style="form" if schema.get("type") == "array" else None,
    )


def _several(schema: dict[str, Any]) -> dict[str, Any]:
    return build_array_type(schema, min_length=1, max_length=filters.MOST_VALUES)


def _sentences(name: str, declared: Any) -> Iterator[str]:
    """What is asked, and what the parameter takes."""
    of, _, word = name.rpartition("__")
    asked = declared.of if isinstance(declared, filters.Turned) else declared
    yield f"{asked.label}."
    if isinstance(declared, filters.Compared):
        of_days, of_numbers = COMPARED[word]
        is_day = declared.schema["type"] == "string"
        yield f"{of_days} {asked.takes}" if is_day else of_numbers
    elif isinstance(declared, filters.Turned):
        yield OPERATORS[word].format(of=of)
        if declared.takes_several:
            yield asked.takes
    elif isinstance(declared, filters.Asked):
        yield declared.takes
    elif isinstance(declared, filters.Ordering):
        yield "Words of the list; `-` before one reverses it."
        for order, others in declared.needs.items():
            yield f"`{order}` takes one of {', '.join(others)} beside it."


class DeclaredExtension(OpenApiSerializerFieldExtension):
    """Fields of rows say themselves what they hold, in which words, and whether null."""

    target_class = "records.rows.fields.Declared"
    match_subclasses = True

    def map_serializer_field(self, auto_schema, direction):
        return self.target.description()
