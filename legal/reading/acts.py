"""Acts on earlier documents that a paragraph states plainly: it extends, amends, replaces, ends.

    Decides to extend until 31 March 2014 the mandate … set out in resolution 1925 (2010)

is an act on 1925 (2010). The verb must be the Council's own and in the present; what a text
denies, recalls, plans or makes depend on something is no act.
"""

import re
from collections.abc import Iterator

from legal.models import LinkKind
from legal.reading.citations import NamedDocument
from legal.reading.polarity import denies, is_plain, without_asides

VERBS = {
    LinkKind.EXTENDS: r"(?:extend|renew|prolong|reauthorize)",
    LinkKind.AMENDS: r"(?:amend|modify|revise)",
    LinkKind.REPLACES: r"(?:replace|supersede)",
    LinkKind.ENDS: r"(?:terminate|lift|dissolve|abolish|revoke|discontinue|repeal|end)",
}
THIRD_PERSON = {
    LinkKind.EXTENDS: r"(?:extends|renews|prolongs|reauthorizes)",
    LinkKind.AMENDS: r"(?:amends|modifies|revises)",
    LinkKind.REPLACES: r"(?:replaces|supersedes)",
    LinkKind.ENDS: r"(?:terminates|lifts|dissolves|abolishes|revokes|discontinues|repeals|ends)",
}
PARTICIPLES = {
    LinkKind.EXTENDS: r"(?:extended|renewed|prolonged|reauthorized)",
    LinkKind.AMENDS: r"(?:amended|modified|revised)",
    LinkKind.REPLACES: r"(?:superseded|replaced)",
    LinkKind.ENDS: r"(?:terminated|lifted|removed|dissolved|revoked|discontinued|repealed)",
}
# «Decides» of the Council itself: at the head of a sentence, or after «and», «further», a comma.
DECIDES = r"""(?:\A\W*(?:\d+\.\s*)?|[.;:,(]\s*|\b(?:and|also|further|hereby|therefore)\s+
    |(?:\A|[.;])\W*the\s+(?:security\s+)?council\s+)decides\b"""
ADVERB = r"(?:\w+ly\s+|further\s+|also\s+|hereby\s+)?"
# «Decides, acting under Chapter VII, to further extend», «decides also to renew».
TO_DO = rf"{DECIDES}(?P<gap>[^.;:]{{{{0,90}}}}?)\bto\s+{ADVERB}(?:\w+\s+and\s+)?{{verb}}\b"
SHALL_BE = rf"""{DECIDES}(?P<gap>[^.;:]{{{{0,90}}}}?)\bthat\b(?P<object>[^.;:]{{{{3,300}}}}?)
    \b(?:shall|will|should|is|are|be)\s+{ADVERB}(?:be\s+)?{ADVERB}{{verb}}\b"""
DOES = r"\A\W*(?:\d+\.\s*)?(?:also\s+|further\s+|hereby\s+)*{verb}\b"
# What follows is said of something else than the thing acted on.
STOPS = re.compile(
    r"""[.;:]|,?\s+(?:and\s+)?(?:further\s+|also\s+|in\s+this\s+regard\s+)?
    \b(?:decides|reaffirms?|requests?|expresses|calls|takes|notes|authorizes|recalls|affirms
    |underlines|underscores|stresses|encourages|directs|welcomes|urges|emphasizes|invites
    |reiterates|confirms|commends|demands|declares|in\s+accordance\s+with|consistent\s+with|in\s+order
    |as\s+(?:subsequently\s+|further\s+)?(?:amended|modified|extended|renewed|updated|elaborated
    |recommended|reaffirmed|strengthened)
    |(?:and\s+|most\s+|previously\s+)*(?:modified|renewed|extended|amended|updated|reaffirmed)\s+(?:by|in|pursuant)
    |taking|with\s+respect\s+to|with\s+a\s+view|subject\s+to|provided\s+that|on\s+the\s+basis
    |for\s+the\s+purposes?|which|to\s+ensure|to\s+enable|to\s+support|to\s+monitor
    |without|rather\s+than|instead\s+of|other\s+than|except|(?:and|but)\s+not)\b""",
    re.IGNORECASE | re.VERBOSE,
)
LEADS = re.compile(
    r"""(?:resolutions?|of|in|by|to|and|,|under|paragraphs?\s[^.;]{1,60})\s*\Z""",
    re.IGNORECASE | re.VERBOSE,
)
NO_ACT = re.compile(
    r"""\bsuspension\b|\bfor\s+the\s+purposes?\b|\A\s*(?:(?:its|an|the)\s+(?:\w+\s+)?)?
    (?:appreciation|gratitude|thanks|condolences|sympathy|invitation|welcome|congratulations|calls?
    |requests?|demands?|appeals?|commitment|determination|intention|condemnation|consideration|discussion|debate)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# What follows makes the act depend on something, or puts it off.
IF = re.compile(
    r"""[^.;]{0,40}\b(?:if|unless|whether|once(?!\s+(?:more|again))|when|provided\s+that|only\s+(?:after|with)
    |at\s+an?\s+(?:later|future|appropriate))\b""",
    re.IGNORECASE | re.VERBOSE,
)
# «Decides that, should the parties agree, … shall be extended», «… would be extended».
DEPENDS = re.compile(
    r"""(?:\A|,)\s*(?:should|if|unless)\b|\b(?:may|might|could|would|can)\s+(?:\w+ly\s+)?\Z
    |\b(?:until|unless|if|once|when)\s+(?:it|they)\s*\Z""",
    re.IGNORECASE | re.VERBOSE,
)
CONDITION = re.compile(
    r"\b(?:unless|until|if|whether|before)\s+(?:it|the\s+(?:Security\s+)?Council)\b[^.;:]*\Z",
    re.IGNORECASE,
)
# Another subject or verb between «decides» and the one read: «decides that States are to end».
IDIOM = re.compile(
    r"""\b(?:in\s+order|with\s+a\s+view|pursuant|further|according|due|owing|prior|subject
    |in\s+(?:addition|response|relation)|with\s+(?:respect|regard))\s+to\b|\bto\s+authorize\b""",
    re.IGNORECASE | re.VERBOSE,
)
OTHER_VERB = re.compile(r"\bto\s+[a-z]|\bthat\b(?!,?\s+for\s+a\b)", re.IGNORECASE)
LAST_THAT = re.compile(r".*(?:,|\band)\s+that\b", re.IGNORECASE | re.DOTALL)
FLAGS = re.IGNORECASE | re.VERBOSE
_PATTERNS = [
    (kind, re.compile(form.format(verb=verbs[kind]), FLAGS))
    for form, verbs in ((TO_DO, VERBS), (DOES, THIRD_PERSON), (SHALL_BE, PARTICIPLES))
    for kind in verbs
]


def acts_in(text: str, named: list[NamedDocument]) -> Iterator[tuple[str, NamedDocument]]:
    """(kind, document acted on); `named` are the documents that the text names."""
    if not named:
        return
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            if _is_decided(text, found):
                for one in _acted_on(text, found, named):
                    yield kind.value, one


def _is_decided(text: str, found: re.Match[str]) -> bool:
    """Whether the verb found is what the Council decides, plainly and now."""
    parts = found.groupdict()
    gap = parts.get("gap", "")
    if not is_plain(gap) or IF.match(text, found.end()):
        return False
    if CONDITION.search(text[: found.start()]):
        return False
    said = IDIOM.sub(" ", re.sub(r",[^,]*,", " ", gap))
    return "object" in parts or gap.endswith("and ") or not OTHER_VERB.search(said)


def _acted_on(
    text: str, found: re.Match[str], named: list[NamedDocument]
) -> Iterator[NamedDocument]:
    has_object = "object" in found.groupdict()
    start, end = found.span("object") if has_object else (found.end(), len(text))
    text = without_asides(text, start, end)
    if has_object:
        last = LAST_THAT.match(text[start:end])
        start += last.end() if last else 0
        if denies(text[start:end]) or DEPENDS.search(text[start:end]):
            return
    if stop := STOPS.search(text, start, end):
        end = stop.start()
    if NO_ACT.search(text[start:end]):
        return
    for one in named:
        before = text[start : one.start]
        is_object = start <= one.start < end and text[one.start].strip() and LEADS.search(before)
        if is_object and not denies(before):
            yield one
