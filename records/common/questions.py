"""Answers of the API that are no lists: what they are asked is declared once, and held to."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError as Unreadable
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

from records.common.filters.days import Span, SpanField
from records.common.requests import BadRequest, day_of, refuse_empty, refuse_unknown
from records.common.schema import OwnSchema

WORD = {"type": "string"}
WORDS = {"type": "array", "items": WORD}
COUNT = {"type": "integer", "minimum": 0}
YES_OR_NO = {"type": "boolean"}
DAY = {"type": "string", "format": "date"}
MAYBE_WORD = {"type": ["string", "null"]}
MAYBE_COUNT = {"type": ["integer", "null"]}
MAYBE_DAY = {"type": ["string", "null"], "format": "date"}


def an(properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The schema of an object that has all of its properties."""
    return {"type": "object", "required": [*properties], "properties": properties, **more}


def some(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": an(properties)}


def parameter(name: str, text: str, *values: str, needed: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, str, description=text, enum=values or None, required=needed)


def day_parameter(name: str, text: str, *, needed: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, OpenApiTypes.DATE, description=text, required=needed)


def span_parameters(name: str, what: str) -> tuple[OpenApiParameter, ...]:
    """As a list takes a day: by itself, from it on and until it."""
    return (
        parameter(name, f"{what} on a day, or in a month or year."),
        parameter(f"{name}__gte", f"{what} from then on."),
        parameter(f"{name}__lte", f"{what} until then."),
    )


class QuestionSchema(OwnSchema):
    view: Any  # of Question

    def get_operation_id(self) -> str:
        """The words of its address: `missions_timeline`."""
        words = self.path.removeprefix("/api/v1/").strip("/").split("/")
        return "_".join(word.replace("-", "_") for word in words if "{" not in word)

    def get_override_parameters(self) -> list[Any]:
        return list(self.view.asks)

    def get_response_serializers(self) -> Any:
        return {200: self.view.answers}


class Question(APIView):
    """Reads the parameters that it declares, and no others."""

    schema = QuestionSchema()
    asks: ClassVar[tuple[OpenApiParameter, ...]] = ()
    answers: ClassVar[dict[str, Any]] = {}

    def initial(self, request: Request, *args, **kwargs) -> None:
        super().initial(request, *args, **kwargs)
        refuse_empty(request)
        refuse_unknown(request, *(one.name for one in self.asks))
        for one in self.asks:
            if len(request.query_params.getlist(one.name)) > 1:
                raise ValidationError({one.name: ["It may stand only once."]})
            if one.required and one.name not in request.query_params:
                raise ValidationError({one.name: [f"It is needed. {one.description}"]})

    def word(self, name: str) -> str:
        """One of the words declared, the first where none is given. Raises BadRequest."""
        values = next(one.enum for one in self.asks if one.name == name)
        assert values  # noqa: S101 - asked of parameters that have some
        given = self.request.query_params.get(name, values[0])
        if given not in values:
            raise BadRequest(name, f"'{given[:60]}' is not one of {', '.join(values)}.")
        return given

    def day(self, name: str) -> date | None:
        return day_of(self.request, name)

    def span(self, name: str) -> Span | None:
        """The days of a day, month or year that was given. Raises BadRequest."""
        try:
            return SpanField(required=False).clean(self.request.query_params.get(name))
        except Unreadable as error:
            raise BadRequest(name, " ".join(error.messages)) from None

    def days_asked(self, name: str) -> tuple[date | None, date | None]:
        """The first and last day that `name`, `name__gte` and `name__lte` leave."""
        within, since, until = (self.span(f"{name}{sign}") for sign in ("", "__gte", "__lte"))
        firsts = [one.first for one in (within, since) if one]
        lasts = [one.last for one in (within, until) if one]
        return max(firsts, default=None), min(lasts, default=None)
