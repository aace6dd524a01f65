"""Votes in a running text: totals, unanimity, and what single states did."""

import re
from collections.abc import Iterator, Sequence

from knowledge.checking.sentences import NameSpot, PositionSpot, Sentence, TallySpot
from knowledge.checking.words import VOTES, number
from legal.models import Position

VETO = "veto"
_VOTE = rf"(?P<%s>{VOTES})\b"
_YES, _NO, _ABSTAIN = (_VOTE % name for name in ("yes", "no", "abstain"))
_MEMBERS = r"(?:\s(?:votes?|members?))?"
TALLIES = [
    re.compile(pattern, re.VERBOSE | re.IGNORECASE)
    for pattern in (
        # «by 14 votes to none, with one abstention», «15 in favour, none against, 0 abstentions»
        rf"""(?<![\w/-]){_YES}{_MEMBERS}(?:\s(?:voted\s)?(?:in\sfavou?r|for|yes))?\s?
            (?:,\s?|\s?to\s|\sand\s|\s?[–-]\s?)
            {_NO}{_MEMBERS}(?:\s(?:voted\s)?(?:against|no))?
            (?:[,;]?\s?(?:with|and|to)?\s?{_ABSTAIN}\s(?:members?\s|states?\s)?abst\w*)?""",
        rf"(?<![\w/-]){_YES}\s?[-–:]\s?{_NO}\s?[-–:]\s?{_ABSTAIN}(?![\w/-])",
        rf"(?<![\w/-]){_YES}\s(?:votes?\s|members?\s|voted\s)*in\sfavou?r\b",
        rf"(?<![\w/-]){_ABSTAIN}\s(?:members?\s|states?\s)?absten\w+",
    )
]
VOTING = re.compile(
    r"\bvot(?:e|es|ed|ing)\b|\bin favou?r\b|\bagainst\b|\babst\w+|\badopted\b", re.IGNORECASE
)
OF_A_VOTE = re.compile(r"\bvot|favou?r|against|\babst|adopted|passed|approved", re.IGNORECASE)
UNANIMOUS = re.compile(r"\b(?:unanimous(?:ly)?|unanimity)\b", re.IGNORECASE)
DID = {
    Position.ABSTAIN.value: r"abstain(?:ed|ing|s)?|abstentions?",
    Position.NO.value: r"(?:vot(?:ed|ing|es)|cast\s(?:its|their|a)\svotes?)"
    r"\s(?:against|no)(?:\sit)?\b",
    Position.YES.value: r"vot(?:ed|ing|es)\s(?:in\sfavou?r|for\b(?:\sit)?|yes)",
    Position.NOT_PARTICIPATING.value: r"(?:did\snot|not)\sparticipat\w+(?:\sin\sthe\svot\w+)?",
    VETO: r"vetoe[ds]|vetoing"
    r"|(?:cast|casting|used|using|exercised|wielded)\s(?:its|their|a|the)\s(?:\w+\s)?vetoe?s?",
}
ACTED = re.compile(
    "|".join(f"(?P<{name}>{verb})" for name, verb in DID.items()), re.IGNORECASE | re.VERBOSE
)
LINK = re.compile(
    r"\s?(?:,\s?(?:and\s|as\swell\sas\s)?|&|and|as\swell\sas)?\s?(?:by\s|from\s)?(?:the\s)?\s?\Z",
    re.IGNORECASE,
)
TO_VERB = re.compile(
    r"\s?(?:\((?:[^()]*)\)\s?)?,?\s?(?:(?:both|all|also|each|again|alone|then|however|had|has|have|which|who|would|to|later|twice|jointly|together|was\sthe\sonly\smember\sto|were\sthe\sonly\smembers\sto)\s?)*\Z",
    re.IGNORECASE,
)
FROM_VERB = re.compile(
    r"(?:\s(?:it|the\s(?:draft|text|resolution)))?\s?\(?(?:(?:by|from|of|were|was|came\sfrom|being)\s)*(?:the\s)?\Z",
    re.IGNORECASE,
)


def tallies(sentence: Sentence) -> Iterator[TallySpot]:
    """Totals, where the sentence speaks of voting; the longest reading of each."""
    if VOTING.search(sentence.text):
        taken: list[tuple[int, int]] = []
        for pattern in TALLIES:
            for found in pattern.finditer(sentence.text):
                free = not any(start < found.end() and found.start() < end for start, end in taken)
                if free and _is_tally(sentence.text, found):
                    taken.append(found.span())
                    yield _tally(sentence, found)
    for found in UNANIMOUS.finditer(sentence.text):
        start, end = found.start() + sentence.start, found.end() + sentence.start
        yield TallySpot(start, end, found[0], None, None, None, is_unanimous=True)


def _tally(sentence: Sentence, found: re.Match) -> TallySpot:
    told = {name: number(cell) for name, cell in found.groupdict().items() if cell}
    return TallySpot(
        found.start() + sentence.start,
        found.end() + sentence.start,
        found[0],
        in_favour=told.get("yes"),
        against=told.get("no"),
        abstaining=told.get("abstain"),
    )


def _is_tally(text: str, found: re.Match) -> bool:
    """Two numbers alone are a vote only beside a word for one, which the sentence has anyway."""
    if found.groupdict().get("abstain"):
        return True
    beside = text[max(0, found.start() - 30) : found.end() + 12]
    return bool(OF_A_VOTE.search(beside))


def positions(sentence: Sentence, states: Sequence[NameSpot]) -> Iterator[PositionSpot]:
    """A verb of voting with the states beside it: before it, or after «by» and «from»."""
    free = list(states)
    for found in ACTED.finditer(sentence.text):
        start, end = found.start() + sentence.start, found.end() + sentence.start
        meant = _before(sentence, start, free) or _after(sentence, end, free)
        if meant:
            free = [one for one in free if one.start > meant[-1].start]
            position = next(name for name in DID if found[name])
            yield PositionSpot(start, end, found[0], position, tuple(meant))


def _text(sentence: Sentence, start: int, end: int) -> str:
    return sentence.text[start - sentence.start : end - sentence.start]


def _before(sentence: Sentence, start: int, states: Sequence[NameSpot]) -> list[NameSpot]:
    found: list[NameSpot] = []
    fits = TO_VERB
    for state in reversed([one for one in states if one.end <= start]):
        if not fits.match(_text(sentence, state.end, start)):
            break
        found.append(state)
        start, fits = state.start, LINK
    return found[::-1]


def _after(sentence: Sentence, end: int, states: Sequence[NameSpot]) -> list[NameSpot]:
    found: list[NameSpot] = []
    fits = FROM_VERB
    for state in (one for one in states if one.start >= end):
        if not fits.match(_text(sentence, end, state.start)):
            break
        if found and ACTED.match(sentence.after(state, 60).lstrip()):
            break  # it begins what comes next: «vetoed by Russia, China abstaining»
        found.append(state)
        end, fits = state.end, LINK
    return found
