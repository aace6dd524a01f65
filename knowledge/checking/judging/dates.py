"""Dates: of adoptions, of the first and last days of missions, of the ends of mandates."""

import re
from collections.abc import Iterator
from datetime import date

from knowledge.checking.ballots import VETO
from knowledge.checking.findings import Finding, Judgement, Kind, Link
from knowledge.checking.held import HeldAnswers, meant
from knowledge.checking.judging.documents import adopted, link
from knowledge.checking.sentences import DateSpot, NameSpot, Sentence, SymbolSpot
from legal.models import Document, Outcome
from missions.models import Mission
from records.common.periods import Precision, written

UNTIL = re.compile(
    r"\b(?:until|till|through|up\sto|expir\w+|end(?:s|ing)?\son|runs?\s(?:out|to)|by\sone\syear\sto|to)"
    r"\s(?:on\s)?(?:the\send\sof\s)?\Z",
    re.IGNORECASE,
)
OF_A_MANDATE = re.compile(
    r"\b(?:mandat\w+|exten\w+|renew\w+|prolong\w+|authori[sz]\w+|remain\w*|expir\w+)", re.IGNORECASE
)
BY_IT = re.compile(
    r"(?:\b(?:exten|renew|prolong|authori[sz])\w*\s(?:[\w’']+\s){0,6}by|\b(?:under|in|with|through))"
    r"\s(?:\w+\s){0,2}\Z",
    re.IGNORECASE,
)
EXTENDS = re.compile(
    r"\b(?:extend\w*|renew\w*|prolong\w*|authori[sz]\w*|set\w*|runs?)\b", re.IGNORECASE
)
ADOPTED = re.compile(
    r"\b(?:adopt\w+|pass(?:ed|ing|es)|approv\w+|voted|dated|vetoed|put\sto\sthe\svote)\b",
    re.IGNORECASE,
)
# The verb of which a symbol is the object; not «adopted this resolution on … resolution 2140».
ADOPTS = re.compile(
    r"\b(?:adopted|adopts|passed|passes|approved|vetoed)\s(?!this\b)(?:[\w-]+\s){0,3}\Z|\bvote[sd]?\son\s(?:\w+\s){0,2}\Z",
    re.IGNORECASE,
)
# What may stand between a symbol and its own date.
ITS_DATE = re.compile(
    r"\A[\s,(]*(?:(?:which|that|was|were|had|been|has|is|of|on|in|dated|adopted|passed|approved|the|by|security|council|"
    r"general|assembly|unanimously|voted|it|back|dates|from|really|actually|only)[\s,]*)*\Z",
    re.IGNORECASE,
)
BEGAN = re.compile(
    r"\b(?:establish\w*|creat(?:ed|es|ing|ion)|set(?:s|ting)?\sup|launch\w*|beg[au]n|begins|start(?:ed|s)|"
    r"authori[sz]ed(?=\s(?:on|in)\s)|founded|came\sinto\sbeing|inaugurated|mounted|"
    r"(?:exist\w*|been\s\w+|active|in\splace|operat\w+|deployed)(?:\s\w+)?\ssince)\b",
    re.IGNORECASE,
)
ENDED = re.compile(
    r"\b(?:ended|ends|ending|clos(?:ed|es|ing|ure)|terminat\w+|conclud\w+|complet\w+|withdr[ea]w\w*|dissolve[sd]?|"
    r"shut\sdown|ceased|wound\s(?:up|down)|liquidated)\b",
    re.IGNORECASE,
)
VERBS = (ADOPTED, BEGAN, ENDED)
SPAN = re.compile(r"\A\s?\(\s?(?:from\s|since\s)?\Z")
SPAN_END = re.compile(r"\A\s?(?:[-–—]|to|until)\s?\Z")
DEEDS: dict[str, str] = {
    Outcome.ADOPTED: "was adopted on",
    Outcome.VETOED: "was vetoed on",
    Outcome.LACKED_MAJORITY: "was put to the vote on",
}
# After a verb, what takes a date away from it.
OTHER_VERB = re.compile(
    r"\b(?:was|were|had|has|is|which|who|while|when|but|under|(?!united\b)[a-z]+ed)\b"
    r"|(?<![(\d])(?:19|20)\d\d(?![)\d])|\b(?!resolution|text|draft)[a-z]+\sof\s\Z",
    re.IGNORECASE,
)
FAR = 160  # signs between a mission and a date that is hardly its own
FIRST_WORDS = 25  # signs: «Established in July 2011, UNMISS …»
NEAR = 31  # days: another day of about the same time is not quite right, and not wrong


def judge(sentence: Sentence, held: HeldAnswers) -> Iterator[Finding]:
    missions = [one for one in sentence.names if any(pk in held.missions for pk in one.records)]
    for spot in sentence.dates:
        if not spot.is_real:
            reason = "There is no such day in the calendar."
            yield Finding(spot.start, spot.end, Kind.DATE, Judgement.WRONG, reason)
            continue
        answer = (
            _end_of_a_mandate(sentence, spot, missions, held)
            or _of_a_document(sentence, spot, held)
            or _of_a_veto(sentence, spot, held)
            or _of_a_mission(sentence, spot, missions, held)
            or _of_a_bare_day(spot, held)
        )
        if answer:
            yield Finding(spot.start, spot.end, Kind.DATE, *answer)


Answer = tuple[Judgement, str, tuple[Link, ...]]


def _compared(spot: DateSpot, known: list[tuple[date, str]]) -> Judgement:
    """How a date stands to the days held; each of those with the precision it is known by."""
    first, last = spot.first, spot.last
    best = Judgement.WRONG
    for day, precision in known:
        if first <= day <= last or _same_unit(first, day, precision):
            return Judgement.RIGHT
        if spot.precision == Precision.DAY and abs((day - first).days) <= NEAR:
            best = Judgement.NOT_QUITE
    return best


def _same_unit(first: date, day: date, precision: str) -> bool:
    """A day that is known by its month or year agrees with all days of that."""
    if precision == Precision.YEAR:
        return first.year == day.year
    return precision == Precision.MONTH and (first.year, first.month) == (day.year, day.month)


def _of_a_document(sentence: Sentence, spot: DateSpot, held: HeldAnswers) -> Answer | None:
    document = _dated(sentence, spot, held)
    if not document or not document.adopted_on:
        return None
    judgement = _compared(spot, [(document.adopted_on, document.adopted_precision)])
    to_the_day = document.adopted_precision == Precision.DAY
    deed = DEEDS.get(document.outcome, "is of") if to_the_day else "is of"
    name = document.symbol or document.name
    return judgement, f"{name} {deed} {adopted(document)}.", (link(document),)


def _of_a_veto(sentence: Sentence, spot: DateSpot, held: HeldAnswers) -> Answer | None:
    """The day of a veto, where no draft is named: right if one of those states vetoed then."""
    vetoes = [one for one in sentence.positions if one.position == VETO]
    if not vetoes or sentence.symbols:
        return None
    states = {pk for one in vetoes for name in one.states for pk in name.records}
    for document in held.vetoed:
        by = {one.pk for one in document.vetoed_by.all()}
        on = document.adopted_on
        if on and states & by and spot.first <= on <= spot.last:
            return Judgement.RIGHT, f"{document.name}: vetoed then.", (link(document),)
    return None


def _dated(sentence: Sentence, spot: DateSpot, held: HeldAnswers) -> Document | None:
    """The document whose adoption the date is said to be."""
    for symbol in reversed(sentence.symbols):
        if symbol.end <= spot.start and ITS_DATE.match(sentence.between(symbol, spot)):
            return held.document(symbol)
    for symbol in sentence.symbols:
        if symbol.start >= spot.end:
            between = sentence.between(spot, symbol)
            if ADOPTS.search(between) and not _is_of_a_mission(between):
                return held.document(symbol)
            break
    if not _until(sentence, spot) and _verb_of(sentence, spot) is ADOPTED:
        told_before = [one for one in sentence.symbols if one.end <= spot.start]
        if told_before or (sentence.says_it and not sentence.symbols):
            return meant(sentence, spot, held, after=False)
    return None


def _is_of_a_mission(between: str) -> bool:
    return bool(BEGAN.search(between) or ENDED.search(between))


def _verb_of(sentence: Sentence, spot: DateSpot, goes_on: bool = False) -> re.Pattern | None:
    """The verb that a date belongs to: the last before it, or else the first after it.

    If the sentence `goes_on` to say of whom it tells, only its first words count as before.
    """
    clause = sentence.before(spot, 90)
    if goes_on and spot.start - sentence.start > FIRST_WORDS:
        clause = ""
    before = [(found.end(), verb) for verb in VERBS for found in verb.finditer(clause)]
    if before:
        at, verb = max(before, key=lambda one: one[0])
        return None if OTHER_VERB.search(clause[at:]) else verb
    clause = sentence.after(spot, 90)
    after = [(found.start(), verb) for verb in VERBS for found in verb.finditer(clause)]
    return min(after, key=lambda one: one[0])[1] if after else None


def _until(sentence: Sentence, spot: DateSpot) -> bool:
    return bool(UNTIL.search(sentence.before(spot, 40)))


def _end_of_a_mandate(
    sentence: Sentence, spot: DateSpot, names: list[NameSpot], held: HeldAnswers
) -> Answer | None:
    if not _until(sentence, spot) or not OF_A_MANDATE.search(sentence.text):
        return None
    missions = {pk for one in names for pk in one.records if pk in held.missions}
    symbol = _extending(sentence, spot)
    document = held.document(symbol) if symbol else None
    if sentence.symbols and not document:
        return None
    if document:
        actions = held.actions.get(document.pk, [])
        actions = [one for one in actions if not missions or one.mission_id in missions]
    elif len(missions) == 1:
        actions = held.actions_on.get(next(iter(missions)), [])
    else:
        return None
    ends = sorted({one.until for one in actions if one.until})
    if not ends:
        return None
    judgement = _compared(spot, [(day, Precision.DAY) for day in ends])
    if document:
        told = " and ".join(map(written, ends))
        name = document.symbol or document.name
        return judgement, f"{name} runs until {told}.", (link(document),)
    mission = held.missions[next(iter(missions))]
    if judgement == Judgement.RIGHT:
        by = next(
            one.document for one in actions if one.until and spot.first <= one.until <= spot.last
        )
        return judgement, f"The end of the mandate by {by.symbol or by.name}.", (link(by),)
    reason = f"No resolution is named, and no mandate of {called(mission)} is held that ends then."
    return Judgement.NOT_KNOWN, reason, (of_mission(mission),)


def _extending(sentence: Sentence, spot: DateSpot) -> SymbolSpot | None:
    """The resolution that extends: «by» it or «under» it, or with the verb after it."""
    before = [one for one in reversed(sentence.symbols) if one.end <= spot.start]
    for symbol in (*before, *sentence.symbols):
        if BY_IT.search(sentence.before(symbol, 80)):
            return symbol
        if symbol.end <= spot.start and EXTENDS.search(sentence.between(symbol, spot)):
            return symbol
    return None


def called(mission: Mission) -> str:
    return mission.acronym or mission.name


def of_mission(mission: Mission) -> Link:
    return Link(mission.get_absolute_url(), called(mission))


def _of_a_mission(
    sentence: Sentence, spot: DateSpot, names: list[NameSpot], held: HeldAnswers
) -> Answer | None:
    """Its first or last day, by the verb between its name and the date, or in brackets."""
    name = _nearest(spot, names) or (sentence.mission_before if sentence.says_it else None)
    if not name:
        return None
    missions = [held.missions[pk] for pk in name.records if pk in held.missions]
    end = _says_end(sentence, spot, name)
    if end is None:
        return None
    answers = [_on_its_days(spot, one, end, held) for one in missions]
    known = [one for one in answers if one]
    order = list(reversed(Judgement))  # the best of what an acronym may mean
    return min(known, key=lambda one: order.index(one[0])) if known else None


def _nearest(spot: DateSpot, names: list[NameSpot]) -> NameSpot | None:
    before = [one for one in names if one.end <= spot.start]
    after = [one for one in names if one.start >= spot.end]
    return before[-1] if before else after[0] if after else None


def _says_end(sentence: Sentence, spot: DateSpot, name: NameSpot) -> bool | None:
    """Whether the date is of the last day, of the first, or of neither."""
    if sentence.start <= name.start:
        between = sentence.between(name, spot)
        if name.end <= spot.start and SPAN.match(between):
            return False
        if re.match(r"\A\s?\(", between) and SPAN_END.match(re.split(r"\d{4}", between)[-1]):
            return True
        if len(between) > FAR:
            return None
    verb = _verb_of(sentence, spot, goes_on=name.start >= spot.end)
    if verb is BEGAN and _until(sentence, spot):
        return None
    return None if verb is None or verb is ADOPTED else verb is ENDED


def _on_its_days(spot: DateSpot, mission: Mission, end: bool, held: HeldAnswers) -> Answer | None:
    name, links = called(mission), (of_mission(mission),)
    if end:
        if mission.ends_on is None:
            if mission.ends_precision == Precision.UNKNOWN:
                return None
            return Judgement.WRONG, f"{name} has not ended.", links
        judgement = _compared(spot, [(mission.ends_on, mission.ends_precision)])
        return judgement, f"{name} ended {written(mission.ends_on, mission.ends_precision)}.", links
    known = [
        (day, precision)
        for day, precision in (
            (mission.established_on, mission.established_precision),
            (mission.starts_on, mission.starts_precision),
        )
        if day
    ]
    if not known:
        return None
    judgement = _compared(spot, known)
    told = (
        [f"began {written(mission.starts_on, mission.starts_precision)}"]
        if mission.starts_on
        else []
    )
    if mission.established_on and mission.established_on != mission.starts_on:
        told.insert(
            0, f"was decided {written(mission.established_on, mission.established_precision)}"
        )
    return judgement, f"{name} {' and '.join(told)}.", links


def _of_a_bare_day(spot: DateSpot, held: HeldAnswers) -> Answer | None:
    """A day of which nothing is said that can be read: what is held of it, and no judgement."""
    if spot.precision != Precision.DAY:
        return None
    found = held.adopted.get(spot.first, [])
    reason = "What is said of this day could not be looked up."
    if found:
        reason += f" On it were adopted: {', '.join(one.symbol or one.name for one in found[:4])}."
    return Judgement.NOT_KNOWN, reason, tuple(map(link, found[:4]))
