"""Sponsors as printed in one sentence: «Albania, Bosnia and Herzegovina and Republic of Korea».

A document has its sponsors from one source; who is named otherwise by another is cited.
"""

import re
from collections import defaultdict

from legal.models import Sponsor
from organizations.naming import StateNames
from organizations.succession import NamesOn
from records.importing.imports import Import
from records.importing.publisher_files import RowError

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


# The nearer to the document a source is, the earlier it stands.
NEAREST = ("unxml", "dhl-drafts", "sc-votes-by-member")
NEARER = "sponsors are those of the source nearest to the document: its text, then the catalogue"


class SponsorRows:
    """Sponsors into an import."""

    def __init__(self, whole: Import) -> None:
        self._whole, self._table = whole, whole.table(Sponsor, on=["document"])
        self._held: dict[str, tuple[str, set[str]]] = defaultdict(lambda: ("", set()))
        columns = ("document__slug", "source__slug", "state__slug")
        for document, source, state in Sponsor.objects.order_by().values_list(*columns):
            self._held[document] = (source, {*self._held[document][1], state})

    def take(
        self, document: str, sentence: str, names: StateNames | NamesOn, where: str, locator: str
    ) -> None:
        """Who a sentence names; a name that means no state is refused, the others go in."""
        states, unknown = sponsors(sentence, names)
        for name in unknown:
            expected = "a state that the base knows among the sponsors"
            self._whole.report.refuse(RowError(where, name, expected))
        source, held = self._held[document]
        if source not in ("", self._whole.slug):
            self._compare(document, source, set(states) == held, states, locator)
            return
        for state in states:
            row = self._table.row(document=document, state=state)
            if not self._table.has_taken(row):
                self._table.add(row, columns=())

    def _compare(
        self, document: str, source: str, agrees: bool, states: list[str], locator: str
    ) -> None:
        if agrees or not states:
            self._whole.report.unchanged += agrees
            return
        known = source in NEAREST and self._whole.slug in NEAREST
        is_nearer = known and NEAREST.index(source) < NEAREST.index(self._whole.slug)
        stated = ", ".join(sorted(states)).upper()
        rule = NEARER if is_nearer else ""
        anew = self._whole.disagree(f"document:{document}", "sponsors", stated, locator, rule=rule)
        self._whole.report.changed += anew and not rule
        self._whole.report.known += not anew or bool(rule)


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
            if pair := _two_names(name, names):
                states += pair
            elif name:
                unknown.append(name)
        at = last + 1
    return list(dict.fromkeys(states)), unknown


def _two_names(words: str, names: StateNames | NamesOn) -> tuple[str, str] | None:
    """The states of «New Zealand Nicaragua», where a comma is missing."""
    for blank in re.finditer(" ", words):
        one, other = names.one(words[: blank.start()]), names.one(words[blank.end() :])
        if one and other:
            return one, other
    return None


def _bare(name: str) -> str:
    return name.strip(" .*\u00a0").removeprefix("and ")
