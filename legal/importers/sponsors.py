"""Sponsors as printed in one sentence: «Albania, Bosnia and Herzegovina and Republic of Korea»."""

import re

from organizations.naming import StateNames
from organizations.succession import NamesOn

BREAK = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+")
MOST_PARTS = 5  # of one name: Saint Vincent and the Grenadines
ALSO = {
    "Plurinational State of Bolivia": "bol",
    "Bolivarian Republic of Venezuela": "ven",
    "Federated States of Micronesia": "fsm",
    "Kingdom of the Netherlands": "nld",
    "State of Palestine": "pse",
    "Russia": "rus",
    "Turkey": "tur",
    "Swaziland": "swz",
    "United Kingdom of Great Britain": "gbr",
    "The former Yugoslav Republic of Macedonia": "mkd",
}


def sponsors(sentence: str, names: StateNames | NamesOn) -> tuple[list[str], list[str]]:
    """Slugs of the states named, in their order, and the words that name none."""
    ends = [found.span() for found in BREAK.finditer(sentence)]
    begins = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(sentence)]
    states: list[str] = []
    unknown: list[str] = []
    at = 0
    while at < len(begins):
        for last in range(min(at + MOST_PARTS, len(begins)) - 1, at - 1, -1):
            name = _bare(sentence[begins[at] : stops[last]])
            if state := names.one(name, name.removeprefix("the ")):
                states.append(state)
                break
        else:
            last = at
            if name:
                unknown.append(name)
        at = last + 1
    return list(dict.fromkeys(states)), unknown


def _bare(name: str) -> str:
    return name.strip(" .*\u00a0").removeprefix("and ")
