"""How a question about figures is refused."""

from typing import NoReturn

from rest_framework.exceptions import ValidationError


def refuse(name: str, text: str) -> NoReturn:
    raise ValidationError({name: [text]})
