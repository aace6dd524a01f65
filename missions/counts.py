"""Persons counted by mission, year or the like, for tables with bars."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Count:
    """Persons, and the per cent of the greatest count beside it."""

    label: str
    persons: int
    percent: float
    slug: str = ""  # of the mission, where it has a record


def counts(rows: Iterable[tuple[str, str, int]]) -> list[Count]:
    """From slug, label and persons."""
    listed = list(rows)
    most = max((persons for *_, persons in listed), default=0) or 1
    return [
        Count(label, persons, round(100 * persons / most, 1), slug)
        for slug, label, persons in listed
    ]
