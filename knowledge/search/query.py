"""What people type into a search, read once and written for either database.

    words          all of them, in any order
    "some words"   next to each other
    -word          not this; beside something to look for
    one OR other   either
    peace*         every word that begins so; one letter begins too many and is a word

A word meets its English forms: `veto`, `vetoes` and `vetoed` are one. Phrases, beginnings and
short words in capitals are looked for as they stand.

Every word is folded and quoted, so that no input is a syntax error.
"""

import re
from dataclasses import dataclass, field

from knowledge.search.endings import forms
from records.common.text import words

MOST_TERMS = 20
LONGEST_ACRONYM = 5
MARK = "qx"  # of the words that the index adds; begins no word
GRADES = (4, 3, 2, 1)  # of words worth at least 32, 16, 8 and 4 points in an entry
TOKEN = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True)
class SearchTerm:
    """Words in a row; the last may be the beginning of a longer one."""

    words: tuple[str, ...]
    prefix: bool = False
    exact: bool = field(default=False, compare=False)  # an acronym has no endings

    @property
    def forms(self) -> tuple[str, ...]:
        """The words that a single word meets; of several, the last as it stands."""
        if self.exact or self.prefix or len(self.words) > 1:
            return self.words[-1:]
        return forms(self.words[0])


@dataclass(frozen=True)
class SearchQuery:
    """Every group must match; a group matches when any of its terms does."""

    groups: tuple[tuple[SearchTerm, ...], ...]
    excluded: tuple[SearchTerm, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.groups

    @property
    def terms(self) -> list[SearchTerm]:
        return [term for group in self.groups for term in group]


def parse(text: str) -> SearchQuery:
    """Never raises; a text without a word to look for is an empty query."""
    groups: list[tuple[SearchTerm, ...]] = []
    excluded: list[SearchTerm] = []
    either = False
    for token in TOKEN.finditer(text):
        if token["word"] == "OR" and not token["minus"]:
            either = bool(groups)
            continue
        term = _term(token["phrase"] or token["word"] or "")
        if term is None or len(groups) + len(excluded) >= MOST_TERMS:
            continue
        if token["minus"]:
            excluded.append(term)
        elif either:
            groups[-1] += (term,)
        else:
            groups.append((term,))
        either = False
    return SearchQuery(tuple(groups), tuple(excluded) if groups else ())


def _term(text: str) -> SearchTerm | None:
    found = tuple(words(text))
    if not found:
        return None
    exact = len(text) <= LONGEST_ACRONYM and text.isupper()
    return SearchTerm(found, prefix=text.endswith("*") and len(found[-1]) > 1, exact=exact)


def for_sqlite(query: SearchQuery, column: str) -> str:
    """The query in FTS5's language, within one column."""

    def one(term: SearchTerm) -> str:
        if len(term.words) > 1 or term.prefix:
            return f'"{" ".join(term.words)}"' + ("*" if term.prefix else "")
        return f"({' OR '.join(_met_by(term))})"

    wanted = " AND ".join(f"({' OR '.join(map(one, group))})" for group in query.groups)
    unwanted = "".join(f" NOT {one(term)}" for term in query.excluded)
    return f"{{{column}}} : ({wanted}{unwanted})"


def for_postgresql(query: SearchQuery) -> str:
    """The query in the language of `to_tsquery`."""

    def one(term: SearchTerm) -> str:
        if len(term.words) == 1 and not term.prefix:
            return f"({' | '.join(map(repr, _met_by(term)))})"
        parts = [f"'{word}'" for word in term.words]
        if term.prefix:
            parts[-1] += ":*"
        return f"({' <-> '.join(parts)})"

    wanted = [f"({' | '.join(map(one, group))})" for group in query.groups]
    return " & ".join([*wanted, *(f"!{one(term)}" for term in query.excluded)])


def _met_by(term: SearchTerm) -> list[str]:
    """A word and its base forms, as they stand and as the index marks those of other forms."""
    marked = [] if term.exact else [f"{MARK}{form}" for form in term.forms]
    return [*term.forms, *marked]


def graded(term: SearchTerm, grade: int) -> SearchQuery:
    """What entries hold in which the words of a term are worth a grade."""
    either = [SearchTerm((f"{MARK}{grade}{form}",), term.prefix, exact=True) for form in term.forms]
    return SearchQuery((tuple(either),))


def phrase(query: SearchQuery) -> SearchQuery:
    """All words of a query in a row."""
    found = tuple(word for group in query.groups for word in group[0].words)
    last = query.groups[-1][0]
    return SearchQuery(((SearchTerm(found, last.prefix, last.exact),),))
