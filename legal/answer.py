"""What a reader came for on the page of a document: what became of it, and when."""

from dataclasses import dataclass
from datetime import date

from legal.ballot import Ballot
from legal.models import PUT_TO_THE_VOTE, Adoption, Document, DocumentKind, Outcome
from legal.symbols import COUNCIL
from records.common.periods import written

FAILED = (Outcome.VETOED, Outcome.LACKED_MAJORITY)
# The Council has fifteen members and needs nine votes since this day; before, seven of eleven.
ENLARGED = date(1966, 1, 1)
NEEDED = {True: "nine", False: "seven"}
WITHOUT_COUNTING: dict[str, str] = {
    Adoption.WITHOUT_VOTE: "Without a vote",
    Adoption.ACCLAMATION: "By acclamation",
    Adoption.VOTE_IN_PARTS: "After a vote in parts",
}
ISSUED: dict[str, str] = {
    DocumentKind.PRESIDENTIAL_STATEMENT: "Issued",
    DocumentKind.REPORT: "Issued",
    DocumentKind.BOOK: "Published",
    DocumentKind.JUDGMENT: "Given",
}
WRITTEN = "by written procedure"


@dataclass(frozen=True)
class Answer:
    """`when` alone where nobody voted; `verdict` is followed by who vetoed, then by `rest`."""

    when: str
    verdict: str = ""
    rest: str = ""
    is_coded: bool = True


def answer(document: Document, ballot: Ballot) -> Answer:
    when = _when(document)
    if document.kind not in PUT_TO_THE_VOTE:
        return Answer(when)
    counted = _counted(document)
    if document.outcome == Outcome.VETOED:
        return Answer(when, "Vetoed", counted)
    if document.outcome == Outcome.LACKED_MAJORITY:
        return Answer(when, "Not adopted", _short_of(document))
    if ballot.no_vote or document.adoption in WITHOUT_COUNTING:
        said = WITHOUT_COUNTING.get(document.adoption, WITHOUT_COUNTING[Adoption.WITHOUT_VOTE])
        return Answer(when, said, counted)
    if document.in_favour is None:
        return Answer(when, is_coded=False)
    others = (document.against, document.abstaining, document.not_participating, document.absent)
    unanimous = document.against == document.abstaining == 0 and not any(others)
    return Answer(when, "Unanimously" if unanimous else "By vote", counted)


def _when(document: Document) -> str:
    """«Put to the vote on 25 October 1999»."""
    word = "Put to the vote" if document.outcome in FAILED else ISSUED.get(document.kind, "Adopted")
    said = []
    if document.adopted_on:
        said.append(f"{word} {_on(document.adopted_on, document.adopted_precision)}")
    if document.signed_on:
        said.append(f"opened for signature {_on(document.signed_on)}")
    if document.in_force_on:
        said.append(f"in force since {written(document.in_force_on)}")
    if document.adoption == Adoption.WRITTEN_PROCEDURE:
        said.append(WRITTEN)
    told = ", ".join(said)
    return told[:1].upper() + told[1:]


def _on(day: date, precision: str = "day") -> str:
    return f"{'on' if precision == 'day' else 'in'} {written(day, precision)}"


def _counted(document: Document) -> str:
    """«15–0–0», in favour, against, abstaining."""
    totals = (document.in_favour, document.against, document.abstaining)
    if document.in_favour is None:
        return ""
    return "–".join("?" if one is None else str(one) for one in totals)


def _short_of(document: Document) -> str:
    counted = _counted(document)
    if not counted or document.organ is None or document.organ.slug != COUNCIL:
        return counted
    needed = NEEDED[document.adopted_on is not None and document.adopted_on >= ENLARGED]
    return f"{counted}: {needed} votes in favour were needed"
