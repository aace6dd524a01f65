"""The OpenAPI description of search: what it is asked, and what it answers with."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter

from knowledge.models import Verdict
from knowledge.search.searching import FACETS
from records.common.account import ACCOUNT
from records.common.api import AS_OF
from records.common.filters import LONGEST_VALUE
from records.common.pagination import COUNT_IS
from records.common.questions import (
    COUNT,
    MAYBE_DAY,
    MAYBE_WORD,
    WORD,
    YES_OR_NO,
    an,
    day_parameter,
    parameter,
    some,
)
from records.common.schema import META, OwnSchema
from records.filters import CERTAINTY
from records.models import RecordKind

EITHER = "any of those given, between commas."
LISTS = {
    "kind": f"Kinds of results, as `facets` names them, such as mission or provision; {EITHER}",
    "subkind": f"Of documents and others the kind within the kind, such as resolution; {EITHER}",
    "organization": f"Keys or names of organizations with which records have to do; {EITHER}",
    "region": f"Regions, in any case and without accents; {EITHER}",
    "decade": f"Decades in which something happened, as 1990s; {EITHER}",
    "verdict": f"Verdicts on claims; {EITHER}",
}
Q = (
    'What is looked for: all words, in any order; "in a row"; -without; one OR other; peace*. '
    "Symbols, acronyms and names in any spelling lead to `candidates`."
)
ADDRESS = WORD | {"format": "uri-reference"}
LINK = {"type": ["string", "null"], "format": "uri-reference"}
FOUND: dict[str, Any] = an(
    {
        "count": COUNT,
        "count_is": COUNT_IS,
        "next": LINK,
        "previous": LINK,
        "results": some(
            {
                "record_kind": WORD | {"description": "What the result is, such as document."},
                "kind": WORD | {"description": "Of what sort, such as resolution; may be empty."},
                "key": WORD,
                "title": WORD,
                "snippet": WORD | {"description": "HTML: what was found stands in `<mark>`."},
                "verdict": MAYBE_WORD,
                "starts_on": MAYBE_DAY,
                "ends_on": MAYBE_DAY,
                "page": ADDRESS,
                "api": ADDRESS | {"description": "Of the record, or of that of the row."},
            }
        )
        | {"description": "The best first."},
        "candidates": some(
            {
                "record_kind": {"type": "string", "enum": RecordKind.values},
                "key": WORD,
                "name": WORD,
                "by": WORD | {"description": "The name of the record by which it was found."},
                "is_guess": YES_OR_NO,
                "page": ADDRESS,
                "api": ADDRESS,
            }
        )
        | {"description": "What the text names; `is_guess` where only something near is held."},
        "facets": {
            "type": "object",
            "description": f"How many results have which value, of {', '.join(FACETS)}.",
            "additionalProperties": {"type": "object", "additionalProperties": COUNT},
        },
        "meeting": an(
            {
                "meeting": WORD,
                "page": ADDRESS,
                "api": ADDRESS | {"description": "Its sittings, as far as they are listed."},
            },
            description="The meeting of the Security Council that the text names.",
        )
        | {"type": ["object", "null"]},
        "suggestion": MAYBE_WORD | {"description": "Where nothing was found: a better spelling."},
    }
)
FOUND["properties"] |= {
    "as_of": AS_OF,
    "meta": ACCOUNT,
}


class SearchSchema(OwnSchema):
    """Its answer has more than rows, and is described whole."""

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False

    def _get_pagination_parameters(self) -> list[dict[str, Any]]:
        view: Any = self.view
        return view.paginator.get_schema_operation_parameters(view)

    def get_operation_id(self) -> str:
        return "search"

    def get_override_parameters(self) -> list[Any]:
        several = [
            OpenApiParameter(
                name,
                str,
                description=text,
                enum=Verdict.values if name == "verdict" else None,
                many=True,
                explode=False,
                style="form",
            )
            for name, text in LISTS.items()
        ]
        return [
            OpenApiParameter("q", {"type": "string", "maxLength": LONGEST_VALUE}, description=Q),
            *several,
            day_parameter("as_of", "Records that held on the day, or were adopted by then."),
            parameter("certainty", "What unknown ends leave open on the day.", *CERTAINTY),
            META,
        ]
