"""One way to fold words for comparing, and to find the nearest known word."""

import re
import unicodedata
from collections.abc import Iterable

from django.db.models import Model
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


def table_name(model: type[Model]) -> str:
    """What fixtures, coverage and people call a model's table: `legal_bases`."""
    named = (model._meta.concrete_model or model)._meta
    return str(named.verbose_name_plural).replace(" ", "_")


def nearest(word: str, known: Iterable[str], at_least: float = 60) -> str | None:
    """The known word most like `word`, or None when none is like it."""
    found = process.extractOne(word, list(known), scorer=fuzz.WRatio, score_cutoff=at_least)
    return found[0] if found else None
