"""`/llms.txt`: the site in one page for language models, as llmstxt.org describes it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from peacekb import navigation
from peacekb.api import router
from peacekb.language_models.words import CITING, TRAPS, WHAT
from records.common.requests import refuse_unknown

HOW = (
    "Every page has a twin in the API: /missions/untaet/ is /api/v1/missions/untaet/, and "
    "/missions/?host_state=TLS asks what /api/v1/missions/?host_state=TLS asks. "
    "Parameters are named as the fields are; __gte, __lte, __not, __isnull follow them, a comma "
    "means either, and as_of= asks for a day.",
    "Lists are had as .csv, .ndjson, .xlsx too, and records as .bib, .ris, .csl and .jsonld: "
    "/api/v1/votes.csv?adopted_on=2011, /api/v1/missions/untaet.bib.",
    "A reader has 1,200 questions a minute without a key; the header RateLimit says what is left. "
    "Ask for the rows that you need, not for all.",
    "Where this site serves it, /mcp speaks the Model Context Protocol over streamable HTTP, with "
    "tools that search, query, check a claim and say when nothing is held.",
)


class LlmsLink(NamedTuple):
    address: str
    label: str
    notes: str = ""


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request)
    text = "\n".join(_lines(request))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _lines(request: HttpRequest) -> Iterator[str]:
    yield from ("# PeaceKB", "", f"> {WHAT}", "")
    yield from _paragraphs("How to ask", HOW)
    yield from _paragraphs("How to cite", CITING)
    yield from _paragraphs("Traps", TRAPS)
    for title, links in _sections().items():
        yield from (f"## {title}", "")
        for link in links:
            notes = f": {link.notes}" if link.notes else ""
            yield f"- [{link.label}]({request.build_absolute_uri(link.address)}){notes}"
        yield ""


def _paragraphs(title: str, texts: Iterable[str]) -> Iterator[str]:
    """Before the lists of links the format has no room for headings."""
    yield from (f"**{title}**", "", *(f"- {text}" for text in texts), "")


def _sections() -> dict[str, list[LlmsLink]]:
    places = [*navigation.RECORDS, *navigation.TOOLS]
    more = [place for _, column in navigation.FOOT for place in column if place not in places]
    return {
        "API": [
            LlmsLink(reverse("api_docs"), "API", "every list with its parameters and fields"),
            LlmsLink(reverse("api-root"), "Addresses", "of all lists, as JSON"),
            LlmsLink(reverse("api_schema"), "OpenAPI", "the same for programs, long"),
            LlmsLink(reverse("stats"), "Figures", "what each list can be grouped by"),
        ],
        "Lists": [
            LlmsLink(reverse(f"{name}-list"), name, _first_sentence(view.__doc__ or ""))
            for name, view, _ in router.registry
            if name != "search"
        ],
        "Pages": [LlmsLink(reverse(place.address), str(place.label)) for place in places],
        "Optional": [
            LlmsLink(reverse("sitemap"), "Sitemap", "the page of every record"),
            *(LlmsLink(reverse(place.address), str(place.label)) for place in more),
        ],
    }


def _first_sentence(text: str) -> str:
    return " ".join(text.split()).partition(". ")[0].rstrip(".")
