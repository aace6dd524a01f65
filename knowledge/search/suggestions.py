"""Words near to one that was found nowhere, from the names of all records."""

from rapidfuzz import fuzz, process

from knowledge.models import SearchEntry
from knowledge.search.query import SearchQuery, SearchTerm
from knowledge.search.searching import holding
from records.common.text import words
from records.models import ChainHead, NameEntry

LIKE_ENOUGH = 80
SHORTEST = 4  # a shorter word is like too many
_vocabulary: tuple[int, dict[str, int]] = (-1, {})


def vocabulary() -> dict[str, int]:
    """Every word of the titles and names with how often it occurs, as of the last publication."""
    global _vocabulary
    stamp = ChainHead.objects.values_list("sequence", flat=True).first() or 0
    if _vocabulary[0] != stamp:
        counted: dict[str, int] = {}
        texts = [
            *SearchEntry.objects.values_list("title", flat=True),
            *NameEntry.objects.values_list("text", flat=True),
        ]
        for text in texts:
            for word in words(text):
                if len(word) > 2:
                    counted[word] = counted.get(word, 0) + 1
        _vocabulary = (stamp, counted)
    return _vocabulary[1]


def suggestion(query: SearchQuery) -> str | None:
    """The query with each word that stands nowhere replaced by the nearest; None if none is."""
    known = vocabulary()
    asked = [word for term in query.terms for word in term.words]
    better = [word if word in known else _nearest(word, known) or word for word in asked]
    return " ".join(better) if better != asked else None


def _nearest(word: str, known: dict[str, int]) -> str | None:
    """None for short words, for numbers, and for words that stand in some text."""
    if len(word) < SHORTEST or any(sign.isdecimal() for sign in word):
        return None
    if holding(SearchQuery(((SearchTerm((word,)),),))).exists():
        return None
    like = process.extract(word, known.keys(), scorer=fuzz.ratio, limit=5, score_cutoff=LIKE_ENOUGH)
    if not like:
        return None
    best = max(score for _, score, _ in like)
    return max((name for name, score, _ in like if score >= best - 2), key=lambda name: known[name])
