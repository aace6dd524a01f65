"""What a matter before the Council is called here, and which states it concerns.

Both as its resolutions have them: the situation of those under the same item of the agenda, and the
states that most resolutions on a situation concern.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from legal.importers.council import COUNCIL
from legal.models import Document, DocumentKind, Subject
from organizations.naming import StateNames
from organizations.succession import NamesOn, StatesOfTheDay
from records.common.text import fold

WORD = re.compile(r"[^\s,;:()\[\]“”\"/]+")
MOST_WORDS = 6  # of one name: Democratic Republic of the Congo
LEAST_LETTERS = 4  # shorter ones are codes, and words such as «are» and «per»
SURE = 0.8  # share of an item's resolutions that are on one situation
AGENDA = "S/"  # the thesaurus of items of the agenda
WATERS = re.compile(r"Gulf of Guinea|Lake Chad")
# What follows names a sender, not the matter.
SENT = re.compile(r"\b(?:identical )?letters? (?:dated|from)\b", re.IGNORECASE)


class Matters:
    """Situations by item of the agenda, from the resolutions held and those that are learned."""

    def __init__(self) -> None:
        self._seen: dict[str, Counter[str]] = defaultdict(Counter)
        items = Subject.objects.filter(thesaurus=AGENDA, document__kind=DocumentKind.RESOLUTION)
        for item, situation in items.order_by().values_list("term", "document__situation"):
            self.learn(item, situation)

    def learn(self, item: str, situation: str) -> None:
        if item and situation:
            self._seen[_key(item)][situation] += 1

    def situation(self, item: str) -> str:
        """Empty where no situation is that of nearly all: «The situation in the Middle East»."""
        seen = self._seen.get(_key(item), Counter[str]())
        return next((one for one, n in seen.items() if n >= SURE * seen.total()), "")


def _key(item: str) -> str:
    return fold(item).strip(" .")


class StatesConcerned:
    """Read once from the resolutions held."""

    def __init__(self) -> None:
        self._names, self._states = StateNames(), StatesOfTheDay()
        self._resolutions: Counter[str] = Counter()
        self._about: dict[str, Counter[str]] = defaultdict(Counter)
        held = Document.objects.filter(organ__slug=COUNCIL, kind=DocumentKind.RESOLUTION)
        self._resolutions.update(held.exclude(situation="").values_list("situation", flat=True))
        for situation, state in held.values_list("situation", "states__slug"):
            if situation and state:
                self._about[situation][state] += 1

    def by(self, situation: str, text: str, day: date) -> list[str]:
        """States that most resolutions on the situation concern, and of the others on it those
        that the text names. Where they have no state in common, all that situation and text name.
        """
        seen = self._about[situation]
        common = {state for state, n in seen.items() if 2 * n > self._resolutions[situation]}
        named = set(self._named(text, day))
        if common:
            return sorted(common | (named & seen.keys()))
        return sorted(named | set(self._named(situation, day)) | self._pair(situation, day))

    def _pair(self, situation: str, day: date) -> set[str]:
        """Both states of «Libya-United States (1986-1989)», and nobody of «Guinea-Bissau»."""
        names = NamesOn(self._names, self._states, day)
        found = [names.one(one) for one in situation.partition(" (")[0].split("-")]
        return {one for one in found if one and None not in found}

    def in_most(self, paragraphs: list[str], day: date) -> list[str]:
        """States that half of the paragraphs name, and two at the least."""
        named = Counter(state for one in paragraphs for state in set(self._named(one, day)))
        least = max(2, len(paragraphs) / 2)
        return sorted(state for state, n in named.items() if n >= least)

    def _named(self, text: str, day: date) -> Iterator[str]:
        names = NamesOn(self._names, self._states, day)
        words = WORD.findall(WATERS.sub("", SENT.split(text)[0]))
        at = 0
        while at < len(words):
            for end in range(min(at + MOST_WORDS, len(words)), at, -1):
                name = " ".join(words[at:end]).rstrip(".’'")
                if len(name) >= LEAST_LETTERS and name[0].isupper() and (one := names.one(name)):
                    yield one
                    at = end - 1
                    break
            at += 1
