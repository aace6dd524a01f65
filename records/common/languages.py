"""In which language a page speaks. Its address alone says: `/fr/…` is French, all else English.

Neither a cookie nor what a browser asks for changes a page, so that an address shows everybody
the same. Files, feeds and the API have one address, and speak English.
"""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import TextChoices
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.encoding import escape_uri_path
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, override

Words = str | Promise  # marked: it becomes text where it is shown
NAMES = dict(settings.LANGUAGES)
DEFAULT = settings.LANGUAGE_CODE
TAGS = {"en-gb": "en-GB"}  # as `lang` writes them, where it differs from the code


def in_english() -> override:
    """For what has one language whatever the page: citations, and all that is kept.

    English is what is written in the code: no catalogue is asked, which would find nothing.
    """
    return override(None)


def in_language_of(path: str) -> override:
    """That of a page; the admin speaks British English as Django has it."""
    language = of_path(path)
    if language == DEFAULT and not path.startswith("/admin/"):
        return in_english()
    return override(language)


def current() -> str:
    return get_language() or DEFAULT


def is_translated() -> bool:
    return current() != DEFAULT


def start(language: str) -> str:
    """How the addresses of its pages begin: nothing, or `fr/`."""
    return "" if language == DEFAULT else f"{language}/"


def of_path(path: str) -> str:
    """The language that a path without the prefix of the site asks for."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in NAMES and start(first) else DEFAULT


def plain_path(path: str) -> str:
    """The path without its language and outer slashes: `missions/unifil`."""
    return path.removeprefix(f"/{start(current())}").strip("/")


def has_others(request: HttpRequest) -> bool:
    """Whether the page answers in other languages: all that is found, but for the API's pages."""
    return bool(request.resolver_match) and not request.path_info.startswith("/api/")


def paths(request: HttpRequest) -> Iterator[tuple[str, str, str]]:
    """Code, name and path of the page in each language, the default one first."""
    page = request.path_info.removeprefix(f"/{start(current())}")
    for code, name in NAMES.items():
        yield code, name, get_script_prefix() + start(code) + escape_uri_path(page.lstrip("/"))


def in_language(held: str) -> str:
    """A word of a closed list that the base holds in English, as the page says it."""
    return gettext(held) if held else ""


def labels(choices: type[TextChoices]) -> dict[str, str]:
    """What the values of a choice are called in the language of the page."""
    return {value: str(label) for value, label in choices.choices}
