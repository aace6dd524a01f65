"""Numbers of people, where their sentence names one mission and one month or year."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.checking.findings import Finding, Judgement, Kind, Link
from knowledge.checking.held import HeldAnswers
from knowledge.checking.judging.dates import called, of_mission
from knowledge.checking.judging.documents import link
from knowledge.checking.numbers import CountedAs, categories
from knowledge.checking.sentences import DateSpot, NumberSpot, Sentence
from legal.models import Document
from missions.models import Mission, PersonnelCategory
from missions.models.figures import CasualtyCategory, IncidentType, StrengthBasis
from records.common.periods import Precision, written
from records.models import RecordKind

CLOSE = 0.02  # of a number said to be rough, or as people round
NOT_FAR = 0.1
OPEN_SPAN = re.compile(
    r"\b(?:since|until|before|after|between|from|up\sto)\s(?:\w+\s){0,2}\Z", re.IGNORECASE
)
GAVE = re.compile(
    r"\b(?:contribut\w+|provid\w+|sent|sends|suppl\w+|gave|furnish\w+|share|"
    r"battalion|contingent|from)\b",
    re.IGNORECASE,
)
HAD = re.compile(r"\A(?:[’']s)?\s(?:had|has|kept|maintained|fielded|deployed)\b", re.IGNORECASE)
UNIFORMED = {
    CasualtyCategory.MILITARY,
    CasualtyCategory.POLICE,
    CasualtyCategory.MILITARY_OBSERVER,
}
Answer = tuple[Judgement, str, tuple[Link, ...]]


@dataclass(frozen=True)
class When:
    """The one month or year of a sentence, or the resolution that stands for it."""

    first: date
    last: date
    words: str
    document: Document | None = None

    def holds(self, month: date) -> bool:
        return self.first <= month <= self.last


def judge(sentence: Sentence, held: HeldAnswers) -> Iterator[Finding]:
    for spot in sentence.numbers:
        yield Finding(spot.start, spot.end, Kind.NUMBER, *_judged(sentence, spot, held))


def _judged(sentence: Sentence, spot: NumberSpot, held: HeldAnswers) -> Answer:
    if spot.about == CountedAs.CHANGE:
        return Judgement.NOT_KNOWN, "Not judged: it tells of a change, not of a number held.", ()
    when = _when(sentence, held)
    if isinstance(when, str):
        return Judgement.NOT_KNOWN, f"Not judged: {when}.", ()
    missions = _missions(sentence, when, held)
    if len(missions) != 1:
        count = "none" if not missions else "more than one"
        reason = f"Not judged: its sentence should name one mission, and names {count}."
        return Judgement.NOT_KNOWN, reason, ()
    mission = missions[0]
    if mission.starts_on and when.last < mission.starts_on and not when.document:
        reason = (
            f"{called(mission)} began only {written(mission.starts_on, mission.starts_precision)}."
        )
        return Judgement.WRONG, reason, (of_mission(mission),)
    if spot.about == CountedAs.CEILING or (
        spot.about == CountedAs.STRENGTH and _is_decided(sentence, when)
    ):
        return _ceiling(spot, mission, when, held)
    if spot.about == CountedAs.DEATHS:
        return _deaths(spot, mission, when, held)
    if spot.about == CountedAs.CONTRIBUTORS:
        return _contributors(spot, mission, when, held)
    hosts = {one.pk for one in mission.host_states.all()}
    states = {
        pk
        for name in sentence.names
        if held.kind_of(name) == RecordKind.STATE
        for pk in name.records
    } - hosts
    if not states:
        return _strength(spot, mission, when, held)
    had = any(
        HAD.match(sentence.between(name, spot))
        for name in sentence.names
        if name.end <= spot.start and set(name.records) & states
    )
    if had or GAVE.search(sentence.text):
        return _given(spot, mission, states, when, held)
    return _of_either(spot, mission, states, when, held)


def _of_either(
    spot: NumberSpot, mission: Mission, states: set[int], when: When, held: HeldAnswers
) -> Answer:
    """Beside a state that is no host, a number may be the state's or the mission's."""
    answers = (_strength(spot, mission, when, held), _given(spot, mission, states, when, held))
    right = [one for one in answers if one[0] == Judgement.RIGHT]
    if right:
        return right[0]
    reason = f"Not judged: whose number it is could not be read. {answers[0][1]} {answers[1][1]}"
    return Judgement.NOT_KNOWN, reason, answers[0][2]


def _is_decided(sentence: Sentence, when: When) -> bool:
    """Whether the only time told is that of a resolution: it decides, and counts nobody."""
    if not when.document:
        return False
    on = when.document.adopted_on
    return all(one.first <= on <= one.last for one in sentence.dates) if on else True


def _when(sentence: Sentence, held: HeldAnswers) -> When | str:
    """The one month or year that the sentence names, or in words why there is none."""
    days = [one for one in sentence.dates if one.is_real]
    documents = [document for one in sentence.symbols if (document := held.document(one))]
    if len(documents) < len(sentence.symbols):
        return "the resolution of its sentence is not held"
    if any(OPEN_SPAN.search(sentence.before(one, 30)) for one in days) and not documents:
        return "its sentence tells of a span of time, not of one month or year"
    document = documents[0] if len(documents) == 1 else None
    if not days:
        if document and document.adopted_on:
            day = document.adopted_on
            return When(day.replace(day=1), day, document.symbol or document.name, document)
        return "its sentence should name one month or year, and names none"
    periods = {_period(one) for one in days if not _is_until(sentence, one)}
    years = {first.year for first, _ in periods}
    if len(years) > 1 or not periods or len(documents) > 1:
        if document and document.adopted_on:
            day = document.adopted_on
            return When(day.replace(day=1), day, document.symbol or document.name, document)
        return "its sentence should name one month or year, and names more"
    narrow = max(periods, key=lambda one: (one[0] - one[1], one[0]))
    if len({one for one in periods if one[1] - one[0] == narrow[1] - narrow[0]}) > 1:
        return "its sentence should name one month or year, and names more"
    month = narrow[0].month == narrow[1].month
    words = written(narrow[0], Precision.MONTH if month else Precision.YEAR)
    return When(*narrow, words, document)


def _is_until(sentence: Sentence, spot: DateSpot) -> bool:
    return bool(OPEN_SPAN.search(sentence.before(spot, 30)))


def _period(spot: DateSpot) -> tuple[date, date]:
    """Its month or year, whole."""
    first, last = spot.first, spot.last
    return (first.replace(day=1), last) if spot.precision == Precision.DAY else (first, last)


def _missions(sentence: Sentence, when: When, held: HeldAnswers) -> list[Mission]:
    """Those named; of several with one acronym, the ones that were there then."""
    found: dict[int, Mission] = {}
    for name in sentence.names:
        meant = [held.missions[pk] for pk in name.records if pk in held.missions]
        then = [one for one in meant if _was_there(one, when)] if len(meant) > 1 else meant
        found |= {one.pk: one for one in then or meant}
    return list(found.values())


def _was_there(mission: Mission, when: When) -> bool:
    begun = mission.starts_on is None or mission.starts_on <= when.last
    return begun and (mission.ends_on is None or mission.ends_on >= when.first)


def _compared(said: int, known: Iterable[int], is_rough: bool) -> Judgement:
    """Right if it is one of the numbers, or lies between the least and the most of them."""
    numbers = sorted(known)
    low, high = numbers[0], numbers[-1]
    if said in numbers or (is_rough and low <= said <= high):
        return Judgement.RIGHT
    away = min(abs(said - one) for one in numbers) / max(said, 1)
    rounded = is_rough or (said >= 1000 and said % 100 == 0)
    if rounded and away <= (0.05 if is_rough else CLOSE):
        return Judgement.RIGHT
    if low <= said <= high:
        return Judgement.NOT_QUITE
    return Judgement.NOT_QUITE if away <= NOT_FAR else Judgement.WRONG


def _ceiling(spot: NumberSpot, mission: Mission, when: When, held: HeldAnswers) -> Answer:
    """A ceiling is exact: what is near to one is another number."""
    wanted = categories(spot.noun)
    known = held.ceilings.get(mission.pk, [])
    of_then = [one for one in known if when.document and one.document_id == when.document.pk]
    if not of_then:
        of_then = [
            one
            for one in known
            if one.starts_on <= when.last and (one.ends_on is None or one.ends_on >= when.first)
        ]
    like = [one for one in of_then if one.category in wanted]
    if not like:
        reason = f"No ceiling of {called(mission)} for that is held for {when.words}."
        return Judgement.NOT_KNOWN, reason, (of_mission(mission),)
    numbers = {one.persons for one in like} | _wholes(of_then, wanted)
    told = "; ".join(
        f"{one.persons:,} {people(one)} ({one.document.symbol or one.document.name})"
        for one in sorted(like, key=lambda one: one.starts_on)[:4]
    )
    links = (of_mission(mission), *{link(one.document): 0 for one in like[:3]})
    if spot.value in numbers:
        return Judgement.RIGHT, f"The ceiling of {called(mission)}: {told}.", links
    if spot.is_rough and min(abs(spot.value - one) for one in numbers) <= spot.value * 0.05:
        return Judgement.RIGHT, f"The ceiling of {called(mission)}: {told}.", links
    reason = f"The ceiling of {called(mission)} then: {told}."
    other = [one for one in known if one.persons == spot.value and one.category in wanted]
    if other:
        first = min(other, key=lambda one: one.starts_on)
        reason += f" {spot.value:,} came with {first.document.symbol or first.document.name}."
    return Judgement.WRONG, reason, links


def _wholes(ceilings: list, wanted: tuple[PersonnelCategory, ...]) -> set[int]:
    """Troops and police of one document together, where the text speaks of all."""
    if wanted[0] != PersonnelCategory.TOTAL_UNIFORMED:
        return set()
    sums: dict[int, int] = {}
    whole = (PersonnelCategory.TROOPS, PersonnelCategory.MILITARY, PersonnelCategory.POLICE)
    for one in ceilings:
        if one.category in whole:
            sums[one.document_id] = sums.get(one.document_id, 0) + one.persons
    return set(sums.values())


def _strength(spot: NumberSpot, mission: Mission, when: When, held: HeldAnswers) -> Answer:
    wanted = categories(spot.noun)
    rows = [
        one
        for one in held.strengths.get(mission.pk, [])
        if one.category in wanted and one.deployed is not None and when.holds(one.month)
    ]
    if not rows:
        reason = (
            f"No count of {spot.noun or 'people'} of {called(mission)} is held for {when.words}."
        )
        return Judgement.NOT_KNOWN, reason, (of_mission(mission),)
    counts = [one.deployed for one in rows if one.deployed is not None]
    told = (
        f"{min(counts):,}" if min(counts) == max(counts) else f"{min(counts):,} to {max(counts):,}"
    )
    reason = f"{called(mission)} in {when.words}: {told} {_what(rows)}"
    if any(one.basis == StrengthBasis.INTERPOLATED for one in rows):
        reason += ", partly interpolated between two reports"
    return _compared(spot.value, counts, spot.is_rough), f"{reason}.", (of_mission(mission),)


def _what(rows: list) -> str:
    return " or ".join(dict.fromkeys(map(people, rows)))


def people(row: Any) -> str:
    """«military personnel» for «Military personnel of all kinds in one figure»."""
    return row.get_category_display().lower().partition(" of all kinds")[0]


def _contributors(spot: NumberSpot, mission: Mission, when: When, held: HeldAnswers) -> Answer:
    counts = [
        one.contributors
        for one in held.strengths.get(mission.pk, [])
        if one.contributors is not None and when.holds(one.month)
    ]
    if not counts:
        reason = f"No number of contributors to {called(mission)} is held for {when.words}."
        return Judgement.NOT_KNOWN, reason, (of_mission(mission),)
    told = f"{min(counts)}" if min(counts) == max(counts) else f"{min(counts)} to {max(counts)}"
    reason = f"{called(mission)} in {when.words}: {told} contributing states."
    return _compared(spot.value, counts, spot.is_rough), reason, (of_mission(mission),)


def _given(
    spot: NumberSpot, mission: Mission, states: set[int], when: When, held: HeldAnswers
) -> Answer:
    wanted = categories(spot.noun)
    if len(states) != 1:
        reason = "Not judged: its sentence should name one state, and names more than one."
        return Judgement.NOT_KNOWN, reason, ()
    (state,) = states
    rows = [
        one
        for one in held.contributions.get((mission.pk, state), [])
        if one.category in wanted and when.holds(one.month)
    ]
    name = held.records[state].name
    if not rows:
        reason = f"No contribution of {name} to {called(mission)} is held for {when.words}."
        return Judgement.NOT_KNOWN, reason, (of_mission(mission),)
    counts = [one.persons for one in rows]
    told = (
        f"{min(counts):,}" if min(counts) == max(counts) else f"{min(counts):,} to {max(counts):,}"
    )
    reason = f"{name} in {called(mission)}, {when.words}: {told} {_what(rows)}."
    return _compared(spot.value, counts, spot.is_rough), reason, (of_mission(mission),)


def _deaths(spot: NumberSpot, mission: Mission, when: When, held: HeldAnswers) -> Answer:
    links = (of_mission(mission),)
    if held.deaths_until is None or when.last > held.deaths_until:
        reason = f"Deaths are held to {written(held.deaths_until)} only."
        return Judgement.NOT_KNOWN, reason, links
    rows = [
        one
        for one in held.deaths.get(mission.pk, [])
        if when.holds(date(one["date__year"], one["date__month"], 1))
    ]
    every = sum(one["persons"] for one in rows)
    uniformed = sum(one["persons"] for one in rows if one["category"] in UNIFORMED)
    by_acts = sum(
        one["persons"] for one in rows if one["incident_type"] == IncidentType.MALICIOUS_ACT
    )
    reason = (
        f"{called(mission)} in {when.words}: {every} deaths, {uniformed} of them in uniform, "
        f"{by_acts} by malicious acts."
    )
    return _compared(spot.value, {every, uniformed, by_acts}, spot.is_rough), reason, links
