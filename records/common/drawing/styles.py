"""The styles that a drawing needs as a file of its own, taken from those of the pages."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders


@cache
def styles() -> str:
    """The tokens of light paper and the rules of charts and maps."""
    rules = re.search(r"/\* 1 .*?(?=\n/\* 2 )", _read("drawings.css"), re.DOTALL)
    if not rules:
        raise ValueError("drawings.css has no rooms 1 and 2.")
    return re.sub(r"/\*.*?\*/", "", tokens() + rules[0], flags=re.DOTALL)


def tokens() -> str:
    """The colours and types of light paper."""
    found = re.search(r":root \{.*?\n\}", _read("site.css"), re.DOTALL)
    if not found:
        raise ValueError("site.css has no :root.")
    return found[0]


def _read(name: str) -> str:
    found = finders.find(f"peacekb/{name}")
    return Path(str(found)).read_text()


@cache
def allowed() -> str:
    """What a strict policy must allow for exactly these styles."""
    digest = hashlib.sha256(styles().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
