"""A text too long for one page, cut into parts that have addresses of their own.

The page of the document has the first part, and the anchor of every paragraph of the others beside
the address of its part: a permalink leads there whatever the length of the text.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from legal.models import ParagraphKind, PlainParagraph

MOST = 40_000  # characters in a part
MARKED_UP = 200  # what a paragraph takes besides its text


@dataclass(frozen=True)
class LongTextPart:
    number: int
    passages: list[PlainParagraph]

    @property
    def span(self) -> str:
        """«11 to 24», by the numbers printed; empty where the paragraphs have none."""
        numbers = [one.number for one in self.passages if one.number]
        if not numbers or numbers[0] == numbers[-1]:
            return numbers[0] if numbers else ""
        return _("{first} to {last}").format(first=numbers[0], last=numbers[-1])

    @property
    def headings(self) -> list[str]:
        return [one.text for one in self.passages if one.kind == ParagraphKind.HEADING]


def parts_of(passages: Iterable[PlainParagraph]) -> list[LongTextPart]:
    """One after the other; none ends with a heading of what follows."""
    parts: list[list[PlainParagraph]] = [[]]
    taken = 0
    for one in passages:
        weight = len(one.text) + MARKED_UP
        if taken + weight > MOST and parts[-1]:
            parts.append(_headings_at_end(parts[-1]))
            taken = sum(len(held.text) + MARKED_UP for held in parts[-1])
        parts[-1].append(one)
        taken += weight
    return [LongTextPart(number, held) for number, held in enumerate(parts, 1) if held]


def _headings_at_end(part: list[PlainParagraph]) -> list[PlainParagraph]:
    """Taken out of the part, unless it has nothing else."""
    taken: list[PlainParagraph] = []
    while len(part) > 1 and part[-1].kind == ParagraphKind.HEADING:
        taken.insert(0, part.pop())
    return taken
