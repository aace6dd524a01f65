"""Symbols: whether the paper exists, and is of the year and on the matter that the text says."""

import re
from collections.abc import Iterator

from knowledge.checking.findings import Finding, Judgement, Kind, Link
from knowledge.checking.held import HeldAnswers
from knowledge.checking.sentences import Sentence, SymbolSpot
from legal.models import Document
from legal.symbols import ASSEMBLY, Symbol, parse
from records.common.periods import written
from records.common.spellings import Via
from records.common.text import fold
from records.models import RecordKind
from records.reading.names import Called

MANY = 100  # resolutions are not adopted within the months after the record ends
# The Assembly numbered its resolutions without a session in the symbol until 1976.
ASSEMBLY_COUNTED_UNTIL, ASSEMBLY_LAST_NUMBER = 1976, 3541
ON_A_STATE = re.compile(
    r"\A,?\s(?:on|concerning|about)\s(?:the\s)?(?:(?:situation|question|conflict|crisis|war)\s(?:in|of)\s)?(?:the\s)?\Z"
)


def judge(sentence: Sentence, held: HeldAnswers) -> Iterator[Finding]:
    for spot in sentence.symbols:
        found = held.called.get(spot.spelled, [])
        if not found:
            judgement, reason, links = _unheld(spot, held)
        elif found[0].is_guess:
            judgement, reason, links = _guessed(found, held)
        else:
            judgement, reason, links = _existing(sentence, spot, found, held)
        yield Finding(spot.start, spot.end, Kind.SYMBOL, judgement, reason, links)


Answer = tuple[Judgement, str, tuple[Link, ...]]


def link(document: Document) -> Link:
    return Link(document.get_absolute_url(), document.symbol or document.name)


def adopted(document: Document) -> str:
    return written(document.adopted_on, document.adopted_precision)


def _title(document: Document) -> str:
    """Its name without the symbol, which the text has already."""
    return document.name.removeprefix(f"{document.symbol}: ")


def _existing(
    sentence: Sentence, spot: SymbolSpot, found: list[Called], held: HeldAnswers
) -> Answer:
    documents = [held.documents[one.record.pk] for one in found if not one.is_guess]
    links = tuple(link(one) for one in documents[:4])
    document = documents[0]
    if found[0].via == Via.PAPER:
        reason = f"A draft or meeting of {document.name}; {adopted(document)}."
        return Judgement.RIGHT, reason, links
    if other := _on_another_state(sentence, spot, document, held):
        reason = f"Exists, but not on {other}: {_title(document)}; {adopted(document)}."
        return Judgement.NOT_QUITE, reason, links
    reason = f"Exists: {_title(document)}; {adopted(document)}."
    if len(documents) > 1:
        also = ", ".join(f"{one.symbol or one.name} ({adopted(one)})" for one in documents[1:4])
        reason += f" It may also mean {also}."
    return Judgement.RIGHT, reason, links


def _on_another_state(
    sentence: Sentence, spot: SymbolSpot, document: Document, held: HeldAnswers
) -> str:
    """The state that «resolution N on …» names, if the document is on others and not on it."""
    about = {one.pk for one in document.states.all()}
    if not about:
        return ""
    for name in sentence.names:
        if name.start < spot.end or held.kind_of(name) != RecordKind.STATE:
            continue
        if not ON_A_STATE.match(sentence.between(spot, name)):
            return ""
        told = fold(f"{document.name} {document.subject} {document.situation}")
        if about & set(name.records) or fold(name.text) in told:
            return ""
        return name.text
    return ""


def _guessed(found: list[Called], held: HeldAnswers) -> Answer:
    documents = [held.documents[one.record.pk] for one in found]
    reason = " ".join(
        f"{_number(one)} exists, but is of {adopted(one)}: {_title(one)}." for one in documents[:2]
    )
    return Judgement.NOT_QUITE, reason, tuple(map(link, documents[:2]))


def _number(document: Document) -> str:
    return (document.symbol or document.name).partition(" (")[0]


def _unheld(spot: SymbolSpot, held: HeldAnswers) -> Answer:
    symbol = parse(spot.spelled)
    most, last = held.council["most"], held.council["last"]
    if symbol is None or not most or held.council["count"] != most:
        return Judgement.NOT_KNOWN, "Nothing of this symbol is held.", ()
    if _may_be_of_the_assembly(symbol):
        reason = "Not held. Of the General Assembly only some resolutions are."
        return Judgement.NOT_KNOWN, reason, ()
    told = f"The last resolution of the Council that is held is {most}, of {written(last)}."
    if most < symbol.number <= most + MANY and (symbol.year is None or symbol.year >= last.year):
        return Judgement.NOT_KNOWN, f"Newer than the record. {told}", ()
    return Judgement.WRONG, f"Does not exist. {told}", ()


def _may_be_of_the_assembly(symbol: Symbol) -> bool:
    if symbol.session or symbol.organ:
        return symbol.organ == ASSEMBLY
    early = symbol.year is None or symbol.year <= ASSEMBLY_COUNTED_UNTIL
    return early and symbol.number <= ASSEMBLY_LAST_NUMBER
