"""A word in the whole base: by the index, and by looking through every row."""

from functools import partial

from django.db.models import Q

from benchmarks.side_by_side import compare
from knowledge.models import SearchEntry
from knowledge.search.query import parse
from knowledge.search.searching import Narrowing, matches

WORDS = ("ceasefire", "peace", "resolution", "protection civilians", "untaet")


def by_index(words: str) -> list:
    return list(SearchEntry.objects.in_bulk(matches(parse(words), Narrowing()).keys[:20]))


def by_reading(words: str) -> list:
    condition = Q()
    for word in words.split():
        condition &= Q(words__contains=word)
    return list(SearchEntry.objects.filter(condition).order_by("title")[:20])


for words in WORDS:
    compare(f"«{words}»", partial(by_index, words), partial(by_reading, words))
