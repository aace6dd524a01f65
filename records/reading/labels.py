"""A record's content as people read it: labels for columns, words for values, links for names.

Content is the JSON of revisions, where everything is named by natural key. Nothing here asks the
database but `give_names`, once for all that a page shows.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import unquote

from django.db import models
from django.db.models import Q
from django.db.models.fields.related import RelatedField
from django.utils.translation import gettext

from records.common.addresses import FOLDERS, address
from records.common.fields import field_at
from records.common.numbers import in_figures
from records.common.periods import Precision, written
from records.content.canonical import (
    RECORD_FIELDS,
    Content,
    parent_field,
    precision_columns,
    row_fields,
)
from records.content.codec import default_of
from records.models import Described, Record
from records.models.ownership import Owned, owned_models, record_model, root_model

Model = type[models.Model]
Row = dict[str, Any]


@dataclass
class TextPart:
    """A piece of a value. With `name` it leads to that record, and `rest` follows its name."""

    text: str
    name: tuple[str, str] | None = None  # kind and slug
    rest: str = ""

    @property
    def address(self) -> str:
        return address(*self.name) if self.name else ""


@dataclass(frozen=True)
class LabelledColumn:
    """What a column is called, and what a row says in it."""

    name: str
    label: str
    parts: list[TextPart]
    is_place: bool = False  # the parts are one: a place in the record, in words


@dataclass(frozen=True)
class LabelledTable:
    """The rows of one collection, with the columns that some row fills."""

    title: str
    labels: list[str]
    rows: list[list[list[TextPart]]]


def columns_of(model: Model | None, row: Row) -> list[LabelledColumn]:
    """The filled columns of a row of content, in the order of the model.

    A precision is no column of its own: the day beside it is written by it. What the model does
    not know, since it had another form when the content was written, comes last, as it stands.
    """
    silent = {"record_kind", "slug", "owned", *precision_columns(model).values()}
    names = [*_fields(model), *(name for name in row if name not in _fields(model))]
    silent |= {name for name, field in _fields(model).items() if _goes_without_saying(field, row)}
    said = [(name, parts_of(model, name, row)) for name in names if name not in silent]
    return [LabelledColumn(name, label_of(model, name), parts) for name, parts in said if parts]


def _goes_without_saying(field: models.Field | None, row: Row) -> bool:
    """A flag that is not set, as in most rows."""
    return isinstance(field, models.BooleanField) and not row.get(field.name)


def parts_of(model: Model | None, name: str, row: Row) -> list[TextPart]:
    """What a row says in one column; nothing where it is empty."""
    field = _fields(model).get(name)
    value = row.get(name, default_of(field) if field else None)
    if isinstance(field, models.DateField):
        return _day(model, name, value, row)
    if value is None or value == "" or value == []:
        return []
    if field is None:
        return [TextPart(unquote(str(value)))]
    if isinstance(field, RelatedField):
        names = value if isinstance(value, list) else [value]
        return [_reference(field.related_model, one) for one in names]
    if field.choices:
        return [TextPart(str(dict(field.flatchoices).get(value, value)))]
    if isinstance(value, bool):
        return [TextPart(gettext("yes") if value else gettext("no"))]
    return [TextPart(in_figures(value) if isinstance(value, int) and value > 9999 else str(value))]


def label_of(model: Model | None, name: str) -> str:
    field = _fields(model).get(name)
    return _label(gettext(str(field.verbose_name) if field else name.replace("_", " ")))


def day_column(model: Model | None, name: str) -> str:
    """The column in whose words a precision shows; every other name is its own."""
    days = {precision: day for day, precision in precision_columns(model).items()}
    return days.get(name, name)


def owned_model(kind: str, collection: str) -> type[Owned] | None:
    """None for a collection that records of the kind no longer have."""
    return next((one for one in owned_models(kind) if one.collection == collection), None)


def title_of(kind: str, collection: str) -> str:
    """What the rows of a collection are called: «Mandates»."""
    model = owned_model(kind, collection)
    return _label(gettext(str(model._meta.verbose_name_plural)) if model else collection)


def for_readers(content: Content) -> Content:
    """The content without the columns that only editors see."""
    hidden = {one.collection: one.editors_only for one in owned_models(content["record_kind"])}
    owned = {
        collection: [_without(hidden.get(collection, frozenset()), row) for row in rows]
        for collection, rows in content.get("owned", {}).items()
    }
    return content | {"owned": owned}


def _without(hidden: frozenset[str], row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in hidden} if hidden else row


def record_columns(content: Content) -> list[LabelledColumn]:
    """A record's own columns but its name and summary, which head its page."""
    columns = columns_of(record_model(content["record_kind"]), content)
    return [column for column in columns if column.name not in RECORD_FIELDS]


def tables_of(content: Content) -> list[LabelledTable]:
    """A record's rows: its own kind's tables first, then those that every record may have."""
    kind = content["record_kind"]
    shared = {model.collection: root_model(model) is Record for model in owned_models(kind)}
    ordered = sorted(content["owned"].items(), key=lambda one: shared.get(one[0], True))
    return [_table(kind, collection, rows) for collection, rows in ordered]


def _table(kind: str, collection: str, rows: list[Row]) -> LabelledTable:
    model = owned_model(kind, collection)
    filled = [{one.name: one for one in columns_of(model, row)} for row in rows]
    labels = {one.name: one.label for row in filled for one in row.values()}
    names = [name for name in _fields(model) if name in labels]
    names += [name for name in labels if name not in names]
    cells = [[row[name].parts if name in row else [] for name in names] for row in filled]
    return LabelledTable(title_of(kind, collection), [labels[name] for name in names], cells)


def give_names(*shown: Any, new: Mapping[tuple[str, str], str] | None = None) -> None:
    """Puts the names of records for their slugs in all parts within, with one query.

    `new` has the names of those that are only proposed: they have no page to lead to.
    """
    parts = [part for part in _parts_in(shown) if part.name]
    slugs: dict[str, set[str]] = defaultdict(set)
    for kind, slug in filter(None, (part.name for part in parts)):
        slugs[kind].add(slug)
    if not slugs:
        return
    condition = Q()
    for kind, wanted in slugs.items():
        condition |= Q(record_kind=kind, slug__in=wanted)
    held = Record.objects.filter(condition).values_list("record_kind", "slug", "name")
    names = {(kind, slug): name for kind, slug, name in held}
    for part in parts:
        if part.name in names:
            part.text = names[part.name] + part.rest
        elif new and part.name and part.name in new:
            part.text, part.name = new[part.name] + part.rest, None


def _parts_in(shown: Any) -> Iterator[TextPart]:
    if isinstance(shown, TextPart):
        yield shown
    elif isinstance(shown, LabelledColumn):
        yield from shown.parts
    elif isinstance(shown, LabelledTable):
        yield from _parts_in(shown.rows)
    elif isinstance(shown, (list, tuple)):
        for one in shown:
            yield from _parts_in(one)


@cache
def _fields(model: Model | None) -> dict[str, models.Field | None]:
    """Fields by name, without precisions; the row that a row hangs on has no field here."""
    if model is None:
        return {}
    above = parent_field(model)
    silent = set(precision_columns(model).values())
    known = {field.name: field for field in row_fields(model) if field.name not in silent}
    return ({above: None} if above else {}) | known


def _day(model: Model | None, name: str, value: str | None, row: Row) -> list[TextPart]:
    """A day by its precision; one that is said to be unknown is no empty column.

    A period without a start always says so: there it tells nothing.
    """
    beside = precision_columns(model).get(name, "")
    if value is None:
        told = row.get(beside) == Precision.UNKNOWN and name != "starts_on"
        return [TextPart(written(None))] if told else []
    default = default_of(field_at(model, beside)) if model and beside else Precision.DAY
    known = row.get(beside, default)
    return [TextPart(written(date.fromisoformat(value), known))]


def _reference(model: Model, name: str) -> TextPart:
    """A natural key as a link to its record: `un`, `organization:un` or `un-charter#2(4)`."""
    root = root_model(model) if issubclass(model, Owned) else model
    record, _, key = name.partition("#")
    if root is Record:
        kind, _, slug = record.partition(":")
    elif issubclass(root, Described):
        kind, slug = root.RECORD_KIND, record
    else:
        return TextPart(unquote(name).replace("_", " "))
    rest = "".join(f", {unquote(part)}" for part in key.split(",") if part)
    return TextPart(slug + rest, (kind, slug) if kind in FOLDERS else None, rest)


def _label(name: str) -> str:
    plain = name.replace("_", " ")
    return plain[:1].upper() + plain[1:]
