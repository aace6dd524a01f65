"""What a search asks, as the lists and parts of pages read it: its words and what they name."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from knowledge.search.endings import forms
from knowledge.search.mentions import NamedRecord
from knowledge.search.times import Time
from records.common.text import words
from records.models import Record, RecordKind


@dataclass(frozen=True)
class SearchQuestion:
    words: set[str]  # folded, each in its forms
    named: dict[str, list[Record]]  # by kind
    actors: list[Record]  # states, such as may be either among them
    places: list[Record]
    either: set[int]  # states of which nothing says whether they act
    time: Time | None
    day: date | None

    def asks(self, said: set[str]) -> bool:
        return not self.words.isdisjoint(said)

    def of(self, kind: str) -> list[Record]:
        return self.named.get(kind, [])

    @property
    def missions(self) -> list[Record]:
        return self.of(RecordKind.MISSION)

    @property
    def organizations(self) -> list[Record]:
        return self.of(RecordKind.ORGANIZATION)

    @property
    def names_any(self) -> bool:
        """Whether any record is named of which a list or a page could be asked."""
        return any(self.named.values())

    @property
    def last_day(self) -> date | None:
        """Of the time that is named, else the day of the page."""
        return self.time.last if self.time else self.day

    def listed(self, name: str, asked: dict[str, str], days: str = "") -> str:
        """The address of a list; of the time that is named, by the column of its days."""
        within = self.time.of(days) if self.time and days else {}
        last = self.day if within else self.last_day
        on_day = {"as_of": f"{last:%Y-%m-%d}"} if last else {}
        query = urlencode(asked | within | on_day)
        return f"{reverse(name)}?{query}" if query else reverse(name)


def question(
    text: str, mentions: list[NamedRecord], times: list[Time], day: date | None
) -> SearchQuestion:
    named: dict[str, list[Record]] = {}
    for one in mentions:
        named.setdefault(one.called.record.record_kind, []).append(one.called.record)
    states = [one for one in mentions if one.called.record.record_kind == RecordKind.STATE]
    acting = [one for one in states if not one.is_place]
    certain = any(one.is_actor for one in acting)
    placed = any(one.is_place for one in states)
    return SearchQuestion(
        words_of(text),
        named,
        [one.called.record for one in acting if one.is_actor or not certain],
        [one.called.record for one in states if one.is_place or not (one.is_actor or placed)],
        {one.called.record.pk for one in acting if not one.is_actor},
        times[0] if len(times) == 1 else None,
        day,
    )


def words_of(text: str) -> set[str]:
    """Folded, each in all its forms."""
    return {form for word in words(text) for form in forms(word)}
