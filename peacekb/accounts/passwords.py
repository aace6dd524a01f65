"""Passwords that anybody would guess who knows what is edited here."""

import re

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
