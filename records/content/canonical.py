"""A record and all it owns as canonical JSON: what a revision holds.

    {"record_kind": "mission", "slug": "untaet", "name": "…", "arrangement": "un_commanded",
     "owned": {"mandates": [{"starts_on": "1999-10-25", …}], …}}

Rows are sorted by their natural keys and everything is named by natural key.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from django.db import models
from django.db.models.fields.related import RelatedField

from records.common.fields import field_at, table_between
from records.common.periods import Period
from records.common.prepared import Among, columns_among
from records.common.text import clean_text
from records.content.codec import default_of, encode
from records.content.references import Reference, chunks, joined, key_in_owner, plain, reference_to
from records.models import Citation, Described, Gap, Record
from records.models.ownership import (
    Owned,
    content_fields,
    content_sets,
    owned_models,
    owner_path,
    parent_model,
    record_model,
    tables_about,
)

Content = dict[str, Any]
JsonRows = Iterator[tuple[int, tuple, Content]]

RECORD_FIELDS = ("name", "summary")
AT_ONCE = 500
MEMBERS_AT_ONCE = 10_000  # SQLite takes 32,766 values


def canonical(content: Content) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def row_fields(model: type[models.Model]) -> list[models.Field]:
    """The columns and sets of a row's content, those of Record first for a record."""
    inherited = RECORD_FIELDS if issubclass(model, Record) else ()
    own = [field_at(Record, name) for name in inherited]
    return [*own, *content_fields(model), *content_sets(model)]


@cache
def precision_columns(model: type[models.Model] | None) -> dict[str, str]:
    """The column that says how well a day is known, by the day's: `adopted_on`, for one."""
    fields = {field.name: field for field in row_fields(model)} if model else {}
    found = {}
    for name, field in fields.items():
        own = f"{name.removesuffix('_on')}_precision"
        if isinstance(field, models.DateField) and (own in fields or "precision" in fields):
            found[name] = own if own in fields else "precision"
    return found


def hanging_order(kind: str) -> list[type[Owned]]:
    """The owned models of a kind, each after those whose rows its own may hang on."""
    naming = (Citation, Gap)
    return sorted(owned_models(kind), key=lambda model: model in naming)


def cleaned(value: Any) -> Any:
    """JSON with every text in it as it is kept."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [cleaned(one) for one in value]
    if isinstance(value, dict):
        return {name: cleaned(one) for name, one in value.items()}
    return value


def tidy(content: Content) -> Content:
    """The same content without defaults, its rows sorted: what two writers agree on."""
    model = record_model(content["record_kind"])
    kept = without_defaults(model, content)
    kept |= {"record_kind": content["record_kind"], "slug": content["slug"], "owned": {}}
    for owned in owned_models(content["record_kind"]):
        rows = [without_defaults(owned, row) for row in content["owned"].get(owned.collection, [])]
        if rows:
            kept["owned"][owned.collection] = sorted(rows, key=lambda row: row_key(owned, row))
    return kept


def without_defaults(model: type[models.Model], row: dict) -> dict:
    if issubclass(model, Period):
        row = model.completed(row)
    kept = {}
    if above := parent_field(model):
        kept[above] = row[above]
    for name, default in _defaults(model).items():
        value = row.get(name)
        if value is not None and value != default:
            kept[name] = sorted(value) if isinstance(value, list) else value
    return kept


@cache
def _defaults(model: type[models.Model]) -> dict[str, Any]:
    return {field.name: default_of(field) for field in row_fields(model)}


@cache
def parent_field(model: type[models.Model]) -> str | None:
    """The name of the owned row above this one: a task's "mandate"; None for others."""
    return model.owner if issubclass(model, Owned) and parent_model(model) else None


def row_key(model: type[Owned], row: dict) -> str:
    """The natural key of an owned row within its record, from its JSON: `lead,organization:un,`.

    A row hung on another owned row names that one by key under `owner`: a task's "mandate" is
    "1999-10-25".
    """
    defaults = _defaults(model)
    own = joined([plain(row.get(name, defaults[name])) for name in model.natural_key])
    above = parent_field(model)
    return f"{row[above]},{own}" if above else own


def contents_of(kind: str, slugs: Iterable[str] | None = None) -> dict[str, Content]:
    """What the tables hold of some records of a kind, or of all, by slug."""
    model = record_model(kind)
    wanted = model._default_manager.values_list("slug", flat=True) if slugs is None else slugs
    found: dict[str, Content] = {}
    for chunk in chunks(sorted(wanted), AT_ONCE):
        found |= _contents(model, chunk)
    return found


def content_of(record: Record) -> Content:
    return contents_of(record.record_kind, [record.slug])[record.slug]


def _contents(model: type[Described], slugs: list[str]) -> dict[str, Content]:
    contents: dict[str, Content] = {}
    by_id: dict[int, Content] = {}
    for pk, (slug,), row in json_rows_among(model, "slug", slugs, ("slug",)):
        row |= {"record_kind": model.RECORD_KIND, "slug": slug, "owned": {}}
        contents[slug] = by_id[pk] = row
    for owned in owned_models(model.RECORD_KIND):
        path = owner_path(owned)
        for _, (owner,), row in json_rows_among(owned, path, list(by_id), (path,)):
            by_id[owner]["owned"].setdefault(owned.collection, []).append(row)
    return {slug: tidy(content) for slug, content in contents.items()}


def json_rows(rows: models.QuerySet, extra: tuple[str, ...] = ()) -> JsonRows:
    """Yields (id, values of `extra`, JSON) of each row; sets in one query each."""
    wanted = _wanted(rows.model, extra)
    return _as_json(rows.model, list(rows.order_by().values_list(*wanted)), extra)


def json_rows_among(
    model: type[models.Model], column: str, keys: list[Any], extra: tuple[str, ...] = ()
) -> JsonRows:
    """The same of rows whose column is among some keys, put into SQL once: a save asks each table
    of a record, and would spend half its time on putting together."""
    return _as_json(model, _among(model, column, _wanted(model, extra))(keys), extra)


def _wanted(model: type[models.Model], extra: tuple[str, ...]) -> tuple[str, ...]:
    return ("pk", *extra, *_columns(model)[1])


def _as_json(model: type[models.Model], rows: list[tuple], extra: tuple[str, ...]) -> JsonRows:
    columns, _ = _columns(model)
    ids = [row[0] for row in rows]
    sets = {field.name: _set_members(field, ids) for field in content_sets(model)}
    for pk, *values in rows:
        at = len(extra)
        row: dict[str, Any] = {}
        for name, width, read in columns:
            row[name] = read(values[at : at + width])
            at += width
        for name, members in sets.items():
            row[name] = members.get(pk, [])
        yield pk, tuple(values[: len(extra)]), row


def _among(model: type[models.Model], column: str, columns: tuple[str, ...]) -> Among:
    return columns_among(model._default_manager.all, column, columns, ordered=False)


@cache
def _columns(model: type[models.Model]) -> tuple[list[tuple[str, int, Any]], list[str]]:
    """Name, number of lookups and reader of each column; and the lookups of all, in order."""
    columns: list[tuple[str, int, Any]] = []
    lookups: list[str] = []

    def read(name: str, reader: Any, leaves: Sequence[str] = ()) -> None:
        lookups.extend([f"{name}__{leaf}" for leaf in leaves] or [name])
        columns.append((name, len(leaves) or 1, reader))

    for field in row_fields(model):
        if isinstance(field, models.ManyToManyField):
            continue
        if isinstance(field, RelatedField):
            reference = reference_to(field.related_model)
            read(field.name, _reading(reference), reference.leaves)
        else:
            read(field.name, _encoding(field))
    if (above := parent_field(model)) and (parent := parent_model(model)):
        reference = reference_to(parent)
        read(above, _reading_key(reference), reference.leaves)
    return columns, lookups


def _reading(reference: Reference):
    return lambda values: reference.text(tuple(values))


def _reading_key(reference: Reference):
    return lambda values: key_in_owner(reference.name(tuple(values)))


def _encoding(field: models.Field):
    return lambda values: encode(field, values[0])


def _set_members(field: models.ManyToManyField, ids: list[int]) -> dict[int, list[str]]:
    members: dict[int, list[str]] = defaultdict(list)
    near, far = field.m2m_field_name(), field.m2m_reverse_field_name()
    reference = reference_to(field.related_model)
    lookups = [f"{far}__{leaf}" for leaf in reference.leaves]
    held = _among(table_between(field), near, (near, *lookups))
    for chunk in chunks(ids, MEMBERS_AT_ONCE):
        for pk, *values in held(chunk):
            members[pk].append(reference.name(tuple(values)))
    return members


def leads_somewhere(path: str, paths: set[str], kind: str) -> bool:
    """Whether a citation's path is one of `paths_of`, or in a fact table: `votes/fra`."""
    return path in paths or path.partition("/")[0] in tables_about(kind)


def paths_of(content: Content) -> set[str]:
    """Every path within a record that a citation or gap may name."""
    model = record_model(content["record_kind"])
    paths = {"", *(field.name for field in row_fields(model))}
    for owned in owned_models(content["record_kind"]):
        paths.add(owned.collection)
        names = [field.name for field in row_fields(owned)]
        for row in content["owned"].get(owned.collection, []):
            key = f"{owned.collection}/{row_key(owned, row)}"
            paths.add(key)
            paths.update(f"{key}/{name}" for name in names)
    return paths
