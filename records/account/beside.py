"""The account of an answer that is no list: what it is computed from, and its days."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from rest_framework.request import Request

from records.account.account import account_of_records, account_of_tables
from records.account.days import AskedDays
from records.account.holes import Hole
from records.common.requests import account_wanted
from records.reading.known import KnownCount


def beside(
    request: Request,
    question: str,
    *models: Any,
    span: Sequence[date | None] = (),
    nothing: str = "",
    is_empty: bool = False,
    holes: Sequence[Hole] = (),
) -> dict[str, Any]:
    """`span` has the first and last day asked for; `nothing` says why there is no answer.

    An empty answer that lacks nothing is a true zero.
    """
    if account_wanted(request) == "none":
        return {}
    asked = AskedDays.of(*span)
    return {"meta": account_of_tables(question, models, asked, nothing, is_empty, holes)}


def beside_records(
    request: Request,
    question: str,
    records: Sequence[int],
    is_whole: bool,
    *,
    day: date | None = None,
    told: Iterable[KnownCount] | None = None,
    holes: Sequence[Hole] = (),
    searched: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Of an answer about records of any kind, all of them if `is_whole`.

    `told` says of columns asked how far they are known; `searched` is what an empty answer was
    looked for in.
    """
    if account_wanted(request) == "none":
        return {}
    asked = AskedDays.of(day)
    return {
        "meta": account_of_records(question, records, is_whole, asked, told, holes, searched),
    }
