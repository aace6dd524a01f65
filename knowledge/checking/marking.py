"""A checked text as pieces that a page shows one after another, each with what was found there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from knowledge.checking.findings import Finding, Judgement, Kind, Link

ORDER = list(Judgement)


@dataclass
class Item:
    """What the list beside the text says once, however often the text says it."""

    number: int
    finding: Finding
    said: str

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
class Piece:
    """Text that nothing begins or ends in; `item` is what was found there."""

    text: str
    item: Item | None = None
    is_first: bool = False  # of its item: where the list leads back to
    opens: list[Item] = field(default_factory=list)
    closes: list[tuple[Item, bool]] = field(default_factory=list)


def items(text: str, findings: list[Finding]) -> dict[int, Item]:
    """By place of the finding. Findings that say the same of the same words share an item."""
    said: dict[tuple[str, str, str], Item] = {}
    by_place: dict[int, Item] = {}
    for place, one in enumerate(findings):
        words = text[one.start : one.end]
        key = (words, one.judgement, one.reason)
        by_place[place] = said.setdefault(key, Item(len(said) + 1, one, words))
    return by_place


def listed(by_place: dict[int, Item]) -> list[tuple[Judgement, list[Item]]]:
    """The items by judgement, what is to be corrected first."""
    every = {one.number: one for one in by_place.values()}.values()
    return [
        (judgement, [one for one in every if one.finding.judgement == judgement])
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
