"""Printed marks of paragraphs, «3.», «(a)», «(ii)», put together to the number of each.

Marks come flat, one after another; their order says how deep each lies. «(i)» after «(h)» is a
letter, after «(a)» the first of a list within it.
"""

import re
from dataclasses import dataclass

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
ROMAN_NUMERAL = re.compile(r"m*(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})\Z")
MARK = re.compile(r"(?P<before>\(?)(?P<token>[0-9]{1,3}|[A-Za-z]{1,5})(?P<after>[.)]*)\Z")
BULLETS = frozenset("–—-•·*―")


@dataclass(frozen=True)
class MarkReading:
    """What a mark may mean: «(c)» is the third letter, or a hundred in Roman numerals."""

    style: str  # how it is written, such as (a
    value: int


def readings(mark: str) -> list[MarkReading]:
    """Every meaning of a mark, empty for what is none."""
    found = MARK.match(mark.strip())
    if not found:
        return []
    token, shape = found["token"], f"{found['before']}{found['after'][:1]}"
    if token.isdigit():
        return [MarkReading(f"{shape}1", int(token))]
    case = "a" if token.islower() else "A" if token.isupper() else ""
    if not case:
        return []
    low, meant = token.lower(), []
    if len(set(low)) == 1:  # after z come aa, bb
        meant.append(MarkReading(f"{shape}{case}", ord(low[0]) - 96 + 26 * (len(low) - 1)))
    if ROMAN_NUMERAL.match(low):
        meant.append(MarkReading(f"{shape}{'i' if case == 'a' else 'I'}", _roman(low)))
    return meant


def _roman(text: str) -> int:
    values = [ROMAN[sign] for sign in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def joined(marks: list[str]) -> str:
    """`3.`, `(a)` and `(ii)` as one number: `3(a)(ii)`."""
    number = ""
    for mark in marks:
        plain = mark.strip().rstrip(".")
        if not plain.startswith("("):
            plain = plain.rstrip(")")
        number += plain if plain.startswith("(") or not number else f".{plain}"
    return number


class Outline:
    """Where the marks of one text stand, read one after another."""

    def __init__(self) -> None:
        self._levels: list[tuple[MarkReading, str]] = []

    def place(self, mark: str) -> list[str]:
        """The marks from the outermost to this one."""
        meant = readings(mark)
        level, reading = self._level(meant)
        del self._levels[level:]
        self._levels.append((reading, mark))
        return [one for _, one in self._levels]

    def _level(self, meant: list[MarkReading]) -> tuple[int, MarkReading]:
        depths = range(len(self._levels) - 1, -1, -1)
        for depth in depths:  # it goes on where a list stopped
            held = self._levels[depth][0]
            for one in meant:
                if (one.style, one.value) == (held.style, held.value + 1):
                    return depth, one
        known = {held.style for held, _ in self._levels}
        for one in meant:  # it begins a list within the last paragraph
            if one.value == 1 and one.style not in known:
                return len(self._levels), one
        for depth in depths:  # it begins a list anew, or leaves one out
            for one in meant:
                if one.style == self._levels[depth][0].style:
                    return depth, one
        return len(self._levels), meant[0] if meant else MarkReading("", 0)
