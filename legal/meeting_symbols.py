"""Meetings of the Security Council as they are named: S/PV.4057, «4057th meeting», «4057e séance».

A meeting is known by its number. It may have been suspended and resumed: each sitting has a record
of its own, and what is decided belongs to the meeting.
"""

import re

from legal.symbols import read
from records.common.spellings import symbol_key

ONE_FORM = r"^S/PV\.[1-9][0-9]*$"
SYMBOL = re.compile(r"S/PV\.?\s?([1-9]\d{0,4})(?!\d)(.*)", re.DOTALL)
RESUMED = re.compile(r"resumption\s?(\d*)", re.IGNORECASE)
PART = re.compile(r"\(part\s?(I{1,3})\)", re.IGNORECASE)
KEY = re.compile(r"spv([1-9]\d{0,4})(?:resumption\d*|part[i]+)?")


def symbol_of_meeting(number: int) -> str:
    return f"S/PV.{number}"


def is_meeting(text: str) -> bool:
    """Whether it is the symbol of a meeting in its one form."""
    return bool(re.fullmatch(ONE_FORM, text))


def number_of(meeting: str) -> int:
    """Of a symbol in its one form."""
    return int(meeting.removeprefix("S/PV."))


def meeting_of(text: str) -> str:
    """`S/PV.6702` for «S/PV.6702 (Resumption 1)»; what names no meeting stays as it is."""
    found = SYMBOL.match(text)
    return symbol_of_meeting(int(found[1])) if found else text


def sitting_of(text: str) -> str:
    """`Resumption 1` or `Part II`; empty for a meeting that was held in one, and for its first."""
    found = SYMBOL.match(text)
    rest = found[2] if found else ""
    parts = PART.findall(rest)
    if len(parts) == 1:
        return f"Part {parts[0]}"
    resumed = RESUMED.search(rest)
    return f"Resumption {resumed[1] or 1}" if resumed else ""


def number_called(text: str) -> int | None:
    """The number of the meeting that a text names and nothing else."""
    for key in (symbol_key(text), *read(text).sure):
        if found := KEY.fullmatch(key):
            return int(found[1])
    return None
