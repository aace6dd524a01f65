"""Filters that follow from the columns of a model: a day, a number, a word, a choice, a record."""

from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from records.common.filters.asked import Asked
from records.common.filters.days import DayFilter, MomentFilter
from records.common.filters.numbers import Number, NumberWithParts
from records.common.filters.values import YesNo
from records.common.filters.words import Held, OneOf, Prose
from records.common.languages import Words
from records.common.related import column_at

LONGEST_WORD = 120  # longer texts are asked for what they hold


def named(*names: str, **paths: str) -> dict[str, str]:
    """Columns of a list by name: those of the model called so, and others by their paths."""
    return {name: name for name in names} | paths


def filter_of(model: type[models.Model], path: str, **options: Any) -> Asked:
    """The filter of the column at the end of a path; its label is the name of the column.

    Raises TypeError for a column of another type, which has to be declared.
    """
    of, last = column_at(model, path)
    field: Any = of._meta.get_field(last)
    kinds = {
        models.BooleanField: YesNo,
        models.DecimalField: NumberWithParts,
        models.IntegerField: Number,
        models.DateTimeField: MomentFilter,
        models.DateField: DayFilter,
    }
    options |= {"label": label_of(field), "in_form": False}
    if field.flatchoices:
        return OneOf(path, field.flatchoices, **options)
    for kind, made in kinds.items():
        if isinstance(field, kind):
            return made(path, **options)
    if not isinstance(field, models.CharField | models.TextField):
        raise TypeError(f"{model.__name__}.{path}: declare what a list asks of it.")
    is_word = (field.max_length or LONGEST_WORD + 1) <= LONGEST_WORD
    return Held(path, **options) if is_word else Prose(path, **options)


def label_of(column: Any) -> Words:
    """The name of a column, as people read it."""
    return capfirst(gettext_lazy(str(column.verbose_name)))
