"""Documents named in a text: resolutions of the Council and the Assembly, statements.

A resolution of the Council is `1244 (1999)` or `S/RES/1244 (1999)` where number and year belong
together and it is older than the text. In a list or range that gives the year once, «1244 to 1246
(1999)», a number before it counts where it is of that year too; of «242 and 338 (1973)» only the
last is read, since the year is not that of 242. A statement named by its date alone is not found.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

YEAR = r"\(\s*(19\d\d|20\d\d)\s*\)"
COUNCIL = re.compile(rf"(?:\bS\s?/\s?RES\s?/?\s?|(?<![\d/.-])|(?<=\)-))(\d{{1,4}})\s*{YEAR}")
TO = r"\s*(?:-|–|—|\bto\b|\bthrough\b)\s*"
AND = r"\s*(?:,\s*and\b|,\s*as\s+well\s+as\b|,|;|\band\b|\bor\b|&)\s*"
# The numbers that come before one with a year: «1908, 1927 and », «1244 to ».
YEAR_BELOW = re.compile(rf"(?<![\d/.(-])(?:\d{{1,4}}(?:{AND}|{TO}))+\Z", re.IGNORECASE)
# What a number that reads like a year must follow: «of 18 November 2010, 2019 (2011)» is a day.
OPENS_LIST = re.compile(r"(?:\bresolutions\s+|\)\s*(?:,|;|and)\s*(?:and\s+)?)\Z", re.IGNORECASE)
LIKE_A_YEAR = range(1946, 2100)
RANGE = re.compile(rf"(?<![\d/.-])(\d{{1,4}})\s*(?:{YEAR})?{TO}\Z", re.IGNORECASE)
LONGEST_LIST, LONGEST_RANGE = 120, 20  # characters, numbers
STATEMENT = re.compile(r"S\s?/\s?PRST\s?/\s?(\d{4})\s?/\s?(\d{1,3})(?!\d)")
ROMAN = r"(?:ES-|S-)?(?:[IVXL]{1,7}|(?<=S-)\d{1,2})"
ASSEMBLY_OLD = re.compile(rf"(?<![\d/.-])(\d{{1,4}})(?:\s([A-J]))?\s*\(({ROMAN})\s*\)")
NUMBER = r"(?<![\w/.-])((?:S-|ES-)?\d{1,2}/\d{1,3})(?!\d|/)(?:\s([A-J])(?=[\s,;.]))?"
ASSEMBLY = re.compile(NUMBER)
ASSEMBLY_SYMBOL = re.compile(r"A/RES/((?:S-|ES-)?\d{1,2}/\d{1,3})(?:\s?([A-J])\b)?")
OF_ASSEMBLY = re.compile(r"(General\s+)?Assembly('s|’s)?\s+(in\s+its\s+)?resolutions?\b", re.I)
# «resolutions 52/103 and 52/132 of 9 December 1997 of the General Assembly».
BEFORE_ASSEMBLY = re.compile(
    r"\bresolutions?\s+(?P<numbers>[^.;:()]{4,140}?),?\s+(?:of|by)\s+the\s+(?:General\s+)?Assembly",
    re.IGNORECASE,
)
REACH = 160  # characters from «General Assembly resolutions» to the last of its numbers


@dataclass(frozen=True)
class NamedDocument:
    """A document named, by its symbol, and where in the text."""

    symbol: str
    start: int
    end: int


def named_in(text: str, years: Mapping[int, int], before: int) -> list[NamedDocument]:
    """In the order of the text. `years`: of the Council's resolutions by number, of which only
    those before the number `before` can be meant.
    """
    found = {*_council(text, years, before), *_statements(text), *_assembly(text)}
    return sorted(found, key=lambda one: (one.start, one.symbol))


def _council(text: str, years: Mapping[int, int], before: int) -> Iterator[NamedDocument]:
    for found in COUNCIL.finditer(text):
        number, year = int(found[1]), int(found[2])
        if number >= before or years.get(number) != year:
            continue
        yield NamedDocument(f"S/RES/{number} ({year})", *found.span())
        for other, start, end in _without_year(text, found.start()):
            if years.get(other) == year:
                yield NamedDocument(f"S/RES/{other} ({year})", start, end)
        for other in _between(text, found.start(), number):
            if other in years:
                yield NamedDocument(f"S/RES/{other} ({years[other]})", *found.span())


def _without_year(text: str, end: int) -> Iterator[tuple[int, int, int]]:
    """Number and place of each in the list before `end` that leaves its year to the last."""
    listed = YEAR_BELOW.search(text, max(0, end - LONGEST_LIST), end)
    if listed is None:
        return
    opens = OPENS_LIST.search(text[max(0, listed.start() - 20) : listed.start()])
    for one in re.finditer(r"\d+", listed[0]):
        if opens or int(one[0]) not in LIKE_A_YEAR:
            yield int(one[0]), listed.start() + one.start(), listed.start() + one.end()


def _between(text: str, end: int, last: int) -> range:
    """The numbers inside a range whose last one begins at `end`."""
    found = RANGE.search(text, max(0, end - LONGEST_LIST), end)
    first = int(found[1]) if found else last
    return range(first + 1, last) if last - first <= LONGEST_RANGE else range(0)


def _statements(text: str) -> Iterator[NamedDocument]:
    for found in STATEMENT.finditer(text):
        yield NamedDocument(f"S/PRST/{found[1]}/{int(found[2])}", *found.span())


def _assembly(text: str) -> Iterator[NamedDocument]:
    for found in ASSEMBLY_OLD.finditer(text):
        letter = f" {found[2]}" if found[2] else ""
        yield NamedDocument(f"A/RES/{found[1]}{letter} ({found[3]})", *found.span())
    for found in ASSEMBLY_SYMBOL.finditer(text):
        yield _of_session(found)
    for opening in OF_ASSEMBLY.finditer(text):
        reached = opening.end()
        for found in ASSEMBLY.finditer(text, opening.end()):
            if found.start() - reached > REACH:
                break
            reached = found.end()
            yield _of_session(found)
    for listed in BEFORE_ASSEMBLY.finditer(text):
        for found in ASSEMBLY.finditer(text, *listed.span("numbers")):
            yield _of_session(found)


def _of_session(found: re.Match[str]) -> NamedDocument:
    letter = f" {found[2]}" if found[2] else ""
    return NamedDocument(f"A/RES/{found[1]}{letter}", *found.span())
