"""Where a text says that the Council acts under Chapter VII: for the whole, or for a paragraph."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from legal.models import ParagraphKind, PlainParagraph

ACTING = re.compile(
    r"\bacting\b[^;]{0,120}?\b(?:Chapter\s+VII|Articles?\s+(?:39|40|41|42))\b", re.IGNORECASE
)


@dataclass
class ChapterSevenStated:
    """Anchors of the paragraphs that say so, and of all that are decided under it."""

    in_preamble: str = ""
    in_paragraphs: list[PlainParagraph] = field(default_factory=list)
    under: set[str] = field(default_factory=set)


def stated(paragraphs: Iterable[PlainParagraph]) -> ChapterSevenStated:
    """A preamble speaks for every operative paragraph after it, a paragraph for its own points."""
    found = ChapterSevenStated()
    own = ""  # the anchor of the operative paragraph that speaks for its points
    for one in paragraphs:
        says = ACTING.search(one.text) is not None
        if one.kind == ParagraphKind.PREAMBULAR and says:
            found.in_preamble = found.in_preamble or one.anchor
        if one.kind != ParagraphKind.OPERATIVE:
            continue
        if says and not found.in_preamble:
            found.in_paragraphs.append(one)
            own = one.anchor
        if found.in_preamble or (own and f"{one.anchor}-".startswith(f"{own}-")):
            found.under.add(one.anchor)
    return found
