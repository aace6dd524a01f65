"""Natural keys as text, and back to row ids.

Revisions and fixtures name rows by what people call them, never by id:

- a record among all kinds   `organization:un`
- a record of a known kind   `un`
- a row that a record owns   `un-charter#2(4)`; of two parts: `untaet#lead,organization:un,`
- a row of a fact table      `demining`

Inside a part the signs that separate are written as in an address: `%2C` for a comma.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import models

from records.common.fields import field_at
from records.models import Described, Record
from records.models.ownership import Fact, Owned, full_key, owner_path, root_model

ESCAPES = {"%": "%25", ",": "%2C", "#": "%23", "/": "%2F", ";": "%3B", "|": "%7C"}
SPECIAL = re.compile("[%#/;|]")
_QUOTED = str.maketrans(ESCAPES)


def quote(part: str) -> str:
    return part.translate(_QUOTED)


def joined(parts: list[str]) -> str:
    """The parts of a key, quoted; nearly all keys have nothing to quote, which is seen at once."""
    key = ",".join(parts)
    if key.count(",") == len(parts) - 1 and not SPECIAL.search(key):
        return key
    return ",".join(map(quote, parts))


@dataclass(frozen=True)
class Reference:
    """How rows of one model are named: the lookups to read, and the text they make."""

    model: type[models.Model]
    leaves: tuple[str, ...]
    parts: tuple[tuple[int, "Reference | None"], ...]  # leaves taken by each part of a key
    owner_leaves: int = 0

    def text(self, values: tuple) -> str | None:
        """The name of the row whose leaves hold `values`; None where there is no row."""
        return None if values[0] is None else self.name(values)

    def name(self, values: tuple) -> str:
        """The name of a row that is there."""
        if self.model is Record:
            return f"{values[0]}:{values[1]}"
        if issubclass(self.model, Described):
            return values[0]
        owner = ":".join(values[: self.owner_leaves])
        texts, at = [], self.owner_leaves
        for width, reference in self.parts:
            own = values[at : at + width]
            part = reference.text(own) if reference else own[0]
            texts.append(quote(plain(part)))
            at += width
        key = ",".join(texts)
        return f"{owner}#{key}" if self.owner_leaves else key


def plain(value) -> str:
    """A scalar as it stands in keys: empty for None, ISO for days."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


@cache
def reference_to(model: type[models.Model]) -> Reference:
    model = model._meta.concrete_model or model
    if model is Record:
        return Reference(model, ("record_kind", "slug"), ())
    if issubclass(model, Described):
        return Reference(model, ("slug",), ())
    leaves: list[str] = []
    owner_leaves = 0
    if issubclass(model, Owned):
        root = reference_to(root_model(model))
        leaves += [f"{owner_path(model)}__{leaf}" for leaf in root.leaves]
        owner_leaves = len(root.leaves)
        key_fields = full_key(model)
    elif issubclass(model, Fact):
        key_fields = model.natural_key
    else:
        raise TypeError(f"{model.__name__} has no natural key.")
    parts = []
    for name in key_fields:
        field = field_at(model, name)
        reference = reference_to(field.related_model) if field.related_model else None
        parts.append((len(reference.leaves) if reference else 1, reference))
        leaves += [f"{name}__{leaf}" for leaf in reference.leaves] if reference else [name]
    return Reference(model, tuple(leaves), tuple(parts), owner_leaves)


def name_of(row: models.Model) -> str:
    """The name of a row, read from itself and what it refers to."""
    reference = reference_to(type(row))
    return reference.name(tuple(_at(row, leaf) for leaf in reference.leaves))


def _at(row: models.Model, path: str) -> Any:
    value: Any = row
    for step in path.split("__"):
        value = getattr(value, step) if value is not None else None
    return value


def key_in_owner(reference: str) -> str:
    """`2(4)` of `un-charter#2(4)`."""
    return reference.partition("#")[2]


class Resolver:
    """Ids of rows by their names: of what is published, and of what is about to be."""

    CHUNK = 500

    def __init__(self) -> None:
        self._ids: dict[type[models.Model], dict[str, int | None]] = defaultdict(dict)
        self._asked: dict[type[models.Model], set[str]] = defaultdict(set)

    def know(self, model: type[models.Model], name: str, pk: int) -> None:
        self._ids[_table(model)][_full_name(model, name)] = pk

    def forget(self, model: type[models.Model], name: str) -> None:
        """The row goes with this publication: nothing may refer to it any more."""
        self._ids[_table(model)][_full_name(model, name)] = None

    def get(self, model: type[models.Model], name: str) -> int | None:
        return self._ids[_table(model)].get(_full_name(model, name))

    def id_of(self, model: type[models.Model], name: str) -> int:
        """The id of a row that is known to be there. Raises KeyError."""
        pk = self.get(model, name)
        if pk is None:
            raise KeyError(f"{model.__name__} {name}")
        return pk

    def learn(self, model: type[models.Model], names: Iterable[str]) -> None:
        """Looks up in the database what is not known yet, in few queries."""
        table = _table(model)
        wanted = {_full_name(model, name) for name in names}
        wanted -= self._ids[table].keys() | self._asked[table]
        self._asked[table] |= wanted
        if table is Record:
            self._learn_records(wanted)
        elif issubclass(table, Owned):
            self._learn_owned(table, wanted)
        elif wanted:
            self._remember(table, table._default_manager.all())

    def _learn_records(self, names: set[str]) -> None:
        by_kind: dict[str, list[str]] = defaultdict(list)
        for name in sorted(names):
            kind, _, slug = name.partition(":")
            by_kind[kind].append(slug)
        for kind, slugs in by_kind.items():
            for chunk in chunks(slugs, self.CHUNK):
                self._remember(Record, Record.objects.filter(record_kind=kind, slug__in=chunk))

    def _learn_owned(self, table: type[Owned], names: set[str]) -> None:
        root, path = root_model(table), owner_path(table)
        owners = sorted({name.partition("#")[0] for name in names})
        self.learn(root, owners)
        ids = [pk for owner in owners if (pk := self.get(root, owner)) is not None]
        for chunk in chunks(ids, self.CHUNK):
            self._remember(table, table._default_manager.filter(**{f"{path}__in": chunk}))

    def _remember(self, table: type[models.Model], rows: models.QuerySet) -> None:
        reference = reference_to(table)
        for pk, *values in rows.order_by().values_list("pk", *reference.leaves):
            # What is about to be published comes first: it may give a name to another row.
            self._ids[table].setdefault(reference.name(tuple(values)), pk)


def chunks(items: list, size: int) -> Iterator[list]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _table(model: type[models.Model]) -> type[models.Model]:
    """Records of all kinds share one table of names."""
    return Record if issubclass(model, Record) else model


def _full_name(model: type[models.Model], name: str) -> str:
    if issubclass(model, Described):
        return f"{model.RECORD_KIND}:{name}"
    return name
