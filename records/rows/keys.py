"""The permanent key of a row: what identifies it, between colons.

`s-res-1973-2011:FRA` is a vote. Records stand by their public keys, of any kind by kind and key;
days and months as they are written, an empty part where there is no value. In texts the
signs that separate keys, or parts of an address, are written as `!` with their number (`!2F` is a
slash), and a text longer than sixty signs as `~` with the begin of its SHA-256.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from hashlib import sha256
from typing import Any

from django.db import models
from django.db.models import Q

from records.common.addresses import CODED
from records.common.fields import field_at
from records.models import Described, Record
from records.models.ownership import Owned

LONGEST = 60
UNSAFE = str.maketrans({sign: f"!{ord(sign):02X}" for sign in "!%:,/?#&+;\\"})
WRITTEN = re.compile("!([0-9A-F]{2})", re.IGNORECASE)


@dataclass(frozen=True)
class _Place:
    """A place in the key: the column that fills it, and how it is written and read."""

    column: str
    field: models.Field
    write: Callable[[Any], str]


@cache
def key_columns(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(place.column for place in _places(model))


@cache
def key_writers(model: type[models.Model]) -> tuple[Callable[[Any], str], ...]:
    """What writes each place of the key, of the value in its column."""
    return tuple(place.write for place in _places(model))


@cache
def key_writer(model: type[models.Model]) -> Callable[..., str]:
    """Writes the key of a row of the values of `key_columns`."""
    writers = key_writers(model)

    def write(*values: Any) -> str:
        return ":".join([one(value) for one, value in zip(writers, values, strict=True)])

    return write


def keyed(model: type[models.Model], key: str) -> int | None:
    """The primary key of the row that a key names, in letters of any case; or None."""
    if issubclass(model, Described):
        named = model._default_manager.filter(slug=key.lower())
        return named.values_list("pk", flat=True).first()
    try:
        condition = _condition(model, key)
    except (ValueError, InvalidOperation):
        return None
    write = key_writer(model)
    rows = model._default_manager.filter(condition).order_by()
    for pk, *values in rows.values_list("pk", *key_columns(model)):
        if write(*values).lower() == key.lower():
            return pk
    return None


def identity(model: type[models.Model]) -> tuple[str, ...]:
    """The columns that tell a row from all others of its table."""
    own: tuple[str, ...] = model.natural_key  # type: ignore[attr-defined]  # of all but records
    return (model.owner, *own) if issubclass(model, Owned) else own


@cache
def _places(model: type[models.Model]) -> tuple[_Place, ...]:
    return tuple(place for name in identity(model) for place in _of_column(model, name))


def _of_column(model: type[models.Model], name: str) -> Iterator[_Place]:
    field = field_at(model, name)
    target = field.related_model
    if target is None:
        yield _Place(name, field, _writer(name, field))
    elif target is Record:
        kind, slug = f"{name}__record_kind", f"{name}__slug"
        yield _Place(kind, field_at(model, kind), _text)
        yield _Place(slug, field_at(model, slug), _slug)
    elif issubclass(target, Described):
        coded = target.RECORD_KIND in CODED
        write = str.upper if coded and not field.null else _coded if coded else _slug
        yield _Place(f"{name}__slug", field_at(model, f"{name}__slug"), write)
    else:
        for further in identity(target):
            yield from _of_column(model, f"{name}__{further}")


def _writer(name: str, field: models.Field) -> Callable[[Any], str]:
    if isinstance(field, models.DateField):
        signs = 7 if name.rpartition("__")[2] == "month" else 10
        return lambda day: day.isoformat()[:signs] if day else ""
    if isinstance(field, models.CharField | models.TextField):
        return _text
    return lambda value: "" if value is None else str(value)


def _slug(slug: str | None) -> str:
    return slug or ""


def _coded(slug: str | None) -> str:
    return slug.upper() if slug else ""


def _text(text: str | None) -> str:
    if not text:
        return ""
    if len(text) > LONGEST:
        return f"~{sha256(text.encode()).hexdigest()[:12]}"
    return text.translate(UNSAFE)


def _condition(model: type[models.Model], key: str) -> Q:
    """Raises ValueError or InvalidOperation for what cannot be the key of a row."""
    places = _places(model)
    parts = key.split(":")
    condition = Q()
    for place, part in zip(places, parts, strict=True):
        condition &= _equals(place, part)
    return condition


def _equals(place: _Place, part: str) -> Q:
    is_text = isinstance(place.field, models.CharField | models.TextField)
    if not part:
        empty = Q(**{f"{place.column}__isnull": True})
        return empty | Q(**{place.column: ""}) if is_text else empty
    if is_text and part.startswith("~"):
        return Q()  # by its digest, once the rows are read
    if isinstance(place.field, models.DateField):
        return Q(**{place.column: date.fromisoformat(f"{part}-01" if len(part) == 7 else part)})
    if place.column.endswith("slug"):
        return Q(**{place.column: part.lower()})
    if is_text:
        return Q(**{f"{place.column}__iexact": WRITTEN.sub(_sign, part)})
    number = Decimal(part)
    return Q(**{place.column: number}) if number.is_finite() else Q(pk__in=())


def _sign(number: re.Match[str]) -> str:
    return chr(int(number[1], 16))
