"""Model fields whose limits the database holds as well as the form."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


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
