"""Acts on earlier documents that a paragraph states plainly: it extends, amends, replaces, ends.

    Decides to extend until 31 March 2014 the mandate … set out in resolution 1925 (2010)

is an act on 1925 (2010). The verb must be the Council's own and in the present; what a text
recalls, plans or makes depend on something is no act.
"""

import re
from collections.abc import Iterator

from legal.models import LinkKind
from legal.reading.citations import Named

VERBS = {
    LinkKind.EXTENDS: r"(?:extend|renew|prolong|reauthorize)",
    LinkKind.AMENDS: r"(?:amend|modify|revise)",
    LinkKind.REPLACES: r"(?:replace|supersede)",
    LinkKind.ENDS: r"(?:terminate|lift|dissolve|abolish|revoke|discontinue|repeal|end)",
}
PARTICIPLES = {
    LinkKind.AMENDS: r"(?:amended|modified)",
    LinkKind.REPLACES: r"(?:superseded|replaced)",
    LinkKind.ENDS: r"(?:terminated|lifted|removed|dissolved|revoked|discontinued)",
}
DECIDES = r"(?<!unless it )(?<!until it )(?<!if it )(?<!it )\bdecides\b"
# «Decides, acting under Chapter VII, to further extend», «decides also to renew».
TO_DO = (
    r"{decides}(?:[^.;:]{{0,90}}?)\bto\s+(?:\w+ly\s+|further\s+|also\s+)?(?:\w+\s+and\s+)?{verb}\b"
)
SHALL_BE = (
    r"{decides}[^.;:]{{0,90}}?\bthat\b(?P<object>[^.;:]{{3,300}}?)"
    r"\b(?:shall|will|should|is|are|be)\s+(?:\w+ly\s+|hereby\s+)?(?:be\s+)?(?:\w+ly\s+)?{verb}\b"
)
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
    |for\s+the\s+purposes?|which|to\s+ensure|to\s+enable|to\s+support|to\s+monitor)\b""",
    re.IGNORECASE | re.VERBOSE,
)
LEADS = re.compile(
    r"""(?:resolutions?|of|in|by|to|and|,|under|paragraphs?\s[^.;]{1,60})\s*\Z""",
    re.IGNORECASE | re.VERBOSE,
)
NO_ACT = re.compile(r"\bsuspension\b|\bfor\s+the\s+purposes?\b|\bshall\s+not\b", re.IGNORECASE)
IF = re.compile(r"[^.;]{0,40}\b(?:if|unless|whether)\b", re.IGNORECASE)
_PATTERNS = [
    *(
        (kind, re.compile(TO_DO.format(decides=DECIDES, verb=verb), re.IGNORECASE), False)
        for kind, verb in VERBS.items()
    ),
    *(
        (kind, re.compile(SHALL_BE.format(decides=DECIDES, verb=verb), re.IGNORECASE), True)
        for kind, verb in PARTICIPLES.items()
    ),
]


def acts_in(text: str, named: list[Named]) -> Iterator[tuple[str, Named]]:
    """(kind, document acted on); `named` are the documents that the text names."""
    if not named or "ecides" not in text:
        return
    for kind, pattern, object_before in _PATTERNS:
        for found in pattern.finditer(text):
            start, end = found.span("object") if object_before else (found.end(), len(text))
            if stop := STOPS.search(text, start, end):
                end = stop.start()
            if NO_ACT.search(text[start:end]) or IF.match(text, found.end()):
                continue
            for one in named:
                if start <= one.start < end and LEADS.search(text[start : one.start]):
                    yield kind.value, one
