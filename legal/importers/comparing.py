"""What a file says of a document, beside what the base holds of it."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from legal.importers.akomantoso import OfficialText
from legal.importers.statements import outcome_of, totals_of
from legal.meeting_symbols import meeting_of
from legal.models import ChapterVII, DocumentKind

COLUMNS = (
    "slug",
    "kind",
    "adopted_on",
    "meeting",
    "draft_symbol",
    "outcome",
    "adoption",
    "in_favour",
    "against",
    "abstaining",
    "chapter_vii",
)
WORDS = {"in_favour": "in favour", "against": "against", "abstaining": "abstaining"}
FILLED = ("meeting", "draft_symbol")
METADATA, COVER = "metadata", "cover"


class GivenValue(NamedTuple):
    """A value of a file for a column: in its own form, in the words of a citation, and where."""

    column: str
    value: Any
    stated: str
    locator: str = METADATA


def sayings(text: OfficialText, held: dict[str, Any]) -> Iterator[GivenValue]:
    """All that the file states of the columns compared."""
    if text.adopted_on:
        yield GivenValue("adopted_on", text.adopted_on, text.adopted_on)
    if text.issued_on and text.kind == DocumentKind.RESOLUTION:
        yield GivenValue("adopted_on", text.issued_on, text.issued_on, COVER)
    if text.meeting:
        yield GivenValue("meeting", _as_held(text.meeting, held["meeting"]), text.meeting)
    if text.draft_symbol and text.kind == DocumentKind.RESOLUTION:
        yield GivenValue("draft_symbol", text.draft_symbol, text.draft_symbol)
    outcome = outcome_of(text)
    if outcome and text.kind != DocumentKind.PRESIDENTIAL_STATEMENT:
        yield GivenValue("outcome", outcome, text.outcome)
    yield from _votes(text, held)
    yield from _chapter_vii(text, held)


def _as_held(meeting: str, held: str) -> str:
    """«S/PV.6702 (Resumption 1)» and «S/PV6702» are the meeting S/PV.6702."""
    return held if meeting_key(meeting) == meeting_key(held) else meeting_of(meeting)


def meeting_key(meeting: str) -> str:
    """Its letters and digits, of however many sittings: `spv6702`."""
    return re.sub(r"\W|\(?resumption.*", "", meeting.casefold(), flags=re.DOTALL)


def _votes(text: OfficialText, held: dict[str, Any]) -> Iterator[GivenValue]:
    for column, number in totals_of(text).items():
        if held[column] is not None:
            yield GivenValue(column, number, f"{WORDS[column]}: {number}")
        elif column == "in_favour" and held["adoption"]:  # ours: adopted without a vote
            yield GivenValue("adoption", None, f"in favour: {number}")
    for position, ballot in text.ballots.items():
        column = {"yes": "in_favour", "no": "against", "abstain": "abstaining"}[position]
        differs = ballot.members and ballot.count and ballot.count != len(ballot.members)
        if differs and held[column] is not None:
            yield GivenValue(column, ballot.count, f"{WORDS[column]}: {ballot.count}")


def _chapter_vii(text: OfficialText, held: dict[str, Any]) -> Iterator[GivenValue]:
    """The publisher's mark; its absence says something where the publisher marks at all."""
    if text.kind != DocumentKind.RESOLUTION or held["chapter_vii"] == ChapterVII.NOT_CODED:
        return
    if text.ballots or text.outcome:
        value = ChapterVII.YES if text.chapter_vii else ChapterVII.NO
        yield GivenValue("chapter_vii", value.value, "marked" if text.chapter_vii else "not marked")
