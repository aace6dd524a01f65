"""Rows as pages read and show them: made with less, their choices in words of the page."""

from collections.abc import Collection
from functools import cache
from typing import Any, Self

from django.db import models
from django.db.models.base import ModelState
from django.utils.translation import get_language


class InWords(models.Model):
    """Looks up one label for `get_…_display`. Django hashes, and so translates, all of a column."""

    class Meta:
        abstract = True

    @classmethod
    def from_db(  # type: ignore[override]  # as Django 5.2 has it
        cls, db: str | None, field_names: Collection[str], values: Collection[Any]
    ) -> Self:
        """As Django does it, in a fourth of the time: a page makes some hundred instances.

        No column of ours has a setter, and nobody listens to how instances begin.
        """
        made = cls.__new__(cls)
        made._state = ModelState()
        made._state.db, made._state.adding = db, False
        vars(made).update(zip(field_names, values, strict=True))
        return made

    def _get_FIELD_display(self, field: models.Field) -> Any:  # noqa: N802 - Django's name
        value = getattr(self, field.attname)
        return value if value is None else _labels(field, get_language()).get(value, str(value))


@cache
def _labels(field: models.Field, language: str | None) -> dict[Any, str]:
    return {value: str(label) for value, label in field.flatchoices}
