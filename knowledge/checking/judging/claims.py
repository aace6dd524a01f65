"""Sentences near to a claim of the two articles, with the verdict that checking gave it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import log

from knowledge.checking.findings import Finding, Judgement, Kind, Link
from knowledge.checking.names import Names
from knowledge.checking.sentences import NameSpot, Sentence
from knowledge.models import Claim, Verdict
from knowledge.search.endings import bases
from records.common.text import words

_STOP = (
    "a an and are as at be been being but by can for from had has have he her his if in into is it "
    "its itself may more most not of on or other she so some such than that the their them then "
    "there these they this those to was were which who will with would also both only any all one "
    "must set sets out when where while what about after before between during under over no nor "
    "never without"
)
STOP = frozenset(_STOP.split())
DENIES = re.compile(r"\b(?:not|no|never|nor|none|without|neither|cannot)\b|n[’']t\b", re.IGNORECASE)
LIKE = {
    "nation": "state",
    "country": "state",
    "creat": "establish",
    "found": "establish",
}
SET_UP = re.compile(r"\bset(?:s|ting)? up\b", re.IGNORECASE)
NEAR = 0.5
LEAST_WORDS = 3
JUDGED = {
    Verdict.SUPPORTED: Judgement.RIGHT,
    Verdict.IMPRECISE: Judgement.NOT_QUITE,
    Verdict.DISPUTED: Judgement.NOT_QUITE,
    Verdict.CONTRADICTED: Judgement.WRONG,
    Verdict.NOT_CHECKABLE: Judgement.NOT_KNOWN,
}


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """One form of a word, so that «obtained» and «obtain» are the same."""
    shortest = min(bases(word), key=len, default=word)
    return LIKE.get(shortest, shortest.removesuffix("e") if len(shortest) > 4 else shortest)


def _stems(text: str, names: Iterable[NameSpot], start: int = 0) -> frozenset[str]:
    """Its words in one form each, and whatever is named, by whichever of its names, as one."""
    found, rest, at = set(), [], 0
    for name in names:
        if name.records:
            found.add(f"#{name.records[0]}")
            rest.append(text[at : name.start - start])
            at = name.end - start
    rest.append(text[at:])
    plain = words(SET_UP.sub("establish", " ".join(rest)))
    return frozenset(found | {_stem(word) for word in plain if word not in STOP and len(word) > 1})


def _stems_of(text: str, names: Names) -> frozenset[str]:
    return _stems(text, names.find(Sentence(0, len(text), text)))


class Claims:
    """The claims by their words, each word worth the more the fewer claims hold it."""

    def __init__(self, names: Names) -> None:
        rows = Claim.objects.only(
            "pk", "slug", "record_kind", "name", "summary", "code", "verdict", "corrected_statement"
        )
        self.claims = list(rows.order_by("code"))
        self.stems = [_stems_of(one.summary, names) for one in self.claims]
        self.corrected = [_stems_of(one.corrected_statement, names) for one in self.claims]
        held_by = Counter(stem for stems in self.stems for stem in stems)
        most = log(len(self.claims) + 1)
        self.worth = {stem: most - log(count) for stem, count in held_by.items()}
        self.unheld = most
        self.with_stem: dict[str, list[int]] = {}
        for place, stems in enumerate(self.stems):
            for stem in stems:
                self.with_stem.setdefault(stem, []).append(place)

    def judge(self, sentence: Sentence) -> Iterator[Finding]:
        said = _stems(sentence.text, sentence.names, sentence.start)
        if len(said) < LEAST_WORDS:
            return
        shared = Counter(place for stem in said for place in self.with_stem.get(stem, ()))
        scored = [
            (self._likeness(said, self.stems[place]), place)
            for place, count in shared.items()
            if count >= 3
        ]
        score, place = max(scored, default=(0.0, 0))
        if score >= NEAR:
            yield self._found(sentence, said, place, score)

    def _likeness(self, said: frozenset[str], held: frozenset[str]) -> float:
        """Twice what is shared to the whole of both, by the worth of the words."""
        both = self._worth(said & held)
        return 2 * both / (self._worth(said) + self._worth(held) or 1)

    def _worth(self, stems: frozenset[str]) -> float:
        return sum(self.worth.get(stem, self.unheld) for stem in stems)

    def _found(self, sentence: Sentence, said: frozenset[str], place: int, score: float) -> Finding:
        claim = self.claims[place]
        verdict = claim.get_verdict_display().lower()
        reason = f"Near to claim {claim.code}, which is {verdict}: “{claim.summary}”"
        judgement = JUDGED[Verdict(claim.verdict)]
        if self.corrected[place] and self._likeness(said, self.corrected[place]) > score:
            reason = f"Near to what is held against claim {claim.code}."
            judgement = Judgement.RIGHT
        elif bool(DENIES.search(sentence.text)) != bool(DENIES.search(claim.summary)):
            reason += " One of the two denies what the other says, so this is not judged."
            judgement = Judgement.NOT_KNOWN
        if claim.corrected_statement:
            reason += f" {claim.corrected_statement}"
        links = (Link(claim.get_absolute_url(), f"Claim {claim.code}"),)
        start, end = sentence.start, sentence.end
        return Finding(start, end, Kind.CLAIM, judgement, reason, links)
