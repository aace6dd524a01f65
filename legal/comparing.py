"""Two texts beside each other, paragraph by paragraph, and two votes member by member.

Paragraphs that are alike are paired in their order; what is left over and stands elsewhere in the
other text has moved. Words within a pair are compared by `difflib`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_noop
from rapidfuzz.distance import Indel

from legal.models import PlainParagraph, Vote
from legal.tiles import SHOWN
from organizations.models import State

# Of the words of two paragraphs, the share in common from which they are one that was changed;
# higher where they stand at different places.
ALIKE, ALIKE_ELSEWHERE = 0.5, 0.75
MOST = 300  # paragraphs of a text that are compared

Words = list[str]


@dataclass(frozen=True)
class ParagraphPair:
    """A paragraph of each text, or of one alone; the texts marked where they differ."""

    one: PlainParagraph | None
    other: PlainParagraph | None
    is_moved: bool = False

    @property
    def what(self) -> str:
        if self.one is None:
            return gettext_noop("new")
        if self.other is None:
            return gettext_noop("dropped")
        same = self.one.text == self.other.text
        if self.is_moved:
            return gettext_noop("moved") if same else gettext_noop("moved and changed")
        return gettext_noop("same") if same else gettext_noop("changed")

    @property
    def marked(self) -> tuple[SafeString, SafeString]:
        """Both texts; what only one has is told by its place, and needs no marks."""
        if self.one and self.other:
            return marked(self.one.text, self.other.text)
        one, other = (escape(side.text if side else "") for side in (self.one, self.other))
        return one, other


@dataclass(frozen=True)
class Run:
    """Pairs in a row that are the same, or that are not."""

    is_same: bool
    pairs: list[ParagraphPair]


def runs(pairs: Iterable[ParagraphPair]) -> list[Run]:
    grouped = groupby(pairs, key=lambda pair: pair.what == "same")
    return [Run(same, list(run)) for same, run in grouped]


def aligned(one: Sequence[PlainParagraph], other: Sequence[PlainParagraph]) -> list[ParagraphPair]:
    """All paragraphs of both in the order of the second; what was dropped where it stood."""
    left, right = [_words(p) for p in one], [_words(p) for p in other]
    pairs = dict(_in_order(left, right))
    moved = _elsewhere(left, right, pairs)
    partners = {j: i for i, j in (pairs | moved).items()}
    found: list[ParagraphPair] = []
    told = 0  # paragraphs of the first text that stand in the list already
    for j, passage in enumerate(other):
        i = partners.get(j)
        if i is not None and i in pairs:
            found += _dropped(one, range(told, i), partners.values())
            told = i + 1
        found.append(ParagraphPair(one[i] if i is not None else None, passage, is_moved=i in moved))
    return found + _dropped(one, range(told, len(one)), partners.values())


def _words(passage: PlainParagraph) -> Words:
    return passage.text.split()


def _dropped(
    one: Sequence[PlainParagraph], places: range, kept: Iterable[int]
) -> list[ParagraphPair]:
    held = set(kept)
    return [ParagraphPair(one[i], None) for i in places if i not in held]


def _in_order(left: list[Words], right: list[Words]) -> Iterable[tuple[int, int]]:
    """Equal paragraphs first, then between them the pairs that are most alike in all."""
    equal = SequenceMatcher(None, _keys(left), _keys(right), autojunk=False)
    for kind, i1, i2, j1, j2 in equal.get_opcodes():
        if kind == "equal":
            yield from zip(range(i1, i2), range(j1, j2), strict=True)
        elif kind == "replace":
            for i, j in _best(left[i1:i2], right[j1:j2]):
                yield i1 + i, j1 + j


def _keys(paragraphs: list[Words]) -> list[str]:
    return [" ".join(words) for words in paragraphs]


def _best(left: list[Words], right: list[Words]) -> list[tuple[int, int]]:
    """The pairs in order whose likenesses have the greatest sum."""
    rows, columns = len(left), len(right)
    alike = [[_alike(one, other, ALIKE) for other in right] for one in left]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            paired = alike[i][j] and alike[i][j] + best[i + 1][j + 1]
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    found, i, j = [], 0, 0
    while i < rows and j < columns:
        if alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _elsewhere(left: list[Words], right: list[Words], pairs: Mapping[int, int]) -> dict[int, int]:
    """What is left over of both and alike: the most alike first."""
    free = [i for i in range(len(left)) if i not in pairs]
    open_ = [j for j in range(len(right)) if j not in set(pairs.values())]
    scored = [
        (alike, i, j)
        for i in free
        for j in open_
        if (alike := _alike(left[i], right[j], ALIKE_ELSEWHERE))
    ]
    found: dict[int, int] = {}
    for _, i, j in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if i not in found and j not in found.values():
            found[i] = j
    return found


def _alike(one: Words, other: Words, least: float) -> float:
    return Indel.normalized_similarity(one, other, score_cutoff=least)


def marked(one: str, other: str) -> tuple[SafeString, SafeString]:
    """Both with the words that only one has, in `del` and `ins`."""
    left, right = one.split(), other.split()
    olds, news = [], []
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        old, new = escape(" ".join(left[i1:i2])), escape(" ".join(right[j1:j2]))
        olds += [old if kind == "equal" else f"<del>{old}</del>"] if old else []
        news += [new if kind == "equal" else f"<ins>{new}</ins>"] if new else []
    return mark_safe(" ".join(olds)), mark_safe(" ".join(news))  # noqa: S308 - both escaped


@dataclass(frozen=True)
class MemberVotes:
    """What one state did in two votes: (class, sign, words), None where it had no vote."""

    state: State
    one: tuple[str, str, str] | None
    other: tuple[str, str, str] | None

    @property
    def differs(self) -> bool:
        return self.one is not None and self.other is not None and self.one != self.other


def votes_beside(one: Iterable[Vote], other: Iterable[Vote]) -> list[MemberVotes]:
    """Those first that voted otherwise, then those that voted twice, by name."""
    ones, others = _positions(one), _positions(other)
    states = {**ones, **others}
    found = [MemberVotes(state, ones.get(state), others.get(state)) for state in states]
    return sorted(found, key=lambda m: (not m.differs, not (m.one and m.other), m.state.name))


def _positions(votes: Iterable[Vote]) -> dict[State, tuple[str, str, str]]:
    return {vote.state: SHOWN[vote.position] for vote in votes if vote.position in SHOWN}
