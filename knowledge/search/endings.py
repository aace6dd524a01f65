"""English endings: `veto`, `vetoes` and `vetoed` meet. Used at indexing and at asking alike.

Words are only added: what stands in a text is found as it stands, so that no name or symbol is
lost by a rule.
"""

import re
from functools import lru_cache

SHORTEST = 4
PLAIN = re.compile(r"[a-z]+\Z")
VOWEL = re.compile(r"[aeiouy]")
DOUBLED = re.compile(r"([bdfgklmnprtvz])\1\Z")


@lru_cache(maxsize=100_000)
def bases(word: str) -> tuple[str, ...]:
    """The words that a folded word may be a form of; empty for one without such an ending."""
    if len(word) < SHORTEST or not PLAIN.match(word):
        return ()
    if word.endswith(("ies", "ied")):
        return (f"{word[:-3]}y",) if len(word) > SHORTEST else ()
    if word.endswith("s"):
        return _of_plural(word)
    if word.endswith("ed"):
        return _of_verb(word[:-2])
    if word.endswith("ing"):
        return _of_verb(word[:-3])
    return ()


def forms(word: str) -> tuple[str, ...]:
    """A word and those that it may be a form of: two words meet where these do."""
    return (word, *bases(word))


def _of_plural(word: str) -> tuple[str, ...]:
    if word.endswith(("ss", "us", "is")):
        return ()
    if word.endswith(("oes", "ses", "xes", "zes", "ches", "shes")):
        return (word[:-1], word[:-2])
    return (word[:-1],)


def _of_verb(stem: str) -> tuple[str, ...]:
    """Of vetoed `veto`, of mandated `mandate`, of planned `plan`."""
    if len(stem) < SHORTEST - 1 or not VOWEL.search(stem):
        return ()
    single = (stem[:-1],) if DOUBLED.search(stem) else ()
    return (stem, f"{stem}e", *single)
