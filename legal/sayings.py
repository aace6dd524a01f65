"""Paragraphs that say something. Words are read by the search, which is a room above."""

from collections.abc import Callable

from django.db.models import QuerySet

Finder = Callable[[QuerySet, str], list[int]]
_finders: list[Finder] = []


def add_finder(finder: Finder) -> None:
    """From `ready` of the app that holds the search."""
    _finders[:] = [finder]


def saying(paragraphs: QuerySet, text: str) -> list[int]:
    """Ids of those that hold the words or phrases."""
    return _finders[0](paragraphs, text)
