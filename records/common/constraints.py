"""Rules that a CheckConstraint or UniqueConstraint cannot say alone, on both databases."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.backends.ddl_references import Statement, Table
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce


def one_of(field: str, choices: type[models.Choices], *, blank: bool = False):
    """The database, too, takes only the values listed: `choices=` alone guards forms."""
    values = [*choices.values, ""] if blank else choices.values
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{field}_listed",
        condition=Q(**{f"{field}__in": values}),
        violation_error_message=f"{field}: expected one of {', '.join(choices.values)}.",
    )


def identified_by(*fields: str, optional_days: tuple = (), optional_rows: tuple = ()):
    """The natural key of a row: no two rows share it, not even where a part is empty.

    A plain UniqueConstraint lets two rows through when a part is null, so empty days count as
    1 January of year 1 and empty references as 0.
    """
    parts: list[F | Coalesce] = [F(field) for field in fields]
    parts += [Coalesce(F(field), Value(date(1, 1, 1))) for field in optional_days]
    parts += [Coalesce(F(field), Value(0)) for field in optional_rows]
    named = ", ".join([*fields[1:], *optional_days, *optional_rows])
    return models.UniqueConstraint(
        *parts,
        name="%(app_label)s_%(class)s_identified",
        violation_error_message=f"A row with the same {named} is there already.",
    )


class NoOverlap(models.BaseConstraint):
    """Two periods of one owner never share a day; the last day counts.

    `owner` names the fields that make rows rivals: a key, or a key and a text
    (`["mission", "category"]`).

    Errors: ValidationError from `full_clean`, so from forms and the admin; IntegrityError from
    the database, by an exclusion constraint on PostgreSQL and by two triggers on SQLite.
    """

    # One-number ranges spare us the extension btree_gist.
    EXCLUSION = (
        "CONSTRAINT %(name)s EXCLUDE USING gist (%(ranges)s,"
        " daterange(starts_on, ends_on, '[]') WITH &&)"
    )
    TRIGGER = (
        "CREATE TRIGGER %(name)s BEFORE %(event)s ON %(table)s WHEN EXISTS (SELECT 1"
        " FROM %(table)s AS other"
        " WHERE %(same)s AND other.%(pk)s IS NOT NEW.%(pk)s"
        " AND other.starts_on <= COALESCE(NEW.ends_on, '9999-12-31')"
        " AND COALESCE(other.ends_on, '9999-12-31') >= NEW.starts_on)"
        " BEGIN SELECT RAISE(ABORT, %(message)s); END"
    )

    def __init__(self, *, owner: list[str], **kwargs):
        super().__init__(**kwargs)
        self.owner = list(owner)

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"owner": self.owner}

    def __eq__(self, other):
        return isinstance(other, NoOverlap) and self.deconstruct() == other.deconstruct()

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        # An admin inline puts the owner in `exclude`, though the row has it: look at the row.
        names = [model._meta.get_field(name).attname for name in self.owner]
        rivals = {name: getattr(instance, name) for name in names}
        if None in rivals.values() or {"starts_on", "ends_on"} & set(exclude or ()):
            return  # the fields' own checks have already spoken
        if instance.starts_on is None:
            return
        others = model._default_manager.using(using).filter(**rivals)
        others = others.exclude(pk=instance.pk)
        if others.overlapping(instance.starts_on, instance.ends_on).exists():
            raise ValidationError(self.get_violation_error_message())

    def constraint_sql(self, model, editor):
        if editor.connection.vendor == "postgresql":
            return self._statement(self.EXCLUSION, model, editor)
        # A trigger cannot stand inside CREATE TABLE: it follows once the table is there.
        editor.deferred_sql.append(self.create_sql(model, editor))
        return None

    def create_sql(self, model, editor):
        if editor.connection.vendor == "postgresql":
            inline = self.constraint_sql(model, editor)
            return self._statement(f"ALTER TABLE %(table)s ADD {inline}", model, editor)
        editor.deferred_sql.append(self._statement(self.TRIGGER, model, editor, "UPDATE"))
        return self._statement(self.TRIGGER, model, editor, "INSERT")

    def remove_sql(self, model, editor):  # asked on PostgreSQL only: SQLite rebuilds the table
        return self._statement("ALTER TABLE %(table)s DROP CONSTRAINT %(name)s", model, editor)

    def _statement(self, template, model, editor, event=""):
        quote = editor.quote_name
        fields = [model._meta.get_field(name) for name in self.owner]
        columns = [quote(field.column) for field in fields]
        return Statement(
            template,
            name=quote(f"{self.name}_{event}" if event else self.name),
            event=event,
            table=Table(model._meta.db_table, quote),
            ranges=", ".join(f"{_one_number_range(field, quote)} WITH &&" for field in fields),
            same=" AND ".join(f"other.{column} = NEW.{column}" for column in columns),
            pk=quote(model._meta.pk.column),
            message=editor.quote_value(f"constraint {self.name}"),
        )


def _one_number_range(field, quote) -> str:
    number = quote(field.column)
    if isinstance(field, models.CharField):
        number = f"hashtextextended({number}, 0)"
    return f"int8range({number}, {number}, '[]')"
