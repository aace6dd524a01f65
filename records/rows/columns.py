"""A plain column as a part: `""` and words for nothing become null, with the reason beside it."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models

from records.common.fields import BoundedIntegerField, field_at
from records.common.periods import Period, Precision
from records.models.evidence import WhyEmpty
from records.reading.coverage import NO_VALUE
from records.rows.fields import Declared, Model, Schema, is_null_on_path
from records.rows.parts import Part, Why

NOT_CODED = "not_coded"
DAY_OF = {"precision": ("date", "month")}  # of a precision that stands alone, in this order
TYPES: tuple[tuple[type[models.Field], Schema], ...] = (
    (models.BooleanField, {"type": "boolean"}),
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.DecimalField, {"type": "number"}),
    (models.IntegerField, {"type": "integer"}),
    (models.URLField, {"type": "string", "format": "uri"}),
    (models.Field, {"type": "string"}),
)


class Column(Declared):
    """A column of the row, or of a record or row that it names.

    `none_is_known` where an empty one says that there is none; else nobody has coded it.
    """

    def __init__(self, source: str | None = None, none_is_known: bool = False, **kwargs) -> None:
        self.none_is_known = none_is_known
        super().__init__(source=source, **kwargs)

    def part(self, model: Model) -> Part:
        return column(str(self.field_name), model, self.path, self.none_is_known)

    def schema(self, model: Model) -> Schema:
        field = field_at(model, self.path)
        schema = dict(next(schema for kind, schema in TYPES if isinstance(field, kind)))
        if self.is_precision(model):
            schema["enum"] = [word for word in Precision.values if word != Precision.UNKNOWN]
        elif field.flatchoices:
            schema["enum"] = [
                word for word, _ in field.flatchoices if word and word not in NO_VALUE
            ]
        if isinstance(field, BoundedIntegerField):
            schema |= {"minimum": field.least, "maximum": field.most}
        return schema

    def is_null(self, model: Model) -> bool:
        field = field_at(model, self.path)
        if self.is_precision(model):
            return field_at(model, _day_of(model, self.path)).null
        return may_be_null(field) or is_null_on_path(model, self.path)

    def is_precision(self, model: Model) -> bool:
        return self.path.endswith("precision") and bool(_day_of(model, self.path))

    def meaning(self, model: Model) -> str:
        field = field_at(model, self.path)
        words = [f"`{word}`: {label}" for word, label in field.flatchoices if word not in NO_VALUE]
        listed = f" {'; '.join(words)}." if words and not self.is_precision(model) else ""
        return f"{field.help_text}{listed}".strip()


def column(name: str, model: type[models.Model], path: str, none_is_known: bool = False) -> Part:
    """The part of a column at the end of a path; `none_is_known` where empty says there is none."""
    field = field_at(model, path)
    if path.endswith("precision") and (day := _day_of(model, path)):
        return Part(name, (path, day), _precision)
    write = _writer(field)
    if not (may_be_null(field) or is_null_on_path(model, path)):
        return Part(name, (path,), write)
    return Part(name, (path,), write, _why(model, field, path, none_is_known))


def may_be_null(field: models.Field) -> bool:
    is_text = isinstance(field, models.CharField | models.TextField)
    return bool(field.null or (is_text and field.blank) or words_for_nothing(field))


def words_for_nothing(field: models.Field) -> list[str]:
    return [word for word in NO_VALUE if word in dict(field.flatchoices)]


def _day_of(model: type[models.Model], path: str) -> str:
    """The column of the day that a precision is of."""
    names = {field.name for field in model._meta.fields}
    wanted = DAY_OF.get(path, (path.replace("_precision", "_on"),))
    return next((name for name in wanted if name in names), "")


def _precision(precision: str, day: Any) -> str | None:
    return precision if day else None


def _writer(field: models.Field) -> Callable[[Any], Any] | None:
    if field.flatchoices and may_be_null(field):
        return {word: word for word, _ in field.flatchoices if word and word not in NO_VALUE}.get
    if isinstance(field, models.DecimalField):
        return _number
    if isinstance(field, models.DateTimeField):
        return _moment
    if isinstance(field, models.CharField | models.TextField) and field.blank:
        return _text
    return None


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _moment(value: datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


def _text(value: str | None) -> str | None:
    return value or None


def _why(
    model: type[models.Model], field: models.Field, path: str, none_is_known: bool
) -> Why | None:
    """None for free texts: that nothing is written in one says nothing."""
    if none_is_known:
        return _always(WhyEmpty.NOT_APPLICABLE)
    precision = path.removesuffix("_on") + "_precision"
    if precision in {one.name for one in model._meta.fields}:
        lasts = issubclass(model, Period) and field.name == "ends_on"
        otherwise = WhyEmpty.NOT_APPLICABLE.value if lasts else NOT_CODED
        return Why(
            (precision,),
            lambda said: WhyEmpty.UNKNOWN.value if said == Precision.UNKNOWN else otherwise,
        )
    if words_for_nothing(field):
        return Why((path,), lambda word: NO_VALUE.get(word) or NOT_CODED)
    if isinstance(field, models.CharField | models.TextField) and not field.choices:
        return None
    return _always(NOT_CODED)


def _always(reason: str) -> Why:
    return Why((), lambda: str(reason))
