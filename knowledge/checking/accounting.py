"""The account of a check: on whose word the findings rest, and what could not be compared."""

from collections.abc import Iterator, Sequence
from typing import Any

from rest_framework.request import Request

from knowledge.checking.findings import Finding, Judgement
from records.account.beside import beside_records
from records.account.holes import NOT_HELD, UNKNOWN, Hole
from records.common.addresses import record_of_page
from records.common.numbers import count_of
from records.models import Record


def account_beside(request: Request, text: str, found: Sequence[Finding]) -> dict[str, Any]:
    """Says how long the text was, and nothing of it: texts are kept nowhere."""
    question = f"A text of {count_of(len(text), 'character,characters')}, held against the record"
    return beside_records(request, question, _linked(found), True, holes=list(_holes(found)))


def _linked(found: Sequence[Finding]) -> list[int]:
    """The records to which findings lead."""
    pages = (record_of_page(link.address) for one in found for link in one.links)
    named = {(kind, key.lower()) for kind, key in filter(None, pages)}
    rows = Record.objects.filter(slug__in={slug for _, slug in named}).order_by()
    columns = rows.values_list("pk", "record_kind", "slug")
    return sorted(pk for pk, kind, slug in columns if (kind, slug) in named)


def _holes(found: Sequence[Finding]) -> Iterator[Hole]:
    if not found:
        text = "Nothing in the text was read as a symbol, day, name, number, vote or claim."
        yield Hole(NOT_HELD, "text", text)
    if unknown := sum(one.judgement == Judgement.NOT_KNOWN for one in found):
        those = count_of(len(found), "finding,findings")
        text = f"{unknown} of {those} could not be compared: the base does not hold what they name."
        yield Hole(UNKNOWN, "text", text)
