"""Which states a matter before the Council concerns: those of its resolutions on the matter."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from legal.importers.council import COUNCIL
from legal.models import Document, DocumentKind
from organizations.naming import StateNames
from organizations.succession import NamesOn, StatesOfTheDay

WORD = re.compile(r"[^\s,;:()\[\]“”\"/]+")
MOST_WORDS = 6  # of one name: Democratic Republic of the Congo
LEAST_LETTERS = 4  # shorter ones are codes, and words such as «are» and «per»
SENT = re.compile(r"(?:identical )?letters? ", re.IGNORECASE)  # names its sender, not the matter


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
        that the text names. Where they have no state in common, all that the text names.
        """
        seen = self._about[situation]
        common = {state for state, n in seen.items() if 2 * n > self._resolutions[situation]}
        named = set(self._named(text, day))
        return sorted(common | (named & seen.keys())) if common else sorted(named)

    def _named(self, text: str, day: date) -> Iterator[str]:
        names = NamesOn(self._names, self._states, day)
        words = [] if SENT.match(text) else WORD.findall(text)
        at = 0
        while at < len(words):
            for end in range(min(at + MOST_WORDS, len(words)), at, -1):
                name = " ".join(words[at:end]).rstrip(".’'")
                if len(name) >= LEAST_LETTERS and name[0].isupper() and (one := names.one(name)):
                    yield one
                    at = end - 1
                    break
            at += 1
