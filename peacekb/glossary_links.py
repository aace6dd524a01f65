"""Leads from the words of the field on a page to what they mean: each once, where it first stands.

Labels say which word they are (`{% term %}`); in sentences the words are found. A page is read in
one pass when it is whole, so that what stands first is known.
"""

import re
from functools import cache
from typing import NamedTuple

from django.utils.html import escape
from django.utils.translation import gettext as _

from peacekb.glossary import TERMS
from records.common import languages

# A label, a quoted text, or a paragraph or note of ours.
PLACE = re.compile(
    r'<(?:a class="term" href="#(?P<anchor>[^"]*)">(?P<label>.*?)</a>'
    r"|blockquote\b.*?</blockquote>"
    r'|(?P<tag>p|dd(?= class="note"))(?P<attributes>(?: [^>]*)?)>(?P<prose>.*?)</(?P=tag)>)',
    re.DOTALL,
)
# Paragraphs that are lines of names and numbers, and what another language holds.
NO_PROSE = re.compile(r' lang="|"(?:crumbs|kicker|big|count-line|paper-only)\b')
# Within a sentence: links, controls, names, titles and words of another language.
LEFT_ALONE = re.compile(
    r"<(?P<inner>a|b|strong|button|label|select|option|textarea|code|svg|mark|ins|del)\b.*?</(?P=inner)>"
    r"|<(?P<other>\w+) (?:lang=|class=\"badge).*?</(?P=other)>"
    r"|<[^>]*>|«[^»]*»|“[^”]*”",
    re.DOTALL,
)
ENDINGS = {"en": "(?:es|s)?", "fr": "(?:e?s|x)?"}


class TermsWanted(NamedTuple):
    """A term in the words of a language."""

    anchor: str
    stem: str  # without which, in small letters, no text has any form of it
    form: re.Pattern[str]
    holds_another: bool  # as «head of mission», from which «mission» does not lead


def led_to(page: str, glossary: str) -> str:
    """HTML in which the first place of each term leads to its meaning at the address `glossary`."""
    linked: set[str] = set()
    address = escape(glossary)

    def linking(anchor: str, shown: str) -> str:
        if anchor in linked:
            return shown
        linked.add(anchor)
        return f'<a class="term" href="{address}#{anchor}">{shown}</a>'

    def at_place(found: re.Match[str]) -> str:
        if found["anchor"]:
            return linking(found["anchor"], found["label"])
        prose = found["prose"]
        if not prose or NO_PROSE.search(found["attributes"]):
            return found[0]
        begun, end = found.start("prose") - found.start(), 0
        parts = [found[0][:begun]]
        for start, stop, anchor in _firsts(prose, linked):
            parts += [prose[end:start], linking(anchor, prose[start:stop])]
            end = stop
        return "".join([*parts, found[0][begun + end :]])

    return PLACE.sub(at_place, page)


def _firsts(prose: str, linked: set[str]) -> list[tuple[int, int, str]]:
    """Where terms that the page has not led from first stand in a text of ours, in order."""
    small = prose.lower()
    held = [
        one
        for one in _wanted(languages.current())
        if one.stem in small and (one.holds_another or one.anchor not in linked)
    ]
    if not held:
        return []
    taken = [found.span() for found in LEFT_ALONE.finditer(prose)]
    firsts = []
    for one in held:
        free = [
            found.span()
            for found in one.form.finditer(prose)
            if not any(found.start() < end and start < found.end() for start, end in taken)
        ]
        taken += free
        if free and one.anchor not in linked:
            firsts.append((*free[0], one.anchor))
    return sorted(firsts)


@cache
def _wanted(language: str) -> list[TermsWanted]:
    """Longer words go before those that stand in them."""
    said = {term.anchor: _(term.words) for term in TERMS.values() if term.in_prose}
    single = {words.lower() for words in said.values() if " " not in words}
    return [
        TermsWanted(
            anchor,
            _stem(words),
            _form(words, language[:2]),
            " " in words and not single.isdisjoint(words.lower().split()),
        )
        for anchor, words in sorted(said.items(), key=lambda pair: -len(pair[1]))
    ]


def _stem(words: str) -> str:
    """Of the longest word, which is the rarest."""
    return max(words.lower().split(), key=len).removesuffix("y")


def _form(words: str, language: str) -> re.Pattern[str]:
    """A term in the singular and plural; a single word in small letters, since names have capitals.

    At the head of a paragraph every word has one.
    """
    parts = [_with_ending(word, language) for word in words.split()]
    first, rest = parts[0][0], parts[0][1:]
    head = f"[{first.lower()}{first.upper()}]" if parts[1:] else f"(?:{first.lower()}|\\A{first})"
    return re.compile(rf"\b(?<!-){head}" + r"\s".join([rest, *parts[1:]]) + r"(?![\w-])")


def _with_ending(word: str, language: str) -> str:
    if language == "en" and word.endswith("y"):
        return f"{re.escape(word[:-1])}(?:y|ies)"
    return re.escape(word) + ENDINGS[language]
