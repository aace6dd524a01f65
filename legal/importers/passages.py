"""The paragraphs of a text as a reader of any format finds them, with numbers and anchors.

Anchors are part of permanent addresses: `op5` and `op3-a-ii` after the printed number, `pre2` for
the second preambular paragraph, `annex1-4` for the fourth of an annex, `heading2`. What has no
number hangs on the one before: `op5-p2` is its second paragraph, `op5-item1` the first of a list
with dashes. Where numbers begin anew in each part of a text, the part comes first: `b-op1`.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from legal.importers.outline import BULLETS, Outline, joined
from legal.models import ParagraphKind

LONGEST_NUMBER, LONGEST_ANCHOR = 20, 30
PREAMBULAR, OPERATIVE = ParagraphKind.PREAMBULAR.value, ParagraphKind.OPERATIVE.value
HEADING, ANNEX = ParagraphKind.HEADING.value, ParagraphKind.ANNEX.value
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
DASHES = {ord("\u2010"): "-", ord("\u2011"): "-"}


@dataclass(frozen=True)
class ReadPassage:
    """One paragraph, heading or row of a table."""

    kind: str
    number: str
    anchor: str
    text: str


@dataclass
class _Draft:
    kind: str
    marks: tuple[str, ...]
    text: str
    part: str
    annex: int
    item: bool = False  # of a list with dashes
    formula: bool = False


def plain(text: str) -> str:
    """One line, single spaces, ordinary hyphens, nothing invisible."""
    composed = unicodedata.normalize("NFC", text).translate(INVISIBLE | DASHES)
    kept = "".join(sign if sign.isprintable() or sign.isspace() else " " for sign in composed)
    return " ".join(kept.split())


class Passages:
    """Takes the paragraphs of one text in their order; `listed` gives them anchors."""

    def __init__(self) -> None:
        self._drafts: list[_Draft] = []
        self._outline = Outline()
        self._part = ""
        self._annex = 0

    def begin_part(self, mark: str) -> None:
        """Part A or II of the text; numbers may begin anew in it."""
        self._part = re.sub(r"[^a-z0-9]+", "", mark.lower())[:6]

    def begin_annex(self) -> None:
        self._annex += 1
        self._outline = Outline()

    def formula(self, text: str) -> None:
        """«The Security Council,» before the preamble."""
        self._add(PREAMBULAR, (), text, formula=True)

    def preambular(self, text: str) -> None:
        self._add(ANNEX if self._annex else PREAMBULAR, (), text)

    def heading(self, text: str) -> None:
        self._add(HEADING, (), text)

    def place(self, mark: str) -> tuple[str, ...]:
        """The marks from the outermost to this one, which comes next in the text."""
        return tuple(self._outline.place(mark)) if mark and mark not in BULLETS else ()

    def operative(self, text: str, mark: str = "") -> None:
        """A paragraph behind its printed mark."""
        self.at(self.place(mark), text, item=mark in BULLETS)

    def at(self, marks: Iterable[str], text: str, item: bool = False) -> None:
        """A paragraph whose marks are known from the outermost on."""
        self._add(ANNEX if self._annex else OPERATIVE, tuple(marks), text, item=item)

    def _add(
        self,
        kind: str,
        marks: tuple[str, ...],
        text: str,
        item: bool = False,
        formula: bool = False,
    ) -> None:
        text = plain(text)
        if text:
            draft = _Draft(kind, marks, text, self._part, self._annex, item, formula)
            self._drafts.append(draft)

    def listed(self) -> list[ReadPassage]:
        """All of them, each with an anchor that no other has."""
        numbered = _numbered_anew(self._drafts)
        any_number = any(one.marks for one in self._drafts if one.kind == OPERATIVE)
        taken: set[str] = set()
        counted: Counter[str] = Counter()
        base = "op"
        found = []
        for rank, draft in enumerate(self._drafts, start=1):
            number = _number(draft)
            if draft.kind == OPERATIVE:
                anchor, base = _operative_anchor(draft, base, counted, numbered, any_number)
            else:
                anchor = _other_anchor(draft, counted)
            anchor = _unique(anchor, rank, taken)
            found.append(ReadPassage(draft.kind, number, anchor, draft.text))
        return found


def _number(draft: _Draft) -> str:
    number = joined(list(draft.marks))
    if len(number) > LONGEST_NUMBER:
        number = joined(list(draft.marks[-1:]))
    return number if len(number) <= LONGEST_NUMBER else ""


def _numbered_anew(drafts: list[_Draft]) -> bool:
    """Whether two parts of the text have a paragraph of the same number."""
    first: dict[tuple[str, ...], str] = {}
    return any(
        first.setdefault(one.marks, one.part) != one.part
        for one in drafts
        if one.kind == OPERATIVE and one.marks
    )


def _operative_anchor(
    draft: _Draft, base: str, counted: Counter[str], anew: bool, any_number: bool
) -> tuple[str, str]:
    """The anchor, and the one on which unnumbered paragraphs that follow will hang."""
    if draft.marks:
        slug = "-".join(re.findall(r"[a-z0-9]+", joined(list(draft.marks)).lower()))
        anchor = f"{draft.part}-op{slug}" if anew and draft.part else f"op{slug}"
        counted[f"{anchor}-p"] = 1
        return anchor, anchor
    if draft.item:
        counted[f"{base}-item"] += 1
        return f"{base}-item{counted[f'{base}-item']}", base
    if any_number:
        counted[f"{base}-p"] += 1
        return f"{base}-p{counted[f'{base}-p']}", base
    counted["op"] += 1
    return f"op{counted['op']}", f"op{counted['op']}"


def _other_anchor(draft: _Draft, counted: Counter[str]) -> str:
    if draft.formula:
        return "formula"
    prefix = {HEADING: "heading", PREAMBULAR: "pre"}.get(draft.kind, f"annex{draft.annex}-")
    counted[prefix] += 1
    return f"{prefix}{counted[prefix]}"


def _unique(anchor: str, rank: int, taken: set[str]) -> str:
    """The anchor, cut to its column, with a number behind it where another has it."""
    if len(anchor) > LONGEST_ANCHOR - 4:
        anchor = f"paragraph{rank}"
    unique, times = anchor, 1
    while unique in taken:
        times += 1
        unique = f"{anchor}-{times}"
    taken.add(unique)
    return unique
