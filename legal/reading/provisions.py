"""Articles and chapters of the Charter that a text invokes, by number.

    Acting under Article 41 of the Charter of the United Nations,

acts under 41; «the inherent right of self-defence in accordance with Article 51 of the Charter»
recalls 51. An article counts where it is said to be the Charter's, or where the Council acts
under it; Article 36 of a statute does not. What is denied is not invoked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from legal.models import ProvisionRelation
from legal.reading.chapter_vii import RECALLED

ROMAN = r"(?:XI{0,3}|XI?V|XVI{0,3}|XIX|I{1,3}|IV|VI{0,3}|IX)\b"
NEXT = r"\s*(?:,\s*and\b|,|\band\b|\bor\b|-|–|\bto\b|\bthrough\b)\s*"
# «Article 2, paragraph 4» is 2(4); of several paragraphs the article alone is taken.
PARAGRAPHS = rf",\s+paragraphs\s+\d+(?:{NEXT}\d+)*|\s?\(\d-\d\)"
ARABIC = rf"\d{{1,3}}(?!\d)(?:\s?\(\d\)|\s[a-c]\b)?(?:,\s+paragraph\s+\d+|{PARAGRAPHS})?"
MENTION = re.compile(
    rf"""\b(?:(?P<chapters>Chapters?\s+{ROMAN}(?:{NEXT}{ROMAN})*)
        |(?:paragraphs?\s+(?P<part>\d)\s+of\s+)?(?P<articles>Articles?\s+{ARABIC}(?:{NEXT}{ARABIC})*))""",
    re.IGNORECASE | re.VERBOSE,
)
# The Charter of the United Nations, and not that of the African Union.
OURS = r"Charter\b(?!\s+(?:of|on|for)\s+(?!the\s+United\s+Nations))"
CHARTER = rf"(?:the|its|said|this)\s+(?:said\s+)?(?:United\s+Nations\s+|UN\s+)?{OURS}"
OF_CHARTER = re.compile(
    rf"""(?:\s*(?:,|\(|\)|\band\b|\bof\b|\bChapters?\s+[IVX]+\b|\bArticles?\s+[\d(),\s]+
        |\bthereof\b|\brespectively\b|\brelevant\b|\bother\b|\bprovisions\b)\s*)*?
        \s*(?:of|in)\s+{CHARTER}""",
    re.IGNORECASE | re.VERBOSE,
)
AFTER_CHARTER = re.compile(
    rf"""\b{OURS}(?:\s+of\s+the\s+United\s+Nations)?(?:\([^()]*\)|[\s,]|\b(?:and|in|particular|
        particularly|notably|especially|including|specifically|its|the|under|as|contained|provided
        |set|out|laid|down|for|of|relevant|provisions|principles|purposes)\b)*\Z""",
    re.IGNORECASE | re.VERBOSE,
)
# An instrument other than the Charter: «Article 36 of the Statute».
OF_ANOTHER = re.compile(
    r"\s*(?:\([^()]*\)|,[^,.;]{0,40},)?\s*(?:of|to|in)\s+(?:the|its|that|this|said|annex\w*)\b",
    re.IGNORECASE,
)
INSTRUMENT = re.compile(
    r"\b(?:Statute|Treaty|Convention|Covenant|Agreement|Constitution|Protocol|Rules|Declaration)\b"
)
BEFORE = r"""(?:under|in\s+accordance\s+with|pursuant\s+to)\s+
    (?:the\s+(?:relevant\s+)?provisions\s+of\s+|its\s+(?:authority|powers)\s+under\s+|its\s+)?\Z"""
ACTING = re.compile(
    rf"""(?:\A|[,;:.(]|\band|\btherefore|\bhereby|\b(?:context|respect|regard|ends?|measures))\s*
        \b(?:acting|taking\s+measures)\s*(?:,[^,;.]{{1,40}},|(?:(?!not\b)\w+\s+){{0,3}})\s*{BEFORE}""",
    re.IGNORECASE | re.VERBOSE,
)
DECIDING = re.compile(
    rf"""\b(?:decides|authorizes|orders)\b(?!\s+not\b)[^.;:]{{0,100}},\s+{BEFORE}""",
    re.IGNORECASE | re.VERBOSE,
)
DENIED = re.compile(
    r"\b(?:not|without|neither|nor|never|rather\s+than|other\s+than|instead\s+of)\s+(?:\w+\s+){0,3}\Z",
    re.IGNORECASE,
)
# A mention goes on with the one before: «Chapter VII of the Charter, in particular Article 41».
GOES_ON = re.compile(
    r"(?:[\s,(]|\b(?:of|and|or|in\s+particular|including|its|the\s+Charter(?:\s+of\s+the\s+United"
    r"\s+Nations)?)\b)*",
    re.IGNORECASE,
)
ENFORCING = frozenset({"39", "40", "41", "42"})
# What needs no «of the Charter» in a text that names no other instrument with articles.
SECURITY = ENFORCING | {"51", "52", "53", "54", "VI", "VII", "VIII"}
MOST = 111  # articles of the Charter


@dataclass(frozen=True)
class Invoked:
    """A provision by its number, what the text does with it, and the words that name it."""

    number: str
    relation: str
    words: str


def invoked_in(text: str) -> list[Invoked]:
    """In the order of the text, each provision and relation once."""
    found: dict[tuple[str, str], Invoked] = {}
    relation, end = "", 0
    for mention in MENTION.finditer(text):
        goes_on = relation and GOES_ON.fullmatch(text, end, mention.start())
        if not goes_on:
            relation = _relation(text, mention)
            relation = relation if _is_of_charter(text, mention, relation) else ""
        end = mention.end()
        for number in _numbers(mention) if relation else ():
            found.setdefault((number, relation), Invoked(number, relation, mention[0]))
    return list(found.values())


def _relation(text: str, mention: re.Match[str]) -> str:
    """Empty where the text denies that it invokes what is mentioned."""
    before = text[: mention.start()]
    if DENIED.search(before):
        return ""
    acting = ACTING.search(before) or DECIDING.search(before)
    if acting and not RECALLED.search(before[: acting.start()]):
        return ProvisionRelation.ACTING_UNDER.value
    return ProvisionRelation.RECALLS.value


def _is_of_charter(text: str, mention: re.Match[str], relation: str) -> bool:
    if OF_CHARTER.match(text, mention.end()):
        return True
    if OF_ANOTHER.match(text, mention.end()):
        return False
    if AFTER_CHARTER.search(text[: mention.start()]):
        return True
    if relation == ProvisionRelation.ACTING_UNDER and mention["articles"]:
        return ENFORCING.issuperset(_numbers(mention))
    return SECURITY.issuperset(_numbers(mention)) and not INSTRUMENT.search(text)


def _numbers(mention: re.Match[str]) -> Iterator[str]:
    """VI and VII of «Chapters VI and VII», 39, 40 and 41 of «Articles 39 to 41»."""
    if mention["chapters"]:
        yield from re.findall(ROMAN, mention["chapters"].partition(" ")[2].upper())
        return
    part = mention["part"]
    listed = re.sub(PARAGRAPHS, "", mention["articles"])
    listed = re.sub(r",\s+paragraph\s+(\d+)", r"(\1)", listed)
    last = 0
    for joint, number, below in re.findall(r"(\D*?)(\d{1,3})(?:\s?\((\d)\))?(?=\D|\Z)", listed):
        if re.search(r"-|–|\bto\b|\bthrough\b", joint) and last:
            yield from map(str, range(last + 1, min(int(number), MOST)))
        last = int(number)
        if 0 < last <= MOST:
            yield f"{last}({below or part})" if below or part else str(last)
