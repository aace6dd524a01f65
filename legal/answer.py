"""What a reader came for on the page of a document: what became of it, and when."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from legal.ballot import Ballot
from legal.models import PUT_TO_THE_VOTE, Adoption, Document, DocumentKind, Outcome
from legal.symbols import COUNCIL
from records.common.periods import written

FAILED = (Outcome.VETOED, Outcome.LACKED_MAJORITY)
# The Council has fifteen members and needs nine votes since this day; before, seven of eleven.
ENLARGED = date(1966, 1, 1)
NEEDED = {True: gettext_noop("nine"), False: gettext_noop("seven")}
WITHOUT_COUNTING: dict[str, str] = {
    Adoption.WITHOUT_VOTE: gettext_noop("Without a vote"),
    Adoption.ACCLAMATION: gettext_noop("By acclamation"),
    Adoption.VOTE_IN_PARTS: gettext_noop("After a vote in parts"),
}
ISSUED: dict[str, str] = {
    DocumentKind.PRESIDENTIAL_STATEMENT: gettext_noop("Issued"),
    DocumentKind.REPORT: gettext_noop("Issued"),
    DocumentKind.BOOK: gettext_noop("Published"),
    DocumentKind.JUDGMENT: gettext_noop("Given"),
}
ADOPTED = gettext_noop("Adopted")
WRITTEN = gettext_noop("by written procedure")


@dataclass(frozen=True)
class VoteAnswer:
    """`when` alone where nobody voted; `verdict` is followed by who vetoed, then by `rest`.

    `needed` votes in favour were too many.
    """

    when: str
    verdict: str = ""
    rest: str = ""
    needed: str = ""
    is_coded: bool = True


def answer(document: Document, ballot: Ballot) -> VoteAnswer:
    when = _when(document)
    if document.kind not in PUT_TO_THE_VOTE:
        return VoteAnswer(when)
    counted = document.tally
    if document.outcome == Outcome.VETOED:
        return VoteAnswer(when, _("Vetoed"), counted)
    if document.outcome == Outcome.LACKED_MAJORITY:
        return VoteAnswer(when, _("Not adopted"), counted, _needed(document))
    if ballot.no_vote or document.adoption in WITHOUT_COUNTING:
        said = WITHOUT_COUNTING.get(document.adoption, WITHOUT_COUNTING[Adoption.WITHOUT_VOTE])
        return VoteAnswer(when, _(said), counted)
    if document.in_favour is None:
        return VoteAnswer(when, is_coded=False)
    others = (document.against, document.abstaining, document.not_participating, document.absent)
    unanimous = document.against == document.abstaining == 0 and not any(others)
    return VoteAnswer(when, _("Unanimously") if unanimous else _("By vote"), counted)


def _when(document: Document) -> str:
    """«Put to the vote on 25 October 1999»."""
    word = (
        _("Put to the vote")
        if document.outcome in FAILED
        else _(ISSUED.get(document.kind, ADOPTED))
    )
    said = []
    if document.adopted_on:
        said.append(f"{word} {_on(document.adopted_on, document.adopted_precision)}")
    if document.signed_on:
        said.append(_("opened for signature {signed_on}").format(signed_on=_on(document.signed_on)))
    if document.in_force_on:
        said.append(
            _("in force since {in_force_on}").format(in_force_on=written(document.in_force_on))
        )
    if document.adoption == Adoption.WRITTEN_PROCEDURE:
        said.append(_(WRITTEN))
    told = ", ".join(said)
    return told[:1].upper() + told[1:]


def _on(day: date, precision: str = "day") -> str:
    said = _("on {day}") if precision == "day" else _("in {day}")
    return said.format(day=written(day, precision))


def _needed(document: Document) -> str:
    """«nine», where the Council voted and the votes are known."""
    if not document.tally or document.organ is None or document.organ.slug != COUNCIL:
        return ""
    is_enlarged = document.adopted_on is not None and document.adopted_on >= ENLARGED
    return _(NEEDED[is_enlarged])
