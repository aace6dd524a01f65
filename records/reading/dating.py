"""Which columns date the rows of a table: their own, or those of what they belong to."""

from functools import cache
from typing import Any

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce

from records.models import Record
from records.models.ownership import Fact, Owned

Model = type[models.Model]

DAYS = ("starts_on", "month", "date", "day", "adopted_on", "signed_on")


@cache
def day_path(model: Model, prefix: str = "") -> tuple[str, ...]:
    """The columns that date a row, its own or those of what it belongs to; none for some."""
    names = {field.name for field in model._meta.get_fields() if field.concrete}
    if own := tuple(f"{prefix}{name}" for name in DAYS if name in names):
        return own
    for name in _above(model):
        above = model._meta.get_field(name).related_model
        if above and above is not Record and (path := day_path(above, f"{prefix}{name}__")):
            return path
    return ()


def _above(model: Model) -> tuple[str, ...]:
    """The foreign keys to what a row belongs to."""
    if issubclass(model, Owned):
        return (model.owner,)
    return model.natural_key if issubclass(model, Fact) else ()


def day_of(model: Model) -> Any:
    path = day_path(model)
    if not path:
        return models.Value(None, output_field=models.DateField())
    return Coalesce(*path) if len(path) > 1 else F(path[0])
