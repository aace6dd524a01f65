"""The piece of a text around the words that were looked for, with the hits marked."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from knowledge.search.endings import forms
from knowledge.search.query import SearchQuery
from records.common.spellings import SMALL
from records.common.text import WORD, fold

LENGTH = 260


class Hit(NamedTuple):
    start: int
    end: int


def hit_by(query: SearchQuery) -> Callable[[str], bool]:
    """Whether a word of a text is one of the query's, whatever its case and accents.

    Small words such as «of» are hits only within a phrase. Each word is looked at once, in however
    many texts it stands.
    """
    whole = {word for term in query.terms for word in term.words[:-1]}
    met = {form for term in query.terms if not term.prefix for form in term.forms} - SMALL
    begun = tuple(term.words[-1] for term in query.terms if term.prefix)

    @cache
    def is_hit(word: str) -> bool:
        folded = fold(word)
        return folded in whole or folded.startswith(begun) or not met.isdisjoint(forms(folded))

    return is_hit


def hits(text: str, is_hit: Callable[[str], bool]) -> list[Hit]:
    return [Hit(*one.span()) for one in WORD.finditer(text) if is_hit(one.group())]


def snippet(text: str, found: list[Hit]) -> SafeString:
    """About 260 characters from where the hits are densest, marked, safe for a page."""
    start = _best_start(found)
    if start:
        start = max(text.rfind(" ", 0, max(start - 60, 0)) + 1, 0)
    end = start + LENGTH
    if end < len(text):
        end = text.rfind(" ", start, end) if " " in text[start:end] else end
    marked = marked_up(
        text, [hit for hit in found if start <= hit.start and hit.end <= end], start, end
    )
    return mark_safe(("… " if start else "") + marked + (" …" if end < len(text) else ""))  # noqa: S308


def marked_up(text: str, found: list[Hit], start: int, end: int) -> str:
    """Escaped HTML with each hit in a mark."""
    pieces: list[str] = []
    at = start
    for hit in found:
        pieces.append(conditional_escape(text[at : hit.start]))
        pieces.append(f"<mark>{conditional_escape(text[hit.start : hit.end])}</mark>")
        at = hit.end
    pieces.append(conditional_escape(text[at:end]))
    return "".join(pieces)


def _best_start(found: list[Hit]) -> int:
    """The start of the window with the most hits."""
    best, most = 0, 0
    for hit in found:
        inside = sum(1 for other in found if hit.start <= other.start < hit.start + LENGTH)
        if inside > most:
            best, most = hit.start, inside
    return best
