"""Names as people write them, and the one key that all spellings of a name share."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from records.common.text import fold

RUN = re.compile(r"[0-9]+|[^\W\d_]+")
IN_BRACKETS = re.compile(r"\s*\(.*\)\s*$")
SMALL = {"the", "of", "and"}
SHORT = {
    "art": "article",
    "ch": "chapter",
    "dem": "democratic",
    "fed": "federal",
    "intl": "international",
    "rep": "republic",
    "st": "saint",
}
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
ROMAN = {roman: str(number) for number, roman in enumerate(_ROMAN.split(), start=1)}


class Via(models.TextChoices):
    """How a name leads to a record."""

    CODE = "code", _("Its key, symbol or code")
    NAME = "name", _("Its name")
    ACRONYM = "acronym", _("An acronym")
    OTHER = "other", _("Another name")
    PAPER = "paper", _("A draft or meeting of it")


class Name(NamedTuple):
    """A name that a record or row bears; the key is that of the text unless another is given."""

    via: str
    text: str
    key: str = ""


@dataclass
class SpellingReading:
    """Keys of what a text surely names, and of what it may mean if nothing bears those."""

    sure: list[str] = field(default_factory=list)
    guesses: list[str] = field(default_factory=list)


def joined(runs: list[str]) -> str:
    """Runs of letters and of digits in one word; a stroke keeps two numbers apart."""
    plain = [run.lstrip("0") or "0" if run.isdecimal() else run for run in runs]
    pieces = [
        f"/{run}" if before.isdecimal() and run.isdecimal() else run
        for before, run in zip(["", *plain], plain, strict=False)
    ]
    return "".join(pieces)


def symbol_key(symbol: str) -> str:
    """What every spelling of a symbol shares: S/RES/1244(1999) is `sres1244/1999`."""
    return joined(RUN.findall(fold(symbol)))


def name_key(name: str) -> str:
    """What every spelling of a name shares: «UN-OSOM 2» and «UNOSOM II» are `unosom2`.

    Short words are left out and abbreviations written out, unless nothing else is there.
    """
    runs = RUN.findall(fold(name))
    kept = [SHORT.get(run, run) for run in runs if run not in SMALL] if len(runs) > 1 else runs
    kept = kept or runs
    if len(kept) > 1 and not any(run.isdecimal() for run in kept):
        kept[-1] = ROMAN.get(kept[-1], kept[-1])
    return joined(kept)


def without_brackets(name: str) -> str:
    """Without what stands in brackets at the end."""
    return IN_BRACKETS.sub("", name)


def spellings(name: str) -> list[str]:
    """Keys that a name may stand under, the likeliest first.

    «Gambia, The», «Congo, Democratic Republic of the», «Iran (Islamic Republic of)» and
    «Article 51 of the Charter» are turned round.
    """
    tried = [name]
    for sign in (",", " of "):
        head, found, tail = name.partition(sign)
        if found:
            tried.append(f"{tail} {head}")
    bare, bracketed = without_brackets(name), name[len(without_brackets(name)) :]
    if bracketed and not any(sign.isdecimal() for sign in bracketed):
        tried += [f"{bracketed} {bare}", bare]
    return list(dict.fromkeys(filter(None, map(name_key, tried))))
