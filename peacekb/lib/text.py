"""One way to fold words for comparing, and to find the nearest known word."""

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz, process

WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Casefolded, without accents: «Côte d'Ivoire» and «cote D'IVOIRE» become one."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).replace("’", "'")


def words(text: str) -> list[str]:
    return WORD.findall(fold(text))


def squeeze(text: str) -> str:
    """Letters and digits only: «UN-OSOM ii» and «UNOSOM II» become `unosomii`."""
    return "".join(words(text))


def nearest(word: str, known: Iterable[str], at_least: float = 60) -> str | None:
    """The known word most like `word`, or None when none is like it."""
    found = process.extractOne(word, list(known), scorer=fuzz.WRatio, score_cutoff=at_least)
    return found[0] if found else None
