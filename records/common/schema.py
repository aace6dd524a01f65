"""The OpenAPI description, read from the same FilterSets and serializers that answer."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_array_type, build_parameter_type
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from records.common import filters
from records.common.account import ACCOUNT
from records.common.released import HELP, RELEASE

AS_OF = "The day on which related rows must hold, written 1999-10-25."
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
    """Every parameter of a list, from its FilterSet; those of a detail; problems as errors."""

    def _get_filter_parameters(self) -> list[dict[str, Any]]:
        if not self._is_list_view():
            return []
        filterset = getattr(self.view, "filterset_class", None)
        declared = filterset.base_filters.items() if filterset else ()
        return [filter_parameter(name, one) for name, one in declared]

    def get_override_parameters(self) -> list[Any]:
        choosing = [
            *(OpenApiParameter(name, str, description=text) for name, text in CHOOSING.items()),
            META,
        ]
        if self._is_list_view():
            release = OpenApiParameter(RELEASE, str, description=HELP)
            return [*choosing, release] if hasattr(self.view, "filterset_class") else []
        if not getattr(self.view, "reads_day", False):
            return choosing
        return [*choosing, OpenApiParameter("as_of", OpenApiTypes.DATE, description=AS_OF)]

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

    def get_override_parameters(self) -> list[Any]:
        return []


def filter_parameter(name: str, declared: Any) -> dict[str, Any]:
    if isinstance(declared, filters.Ordering):
        words = [word for order in declared.orders for word in (order, f"-{order}")]
        schema = build_array_type({"type": "string", "enum": words})
    elif isinstance(declared, filters.Asked):
        schema = dict(declared.schema)
        schema = build_array_type(schema) if declared.takes_several else schema
    else:
        schema = {"type": "string", "enum": [value for value, _ in declared.extra["choices"]]}
    return build_parameter_type(
        name=name,
        schema=schema,
        location=OpenApiParameter.QUERY,
        description=str(declared.label),
        explode=False if schema.get("type") == "array" else None,
        style="form" if schema.get("type") == "array" else None,
    )


class DeclaredExtension(OpenApiSerializerFieldExtension):
    """Fields of rows say themselves what they hold, in which words, and whether null."""

    target_class = "records.rows.fields.Declared"
    match_subclasses = True

    def map_serializer_field(self, auto_schema, direction):
        return self.target.description()
