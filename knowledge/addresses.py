"""Where a section of an article stands on the article's page."""

import re
from datetime import date

from records.common.addresses import address


def anchor(code: str) -> str:
    """A section's code as an id: A6.1 as A6-1, which a style sheet can name too."""
    return re.sub(r"[^A-Za-z0-9]+", "-", code)


def section_address(article: str, code: str, day: date | None = None) -> str:
    """The section on the page of the article of this slug, with the day asked for."""
    asked = f"?as_of={day:%Y-%m-%d}" if day else ""
    return f"{address('article', article)}{asked}#{anchor(code)}"
