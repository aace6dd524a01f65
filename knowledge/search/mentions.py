"""The records that the words of a search name, and whether as those who act or as a place."""

import re
from dataclasses import dataclass

from django.utils import timezone

from knowledge.checking import dates
from organizations.adjectives import adjectives
from records.common.spellings import SMALL
from records.common.text import fold
from records.models import RecordKind
from records.reading.names import Called, each_called

TOKEN = re.compile(r"[^\s?!,;:«»“”\"()]+")
ELIDED = re.compile(r"(?<!\w)([ldLD])['’](?=\w)")  # «d’Haïti»
MOST_WORDS = 16
LONGEST_NAME = 5  # words
LONGEST_ADJECTIVE = 2
SHORTEST_UNLESS_CAPITALS = 4  # «in», «and», «who» are codes and acronyms too
BEARERS = 3  # of one name; what more bear is no lead
MENTIONS = 6
KINDS = (
    RecordKind.MISSION,
    RecordKind.STATE,
    RecordKind.ORGANIZATION,
    RecordKind.CONFLICT,
    RecordKind.DOCUMENT,
)
ARTICLES = {"the", "le", "la", "les", "l"}
BEFORE_ACTOR = {"of", "from", "by", "de", "du", "des", "d", "par"}
FRENCH = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
MONTHS = {*dates.MONTHS, *dates.SHORT, *FRENCH.split()}
BEFORE_PLACE = {"in", "on", "at", "to", "about", "en", "au", "aux", "a", "dans", "sur"}


@dataclass(frozen=True)
class NamedRecord:
    """A record that is named: as one who acts, as a place, or so that it may be either."""

    called: Called
    is_actor: bool
    is_place: bool


def named_within(text: str) -> list[Called]:
    """The records whose names stand in it, the longest name at each place."""
    return [one.called for one in mentions(text)]


def mentions(text: str) -> list[NamedRecord]:
    """The same with how they are named: «Ghanaian» and «of Ghana» act, «in Lebanon» is a place."""
    plain = ELIDED.sub(r"\1 ", text)
    tokens = [token.rstrip(".'’") for token in TOKEN.findall(plain)[:MOST_WORDS]]
    of_resolutions = "resolution" in text.lower()
    runs = {
        (at, count): run
        for at in range(len(tokens))
        for count in range(1, min(LONGEST_NAME, len(tokens) - at) + 1)
        if not (count == 1 and _is_year_of_month(tokens, at))
        and (run := _name(tokens[at : at + count], of_resolutions))
    }
    bearers = each_called(runs.values(), KINDS) if len(tokens) > 1 else {}
    found: dict[int, NamedRecord] = {}
    at = 0
    while at < len(tokens):
        longest = next(
            (
                count
                for count in range(LONGEST_NAME, 0, -1)
                if _are_leads(bearers.get(runs.get((at, count), ""), []))
            ),
            0,
        )
        for one in bearers[runs[at, longest]] if longest else ():
            found.setdefault(one.record.pk, _mention(one, tokens, at, longest))
        at += longest or 1
    return list(found.values())[:MENTIONS]


def _is_year_of_month(tokens: list[str], at: int) -> bool:
    """«January 2027» is a month to come, and no resolution."""
    return at > 0 and tokens[at].isdecimal() and fold(tokens[at - 1]) in MONTHS


def _mention(one: Called, tokens: list[str], at: int, count: int) -> NamedRecord:
    before = [fold(token) for token in tokens[:at]]
    word = next((token for token in reversed(before) if token not in ARTICLES), "")
    is_actor = bool(_adjective(tokens[at : at + count])) or word in BEFORE_ACTOR
    return NamedRecord(one, is_actor, not is_actor and word in BEFORE_PLACE)


def _adjective(run: list[str]) -> str:
    """The code of the state, where the words are what is said of its people."""
    return adjectives().get(fold(" ".join(run)), "") if len(run) <= LONGEST_ADJECTIVE else ""


def _name(run: list[str], of_resolutions: bool) -> str:
    """The words as a name that may be looked for; empty for such as name nothing by themselves."""
    if code := _adjective(run):
        return code
    if len(run) > 1:
        ends = {fold(run[0]), fold(run[-1])}
        return "" if ends & SMALL else " ".join(run)
    (word,) = run
    if word.isdecimal():
        is_number = of_resolutions or int(word) > timezone.localdate().year
        return f"resolution {word}" if is_number and len(word) < 5 else ""
    is_long = len(word) >= SHORTEST_UNLESS_CAPITALS
    return word if is_long or (len(word) > 1 and word.isupper()) else ""


def _are_leads(bearers: list[Called]) -> bool:
    return 0 < len(bearers) <= BEARERS and not bearers[0].is_guess
