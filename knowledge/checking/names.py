"""Names and acronyms of missions, organizations and states in a running text."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.checking.findings import Kind
from knowledge.checking.sentences import NameSpot, Sentence
from records.common.spellings import RUN, SMALL, Via, name_key
from records.common.text import fold
from records.models import NameEntry, RecordKind

KINDS = (RecordKind.MISSION, RecordKind.ORGANIZATION, RecordKind.STATE)
ALSO_ACRONYMS_OF = (RecordKind.TOPIC, RecordKind.PARTY)
TOKEN = re.compile(r"[^\W\d_]+|\d+")
ACRONYM = re.compile(r"(?<![\w/.-])[A-Z][A-Z0-9]*[A-Z](?:-[A-Z]{1,4})?(?![\w/]|-\d|\.\w)")
ROMAN = re.compile(r"[IVXLC]+")
LEAST_OF_ACRONYM = 3
# How people call those who hold a veto.
PEOPLES = {
    "Russian": "Russia",
    "Soviet": "Soviet Union",
    "American": "United States",
    "British": "United Kingdom",
    "French": "France",
    "Chinese": "China",
}
A_PEOPLE = re.compile(rf"\b(?:{'|'.join(PEOPLES)})\b(?! Federation| Republic| Union)")


@dataclass(frozen=True)
class Bearer:
    """Who bears a name, and how the entry writes it."""

    record: int
    text: str
    via: str


class Names:
    """All names that are looked for, read in one query: a text may hold any of them."""

    def __init__(self) -> None:
        self.bearers: dict[str, list[Bearer]] = defaultdict(list)
        self.longest: dict[str, int] = defaultdict(int)  # words, by the first of them
        self.kinds: dict[int, str] = {}
        self.acronyms: list[str] = []
        entries = NameEntry.objects.filter(anchor="").exclude(via__in=(Via.CODE, Via.PAPER))
        entries = entries.filter(record__record_kind__in=(*KINDS, *ALSO_ACRONYMS_OF))
        rows = entries.values_list("key", "text", "via", "record", "record__record_kind")
        for key, text, via, record, kind in rows.order_by("pk"):
            if kind in ALSO_ACRONYMS_OF and via != Via.ACRONYM:
                continue
            self.kinds[record] = kind
            self.bearers[key].append(Bearer(record, text, via))
            if kind == RecordKind.MISSION and via == Via.ACRONYM:
                self.acronyms.append(text)
            runs = RUN.findall(fold(text))
            first = next((run for run in runs if run not in SMALL), "")
            self.longest[first] = max(self.longest[first], len(runs) + 1)
            self.longest[key] = max(self.longest[key], 1)  # «UK», which the entry writes «U.K.»

    def kind_of(self, spot: NameSpot) -> str:
        return self.kinds.get(spot.records[0], "") if spot.records else ""

    def find(self, sentence: Sentence) -> Iterator[NameSpot]:
        """The longest name at each place; then acronyms that nothing bears.

        Not within symbols and dates, which the sentence holds already.
        """
        taken = bytearray(len(sentence.text))
        for spot in (*sentence.symbols, *sentence.dates):
            _take(taken, spot.start - sentence.start, spot.end - sentence.start)
        tokens = list(TOKEN.finditer(sentence.text))
        at = 0
        while at < len(tokens):
            count, bearers = self._longest_at(sentence.text, tokens, at)
            start, end = tokens[at].start(), tokens[at + count - 1].end()
            at += count
            if bearers and not any(taken[start:end]):
                _take(taken, start, end)
                yield _spot(sentence, start, end, bearers)
        if not _shouts(sentence.text):
            yield from self._unknown(sentence, taken)

    def _longest_at(self, text: str, tokens: list[re.Match], at: int) -> tuple[int, list[Bearer]]:
        first = fold(tokens[at][0])
        most = self.longest.get(first, 0)
        for count in range(min(most, len(tokens) - at), 0, -1):
            if tokens[at + count - 1][0].lower() in SMALL:
                continue
            piece = text[tokens[at].start() : tokens[at + count - 1].end()]
            bearers = self.bearers.get(name_key(piece), ())
            fitting = [one for one in bearers if _is_written_so(one, piece)]
            if fitting:
                return count, fitting
        return 1, []

    def _unknown(self, sentence: Sentence, taken: bytearray) -> Iterator[NameSpot]:
        for found in ACRONYM.finditer(sentence.text):
            if ROMAN.fullmatch(found[0]):
                continue
            if len(found[0]) >= LEAST_OF_ACRONYM and not any(taken[found.start() : found.end()]):
                start, end = found.start() + sentence.start, found.end() + sentence.start
                yield NameSpot(start, end, found[0], (), Kind.ACRONYM)

    def states(self, sentence: Sentence) -> list[NameSpot]:
        """Its states in order, «Russian» among them; for what states are said to have done."""
        found = [one for one in sentence.names if self.kind_of(one) == RecordKind.STATE]
        for one in A_PEOPLE.finditer(sentence.text):
            start, end = one.start() + sentence.start, one.end() + sentence.start
            bearers = self.bearers.get(name_key(PEOPLES[one[0]]), ())
            found += [
                NameSpot(start, end, one[0], (bearer.record,), Kind.NAME) for bearer in bearers
            ]
        return sorted(found, key=lambda spot: spot.start)


def _is_written_so(bearer: Bearer, piece: str) -> bool:
    """A name begins as its entry does; an acronym of capitals stands in capitals."""
    letters = "".join(filter(str.isalpha, bearer.text))
    if bearer.via == Via.ACRONYM or letters.isupper():
        shown = next((word for word in re.findall(r"[^\W\d_]+", bearer.text)), "")
        given = next((word for word in re.findall(r"[^\W\d_]+", piece)), "")
        return given.isupper() if shown.isupper() and len(letters) > 1 else given[:1].isupper()
    first, entry = piece[:1], bearer.text[:1]
    if not entry.isupper() or bearer.text.startswith(("First ", "Second ")):
        return first.isalpha()
    return first.isupper()


def _spot(sentence: Sentence, start: int, end: int, bearers: list[Bearer]) -> NameSpot:
    records = tuple(dict.fromkeys(one.record for one in bearers))
    kind = Kind.ACRONYM if bearers[0].via == Via.ACRONYM else Kind.NAME
    text = sentence.text[start:end]
    return NameSpot(start + sentence.start, end + sentence.start, text, records, kind)


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (end - start)


def _shouts(text: str) -> bool:
    """In a sentence of capitals every word would be an acronym."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) > 3 and sum(word.isupper() for word in words) > len(words) / 2
