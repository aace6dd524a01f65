"""How often the checker judges as it should, over planted texts."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge.checking.engine import check
from knowledge.checking.findings import Finding, Judgement, Kind
from tests.knowledge.planted import Planted, planted


@dataclass
class Figures:
    """Of what was judged, how much as it should be; of what should be judged, how much was."""

    judged: int = 0
    judged_well: int = 0
    planted: int = 0
    to_judge: int = 0
    found: int = 0
    slips: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.judged_well / self.judged

    @property
    def recall(self) -> float:
        return self.found / self.to_judge

    def __str__(self) -> str:
        return (
            f"{self.planted} planted items: precision {self.precision:.1%} "
            f"({self.judged_well} of {self.judged}), recall {self.recall:.1%} "
            f"({self.found} of {self.to_judge})"
        )


def measure(texts: Iterable[str]) -> Figures:
    figures = Figures()
    for marked in texts:
        text, things = planted(
            marked.replace("\n- ", "\n\n- ") if "\n- " in marked else _joined(marked)
        )
        findings = check(text)
        _count_planted(text, things, findings, figures)
        _count_stray(text, things, findings, figures)
    return figures


def _joined(marked: str) -> str:
    """Lines of this file are no ends of sentences."""
    return " ".join(marked.split())


def _count_planted(
    text: str, things: list[Planted], findings: list[Finding], figures: Figures
) -> None:
    for thing in things:
        figures.planted += 1
        met = [one for one in findings if _is_of(one, thing)]
        judgements = {one.judgement for one in met} - {Judgement.NOT_KNOWN}
        if thing.judgement != Judgement.NOT_KNOWN:
            figures.to_judge += 1
            figures.found += judgements == {thing.judgement}
        if judgements:
            figures.judged += 1
            figures.judged_well += judgements == {thing.judgement}
        if judgements != {thing.judgement} - {Judgement.NOT_KNOWN}:
            told = [f"{one.judgement}: {one.reason[:110]}" for one in met]
            words = text[max(0, thing.start - 60) : thing.end + 20]
            figures.slips.append(
                f"{thing.judgement} {text[thing.start : thing.end]!r} in …{words}… {told}"
            )


def _is_of(finding: Finding, thing: Planted) -> bool:
    """A planted sentence is a claim; anything else is about what overlaps it."""
    if (finding.kind == Kind.CLAIM) != thing.is_sentence:
        return False
    return finding.start < thing.end and thing.start < finding.end


def _count_stray(
    text: str, things: list[Planted], findings: list[Finding], figures: Figures
) -> None:
    """What was judged though nothing was planted there; a plain name that is held is no slip."""
    for one in findings:
        if one.judgement == Judgement.NOT_KNOWN or any(_is_of(one, thing) for thing in things):
            continue
        if one.judgement == Judgement.RIGHT and one.kind in (Kind.NAME, Kind.ACRONYM, Kind.SYMBOL):
            continue
        within = [thing for thing in things if thing.start <= one.start and one.end <= thing.end]
        if one.judgement == Judgement.RIGHT and within:
            continue  # what is right in a planted sentence is no slip
        figures.judged += 1
        figures.slips.append(
            f"stray {one.judgement} {text[one.start : one.end]!r}: {one.reason[:110]}"
        )
