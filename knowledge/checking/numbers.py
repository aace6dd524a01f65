"""Numbers of people in a running text: who they are and what they are counted as."""

import re
from collections.abc import Iterator
from enum import StrEnum

from knowledge.checking.sentences import NumberSpot, Sentence
from missions.models import PersonnelCategory


class CountedAs(StrEnum):
    STRENGTH = "strength"
    CEILING = "ceiling"
    DEATHS = "deaths"
    CONTRIBUTORS = "contributors"
    CHANGE = "change"  # «by 2,000 troops», «another 500»


_TROOPS = (PersonnelCategory.TROOPS, PersonnelCategory.MILITARY)
_MILITARY = (PersonnelCategory.MILITARY, PersonnelCategory.TROOPS)
_ALL = (PersonnelCategory.TOTAL_UNIFORMED,)
_POLICE = (PersonnelCategory.POLICE,)
# What a word for people counts; the first that is held is told.
NOUNS = {
    "formed police": (PersonnelCategory.FORMED_POLICE,),
    "individual police officers": (PersonnelCategory.POLICE_INDIVIDUAL,),
    "police": _POLICE,
    "officers": _POLICE,
    "military observers": (PersonnelCategory.MILITARY_OBSERVER,),
    "observers": (PersonnelCategory.MILITARY_OBSERVER,),
    "staff officers": (PersonnelCategory.STAFF_OFFICER,),
    "military": _MILITARY,
    "troops": _TROOPS,
    "soldiers": _TROOPS,
    "blue helmets": (*_ALL, *_TROOPS),
    "peacekeepers": (*_ALL, *_TROOPS),
    "uniformed": _ALL,
    "personnel": (*_ALL, *_TROOPS),
    "": (*_ALL, *_TROOPS, *_POLICE),
}

_NUMBER = r"(?P<number>\d{1,3}(?:[,  ’']\d{3})+|\d{1,6})"
_OF = (
    r"(?:(?:un|united\snations|uniformed|additional|armed|deployed|foreign|international|more)\s)*"
)
PEOPLE = re.compile(
    rf"""(?<![\w/.,(–-]){_NUMBER}(?:-strong\s(?:force|mission|contingent)|
        [\s-](?P<adjectives>(?:[a-z-]+\s){{0,3}}?)
        (?P<noun>formed\spolice(?:\s(?:unit|officer|personnel)s?(?:\spersonnel)?)?
          |individual\spolice(?:\sofficers)?|police(?:\s(?:officers?|personnel))?
          |civilian\spolice(?:\sofficers?)?|military\sobservers?|observers?|staff\sofficers?
          |military\s(?:personnel|troops)|troops?|soldiers?|blue\shelmets?|peacekeepers?
          |uniformed\s(?:personnel|peacekeepers)|personnel|men\b|people|persons|members|casualties
          |deaths?|fatalit(?:y|ies)|(?:(?:troop|police)[\s-])?(?:and[\s-]police[\s-])?contribut(?:ing|or)s?(?:\s(?:countries|states|nations))?
          |countries|states|nations)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
# «a ceiling of 12,500»: the number alone, after what it is.
STATED = re.compile(
    rf"""(?P<what>(?:(?:troop|force|personnel|military|police)\s)?ceiling|(?:authori[sz]ed|deployed|total|troop|actual)\s(?:strength|level)|strength
        |death\stoll|fatalities|deaths)\s
        (?:\w+\s){{0,5}}?(?:of|to|at|was|were|stood\sat|reached|is)\s(?:up\sto\s|about\s|around\s|some\s|nearly\s|only\s|just\s)?
        {_NUMBER}(?!\s?%|[\w/-]|[.,]\d|\s(?:january|february|march|april|may|june|july|august|september|october|november|december)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
BESIDE = 90  # signs on either side of a number in which its words are looked for
ROUGH = re.compile(
    r"\b(?:about|around|approximately|approx\.|some|nearly|almost|roughly|circa|ca\.|c\.|over|"
    r"more than|at least|close to|just under|just over|under|fewer than|less than)\s$",
    re.IGNORECASE,
)
DIED = re.compile(
    r"^\s?(?:(?:were|was|had|have|has|been|also|of\s\w+|from\s\w+|in\s\w+|serving\s\w+\s\w+)\s?)*"
    r"(?:killed|died|dead|lost\stheir\slives|dying|perished)\b",
    re.IGNORECASE,
)
CHANGED = re.compile(
    r"\b(?:by|additional|further|extra|another)\s(?:(?:up\sto|some|about|around|an|additional)\s)*\Z",
    re.IGNORECASE,
)
KILLED = re.compile(
    r"\b(?:killed|killing|lost|losing|lives of|deaths? of|claimed|buried|mourned)"
    r"\s(?:[\w’']+\s){0,2}$",
    re.IGNORECASE,
)
CEILING = re.compile(
    r"\b(?:ceiling|authori[sz]\w+|up to|maximum|not exceed\w*|consist\w+ of|comprising|composed of|"
    r"(?:rais|increas|reduc|cut|lower|expand)\w*\b.{0,60}\bto)\b",
    re.IGNORECASE,
)


def find(sentence: Sentence) -> Iterator[NumberSpot]:
    taken = 0
    found = [*PEOPLE.finditer(sentence.text), *STATED.finditer(sentence.text)]
    for one in sorted(found, key=lambda match: match.start("number")):
        start, end = one.start("number"), one.end()
        if start < taken:
            continue
        taken = end
        told = sentence.text[start:end]
        value = int(re.sub(r"\D", "", one["number"]))
        spot_start = start + sentence.start
        rough = bool(ROUGH.search(sentence.text[max(0, start - 30) : start]))
        noun = one.groupdict().get("noun") or ""
        yield NumberSpot(
            spot_start,
            end + sentence.start,
            told,
            value,
            noun.lower(),
            _about(sentence, one),
            rough,
        )


def categories(noun: str) -> tuple[PersonnelCategory, ...]:
    plain = noun.removeprefix("civilian ")
    return next((held for word, held in NOUNS.items() if word and word in plain), NOUNS[""])


def _about(sentence: Sentence, found: re.Match) -> CountedAs:
    groups = found.groupdict()
    noun, what = (groups.get("noun") or "").lower(), (groups.get("what") or "").lower()
    at = found.start("number")
    before, after = sentence.text[max(0, at - BESIDE) : at], sentence.text[found.end() :][:BESIDE]
    if CHANGED.search(before) or re.match(
        r"additional|further|more", groups.get("adjectives") or ""
    ):
        return CountedAs.CHANGE
    if (
        re.match(r"death|fatal|casualt", noun or what)
        or DIED.search(after)
        or KILLED.search(before)
    ):
        return CountedAs.DEATHS
    if re.search(r"contribut|countries|states|nations", noun):
        return CountedAs.CONTRIBUTORS
    if "ceiling" in what or "authori" in what:
        return CountedAs.CEILING
    if what and "strength" in what:
        return CountedAs.STRENGTH
    if CEILING.search(before) and not re.search(
        r"\b(?:deployed|numbered|counted|reached|rose to)\s(?:\w+\s){0,3}$", before
    ):
        return CountedAs.CEILING
    if re.search(r"^\s?(?:\w+\s){0,3}(?:were|was|are)\sauthori[sz]ed", after):
        return CountedAs.CEILING
    return CountedAs.STRENGTH
