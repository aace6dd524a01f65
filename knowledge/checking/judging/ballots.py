"""Votes: totals, unanimity, and what single states did."""

from collections.abc import Iterator

from knowledge.checking.ballots import VETO
from knowledge.checking.findings import Finding, Judgement, Kind, Link
from knowledge.checking.held import HeldAnswers, labels, meant
from knowledge.checking.judging.documents import adopted, link
from knowledge.checking.sentences import PositionSpot, Sentence, TallySpot
from legal.models import Adoption, Document, Outcome, Position

NO_VOTE = (Adoption.WITHOUT_VOTE, Adoption.ACCLAMATION)
DONE = {
    Position.YES: "voted in favour",
    Position.NO: "voted against",
    Position.ABSTAIN: "abstained",
    Position.NOT_PARTICIPATING: "did not participate",
    Position.ABSENT: "was absent",
    Position.NO_VOTE_TAKEN: "was not asked for a vote",
    Position.UNKNOWN: "is not recorded",
}
Answer = tuple[Judgement, str, tuple[Link, ...]]
UNREAD = (Judgement.NOT_KNOWN, "Which vote is meant could not be read from the sentence.", ())


def judge(sentence: Sentence, held: HeldAnswers) -> Iterator[Finding]:
    for tally in sentence.tallies:
        document = meant(sentence, tally, held)
        if document or not tally.is_unanimous:
            answer = _counted(tally, document) if document else UNREAD
            yield Finding(tally.start, tally.end, Kind.VOTE, *answer)
    for spot in sentence.positions:
        yield Finding(spot.start, spot.end, Kind.VOTE, *_position(sentence, spot, held))


def _counts(document: Document) -> str:
    told = (
        f"{document.in_favour} in favour, {document.against or 0} against, "
        f"{document.abstaining or 0} abstaining"
    )
    silent = document.not_participating or 0
    return f"{told}, {silent} not participating" if silent else told


def _counted(tally: TallySpot, document: Document) -> Answer:
    name = document.symbol or document.name
    if document.adoption in NO_VOTE or document.in_favour is None:
        return Judgement.NOT_KNOWN, f"No count of votes is held for {name}.", (link(document),)
    reason = f"{name}: {_counts(document)}."
    against, abstaining = document.against or 0, document.abstaining or 0
    if tally.is_unanimous:
        alone = not against and not abstaining and not document.not_participating
        return (Judgement.RIGHT if alone else Judgement.WRONG), reason, (link(document),)
    pairs = (
        (tally.in_favour, document.in_favour),
        (tally.against, against),
        (tally.abstaining, abstaining),
    )
    fits = [said == is_held for said, is_held in pairs if said is not None]
    judgement = Judgement.RIGHT if all(fits) else Judgement.WRONG
    return judgement, reason, (link(document),)


def _position(sentence: Sentence, spot: PositionSpot, held: HeldAnswers) -> Answer:
    states = {pk for name in spot.states for pk in name.records}
    document = meant(sentence, spot, held)
    if spot.position == VETO:
        return _vetoed(sentence, states, document, held)
    if not document:
        return UNREAD
    votes = held.votes.get(document.pk, {})
    if not votes:
        reason = f"The votes of single states on {document.symbol or document.name} are not held."
        return Judgement.NOT_KNOWN, reason, (link(document),)
    told = [
        f"{held.records[pk].name} {DONE[Position(votes[pk])]}"
        if pk in votes
        else f"{held.records[pk].name} was not on the Council"
        for pk in states
    ]
    fits = sum(votes.get(pk) == spot.position for pk in states)
    reason = f"{'; '.join(sorted(told))} ({document.symbol or document.name}: {_counts(document)})."
    return _of_several(fits, len(states)), reason, (link(document),)


def _of_several(fits: int, states: int) -> Judgement:
    if fits == states:
        return Judgement.RIGHT
    return Judgement.NOT_QUITE if fits else Judgement.WRONG


def _vetoed(
    sentence: Sentence, states: set[int], document: Document | None, held: HeldAnswers
) -> Answer:
    names = labels([held.records[pk] for pk in sorted(states)])
    if document:
        name, links = document.symbol or document.name, (link(document),)
        if document.outcome != Outcome.VETOED:
            outcome = document.get_outcome_display().lower()
            return Judgement.WRONG, f"{name} was not vetoed ({outcome}).", links
        by = list(document.vetoed_by.all())
        fits = len(states & {one.pk for one in by})
        return _of_several(fits, len(states)), f"{name} was vetoed by {labels(by)}.", links
    days = [day for day in sentence.dates if day.is_real]
    if len(days) != 1 or sentence.symbols:
        return UNREAD
    (day,) = days
    of_then = [
        one for one in held.vetoed if one.adopted_on and day.first <= one.adopted_on <= day.last
    ]
    by_them = [one for one in of_then if states & {state.pk for state in one.vetoed_by.all()}]
    if by_them:
        shown = by_them[:4]
        told = "; ".join(f"{one.name} ({adopted(one)})" for one in shown)
        reason = f"Vetoed then by {labels(shown[0].vetoed_by.all())}: {told}."
        fits = max(len(states & {state.pk for state in one.vetoed_by.all()}) for one in by_them)
        return _of_several(fits, len(states)), reason, tuple(map(link, shown))
    told = " ".join(
        f"{one.symbol or one.name} was vetoed by {labels(one.vetoed_by.all())}."
        for one in of_then[:2]
    )
    return (
        Judgement.WRONG,
        f"No veto of {names} is held for {day.text}. {told}".strip(),
        tuple(map(link, of_then[:4])),
    )
