"""Small tables that the page of a record shows, of all apps, asked in one question."""

from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.models import QuerySet

from records.common.together import Together
from records.models import Alias, Gap, Identifier, Record

Question = Callable[[int], QuerySet]

_questions: dict[str, dict[str, Question]] = defaultdict(dict)
KEPT = "_own_rows"


def add_rows(kind: str, **questions: Question) -> None:
    """`kind` is a record kind, or `*` for every one; the names are one's own, as `Together` says.

    Each question makes the queryset of the rows of a record's key.
    """
    _questions[kind] |= questions


add_rows(
    "*",
    aliases=lambda key: Alias.objects.filter(record=key),
    identifiers=lambda key: Identifier.objects.filter(record=key),
    gaps=lambda key: Gap.objects.filter(record=key),
)


def own_rows(record: Record) -> dict[str, list[Any]]:
    """By name the rows of each table. Kept with the instance: page and panels show parts of it."""
    if KEPT not in record.__dict__:
        record.__dict__[KEPT] = _together(record.record_kind)(record.pk)
    return record.__dict__[KEPT]


@cache
def _together(kind: str) -> Together:
    return Together(**_questions["*"], **_questions[kind])
