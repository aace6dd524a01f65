"""Leads from the words of the field on a page to what they mean: each once, where it first stands.

Labels say which word they are (`{% term %}`); in sentences the words are found. A page is read in
one pass when it is whole, so that what stands first is known; the time grows with its length alone.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from django.utils.html import escape
from django.utils.translation import gettext as _

from peacekb.glossary import TERMS
from records.common import languages

# Signs repeat possessively, groups do not: Python before 3.11.5 matches those wrongly (Debian 12).
ATTRIBUTES = r"""(?:\s[^"'<>]*+(?:"[^"]*+"[^"'<>]*+|'[^']*+'[^"'<>]*+)*)?"""
# A label, the edge of what is quoted, or a paragraph or note of ours, up to the next of its kind.
PLACE = re.compile(
    r'<(?:a class="term" href="#(?P<anchor>[^"]*+)">(?P<label>[^<]*+)</a>'
    r"|(?P<ends>/?)(?:blockquote|pre)\b"
    rf'|(?P<tag>p|dd(?= class="note"))(?P<attributes>{ATTRIBUTES})>'
    r"(?P<prose>[^<]*+(?:<(?!/?(?P=tag)\b)[^<]*+)*)</(?P=tag)>)"
)
# Paragraphs that are lines of names and numbers, and what another language holds.
NO_PROSE = re.compile(r' lang="|"(?:crumbs|kicker|big|count-line|paper-only)\b')
# What a sentence is made of beside its words: tags, and marks around what is not ours.
MARKUP = rf"<(?P<closes>/?)(?P<tag>(?P<name>\w++){ATTRIBUTES})>|(?P<mark>[«»“”]|<!--|-->)"
CLOSING = {"»": "«", "”": "“", "-->": "<!--"}
# Within a sentence: links, controls, names, titles and words of another language.
LEFT_ALONE = re.compile(
    r"(?:a|b|strong|button|label|select|option|textarea|code|svg|mark|ins|del)(?!\S)"
    r'|\w+\s(?:.*\s)?(?:lang=|class="badge)',
    re.DOTALL,
)
ENDINGS = {"en": "(?:es|s)?", "fr": "(?:e?s|x)?"}


def led_to(page: str, glossary: str) -> str:
    """HTML in which the first place of each term leads to its meaning at the address `glossary`."""
    linked: set[str] = set()
    address = escape(glossary)
    quoted = 0  # how deep

    def linking(anchor: str, shown: str) -> str:
        if anchor in linked:
            return shown
        linked.add(anchor)
        return f'<a class="term" href="{address}#{anchor}">{shown}</a>'

    def at_place(found: re.Match[str]) -> str:
        nonlocal quoted
        if found["anchor"]:
            return found["label"] if quoted else linking(found["anchor"], found["label"])
        if found["ends"] is not None:
            quoted += -1 if found["ends"] else 1
            return found[0]
        prose = found["prose"]
        if quoted or NO_PROSE.search(found["attributes"]):
            return found[0]
        begun, end = found.start("prose") - found.start(), 0
        parts = [found[0][:begun]]
        for start, stop, anchor in _terms_in(prose):
            parts += [prose[end:start], linking(anchor, prose[start:stop])]
            end = stop
        return "".join([*parts, found[0][begun + end :]])

    return PLACE.sub(at_place, page)


def _terms_in(prose: str) -> Iterator[tuple[int, int, str]]:
    """Where terms stand in the words of a text that are ours, and which."""
    pieces, anchors = _pieces(languages.current())
    left_alone, depth = "", 0
    for found in pieces.finditer(prose):
        mark = found["mark"]
        name = found["name"] or CLOSING.get(mark, mark)
        closes = found["closes"] or mark in CLOSING
        if not name:
            if not depth:
                yield *found.span(), anchors[found.lastindex or 0]
        elif depth and name == left_alone:
            depth += -1 if closes else 1
        elif not depth and not closes and (mark or LEFT_ALONE.match(found["tag"])):
            left_alone, depth = name, 1


@cache
def _pieces(language: str) -> tuple[re.Pattern[str], dict[int, str]]:
    """What finds markup and terms, and the anchors of these by their groups.

    Longer words go before those that stand in them: «mission» does not lead from «head of mission».
    Words of another first letter are passed over together, by that letter alone.
    """
    said = {term.anchor: _(term.words) for term in TERMS.values() if term.in_prose}
    ordered = sorted(said, key=lambda anchor: (_first(said[anchor]), -len(said[anchor])))
    of_letters = [
        f"[{letter}{letter.upper()}](?:"
        + "|".join(f"({_form_after_first(said[anchor], language[:2])})" for anchor in some)
        + ")"
        for letter, some in groupby(ordered, key=lambda anchor: _first(said[anchor]))
    ]
    pattern = re.compile(rf"{MARKUP}|\b(?<!-)(?:{'|'.join(of_letters)})(?![\w-])")
    first = pattern.groups - len(ordered) + 1
    return pattern, dict(enumerate(ordered, start=first))


def _first(words: str) -> str:
    return words[0].lower()


def _form_after_first(words: str, language: str) -> str:
    """A term in the singular and plural; a single word in small letters, since names have capitals.

    At the head of a paragraph every word has one.
    """
    parts = [_with_ending(word, language) for word in words.split()]
    first, rest = parts[0][0], parts[0][1:]
    begun = "" if parts[1:] else rf"(?:(?<={first.lower()})|(?<=\A{first}))"
    return begun + r"\s".join([rest, *parts[1:]])


def _with_ending(word: str, language: str) -> str:
    if language == "en" and word.endswith("y"):
        return f"{re.escape(word[:-1])}(?:y|ies)"
    return re.escape(word) + ENDINGS[language]
