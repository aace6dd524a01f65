"""Symbols of UN documents in any spelling, and the documents they may mean.

«S/RES/1244(1999)», «resolution 1244», «SCR 1244», «UNSCR 1244 (1999)» and «Res. 1244» are one;
«Resolution 194» is two: a Council and an Assembly resolution bear the number.
"""

import re
from dataclasses import dataclass

from django.db.models import Q

ASSEMBLY = re.compile(
    r"""^(?:A\s*/\s*RES\s*/\s*|(?:UN)?GA\s*R?(?:ES)?(?:OLUTION)?\.?\s*)
        (?P<number>\d{1,4})
        (?:\s*/\s*(?P<later>\d{1,4}))?
        (?:\s+[A-Z](?=\s*\())?
        (?:\s*\(?\s*(?P<session>(?:ES|S)?\s*-?\s*(?:[IVXL]+|\d{1,2}))\s*\)?)?
        \s*[A-Z]?$""",
    re.VERBOSE | re.IGNORECASE,
)
COUNCIL = re.compile(
    r"""^(?:S\s*/\s*RES\s*/\s*|(?:UN)?SC\s*R?(?:ES)?(?:OLUTION)?\.?\s*)
        (?P<number>\d{1,4})
        (?:\s*[(/]?\s*(?P<year>(?:19|20)\d\d)\s*\)?)?$""",
    re.VERBOSE | re.IGNORECASE,
)
EITHER = re.compile(
    r"""^(?:UN\s+)?(?P<organ>SECURITY\s+COUNCIL|GENERAL\s+ASSEMBLY)?\s*
        (?:RESOLUTIONS?|RES\.?)\s*
        (?P<number>\d{1,4})
        (?:\s*[(/]?\s*(?P<year>(?:19|20)\d\d)\s*\)?)?
        (?:\s*\(\s*(?P<session>[IVXL]+|(?:ES|S)-?\s*[IVXL\d]+)\s*\))?$""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Symbol:
    """What a spelling says of a resolution; empty where it does not say."""

    number: int
    organ: str = ""  # slug: un-sc or un-ga
    year: int | None = None
    session: str = ""


def parse(text: str) -> Symbol | None:
    """The resolution that a text names, or None where it names none.

    `A/RES/46/182` is number 182 of session 46; `A/RES/194 (III)` number 194 of session III.
    """
    text = " ".join(text.replace("\u2010", "-").split()).strip(" .,")
    if found := COUNCIL.match(text):
        return Symbol(int(found["number"]), "un-sc", _year(found["year"]))
    if found := ASSEMBLY.match(text):
        if found["later"]:
            return Symbol(int(found["later"]), "un-ga", session=found["number"])
        return Symbol(int(found["number"]), "un-ga", session=_session(found["session"]))
    if found := EITHER.match(text):
        organ = {"S": "un-sc", "G": "un-ga"}.get((found["organ"] or " ")[0].upper(), "")
        session = _session(found["session"])
        year = _year(found["year"])
        return Symbol(int(found["number"]), "un-ga" if session else organ, year, session)
    return None


def matching(text: str) -> Q:
    """A condition on documents: the symbol as printed, or the resolution that it may mean."""
    condition = Q(symbol__iexact=" ".join(text.split()))
    symbol = parse(text)
    if symbol:
        named = Q(kind="resolution", number=symbol.number)
        if symbol.organ:
            named &= Q(organ__slug=symbol.organ)
        if symbol.year:
            named &= Q(year=symbol.year)
        if symbol.session:
            named &= Q(session__iexact=symbol.session)
        condition |= named
    return condition


def _year(text: str | None) -> int | None:
    return int(text) if text else None


def _session(text: str | None) -> str:
    if not text:
        return ""
    plain = "".join(text.upper().split())
    return re.sub(r"^(ES|S)-?", r"\1-", plain) if plain.startswith(("ES", "S")) else plain
