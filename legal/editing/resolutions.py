"""A resolution of the Council as an editor makes it, and what its vote adds to a document."""

from datetime import date

from legal.editing.ballots import BallotForm, VoteManner
from legal.importers.statements import ADOPTED, vote_told
from legal.meeting_symbols import meeting_of
from legal.models import Adoption, ChapterVII, DocumentKind, Outcome
from legal.symbols import COUNCIL
from records.content.canonical import Content

ADOPTED_BY = {
    VoteManner.BY_MEMBER: Adoption.VOTE,
    VoteManner.WITHOUT_VOTE: Adoption.WITHOUT_VOTE,
}


def resolution(
    number: int,
    day: date,
    subject: str,
    *,
    slug: str,
    symbol: str,
    meeting: str,
    draft_symbol: str,
    chapter_vii: ChapterVII,
    ballot: BallotForm,
) -> Content:
    """A resolution that the base lacks, with the totals of the vote where they are entered."""
    content: Content = {
        "record_kind": "document",
        "slug": slug,
        "name": f"{symbol}: {subject}"[:500],
        "kind": str(DocumentKind.RESOLUTION),
        "symbol": symbol,
        "organ": COUNCIL,
        "number": number,
        "year": day.year,
        "subject": subject,
        "adopted_on": day.isoformat(),
        "meeting": meeting_of(meeting),
        "draft_symbol": draft_symbol,
        "outcome": str(Outcome.ADOPTED),
        "chapter_vii": str(chapter_vii),
        "url": f"https://docs.un.org/S/RES/{number}({day.year})",
        "owned": {},
    }
    content = with_vote(content, ballot)
    told = vote_told(content, ADOPTED, subject, ballot.totals, Outcome.ADOPTED)
    return content | {"summary": told}


def with_vote(content: Content, ballot: BallotForm) -> Content:
    """With how it was adopted, and the totals that the votes come to, where it does not say so."""
    manner = ballot.cleaned_data["manner"]
    totals = ballot.totals
    filled: Content = {name: totals[name] for name in totals if content.get(name) is None}
    if manner in ADOPTED_BY and not content.get("adoption"):
        filled["adoption"] = str(ADOPTED_BY[manner])
    return content | filled
