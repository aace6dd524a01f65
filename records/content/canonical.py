"""A record and all it owns as canonical JSON: what a revision holds.

    {"record_kind": "mission", "slug": "untaet", "name": "…", "arrangement": "un_commanded",
     "owned": {"mandates": [{"starts_on": "1999-10-25", …}], …}}

Rows are sorted by their natural keys and everything is named by natural key.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import models
from django.db.models.fields.related import RelatedField

from records.common.fields import field_at, table_between
from records.common.periods import Period
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

RECORD_FIELDS = ("name", "summary")


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
    if slugs is None:
        return _contents(model, model._default_manager.all())
    found: dict[str, Content] = {}
    for chunk in chunks(sorted(slugs), 500):
        found |= _contents(model, model._default_manager.filter(slug__in=chunk))
    return found


def content_of(record: Record) -> Content:
    return contents_of(record.record_kind, [record.slug])[record.slug]


def _contents(model: type[Described], rows: models.QuerySet) -> dict[str, Content]:
    contents: dict[str, Content] = {}
    by_id: dict[int, Content] = {}
    for pk, slug, row in json_rows(model, rows, ("slug",)):
        row |= {"record_kind": model.RECORD_KIND, "slug": slug[0], "owned": {}}
        contents[slug[0]] = by_id[pk] = row
    ids = list(by_id)
    for owned in owned_models(model.RECORD_KIND):
        path = owner_path(owned)
        for chunk in chunks(ids, 500):
            held = owned._default_manager.filter(**{f"{path}__in": chunk})
            for _, (owner,), row in json_rows(owned, held, (path,)):
                by_id[owner]["owned"].setdefault(owned.collection, []).append(row)
    return {slug: tidy(content) for slug, content in contents.items()}


def json_rows(model: type[models.Model], rows: models.QuerySet, extra: tuple[str, ...]):
    """Yields (id, values of `extra`, JSON) of each row; sets in one query each."""
    columns = _columns(model)
    lookups = [lookup for _, column_lookups, _ in columns for lookup in column_lookups]
    sets = {field.name: _set_members(field, rows) for field in content_sets(model)}
    listed = rows.order_by().values_list("pk", *extra, *lookups)
    for pk, *values in listed.iterator(chunk_size=2000):
        at = len(extra)
        row: dict[str, Any] = {}
        for name, column_lookups, read in columns:
            row[name] = read(values[at : at + len(column_lookups)])
            at += len(column_lookups)
        for name, members in sets.items():
            row[name] = members.get(pk, [])
        yield pk, tuple(values[: len(extra)]), row


def _columns(model: type[models.Model]) -> list[tuple[str, list[str], Any]]:
    columns = []
    for field in row_fields(model):
        if isinstance(field, models.ManyToManyField):
            continue
        if isinstance(field, RelatedField):
            reference = reference_to(field.related_model)
            lookups = [f"{field.name}__{leaf}" for leaf in reference.leaves]
            columns.append((field.name, lookups, _reading(reference)))
        else:
            columns.append((field.name, [field.name], _encoding(field)))
    if (above := parent_field(model)) and (parent := parent_model(model)):
        reference = reference_to(parent)
        lookups = [f"{above}__{leaf}" for leaf in reference.leaves]
        columns.append((above, lookups, _reading_key(reference)))
    return columns


def _reading(reference: Reference):
    return lambda values: reference.text(tuple(values))


def _reading_key(reference: Reference):
    return lambda values: key_in_owner(reference.name(tuple(values)))


def _encoding(field: models.Field):
    return lambda values: encode(field, values[0])


def _set_members(field: models.ManyToManyField, rows: models.QuerySet) -> dict[int, list[str]]:
    members: dict[int, list[str]] = defaultdict(list)
    near, far = field.m2m_field_name(), field.m2m_reverse_field_name()
    reference = reference_to(field.related_model)
    held = table_between(field)._default_manager.filter(
        **{f"{near}__in": rows.order_by().values("pk")}
    )
    lookups = [f"{far}__{leaf}" for leaf in reference.leaves]
    for pk, *values in held.values_list(near, *lookups):
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
