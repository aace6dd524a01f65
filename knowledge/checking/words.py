"""Numbers written out, as votes and small counts often are."""

_SMALL = (
    "none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
SMALL = {word: number for number, word in enumerate(_SMALL.split())} | {
    "no": 0,
    "nil": 0,
    "zero": 0,
    "a": 1,
    "single": 1,
}
# A number of votes: a figure or a word.
VOTES = rf"(?:\d{{1,3}}|{'|'.join(sorted(SMALL, key=len, reverse=True))})"


def number(told: str) -> int:
    return SMALL[told.lower()] if told.lower() in SMALL else int(told)
