"""A text as sentences, each knowing where it stands; what was found in one belongs together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from knowledge.checking.findings import Kind
from records.common.periods import Precision

END = re.compile(r"(?:[.!?…]+[\"'”’»)\]]*(?=\s)|[;。！？；]|\n+|$)\s*")
ABBREVIATED = re.compile(
    r"(?:\b(?:res|resol|no|nos|nr|para|paras|art|arts|st|mr|mrs|ms|dr|gen|col|maj|lt|vs|v|cf|ca|c|"
    r"approx|vol|pp|p|ed|eds|doc|e\.g|i\.e|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)"
    r"|\b[a-z])\.$",
    re.IGNORECASE,
)
LONGEST = 1200
WRAPPED = range(55, 121)  # signs of a line that goes on in the next
BULLET = re.compile(r"\s*(?:[-*•·–—]|\d+[.)])\s")


@dataclass(frozen=True)
class Spot:
    """A piece of the text that a finder found."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class SymbolSpot(Spot):
    spelled: str  # as legal.symbols reads it


@dataclass(frozen=True)
class DateSpot(Spot):
    """First and last day of what is written; of a day that no calendar has, of its year."""

    first: date
    last: date
    precision: Precision
    is_real: bool = True


@dataclass(frozen=True)
class NameSpot(Spot):
    """What bears the name: ids of records; none for an acronym that nothing held bears."""

    records: tuple[int, ...]
    kind: Kind


@dataclass(frozen=True)
class NumberSpot(Spot):
    """A number of people or of contributing states."""

    value: int
    noun: str
    about: str  # a word of `numbers.About`
    is_rough: bool


@dataclass(frozen=True)
class TallySpot(Spot):
    """Votes as counted; None for what the text leaves out."""

    in_favour: int | None
    against: int | None
    abstaining: int | None
    is_unanimous: bool = False


@dataclass(frozen=True)
class PositionSpot(Spot):
    """What states are said to have done: a word of `legal.models.Position`, or a veto."""

    position: str
    states: tuple[NameSpot, ...]


@dataclass
class Sentence:
    start: int
    end: int
    text: str
    symbols: list[SymbolSpot] = field(default_factory=list)
    dates: list[DateSpot] = field(default_factory=list)
    names: list[NameSpot] = field(default_factory=list)
    numbers: list[NumberSpot] = field(default_factory=list)
    tallies: list[TallySpot] = field(default_factory=list)
    positions: list[PositionSpot] = field(default_factory=list)
    # Of the sentence before: what «it» and «the mission» may be, if this one begins so.
    symbol_before: SymbolSpot | None = None
    mission_before: NameSpot | None = None
    says_it: bool = False

    def between(self, one: Spot, other: Spot) -> str:
        """The words between two of its spots, whichever comes first."""
        first, second = sorted((one, other), key=lambda spot: spot.start)
        return self.text[first.end - self.start : max(first.end, second.start) - self.start]

    def before(self, spot: Spot, signs: int) -> str:
        at = spot.start - self.start
        return self.text[max(0, at - signs) : at]

    def after(self, spot: Spot, signs: int) -> str:
        at = spot.end - self.start
        return self.text[at : at + signs]


def sentences(text: str) -> Iterator[Sentence]:
    start = 0
    for found in END.finditer(text):
        told = text[start : found.start() + 1]
        if found[0].startswith(".") and ABBREVIATED.search(told[-12:]):
            continue
        if found[0].startswith("\n") and is_wrapped(text, found.start(), found.end()):
            continue
        end = found.start() + len(found[0].rstrip())
        yield from _cut(text, start, end)
        start = found.end()


def is_wrapped(text: str, start: int, end: int) -> bool:
    """Whether what stands between only breaks a line, as in text copied from a PDF."""
    if text.count("\n", start, end) != 1 or BULLET.match(text, end):
        return False
    broken = text.index("\n", start)
    return broken - text.rfind("\n", 0, broken) - 1 in WRAPPED


def _cut(text: str, start: int, end: int) -> Iterator[Sentence]:
    """Nobody writes longer sentences than the longest: what is longer is cut between words."""
    while end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        cut = space if space > 0 else start + LONGEST
        yield Sentence(start, cut, text[start:cut])
        start = cut
    if text[start:end].strip():
        yield Sentence(start, end, text[start:end])
