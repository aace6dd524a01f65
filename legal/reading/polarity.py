"""What turns an act into none: words of denial, condition and doubt, and asides that deny.

Decides not to extend … · decides whether to extend … · replaces, rather than amends, …
"""

import re

# «Not more than six months» and «no later than May» deny nothing.
DENIES = re.compile(
    r"""\b(?:not(?!\s+(?:more|later|less|fewer|earlier|only|exceed\w*|to\s+exceed|limited|merely|
    withstanding|having|without))|neither|nor|never|none|nothing|nowhere|cannot|cease[sd]?
    |refus\w+|declin\w+|refrain\w*|unable|otherwise\s+than|\w+n['’]t|no\s+(?:longer|more|further)(?!\s+than)
    |no(?=\s+(?:part|provision|paragraph|measure|element|resolution|circumstance|case|way|event)s?\b))\b""",
    re.IGNORECASE | re.VERBOSE,
)
DOUBTS = re.compile(
    r"\b(?:whether|if|unless|may|might|could|would|when|once|should)\b", re.IGNORECASE
)
_DENYING = r"(?:without|rather\s+than|instead\s+of|as\s+opposed\s+to|and\s+not|but\s+not|not)"
# An aside in commas that denies or tells of something else, and «rather than replace» straight
# behind the verb.
ASIDES = re.compile(
    rf",\s*(?:{_DENYING}\b[^,.;:]{{1,120}}|which\b[^,.;:(]{{1,120}}),"
    rf"|\A\s*,?\s*{_DENYING}\s+(?:to\s+)?\w+(?:e|end|fy|ew|ing)\b,?",
    re.IGNORECASE,
)


def denies(words: str) -> bool:
    """Whether words between a verb and its object, or before the verb, deny the act."""
    return bool(DENIES.search(words))


def is_plain(words: str) -> bool:
    """Whether what stands between «decides» and its verb leaves the decision plain.

    What commas enclose is said by the way.
    """
    said = re.sub(r",[^,]*,", " ", words)
    return not (DENIES.search(said) or DOUBTS.search(said))


def without_asides(text: str, start: int, end: int) -> str:
    """The text with blanks for the asides between two places."""
    blanked = ASIDES.sub(lambda found: " " * len(found[0]), text[start:end])
    return text[:start] + blanked + text[end:]
