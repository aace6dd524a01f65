"""The account of an answer that is no list: what it is computed from, and its days."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from rest_framework.request import Request

from records.account.account import account_of_tables
from records.account.days import AskedDays
from records.common.requests import account_wanted


def beside(
    request: Request,
    question: str,
    *models: Any,
    span: Sequence[date | None] = (),
    nothing: str = "",
    is_empty: bool = False,
) -> dict[str, Any]:
    """`span` has the first and last day asked for; `nothing` says why there is no answer.

    An empty answer that lacks nothing is a true zero.
    """
    if account_wanted(request) == "none":
        return {}
    named = tuple(day for day in span if day)
    asked = AskedDays(named[0] if named else None, named[-1] if named else None, named)
    return {"meta": account_of_tables(question, models, asked, nothing, is_empty)}
