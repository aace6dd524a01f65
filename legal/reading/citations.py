"""Documents named in a text: resolutions of the Council and the Assembly, statements.

A resolution of the Council is `1244 (1999)` where number and year belong together and it is
older than the text. In a list that gives the year once, «242 and 338 (1973)», only the last is
found; a statement named by its date alone is not.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

COUNCIL = re.compile(r"(?<![\d/.-])(\d{1,4})\s*\((19\d\d|20\d\d)\s*\)")
STATEMENT = re.compile(r"S\s?/\s?PRST/(\d{4})/(\d{1,3})(?!\d)")
ROMAN = r"(?:ES-|S-)?(?:[IVXL]{1,7}|(?<=S-)\d{1,2})"
ASSEMBLY_OLD = re.compile(rf"(?<![\d/.-])(\d{{1,4}})(?:\s([A-J]))?\s*\(({ROMAN})\s*\)")
ASSEMBLY = re.compile(r"(?<![\w/.-])((?:S-|ES-)?\d{1,2}/\d{1,3})(?!\d|/)(?:\s([A-J])(?=[\s,;.]))?")
ASSEMBLY_SYMBOL = re.compile(r"A/RES/((?:S-|ES-)?\d{1,2}/\d{1,3})(?:\s?([A-J])\b)?")
OF_ASSEMBLY = re.compile(r"(General\s+)?Assembly('s|’s)?\s+(in\s+its\s+)?resolutions?\b", re.I)
REACH = 160  # characters from «General Assembly resolutions» to the last of its numbers


@dataclass(frozen=True)
class Named:
    """A document named, by its symbol, and where in the text."""

    symbol: str
    start: int
    end: int


def named_in(text: str, years: Mapping[int, int], before: int) -> list[Named]:
    """In the order of the text. `years`: of the Council's resolutions by number, of which only
    those before the number `before` can be meant.
    """
    found = [*_council(text, years, before), *_statements(text), *_assembly(text)]
    return sorted(found, key=lambda one: one.start)


def _council(text: str, years: Mapping[int, int], before: int) -> Iterator[Named]:
    for found in COUNCIL.finditer(text):
        number, year = int(found[1]), int(found[2])
        if number < before and years.get(number) == year:
            yield Named(f"S/RES/{number} ({year})", *found.span())


def _statements(text: str) -> Iterator[Named]:
    for found in STATEMENT.finditer(text):
        yield Named(f"S/PRST/{found[1]}/{int(found[2])}", *found.span())


def _assembly(text: str) -> Iterator[Named]:
    for found in ASSEMBLY_OLD.finditer(text):
        letter = f" {found[2]}" if found[2] else ""
        yield Named(f"A/RES/{found[1]}{letter} ({found[3]})", *found.span())
    for found in ASSEMBLY_SYMBOL.finditer(text):
        yield Named(f"A/RES/{found[1]}{_letter(found[2])}", *found.span())
    for opening in OF_ASSEMBLY.finditer(text):
        reached = opening.end()
        for found in ASSEMBLY.finditer(text, opening.end()):
            if found.start() - reached > REACH:
                break
            reached = found.end()
            yield Named(f"A/RES/{found[1]}{_letter(found[2])}", *found.span())


def _letter(letter: str | None) -> str:
    return f" {letter}" if letter else ""
