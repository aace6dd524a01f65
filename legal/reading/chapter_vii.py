"""Whether the Council says in its own voice that it acts under Chapter VII.

The phrase counts in the preamble and in operative paragraphs; where another resolution's basis
is recalled or the phrase is denied it does not. Articles 39 to 42 are of Chapter VII.
"""

import re
from collections.abc import Iterable

from legal.models import ParagraphKind
from legal.reading.polarity import denies

OWN_VOICE = frozenset({ParagraphKind.PREAMBULAR.value, ParagraphKind.OPERATIVE.value})
BASIS = r"""(?:the\s+(?:relevant\s+)?provisions\s+of\s+|its\s+authority\s+under\s+)?
    (?:Chapters?\s+(?:VI\s+and\s+)?VII\b|Articles?\s+(?:39|40|41|42)\b)"""
ACTING = re.compile(
    rf"""(?P<before>\A|[,;:.(]|\band|\btherefore|\bhereby|\b(?:context|respect|regard|ends?|measures))\s*
        \bacting\s*(?:,[^,;.]{{1,40}},|(?:\w+\s+){{0,3}})\s*
        (?:under|in\s+accordance\s+with|pursuant\s+to)\s+{BASIS}""",
    re.IGNORECASE | re.VERBOSE,
)
DECIDING = re.compile(
    rf"""\b(?:decides|authorizes|orders)\b[^.;:]{{0,100}},\s+(?:under|pursuant\s+to
        |in\s+accordance\s+with)\s+{BASIS}""",
    re.IGNORECASE | re.VERBOSE,
)
RECALLED = re.compile(
    r"\b(?:adopted|in\s+which\s+it|by\s+which|decided|when)\b[^.;]*\Z|\bwhich\s*\Z", re.IGNORECASE
)


def acting_under(paragraphs: Iterable[tuple[str, str, str]]) -> str:
    """The anchor of the first (kind, anchor, text) that says so; empty where none does."""
    for kind, anchor, text in paragraphs:
        if kind in OWN_VOICE and _says_so(text):
            return anchor
    return ""


def _says_so(text: str) -> bool:
    if any(not denies(found[0]) for found in DECIDING.finditer(text)):
        return True
    return any(
        not (denies(found[0]) or RECALLED.search(text[: found.start()]))
        for found in ACTING.finditer(text)
    )
