"""Numbers as people read them, with the word for what was counted."""

from django.db.models import Model
from django.utils.translation import gettext

from records.common import languages

FRENCH = str.maketrans({",": "\u202f", ".": ","})


def in_figures(value: float, decimals: int = 0) -> str:
    """«12,345.6»; in French «12 345,6», with narrow spaces that do not break."""
    written = f"{value:,.{decimals}f}" if decimals else f"{value:,}"
    return written.translate(FRENCH) if languages.is_translated() else written


def count_of(value: int, words: str) -> str:
    """«1 mission», «2 missions» from `mission,missions`. French has one of nought too."""
    one, many = words.split(",")
    is_one = value == 1 or (value == 0 and languages.is_translated())
    return f"{in_figures(value)} {one if is_one else many}"


def nouns(model: type[Model]) -> str:
    """One and many of a model's rows, as `count_of` takes them."""
    named = model._meta
    return f"{gettext(str(named.verbose_name))},{gettext(str(named.verbose_name_plural))}"
