"""Documents of the Security Council in Akoma Ntoso XML, as UNxml/SCresolutions publishes them.

The parser expands no entity, reads no DTD and asks no network. Of a file that is not well-formed
as much is recovered as can be, and `fault` says so.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from legal.importers.akn_body import Element, name_of, read_body, text_of
from legal.importers.passages import Passages, ReadPassage, plain
from legal.models import DocumentKind

NAMESPACES = {
    "a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0",
    "u": "http://un.org/akn4un",
}
SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
KINDS = {
    "resolution": DocumentKind.RESOLUTION,
    "draftResolution": DocumentKind.DRAFT,
    "presidentialStatement": DocumentKind.PRESIDENTIAL_STATEMENT,
}
DRAFT_STEPS = ("draftResolution", "draftResolutionAdditionalSponsors")
POSITIONS = {"inFavour": "yes", "against": "no", "abstaining": "abstain"}
SYMBOL = re.compile(r"S\s*/\s*(RES|PRST)\s*/\s*(\d{1,4})\s*(?:/\s*(\d{1,4})|\(\s*(\d{4})\s*\))\Z")
DRAFT = re.compile(r"S/(\d{4})/(\d{1,4})\Z")
FILE_NAME = re.compile(r"S_(RES|PRST)_(\d{4})(?:_(\d{1,3}))?(?!\d)")
TAGGED = frozenset({"EuroVoc", "SDGO"})
ENGLISH = "eng"
NO_DAY = "0001-01-01"
LONGEST_SYMBOL = 40


class NotADocument(Exception):
    """The file holds no document that can be taken in; the message says what was expected."""


class NotEnglish(NotADocument):
    """A sound document in another language: the collections have six of each."""


@dataclass
class PositionCount:
    """How many took a position, as stated, and the members named for it."""

    count: int | None
    members: list[str]


@dataclass
class OfficialText:
    """A document as its publisher's file gives it; empty where the file says nothing."""

    file: str
    kind: str
    symbol: str
    year: int
    issued_on: str | None = None
    adopted_on: str | None = None
    meeting: str = ""
    outcome: str = ""
    outcome_text: str = ""
    chapter_vii: bool = False
    title: str = ""
    agenda: str = ""
    draft_symbol: str = ""
    sponsors: str = ""
    ballots: dict[str, PositionCount] = field(default_factory=dict)
    subjects: list[tuple[str, str]] = field(default_factory=list)  # thesaurus and term
    passages: list[ReadPassage] = field(default_factory=list)
    fault: str = ""  # why the file is not well-formed
    remark: str = ""


def read(data: bytes, file: str) -> OfficialText:
    """The document in a file. Raises NotADocument."""
    root, fault = _tree(data)
    statement = next((one for one in root if name_of(one) == "statement"), None)
    if statement is None or name_of(root) != "akomaNtoso":
        raise NotADocument("a statement in Akoma Ntoso 3.0")
    if (language := _language(root)) != ENGLISH:
        raise NotEnglish(f"an English text, not one in '{language}'")
    kind = KINDS.get(statement.get("name", ""))
    if kind is None:
        raise NotADocument(f"one of {', '.join(KINDS)} as the name of the statement")
    symbol, year, remark = _symbol(statement, kind, file)
    text = OfficialText(file, kind.value, symbol, year, fault=fault, remark=remark)
    _read_meta(statement, text)
    passages = Passages()
    read_body(root, passages)
    text.passages = passages.listed()
    if not any(one.kind != "heading" for one in text.passages):
        raise NotADocument("a text with paragraphs")
    return text


def _tree(data: bytes) -> tuple[Element, str]:
    """The root, and why the file is not well-formed. Raises NotADocument."""
    try:
        root, fault = etree.fromstring(data, etree.XMLParser(**SAFE)), ""
    except etree.XMLSyntaxError as error:
        root, fault = _recovered(data), plain(str(error.msg))
    if root is None:
        raise NotADocument(f"XML ({fault})")
    if root.getroottree().docinfo.doctype:
        raise NotADocument("XML without a document type")
    return root, fault


def _recovered(data: bytes) -> Element | None:
    try:
        return etree.fromstring(data, etree.XMLParser(recover=True, **SAFE))
    except etree.XMLSyntaxError:
        return None


def _find(element: Element, path: str) -> list[Element]:
    return element.findall(path, NAMESPACES)


def _language(root: Element) -> str:
    found = _find(root, ".//a:FRBRlanguage")
    return found[0].get("language", "") if found else ENGLISH


def _symbol(statement: Element, kind: DocumentKind, file: str) -> tuple[str, int, str]:
    """Symbol and year. The cover says it; where it names another kind, the file's name does."""
    printed = " ".join(text_of(one) for one in _find(statement, "a:coverPage//a:docNumber"))
    if not printed:
        first = _find(statement, ".//a:content")
        told = f" ({text_of(first[0])})" if first else ""
        raise NotADocument(f"a symbol on the cover{told}")
    found, named = _parsed(printed, kind), _named(file, kind)
    if found:
        return *found, ""
    if not named:
        raise NotADocument(f"the symbol of a {kind.label.lower()}, not '{printed}'")
    return *named, f"The cover says {printed}; the symbol is that of the file's name."


def _parsed(text: str, kind: DocumentKind) -> tuple[str, int] | None:
    """The symbol as we write it, if it is one of the kind."""
    if kind == DocumentKind.DRAFT:
        draft = DRAFT.match(text)
        return (text, int(draft[1])) if draft else None
    found = SYMBOL.match(text)
    if found and kind == DocumentKind.RESOLUTION and found[1] == "RES" and found[4]:
        return f"S/RES/{int(found[2])} ({found[4]})", int(found[4])
    if found and kind == DocumentKind.PRESIDENTIAL_STATEMENT and found[1] == "PRST" and found[3]:
        return f"S/PRST/{found[2]}/{int(found[3])}", int(found[2])
    return None


def _named(file: str, kind: DocumentKind) -> tuple[str, int] | None:
    found = FILE_NAME.search(file)
    if not found or kind != DocumentKind.PRESIDENTIAL_STATEMENT or not found[3]:
        return None
    return f"S/PRST/{found[2]}/{int(found[3])}", int(found[2])


def _read_meta(statement: Element, text: OfficialText) -> None:
    dates = _find(statement, "a:coverPage//a:docDate[@refersTo='#dateOfIssuance']")
    text.issued_on = day_of(dates[0].get("date")) if dates else None
    for step in _find(statement, "a:meta/a:workflow/a:step"):
        _read_step(step, text)
    for count in _find(statement, ".//a:voting/a:count"):
        if position := POSITIONS.get(count.get("refersTo", "")):
            members = [text_of(one) for one in _find(count, ".//a:organization")]
            text.ballots[position] = PositionCount(number_of(count.get("value")), members)
    for keyword in _find(statement, "a:meta/a:classification/a:keyword"):
        _read_keyword(keyword, text)


def _read_step(step: Element, text: OfficialText) -> None:
    outcome = step.get("outcome", "")
    if outcome in DRAFT_STEPS:
        names = plain(step.get("by", ""))
        text.sponsors = "; ".join(filter(None, [text.sponsors, names]))
        text.draft_symbol = text.draft_symbol or symbol_of(step.get("as"))
        return
    text.outcome = outcome
    text.outcome_text = plain(step.get("by", ""))
    text.meeting = symbol_of(step.get("as"))
    text.adopted_on = day_of(step.get("date"))
    text.chapter_vii = "VII" in step.get("refersTo", "")


def _read_keyword(keyword: Element, text: OfficialText) -> None:
    """Index terms of libraries. Tags set by machine say little of a document: EuroVoc, goals of
    development, and terms in small letters such as `right_to_education`.
    """
    shown = plain((keyword.get("showAs") or "").replace("&#39;", "'"))
    thesaurus = keyword.get("dictionary", "").removesuffix(" Thesaurus")
    if keyword.get("refersTo") == "title":
        text.title = shown
    elif thesaurus in TAGGED or not thesaurus or shown == shown.lower():
        return
    else:
        if thesaurus == "S/":
            text.agenda = text.agenda or shown.rstrip(".")
        if (thesaurus, shown) not in text.subjects:
            text.subjects.append((thesaurus, shown))


def day_of(value: str | None) -> str | None:
    """An ISO day; None for nothing, for the publisher's empty day and for what is no day."""
    try:
        return date.fromisoformat(value or "").isoformat() if value != NO_DAY else None
    except ValueError:
        return None


def symbol_of(value: str | None) -> str:
    """The symbol of a meeting or draft; empty for a sentence in its place."""
    symbol = plain(value or "")
    return symbol if len(symbol) <= LONGEST_SYMBOL else ""


def number_of(value: str | None) -> int | None:
    return int(value) if value and value.isdigit() else None
