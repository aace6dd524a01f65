"""One way to fold words for comparing, and to find the nearest known word."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Model
from rapidfuzz import fuzz, process

WORD = re.compile(r"[^\W_]+")
LIKE_ENOUGH = 65
STEM = 5  # letters that words of one family share at the least
DIGITS = re.compile(r"[0-9]+")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")

# Letters and signs that no decomposition makes plain.
_PLAIN = str.maketrans(
    dict.fromkeys("‘’‚‛ʼʻʽʾʿˈ′‵´`＇ꞌ", "'")
    | dict.fromkeys("\u2215\u2044\u29f8", "/")
    | dict.fromkeys("‐‑‒–—―−﹘﹣", "-")
    | {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
)
_UNSEEN = dict.fromkeys(
    point
    for point in (*range(0x10000), *range(0xE0000, 0xE0080))
    if unicodedata.category(chr(point)) in ("Cc", "Cf") and not chr(point).isspace()
)

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
    """Small letters without accents: «Côte d’Ivoire» and «cote D'IVOIRE» become one.

    Apostrophes, dashes, slashes, digits and letters of any width or script have one form; signs
    that nobody sees are gone.
    """
    if text.isascii():
        return CONTROL.sub("", text).lower()
    spread = unicodedata.normalize("NFKD", text.translate(_PLAIN).casefold())
    seen = spread.translate(_UNSEEN).translate(_PLAIN)
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in seen
        if not unicodedata.combining(sign)
    )


def fold_in_place(text: str) -> str:
    """Folded letter by letter, so that what is found stands where it stood in the text."""
    return text.lower() if text.isascii() else "".join(map(_folded_sign, text))


@lru_cache(maxsize=4096)
def _folded_sign(sign: str) -> str:
    folded = fold(sign)
    return folded if len(folded) == 1 else sign


def composed(text: str) -> str:
    """With each accent in its letter (NFC), as texts are shown and kept."""
    return unicodedata.normalize("NFC", text)


def words(text: str) -> list[str]:
    return WORD.findall(fold(text))


def squeeze(text: str) -> str:
    """Letters and digits only: «UN-OSOM ii» and «UNOSOM II» become `unosomii`."""
    return "".join(words(text))


def table_name(model: type[Model]) -> str:
    """What fixtures, coverage and people call a model's table: `legal_bases`."""
    named = (model._meta.concrete_model or model)._meta
    return str(named.verbose_name_plural).replace(" ", "_")


def nearest(word: str, known: Iterable[str], same_numbers: bool = True) -> str | None:
    """The known word most like `word`, or None when none is like it.

    Two letters are like anything, and another number is another thing, unless said otherwise.
    """
    asked = fold(word)
    if len(asked) < 3:
        return next((one for one in known if fold(one) == asked), None)
    numbers = DIGITS.findall(asked)
    near = {one: fold(one) for one in known if not same_numbers or DIGITS.findall(one) == numbers}
    found = process.extractOne(asked, near, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
    if found is None:  # another word of one stem: of «elections» what is «electoral»
        alike = {one: words for one, words in near.items() if _shares_stem(asked, words)}
        found = process.extractOne(asked, alike, scorer=fuzz.ratio)
    return found[2] if found else None


def _shares_stem(asked: str, words: str) -> bool:
    stem = asked[: max(STEM, len(asked) // 2)]
    return len(stem) >= STEM and any(word.startswith(stem) for word in WORD.findall(words))
