"""What people type into a search, read once and written for either database.

    words          all of them, in any order
    "some words"   next to each other
    -word          not this; beside something to look for
    one OR other   either
    peace*         every word that begins so

Every word is folded and quoted, so that no input is a syntax error.
"""

import re
from dataclasses import dataclass

from records.common.text import words

MOST_TERMS = 20
TOKEN = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True)
class Term:
    """Words in a row; the last may be the beginning of a longer one."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True)
class Query:
    """Every group must match; a group matches when any of its terms does."""

    groups: tuple[tuple[Term, ...], ...]
    excluded: tuple[Term, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.groups

    @property
    def terms(self) -> list[Term]:
        return [term for group in self.groups for term in group]


def parse(text: str) -> Query:
    """Never raises; a text without a word to look for is an empty query."""
    groups: list[tuple[Term, ...]] = []
    excluded: list[Term] = []
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
    return Query(tuple(groups), tuple(excluded) if groups else ())


def _term(text: str) -> Term | None:
    found = tuple(words(text))
    return Term(found, prefix=text.endswith("*")) if found else None


def for_sqlite(query: Query, column: str) -> str:
    """The query in FTS5's language, within one column."""

    def one(term: Term) -> str:
        return f'"{" ".join(term.words)}"' + ("*" if term.prefix else "")

    wanted = " AND ".join(f"({' OR '.join(map(one, group))})" for group in query.groups)
    unwanted = "".join(f" NOT {one(term)}" for term in query.excluded)
    return f"{{{column}}} : ({wanted}{unwanted})"


def for_postgresql(query: Query) -> str:
    """The query in the language of `to_tsquery`."""

    def one(term: Term) -> str:
        parts = [f"'{word}'" for word in term.words]
        if term.prefix:
            parts[-1] += ":*"
        return f"({' <-> '.join(parts)})"

    wanted = [f"({' | '.join(map(one, group))})" for group in query.groups]
    return " & ".join([*wanted, *(f"!{one(term)}" for term in query.excluded)])
