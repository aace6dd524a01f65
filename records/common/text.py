"""One way to fold words for comparing, and to find the nearest known word."""

import re
import unicodedata
from collections.abc import Iterable

from django.db.models import Model
from rapidfuzz import fuzz, process

WORD = re.compile(r"[^\W_]+")

# Controls, soft hyphens, zero-width spaces, byte-order and direction marks: seen by nobody.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Joiners shape letters from Arabic on, and pictures; between others they are invisible too.
IDLE_JOINER = re.compile("(?<![\u0600-\u1fff\u2600-\u27bf\u2e80-\U000fffff])[\u200c\u200d]")
LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85]")


def clean_text(text: str) -> str:
    """As it is kept: composed (NFC), one sign for the end of a line, nothing invisible."""
    if text.isascii() and text.isprintable():
        return text
    seen = INVISIBLE.sub("", LINE_ENDS.sub("\n", text))
    if "\u200c" in seen or "\u200d" in seen:
        seen = IDLE_JOINER.sub("", seen)
    return unicodedata.normalize("NFC", seen)


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
