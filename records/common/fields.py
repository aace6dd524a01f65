"""Model fields whose limits the database holds as well as the form."""

from django.core.exceptions import FieldDoesNotExist
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.fields.related import RelatedField


class BoundedIntegerField(models.BigIntegerField):
    """A whole number from `least` to `most`, both included.

    SQLite stores integers that PostgreSQL refuses; explicit bounds make the two agree.
    """

    def __init__(self, *args, least: int = 0, most: int = 2_147_483_647, **kwargs):
        self.least, self.most = least, most
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, MinValueValidator(least), MaxValueValidator(most)]

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, path, args, kwargs | {"least": self.least, "most": self.most}

    def db_check(self, connection):
        column = connection.ops.quote_name(self.column)
        return f"{column} BETWEEN {self.least} AND {self.most}"


def field_at(model: type[models.Model], path: str) -> models.Field:
    """The column at the end of a lookup: `mandate__mission`. Raises FieldDoesNotExist."""
    *steps, last = path.split("__")
    for step in steps:
        model = target_of(model, step)
    field = model._meta.get_field(last)
    if not isinstance(field, models.Field):
        raise FieldDoesNotExist(f"{model.__name__}.{last} is the other end of a key, no column.")
    return field


def target_of(model: type[models.Model], name: str) -> type[models.Model]:
    """The model to which a key, or the other end of one, leads. Raises FieldDoesNotExist."""
    target = model._meta.get_field(name).related_model
    if target is None:
        raise FieldDoesNotExist(f"{model.__name__}.{name} leads to no other model.")
    return target


def table_between(members: models.ManyToManyField) -> type[models.Model]:
    """The table that holds a set: a row for each member."""
    through = members.remote_field.through
    if through is None:  # only while the models are being made
        raise FieldDoesNotExist(f"{members.name} has no table yet.")
    return through


def kinds_taken(column: RelatedField) -> list[str]:
    """The kinds of record that a column may name; empty where it may name any."""
    limit = column.get_limit_choices_to()
    return list(limit.get("record_kind__in", ())) if isinstance(limit, dict) else []
