"""Plain texts of resolutions, one JSON object a line, as scanned from print or copied from pages.

    {"number": 338, "symbol": "S/RES/338(1973)", "file": "…", "text": "Resolution 338 (1973)\\n…"}

Headings, running heads, footnotes and the note on the adoption are left out; what remains is cut
into paragraphs. Lines are joined where print broke them.
"""

import re
from collections.abc import Iterable

from legal.importers.akomantoso import NotADocument, OfficialText
from legal.importers.outline import BULLETS
from legal.importers.passages import HEADING, Passages, plain
from legal.models import DocumentKind

SYMBOL = re.compile(r"S/RES/(\d{1,4})\s?\((\d{4})\)\Z")
TITLE = re.compile(r"\W*(?:RESOLUTION\s+)?(\d{1,4})\s*\((\d{4})\)[.\s]*(?:Resolution)?", re.I)
TITLE_LINE = re.compile(
    r"\W*(RESOLUTION\s+\d{1,4}\s*\(\d{4}\)|\d{1,4}\s*\(\d{4}\)\.?\s*Resolution\s+of\b)", re.I
)
OPENING = re.compile(r"The Security Council\s*,?\s*\Z", re.I)
# What stands around the text of the Council: running heads, job numbers, addresses of documents.
FURNITURE = re.compile(
    r"""(UNITED\s+NATIONS\b.{0,40}|Security\s+Council(\s+Distr\..*)?|S|Distr\..*|GENERAL(\s+S/RES/.*)?
    |(\d\d\s+\w+\s+\d{4})|S/RES/\d+\s*\(\d{4}\)(\s+.{0,30})?|Page\s+\d+|\d\d-\d{4,6}\s*(\(E\))?.{0,20}
    |/\.\.\.|\[S/[^\]]{1,40}\]|of\s+\d{1,2}\s+\w+\s+\d{4}|Comments|ENGLISH|ORIGINAL:.*
    |Original:.*|United\s+Nations\s+S/RES/.*|\d{1,2}\s+[A-Z][a-z]+\s+\d{4})\Z""",
    re.VERBOSE,
)
ADOPTED_BY = re.compile(r"Adopted by the Security Council (at|on)\b|on \d{1,2} \w+ \d{4}\Z", re.I)
ADOPTION = re.compile(r"(\d{1,2}\s)?Adopted\s+(unanimously|at\s+the|by|without|with)\b")
FOOTNOTE = re.compile(
    r"\d{1,3}\s*/?\s+(Ibid|See|S/|Official\s+Records|Document|Adopted|United\s+Nations,|A/"
    r"|One\s+member|Resolution|Resolutions|Incorporated|Mr\.|The\s+(text|report|statement))"
)
MARK = re.compile(
    r"(\d{1,2},(?=\s[A-Z])|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[A-H])[.)]|["  # «5,» is misread «5.»
    + re.escape("".join(sorted(BULLETS)))
    + r"])\s+(?=\S)"
)
PART = re.compile(r"([A-H]|[IVX]{1,4})\.?\Z")
ENDS = re.compile(r"([,;:.?!]|\b(and|or))(\s?\d{1,3})*\W{0,2}\Z")
BEGINS_PREAMBLE = re.compile(
    r"(\w+ing|Deeply|Gravely|Mindful|Convinced|Determined|Conscious|Alarmed|Concerned|Aware"
    r"|Also|Further|Strongly|Having|Shocked|Dismayed|Appalled|Seriously|Profoundly|Cognizant"
    r"|Desirous|Disturbed|Resolved|Guided|Encouraged|Appreciative|Greatly|Grieved|Outraged)\s"
)
DECIDES = re.compile(
    r"(Decides|Recommends|Requests|Calls\s+(up)?on|Urges|Approves|Condemns|Invites|Extends|Expresses"
    r"|Resolves|Declares|Authorizes|Appeals|Instructs|Takes\s+note|Notes|Endorses|Reaffirms)\b"
)
WRAPPED_AT = 110  # characters; longer lines are whole paragraphs


def read(line: dict, file: str) -> OfficialText:
    """The resolution in one line. Raises NotADocument."""
    found = SYMBOL.match(str(line.get("symbol", "")))
    body = line.get("text")
    if not found or not isinstance(body, str):
        raise NotADocument("a symbol written S/RES/1(1946) and a text")
    number, year = int(found[1]), int(found[2])
    if number != line.get("number"):
        raise NotADocument(f"number {number} as in its symbol")
    symbol = f"S/RES/{number} ({year})"
    text = OfficialText(file, DocumentKind.RESOLUTION.value, symbol, year)
    passages = Passages()
    _take(_body(body.splitlines(), number), passages)
    text.passages = passages.listed()
    if not any(one.kind != HEADING for one in text.passages):
        raise NotADocument("a text with paragraphs")
    return text


def _body(lines: list[str], number: int) -> list[str]:
    """The lines from the resolution's own title on. Raises NotADocument for another's text."""
    titles = [
        (at, int(found[1]))
        for at, line in enumerate(lines)
        if TITLE_LINE.match(line) and (found := TITLE.match(line))
    ]
    own = next((at for at, one in titles if one == number), None)
    if titles and own is None:
        raise NotADocument(f"the text of {number}, found that of {titles[0][1]}")
    kept = [plain(line) for line in (lines[own + 1 :] if own is not None else lines)]
    return _without_notes(kept)


def _without_notes(lines: list[str]) -> list[str]:
    """Without what precedes and follows the Council's own words, and without running heads."""
    while lines and (not lines[0] or FURNITURE.match(lines[0]) or ADOPTED_BY.match(lines[0])):
        lines = lines[1:]
    kept: list[str] = []
    for line in lines:
        if ADOPTION.match(line) and _any_text(kept):
            break
        if not FURNITURE.match(line) or PART.match(line):
            kept.append(line)
    return _without_footnotes(kept)


def _any_text(lines: Iterable[str]) -> bool:
    return any(len(line) > 25 for line in lines)


def _without_footnotes(lines: list[str]) -> list[str]:
    """A block that begins as a footnote goes up to its end."""
    kept, inside = [], False
    for line in lines:
        if FOOTNOTE.match(line):
            inside = True
        elif not line or MARK.match(line) or BEGINS_PREAMBLE.match(line):
            inside = False
        if not inside:
            kept.append(line)
    return kept


def _take(lines: list[str], passages: Passages) -> None:
    before_operative = True
    for block in _blocks(lines):
        if OPENING.match(block):
            passages.formula(block)
        elif part := PART.match(block):
            passages.begin_part(part[1])
            passages.heading(block)
        elif mark := MARK.match(block):
            before_operative = before_operative and mark[1].lstrip("(")[:1] not in "1"
            passages.operative(block[mark.end() :], mark[1].replace(",", "."))
        elif before_operative and not _decides(block):
            passages.preambular(block)
        else:
            before_operative = False
            passages.operative(block)


def _decides(block: str) -> bool:
    """Whether an unnumbered paragraph is no part of the preamble: a verb, or a whole sentence."""
    if BEGINS_PREAMBLE.match(block):
        return False
    return block.endswith(".") or bool(DECIDES.match(block))


def _blocks(lines: list[str]) -> list[str]:
    """Paragraphs, lines joined."""
    wrapped = _mostly_short(lines)
    blocks: list[str] = []
    gap = True
    for line in lines:
        if not line:
            gap = True
            continue
        before = blocks[-1] if blocks else ""
        if not before or _begins(line, before, gap or not wrapped):
            blocks.append(line)
        else:
            blocks[-1] = _joined(before, line)
        gap = False
    return blocks


def _mostly_short(lines: list[str]) -> bool:
    long = [line for line in lines if len(line) > 40]
    return sum(len(line) < WRAPPED_AT for line in long) > 0.6 * len(long)


def _begins(line: str, before: str, after_gap: bool) -> bool:
    """Whether a line begins a paragraph, by what stands before it and how it begins."""
    if OPENING.match(line) or OPENING.match(before) or PART.match(line) or PART.match(before):
        return True
    ended = bool(ENDS.search(before))
    if MARK.match(line):
        return after_gap or ended
    if after_gap:
        return ended or not line[:1].islower()
    fresh = BEGINS_PREAMBLE.match(line) or DECIDES.match(line)
    return ended and bool(fresh) and not MARK.match(before)


def _joined(before: str, line: str) -> str:
    """With a space, but none behind the hyphen of a word such as Secretary-General."""
    if before.endswith("-") and line[:1].isalpha() and not before.endswith(" -"):
        return f"{before}{line}"
    return f"{before} {line}"
