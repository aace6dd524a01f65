"""A resolution of the Council as an editor makes it, and what its vote adds to a document."""

from datetime import date

from legal.editing.ballots import BallotForm, VoteManner
from legal.importers.statements import ADOPTED, vote_told
from legal.meeting_symbols import meeting_of
from legal.models import Adoption, ChapterVII, DocumentKind, Outcome
from legal.symbols import COUNCIL
from records.content.canonical import Content


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
    without_vote = ballot.cleaned_data["manner"] == VoteManner.WITHOUT_VOTE
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
        "adoption": str(Adoption.WITHOUT_VOTE) if without_vote else "",
        "chapter_vii": str(chapter_vii),
        "url": f"https://docs.un.org/S/RES/{number}({day.year})",
        "owned": {},
    }
    content = with_vote(content, ballot)
    told = vote_told(content, ADOPTED, subject, ballot.totals, Outcome.ADOPTED)
    return content | {"summary": told}


def with_vote(content: Content, ballot: BallotForm | None) -> Content:
    """With the totals that the votes entered come to, where the document states none."""
    totals = ballot.totals if ballot else {}
    if not totals:
        return content
    stated = {column: content.get(column) for column in totals}
    filled = {column: totals[column] for column, number in stated.items() if number is None}
    adoption = content.get("adoption") or str(Adoption.VOTE)
    return content | filled | {"adoption": adoption}
