"""A checked text as pieces that a page shows one after another, each with what was found there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from knowledge.checking.findings import Finding, Judgement, Kind, Link

ORDER = list(Judgement)
MOST_SHOWN = 1000  # things found; dense prose of full length has some nine hundred
MOST_LISTED = 100  # what is told beside the text; the rest is marked alone


@dataclass
class Item:
    """What the list beside the text says once, in however many words the text says it."""

    number: int
    finding: Finding
    said: list[str] = field(default_factory=list)
    is_listed: bool = False

    @property
    def links(self) -> tuple[Link, ...]:
        return self.finding.links

    @property
    def label(self) -> str:
        return self.finding.judgement.label

    @property
    def sign(self) -> str:
        return self.finding.judgement.sign


@dataclass
class Group:
    """The items of a judgement: those that are told, and how many are marked in the text alone."""

    judgement: Judgement
    items: list[Item]

    @property
    def listed(self) -> list[Item]:
        return [one for one in self.items if one.is_listed]

    @property
    def unlisted(self) -> int:
        return len(self.items) - len(self.listed)


@dataclass
class Piece:
    """Text that nothing begins or ends in; `item` is what was found there."""

    text: str
    item: Item | None = None
    is_first: bool = False  # of its item: where the list leads back to
    opens: list[Item] = field(default_factory=list)
    closes: list[tuple[Item, bool]] = field(default_factory=list)


def items(text: str, findings: list[Finding]) -> dict[int, Item]:
    """By place of the finding. Findings that are told the same way share an item."""
    told: dict[tuple[str, str], Item] = {}
    by_place: dict[int, Item] = {}
    for place, one in enumerate(findings):
        item = told.setdefault((one.judgement, one.reason), Item(len(told) + 1, one))
        if (words := text[one.start : one.end]) not in item.said:
            item.said.append(words)
        by_place[place] = item
    in_order = sorted(told.values(), key=lambda one: ORDER.index(one.finding.judgement))
    for item in in_order[:MOST_LISTED]:
        item.is_listed = True
    return by_place


def groups(by_place: dict[int, Item]) -> list[Group]:
    """The items by judgement, what is to be corrected first."""
    every = {one.number: one for one in by_place.values()}.values()
    return [
        Group(judgement, [one for one in every if one.finding.judgement == judgement])
        for judgement in ORDER
    ]


def pieces(text: str, findings: list[Finding], by_place: dict[int, Item]) -> Iterator[Piece]:
    """Claims hold whole sentences, with what else was found within them; others never overlap."""
    shown: set[int] = set()

    def is_first(item: Item) -> bool:
        new = item.number not in shown
        shown.add(item.number)
        return new

    claims = [
        (one, by_place[place]) for place, one in enumerate(findings) if one.kind == Kind.CLAIM
    ]
    others = [
        (one, by_place[place]) for place, one in enumerate(findings) if one.kind != Kind.CLAIM
    ]
    opening = {one.start: item for one, item in claims}
    closing = {one.end: item for one, item in claims}
    spots = {one.start: (one, item) for one, item in others}
    cuts = sorted({0, len(text), *opening, *closing, *spots, *(one.end for one, _ in others)})
    for start, end in pairwise(cuts):
        found, item = spots.get(start, (None, None))
        piece = Piece(text[start:end], item)
        if start in opening:
            piece.opens.append(opening[start])
        if item and found:
            piece.is_first = is_first(item)
        if end in closing:
            closed = closing[end]
            piece.closes.append((closed, is_first(closed)))
        yield piece
