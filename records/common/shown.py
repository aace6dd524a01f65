"""Choices in words, in the language of the page."""

from functools import cache
from typing import Any

from django.db import models


class InWords(models.Model):
    """Looks up one label for `get_…_display`. Django hashes, and so translates, all of a column."""

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: models.Field) -> Any:  # noqa: N802 - Django's name
        value = getattr(self, field.attname)
        return value if value is None else str(_labels(field).get(value, value))


@cache
def _labels(field: models.Field) -> dict[Any, Any]:
    return dict(field.flatchoices)
