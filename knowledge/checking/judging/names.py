"""Names: that they are held, whose they are, and whether a resolution set the mission up."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from knowledge.checking.findings import Finding, Judgement, Kind, Link
from knowledge.checking.held import HeldAnswers
from knowledge.checking.judging.dates import called, of_mission
from knowledge.checking.judging.documents import link
from knowledge.checking.sentences import NameSpot, Sentence, SymbolSpot
from missions.models import ActionKind, Mission
from records.common.periods import written
from records.models import RecordKind

ACTIVE = re.compile(
    r"\b(?:establish(?:ed|es|ing)|creat(?:ed|es|ing)|set(?:s|ting)?\sup|launch(?:ed|es|ing))\b",
    re.IGNORECASE,
)
PASSIVE = re.compile(
    r"\A\s?(?:\([^()]*\)\s?)?,?\s?(?:which\s)?(?:was|is|had\sbeen|being)?\s?(?:\w+ly\s)?(?:established|created|set\sup|launched)\b",
    re.IGNORECASE,
)
FAR, NEAR = 140, 60  # signs: from a resolution to a mission, from the verb to the mission
LIKE = 88  # of 100, from which an unknown acronym may be a slip for one that is held
IN_BRACKETS = re.compile(r"\A\s?\(\Z")


def judge(sentence: Sentence, held: HeldAnswers) -> Iterator[Finding]:
    for place, spot in enumerate(sentence.names):
        if not spot.records:
            near = process.extractOne(
                spot.text, held.names.acronyms, scorer=fuzz.ratio, score_cutoff=LIKE
            )
            hint = f" Is {near[0]} meant?" if near else ""
            reason = f"No mission or organization that is held bears this acronym.{hint}"
            yield Finding(spot.start, spot.end, spot.kind, Judgement.NOT_KNOWN, reason)
            continue
        records = [held.records[pk] for pk in spot.records if pk in held.records]
        links = tuple(Link(one.get_absolute_url(), one.name) for one in records[:4])
        before = sentence.names[place - 1] if place else None
        answer = _of_another(sentence, spot, before, held) or _set_up(sentence, spot, held)
        if answer:
            yield Finding(spot.start, spot.end, spot.kind, *answer)
            continue
        what = " or ".join(_told(pk, held) for pk in spot.records[:4] if pk in held.records)
        yield Finding(spot.start, spot.end, spot.kind, Judgement.RIGHT, f"{what}.", links)


def _told(pk: int, held: HeldAnswers) -> str:
    mission = held.missions.get(pk)
    if not mission:
        return held.records[pk].name
    return f"{mission.name}, {_years(mission)}"


def _years(mission: Mission) -> str:
    first = written(mission.starts_on, mission.starts_precision)
    if mission.ends_on:
        return f"{first} to {written(mission.ends_on, mission.ends_precision)}"
    return f"since {first}"


Answer = tuple[Judgement, str, tuple[Link, ...]]


def _of_another(
    sentence: Sentence, spot: NameSpot, before: NameSpot | None, held: HeldAnswers
) -> Answer | None:
    """An acronym in brackets after the full name of another mission."""
    if not before or not before.records or spot.kind != Kind.ACRONYM:
        return None
    kinds = {held.kind_of(spot), held.kind_of(before)}
    if kinds != {RecordKind.MISSION} or not IN_BRACKETS.match(sentence.between(before, spot)):
        return None
    if set(spot.records) & set(before.records):
        return None
    mission = held.missions[before.records[0]]
    reason = (
        f"{mission.name} is {called(mission)}; {spot.text} is {held.records[spot.records[0]].name}."
    )
    return Judgement.WRONG, reason, (of_mission(mission),)


def _set_up(sentence: Sentence, spot: NameSpot, held: HeldAnswers) -> Answer | None:
    """Whether a resolution set up the mission that it is said to."""
    missions = [held.missions[pk] for pk in spot.records if pk in held.missions]
    symbol = _said_to_set_up(sentence, spot) if missions else None
    document = held.document(symbol) if symbol else None
    if not document:
        return None
    setters = {
        one.mission_id for one in held.actions.get(document.pk, []) if one.action in SETTING_UP
    }
    founded = [
        one
        for one in missions
        if one.pk in setters or (document.adopted_on and one.established_on == document.adopted_on)
    ]
    name = document.symbol or document.name
    if founded:
        reason = f"{_told(founded[0].pk, held)}; {name} set it up."
        return Judgement.RIGHT, reason, (of_mission(founded[0]), link(document))
    by = [
        one.document
        for mission in missions
        for one in held.actions_on.get(mission.pk, [])
        if one.action == ActionKind.ESTABLISH
    ]
    if not by:
        return None
    told = by[0].symbol or by[0].name
    reason = f"{name} did not set up {called(missions[0])}; {told} did."
    return Judgement.WRONG, reason, (of_mission(missions[0]), link(by[0]))


SETTING_UP = (ActionKind.ESTABLISH, ActionKind.AUTHORIZE_DEPLOYMENT, ActionKind.ENDORSE)


def _said_to_set_up(sentence: Sentence, spot: NameSpot) -> SymbolSpot | None:
    """The resolution nearest before a mission, if it set it up, or that by which it was set up."""
    before = [one for one in sentence.symbols if one.end <= spot.start]
    if before and len(sentence.between(before[-1], spot)) < FAR:
        between = sentence.between(before[-1], spot)
        found = list(ACTIVE.finditer(between))
        if found and len(between) - found[-1].end() < NEAR:
            return before[-1]
    for symbol in sentence.symbols:
        if symbol.start >= spot.end:
            between = sentence.between(spot, symbol)
            return symbol if len(between) < FAR and PASSIVE.match(between) else None
    return None
