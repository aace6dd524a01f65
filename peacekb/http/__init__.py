"""The manner of the API as HTTP: other sites, conditions, limits, coding, help with problems."""

import re

from django.http import HttpRequest

DATA = re.compile(r"/api/.*|/[a-z-]+\.csv")


def is_data(request: HttpRequest) -> bool:
    """Whether programs read the address: what is said here holds for these, not for pages."""
    return DATA.fullmatch(request.path_info) is not None


def is_page(content_type: str) -> bool:
    return content_type.startswith("text/html")
