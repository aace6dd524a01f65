"""Texts of UN XML converted to JSON, one document a line, for files that upstream has deleted.

{"symbol": "S/RES/2510 (2020)", "number": 2510, "date": "2020-02-12", "draft": "S/2020/113",
 "votes": {"inFavour": {"count": "014", "members": ["BELGIUM", …]}}, "subjects": {"UNBIS": […]},
 "paragraphs": [["operative", "3.", 0, "Decides …", "Decides"], …]}
"""

from typing import Any

from legal.importers.akomantoso import (
    DRAFT,
    POSITIONS,
    SYMBOL,
    TAGGED,
    NotADocument,
    OfficialText,
    PositionCount,
    day_of,
    number_of,
    symbol_of,
)
from legal.importers.passages import HEADING, Passages, plain
from legal.models import DocumentKind


def read(line: dict[str, Any], file: str) -> OfficialText:
    """The resolution or draft in one line. Raises NotADocument."""
    symbol = str(line.get("symbol", ""))
    found, draft = SYMBOL.match(symbol), DRAFT.match(symbol)
    if draft:
        text = OfficialText(file, DocumentKind.DRAFT.value, symbol, int(draft[1]))
    elif found and found[1] == "RES" and found[4]:
        symbol = f"S/RES/{int(found[2])} ({found[4]})"
        text = OfficialText(file, DocumentKind.RESOLUTION.value, symbol, int(found[4]))
    else:
        raise NotADocument("the symbol of a resolution or draft")
    try:
        _read_meta(line, text)
        text.passages = _passages(line["paragraphs"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise NotADocument("the keys and lists of the converted resolutions") from None
    if not any(one.kind != HEADING for one in text.passages):
        raise NotADocument("a text with paragraphs")
    return text


def _read_meta(line: dict[str, Any], text: OfficialText) -> None:
    text.adopted_on, text.issued_on = day_of(line.get("date")), day_of(line.get("date_on_cover"))
    text.meeting = symbol_of(line.get("meeting"))
    text.outcome = plain(line.get("outcome") or "")
    text.chapter_vii = "VII" in (line.get("chapter") or "")
    text.title, text.draft_symbol = plain(line.get("title") or ""), symbol_of(line.get("draft"))
    text.sponsors = plain(line.get("sponsors") or "")
    for name, ballot in (line.get("votes") or {}).items():
        if position := POSITIONS.get(name):
            text.ballots[position] = PositionCount(
                number_of(ballot["count"]), list(ballot["members"])
            )
    for thesaurus, terms in (line.get("subjects") or {}).items():
        kept = dict.fromkeys(plain(term) for term in terms if term != term.lower())
        if thesaurus not in TAGGED:
            text.subjects += [(thesaurus, term) for term in kept]


def _passages(rows: list[list[Any]]):
    passages, annex = Passages(), False
    for kind, number, _, said, *_ in rows:
        if kind == "formula":
            passages.formula(said)
        elif kind == "heading":
            passages.heading(said)
        elif kind == "preamble":
            passages.preambular(said)
        elif kind in ("operative", "annex"):
            if kind == "annex" and not annex:
                passages.begin_annex()
            annex = kind == "annex"
            passages.operative(said, number or "")
    return passages.listed()
