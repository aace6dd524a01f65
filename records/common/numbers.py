"""Numbers as people read them, with the word for what was counted."""

from django.db.models import Model
from django.utils.translation import gettext

from records.common import languages

NARROW_SPACE = "\u202f"


def number(value: int) -> str:
    """«12,345»; in French «12 345» with narrow spaces that do not break."""
    written = f"{value:,}"
    return written.replace(",", NARROW_SPACE) if languages.is_translated() else written


def count_of(value: int, words: str) -> str:
    """«1 mission», «2 missions» from `mission,missions`. French has one of nought too."""
    one, many = words.split(",")
    is_one = value == 1 or (value == 0 and languages.is_translated())
    return f"{number(value)} {one if is_one else many}"


def nouns(model: type[Model]) -> str:
    """One and many of a model's rows, as `count_of` takes them."""
    named = model._meta
    return f"{gettext(str(named.verbose_name))},{gettext(str(named.verbose_name_plural))}"
