"""A text checked: found, looked up, judged. Nothing of it is kept."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import TypeVar

from knowledge.checking import ballots, dates, numbers
from knowledge.checking.findings import Finding
from knowledge.checking.held import HeldAnswers
from knowledge.checking.judging import ballots as of_ballots
from knowledge.checking.judging import dates as of_dates
from knowledge.checking.judging import documents as of_documents
from knowledge.checking.judging import names as of_names
from knowledge.checking.judging import numbers as of_numbers
from knowledge.checking.judging.claims import Claims
from knowledge.checking.names import Names
from knowledge.checking.sentences import Sentence, Spot, SymbolSpot, is_wrapped, sentences
from legal.symbols import mentions
from records.models import RecordKind

S = TypeVar("S", bound=Spot)
LONGEST = 20_000  # signs of a text
SPEAKS_ON = re.compile(
    r"\A\W*(?:it|its|this|that|"
    r"the (?:resolution|text|draft|council|vote|mission|force|operation))\b",
    re.IGNORECASE,
)
# What stands before the paper that a sentence is about.
PUT_TO_THE_VOTE = re.compile(
    r"\b(?:adopt|pass|approv|veto|vote|abstain)\w*\s(?:on\s|for\s|against\s|a\s|the\s|its\s|draft\s|resolution\s)*\Z",
    re.IGNORECASE,
)
WAS_PUT = re.compile(
    r",?\s(?:which\s)?(?:was|were)\s(?:adopted|passed|approved|vetoed|put)\b", re.IGNORECASE
)
AT_ITS_HEAD = 15


def check(text: str) -> list[Finding]:
    """What can be looked up in a text, in the order in which it stands."""
    names = Names()
    found = _read(text, names)
    held, claims = HeldAnswers(found, names), Claims(names)
    judges = (of_documents, of_dates, of_names, of_numbers, of_ballots)
    findings = [
        finding for sentence in found for judge in judges for finding in judge.judge(sentence, held)
    ]
    findings += [finding for sentence in found for finding in claims.judge(sentence)]
    return sorted(findings, key=lambda one: (one.start, -one.end))


def _read(text: str, names: Names) -> list[Sentence]:
    """The sentences with all that finders find; no two spots of a sentence share a letter."""
    found = list(sentences(text))
    _give_symbols(text, found)
    for sentence in found:
        sentence.says_it = bool(SPEAKS_ON.match(sentence.text))
        sentence.tallies = list(ballots.tallies(sentence))
        sentence.dates = _free(dates.find(sentence), sentence.symbols)
        sentence.names = list(names.find(sentence))
        sentence.positions = list(ballots.positions(sentence, names.states(sentence)))
        sentence.tallies = _free(sentence.tallies, (*sentence.symbols, *sentence.dates))
        others = (*sentence.symbols, *sentence.dates, *sentence.tallies)
        sentence.numbers = _free(numbers.find(sentence), others)
        sentence.positions = _free(sentence.positions, (*sentence.tallies, *sentence.numbers))
    for before, sentence in pairwise(found):
        _speak_on(text, before, sentence, names)
    return found


def _is_told_of(sentence: Sentence, symbol: SymbolSpot) -> bool:
    """Whether a sentence is about a resolution, which may do no more than name it."""
    return (
        symbol.start - sentence.start < AT_ITS_HEAD
        or bool(PUT_TO_THE_VOTE.search(sentence.before(symbol, 60)))
        or bool(WAS_PUT.match(sentence.after(symbol, 60)))
    )


def _speak_on(text: str, before: Sentence, sentence: Sentence, names: Names) -> None:
    """What the sentence before told of, or the one before that, if it went on with it too."""
    missions = [one for one in before.names if names.kind_of(one) == RecordKind.MISSION]
    gap = before.end, sentence.start
    if "\n" in text[slice(*gap)] and not is_wrapped(text, *gap):
        return
    if before.symbols:
        sentence.symbol_before = next(
            (one for one in reversed(before.symbols) if _is_told_of(before, one)), None
        )
    elif before.says_it or before.tallies or before.positions:
        sentence.symbol_before = before.symbol_before
    if missions or before.says_it:
        sentence.mission_before = missions[0] if missions else before.mission_before


def _give_symbols(text: str, found: list[Sentence]) -> None:
    """Symbols are found in the whole text, as their dots end no sentence; each to its own."""
    places = iter(found)
    sentence = next(places, None)
    for start, end, spelled in mentions(text):
        while sentence and sentence.end <= start:
            sentence = next(places, None)
        if sentence and sentence.start <= start and end <= sentence.end:
            sentence.symbols.append(SymbolSpot(start, end, text[start:end], spelled))


def _free(spots: Iterable[S], others: Iterable[Spot]) -> list[S]:
    taken = [(one.start, one.end) for one in others]
    return [
        spot
        for spot in spots
        if not any(start < spot.end and spot.start < end for start, end in taken)
    ]
