"""Passwords that others know: made of what is edited here, or stolen elsewhere."""

import hashlib
import os
import re
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError

WORDS = (
    *("peacekb", "peacekeeping", "peacekeeper", "peace", "unitednations", "securitycouncil"),
    *("mission", "mandate", "resolution", "bluehelmet", "administrator", "admin", "reviewer"),
    *("editor", "drafter", "password", "secret", "welcome"),
)  # the longer before those that they hold
FEWEST = 4  # letters beside such words


class NotOfThisPlace:
    """Refuses what is made of such words, numbers and signs, and little else: «PeaceKB-2026»."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError."""
        letters = left = re.sub(r"[\W\d_]", "", password.casefold())
        for word in WORDS:
            left = left.replace(word, "")
        if left != letters and len(left) < FEWEST:
            raise ValidationError(self.get_help_text(), code="password_of_this_place")

    def get_help_text(self) -> str:
        return "A password may not be made of the name and the words of this site."


class NotBreached:
    """Refuses what stands in the list of `BREACHED_PASSWORDS`; nobody elsewhere is asked."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError, and OSError where the list cannot be read."""
        held = settings.BREACHED_PASSWORDS
        if held and stands_in(held, password):
            raise ValidationError(
                "This password was stolen somewhere and is known: choose another, here and "
                "wherever else you use it.",
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return "A password may not be one that was stolen elsewhere."


def stands_in(file: Path, password: str) -> bool:
    """Whether a file of lines `SHA-1:how often`, sorted, has the password: found by halving, since
    such files have forty gigabytes."""
    digest = hashlib.sha1(password.encode(), usedforsecurity=False)
    wanted = digest.hexdigest().upper().encode()
    with file.open("rb") as lines:
        low, high = 0, os.fstat(lines.fileno()).st_size
        while low < high:
            middle = (low + high) // 2
            found = _line_from(lines, middle)
            if found and found[: len(wanted)].upper() < wanted:
                low = middle + 1
            else:
                high = middle
        return _line_from(lines, low)[: len(wanted)].upper() == wanted


def _line_from(lines: IO[bytes], at: int) -> bytes:
    """The first line that begins at a place or behind it; empty where none does."""
    lines.seek(max(at - 1, 0))
    if at:
        lines.readline()  # the end of the line before
    return lines.readline()
