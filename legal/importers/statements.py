"""Records for documents that the base does not hold: statements, drafts and later resolutions.

Summaries are our own sentences, made of the facts that the file gives.
"""

import re
from collections.abc import Collection
from datetime import date

from legal.importers.akomantoso import NotADocument, OfficialText
from legal.importers.council import COUNCIL
from legal.importers.passages import OPERATIVE
from legal.meeting_symbols import meeting_of
from legal.models import Adoption, ChapterVII, DocumentKind, Outcome
from records.content.canonical import Content

HELD_AT = re.compile(r"At (?:the|its) (\d{1,5})(?:st|nd|rd|th) meeting", re.I)
ITEM = re.compile(r"items? entitled:?\s*[“”\"«](.{3,450}?)[”\"»],?\s+(?:the|on|at|and|her|his)\s")
SUBJECT = re.compile(r"\[(?:on )?(.+)\]\s*\Z")
OUTCOMES = {
    "adopted": Outcome.ADOPTED.value,
    "veto": Outcome.VETOED.value,
    "notadopted": Outcome.LACKED_MAJORITY.value,
}
ADOPTED, VOTED_ON_DRAFT = "adopted this resolution", "voted on this draft resolution"
TOTALS = {"yes": "in_favour", "no": "against", "abstain": "abstaining"}
LONGEST_NAME = 500


def new_record(text: OfficialText, source: str, vetoed_by: Collection[str]) -> Content:
    """The content of a document's record. `vetoed_by`: permanent members that voted against.

    Raises NotADocument where the file does not say when it was adopted or voted on.
    """
    day = text.adopted_on or text.issued_on
    if day is None:
        raise NotADocument("a day of adoption or issuance")
    content: Content = {
        "record_kind": "document",
        "slug": slug_of(text.symbol),
        "kind": text.kind,
        "symbol": text.symbol,
        "organ": COUNCIL,
        "year": text.year,
        "adopted_on": day,
        "meeting": meeting_of(text.meeting) or _meeting_in(text),
        "draft_symbol": text.draft_symbol,
        "confidence": "medium",
        "url": f"https://docs.un.org/{text.symbol.replace(' ', '')}",
        "owned": {"citations": [{"source": source, "locator": text.file[:300]}]},
    }
    if text.kind == DocumentKind.PRESIDENTIAL_STATEMENT:
        content |= _of_statement(text, content)
    else:
        content |= _of_vote(text, content, vetoed_by)
    return content


def slug_of(symbol: str) -> str:
    """`s-prst-2007-22` for S/PRST/2007/22, `s-res-1244-1999` for S/RES/1244 (1999)."""
    return re.sub(r"[^a-z0-9]+", "-", symbol.lower()).strip("-")


def outcome_of(text: OfficialText) -> str:
    """Ours for the word of the file; empty for a word not known."""
    return OUTCOMES.get(text.outcome.lower(), "")


def totals_of(text: OfficialText) -> dict[str, int]:
    """Votes by column: the members named for a position, else the number printed."""
    found = {}
    for position, ballot in text.ballots.items():
        number = len(ballot.members) or ballot.count
        if number is not None:
            found[TOTALS[position]] = number
    return found


def _of_statement(text: OfficialText, content: Content) -> Content:
    item = text.agenda or _item_in(text)
    about = f" on the item “{item}”" if item else ""
    paragraphs = sum(1 for one in text.passages if one.kind == OPERATIVE)
    length = f"It has {paragraphs} paragraphs." if paragraphs > 1 else "It has one paragraph."
    return {
        "name": f"{text.symbol}: {item}"[:LONGEST_NAME] if item else text.symbol,
        "subject": item,
        "summary": f"{_when(content)}, the President of the Security Council made this statement "
        f"on behalf of the Council{about}. {length}",
    }


def _of_vote(text: OfficialText, content: Content, vetoed_by: Collection[str]) -> Content:
    subject = _subject(text)
    outcome = outcome_of(text)
    adopted = text.kind == DocumentKind.RESOLUTION
    did = ADOPTED if adopted else VOTED_ON_DRAFT
    totals = {"in_favour": 0, "against": 0, "abstaining": 0} | totals_of(text)
    values: Content = {
        "name": f"{'' if adopted else 'Draft '}{text.symbol}{f': {subject}' if subject else ''}",
        "subject": subject,
        "outcome": Outcome.ADOPTED.value if adopted else outcome,
        "vetoed_by": sorted(vetoed_by) if outcome == Outcome.VETOED else [],
        "summary": vote_told(content, did, subject, totals if text.ballots else {}, outcome),
    }
    values["name"] = values["name"][:LONGEST_NAME]
    if adopted:
        values["number"] = int(re.findall(r"\d+", text.symbol)[0])
        values["chapter_vii"] = (ChapterVII.YES if text.chapter_vii else ChapterVII.NO).value
        values["chapter_vii_basis"] = "marked in source" if text.chapter_vii else "not marked"
    else:
        values["draft_symbol"] = text.symbol
    if text.ballots:
        values |= {"adoption": Adoption.VOTE.value, **totals}
    return values


def vote_told(content: Content, did: str, subject: str, totals: dict, outcome: str) -> str:
    """A summary of a vote: when, on what, by which numbers. `totals` by column, or empty."""
    about = f" on {subject}" if subject else ""
    told = f"{_when(content)}, the Security Council {did}{about}."
    if totals:
        told += (
            f" The vote was {totals['in_favour']} in favour, {totals['against']} against and "
            f"{totals['abstaining']} abstaining."
        )
    ends: dict[str, str] = {
        Outcome.VETOED: " It was vetoed.",
        Outcome.LACKED_MAJORITY: " It was not adopted.",
    }
    return told + ends.get(outcome, "")


def _when(content: Content) -> str:
    day = date.fromisoformat(content["adopted_on"])
    told = f"On {day.day} {day:%B %Y}"
    if content.get("adoption") == Adoption.WRITTEN_PROCEDURE:
        return f"{told}, in a written procedure"
    number = content["meeting"].removeprefix("S/PV.")
    return f"{told}, at its {_ordinal(int(number))} meeting" if number.isdigit() else told


def _ordinal(number: int) -> str:
    last = number % 10 if number % 100 not in (11, 12, 13) else 0
    ending = {1: "st", 2: "nd", 3: "rd"}.get(last, "th")
    return f"{number}{ending}"


def _subject(text: OfficialText) -> str:
    found = SUBJECT.search(text.title)
    return (found[1] if found else text.agenda)[:500]


def _meeting_in(text: OfficialText) -> str:
    found = HELD_AT.search(" ".join(one.text for one in text.passages[:3]))
    return f"S/PV.{found[1]}" if found else ""


def _item_in(text: OfficialText) -> str:
    found = ITEM.search(" ".join(one.text for one in text.passages[:3]))
    return found[1].strip(" .,") if found else ""
