"""Rules that a CheckConstraint or UniqueConstraint cannot say alone, on both databases."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

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


def identified_by(*fields: str | models.Field, name: str = "") -> models.UniqueConstraint:
    """The natural key of a row: no two rows share it, not even where a part is empty.

    Owned rows and facts get theirs from `records/models/ownership.py`, as fields, so that the key
    is said once. A plain UniqueConstraint lets two rows through when a part is null: an empty
    part counts as a value that no column can hold.
    """
    names = [field if isinstance(field, str) else field.name for field in fields]
    return models.UniqueConstraint(
        *(_never_null(field) for field in fields),
        name=name or "%(app_label)s_%(class)s_identified",
        violation_error_message=f"A row with the same {', '.join(names[1:] or names)} is there "
        "already.",
    )


def _never_null(field: str | models.Field) -> F | Coalesce:
    if isinstance(field, str):
        return F(field)
    if not field.null:
        return F(field.name)
    return Coalesce(F(field.name), Value(_no_value(field)))


def _no_value(field: models.Field) -> date | int:
    if isinstance(field, models.DateField):
        return date(1, 1, 1)
    if isinstance(field, models.ForeignKey):
        return 0
    raise TypeError(f"{field}: say in `_no_value` what an empty part of a key counts as.")


Day = TypeVar("Day", date, str)  # as a column holds it, or as the JSON of a revision writes it
Span = tuple[Day | None, Day | None]


def known_span(row: Mapping[str, Any]) -> Span:
    """First and last of the days on which a period is known to have held.

    Without a first day there is none; without a last one it goes on.
    """
    first, last = row.get("starts_on"), row.get("ends_on")
    return first or last, first if row.get("ends_precision") == "unknown" else last


def share_a_day(one: Span, other: Span) -> bool:
    (first, last), (start, end) = one, other
    if first is None or start is None:
        return False
    return (end is None or first <= end) and (last is None or start <= last)


class NoOverlap(models.BaseConstraint):
    """Two periods of one owner are never known to share a day; the last day counts.

    What is not known forbids nothing, as everywhere in `periods.py`. A period whose end is
    unknown is known to have held on its first day, and a later one may begin on any day after
    it: the end lies somewhere before. One whose start is unknown is known to have held on its
    last. An end that has not come is no unknown end: nothing begins after it. A day known by
    month or year counts as it is stored, a start as the first day it may mean and an end as the
    last.

    `owner` names the fields that make rows rivals: a key, or a key and a text
    (`["mission", "category"]`).

    Errors: ValidationError from `full_clean`, so from forms and the admin; IntegrityError from
    the database, by an exclusion constraint on PostgreSQL and by two triggers on SQLite.
    """

    FIRST = "COALESCE(%(row)sstarts_on, %(row)sends_on)"
    LAST = (
        "CASE WHEN %(row)sends_precision = 'unknown' THEN %(row)sstarts_on ELSE %(row)sends_on END"
    )
    # One-number ranges spare us the extension btree_gist.
    EXCLUSION = (
        "CONSTRAINT %(name)s EXCLUDE USING gist (%(ranges)s,"
        " (CASE WHEN %(first)s IS NOT NULL THEN daterange(%(first)s, %(last)s, '[]') END) WITH &&)"
    )
    TRIGGER = (
        "CREATE TRIGGER %(name)s BEFORE %(event)s ON %(table)s WHEN EXISTS (SELECT 1"
        " FROM %(table)s AS other"
        " WHERE %(same)s AND other.%(pk)s IS NOT NEW.%(pk)s"
        " AND %(other_first)s <= COALESCE(%(new_last)s, '9999-12-31')"
        " AND COALESCE(%(other_last)s, '9999-12-31') >= %(new_first)s)"
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
        own = known_span(vars(instance))
        others = model._default_manager.using(using).filter(**rivals).exclude(pk=instance.pk)
        columns = ("starts_on", "ends_on", "ends_precision")
        if any(share_a_day(own, known_span(row)) for row in others.values(*columns)):
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
            first=self.FIRST % {"row": ""},
            last=self.LAST % {"row": ""},
            new_first=self.FIRST % {"row": "NEW."},
            new_last=self.LAST % {"row": "NEW."},
            other_first=self.FIRST % {"row": "other."},
            other_last=self.LAST % {"row": "other."},
            message=editor.quote_value(f"constraint {self.name}"),
        )


def _one_number_range(field, quote) -> str:
    number = quote(field.column)
    if isinstance(field, models.CharField):
        number = f"hashtextextended({number}, 0)"
    return f"int8range({number}, {number}, '[]')"
