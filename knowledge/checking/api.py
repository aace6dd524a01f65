"""The claim checker over the API: the text comes by POST, and nothing of it is kept or logged."""

from collections.abc import Mapping
from typing import Any, NoReturn

from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from knowledge.checking.accounting import account_beside
from knowledge.checking.engine import LONGEST, check
from knowledge.checking.findings import Finding, Judgement, Kind, Link
from knowledge.checking.forms import CheckForm
from records.common.account import ACCOUNT
from records.common.addresses import api_address, record_of_page
from records.common.filters import unknown
from records.common.questions import COUNT, MAYBE_WORD, WORD, Question, an, some
from records.common.requests import BadRequest
from records.common.schema import META

METHOD = (
    "Symbols, days, names, numbers, votes and claims that the text names are looked up and "
    "compared. What is not held is never wrong for that: it is not known. Places count the "
    "characters of the text without those that nobody sees. The text is neither kept nor logged."
)

LINK = {
    "label": WORD,
    "page": WORD,
    "api": MAYBE_WORD | {"description": "Where the page is that of a record."},
}
IN_THE_BODY = "A text is sent by POST, never in the address, which is logged."


class Text(serializers.Serializer):
    text = serializers.CharField(
        help_text=f"Up to {LONGEST:,} characters; those that nobody sees do not count."
    )


@method_decorator(sensitive_post_parameters("text"), name="dispatch")
class Check(Question):
    """Checks a text against the record: `{"text": "…"}`, by POST alone.

    Addresses are logged and bodies are not, so that a text never stands in an address.
    """

    asks = (META,)
    parser_classes = (JSONParser, FormParser, MultiPartParser)
    answers = an(
        {
            "method": WORD,
            "characters": COUNT,
            "counts": an({one.value: COUNT for one in Judgement}),
            "count": COUNT,
            "results": some(
                {
                    "start": COUNT,
                    "end": COUNT,
                    "text": WORD,
                    "kind": {"type": "string", "enum": [one.value for one in Kind]},
                    "judgement": {"type": "string", "enum": [one.value for one in Judgement]},
                    "reason": WORD,
                    "links": some(LINK),
                }
            ),
        }
    )

    answers["properties"]["meta"] = ACCOUNT

    def initial(self, request: Request, *args, **kwargs) -> None:
        if "text" in request.query_params:
            raise BadRequest("text", IN_THE_BODY)
        super().initial(request, *args, **kwargs)

    def http_method_not_allowed(self, request, *args, **kwargs) -> NoReturn:
        raise exceptions.MethodNotAllowed(str(request.method), IN_THE_BODY)

    @extend_schema(request={"application/json": Text})  # forms are read too
    @method_decorator(sensitive_variables())
    def post(self, request: Request) -> Response:
        form = CheckForm(_text(request.data))
        if not form.is_valid():
            raise exceptions.ValidationError({"text": [str(one) for one in form.errors["text"]]})
        text = form.cleaned_data["text"]
        found = check(text)
        body = {
            "method": METHOD,
            "characters": len(text),
            "counts": {
                one.value: sum(each.judgement == one for each in found) for one in Judgement
            },
            "count": len(found),
            "results": [_finding(text, one) for one in found],
        }
        body |= account_beside(request, text, found)
        return Response(body, headers={"Cache-Control": "no-store"})


def _text(data: Any) -> dict[str, str]:
    """What was sent, if it is a text and nothing else. Raises ValidationError."""
    if not isinstance(data, Mapping) or not isinstance(data.get("text", ""), str):
        raise exceptions.ValidationError({"text": ['Expected an object: {"text": "…"}.']})
    for name in data:
        if name != "text":
            raise exceptions.ValidationError({str(name)[:60]: [unknown("field", name, ["text"])]})
    return {"text": data.get("text", "")}


def _finding(text: str, one: Finding) -> dict[str, Any]:
    return {
        "start": one.start,
        "end": one.end,
        "text": text[one.start : one.end],
        "kind": one.kind.value,
        "judgement": one.judgement.value,
        "reason": one.reason,
        "links": [_link(link) for link in one.links],
    }


def _link(link: Link) -> dict[str, str | None]:
    of = record_of_page(link.address)
    return {"label": link.label, "page": link.address, "api": api_address(*of) if of else None}


urlpatterns = [path("check/", Check.as_view(), name="api_check")]
