"""Paragraphs that hold what is looked for, by the same language as the search.

The index keeps whole documents. Those that hold all the words are found by it, and their
paragraphs are read.
"""

import re
from itertools import islice

from django.db.models import QuerySet

from knowledge.search.endings import forms
from knowledge.search.query import SearchQuery, SearchTerm, parse
from knowledge.search.searching import holding
from records.common.requests import BadRequest
from records.common.text import words
from records.models import RecordKind

MOST_PARAGRAPHS = 10_000
BEYOND_ASCII = re.compile("[\u00aa-\u1fff\u2c00-\uffff]")  # letters; quotes and dashes between


def finder(paragraphs: QuerySet, text: str) -> list[int]:
    """Raises BadRequest for what has no word to look for, or stands nearly everywhere."""
    query = parse(text)
    if query.is_empty:
        raise BadRequest("search", "Expected words, or a phrase in quotes.")
    documents = holding(SearchQuery(query.groups)).filter(kind=RecordKind.DOCUMENT, anchor="")
    near = paragraphs.filter(document__in=documents.values("record"))
    rows = near.order_by().values_list("pk", "text").iterator(2000)
    saying = (pk for pk, said in rows if _has_pieces(said, query) and _is_said(said, query))
    found = list(islice(saying, MOST_PARAGRAPHS + 1))
    if len(found) > MOST_PARAGRAPHS:
        text = f"More than {MOST_PARAGRAPHS:,} paragraphs say this. Ask for more words, or days."
        raise BadRequest("search", text)
    return found


def _has_pieces(text: str, query: SearchQuery) -> bool:
    """Whether a text may hold all words, by what all forms of them begin with: cheap to see."""
    if not text.isascii() and BEYOND_ASCII.search(text):
        return True  # its letters may bear accents
    plain = text.lower()
    return all(any(_piece(term) in plain for term in group) for group in query.groups)


def _piece(term: SearchTerm) -> str:
    return max(term.words, key=len) if len(term.words) > 1 else term.words[0][:-2]


def _is_said(text: str, query: SearchQuery) -> bool:
    said = words(text)
    whole = f" {' '.join(said)} "
    met = {form for word in said for form in forms(word)}
    return all(any(_has(term, whole, met) for term in group) for group in query.groups) and not any(
        _has(term, whole, met) for term in query.excluded
    )


def _has(term: SearchTerm, whole: str, met: set[str]) -> bool:
    if len(term.words) > 1 or term.exact or term.prefix:
        return f" {' '.join(term.words)}{'' if term.prefix else ' '}" in whole
    return not met.isdisjoint(term.forms)
