"""Parts of a row: each says which columns it reads, and how its value comes of theirs.

A column is named by its lookup from the row: `document__slug`. Values are written for all rows of
an answer together, column by column.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Count, Model, QuerySet

from records.common.addresses import api_address, public_key
from records.common.prepared import columns_among

Tree = Mapping[str, Any]  # names of fields, each with the names of what is asked within it
OnDay = Callable[[Any, date], QuerySet]  # of a set of rows those that hold on a day
MOST_KEYS = 1_000
REFERENCE = ("key", "name", "api")  # what an expanded key tells of its record


class PageOfRows:
    """The rows of an answer, column by column, and the day that it asks for."""

    def __init__(
        self, reads: Iterable[str], rows: Sequence[tuple[Any, ...]], day: date | None
    ) -> None:
        self.size, self.day = len(rows), day
        self.written: dict[str, Sequence[Any]] = {}
        self.columns: dict[str, Sequence[Any]] = (
            dict(zip(reads, zip(*rows, strict=True), strict=True))
            if rows
            else dict.fromkeys(reads, ())
        )

    def values_of(self, part: "Part") -> Sequence[Any]:
        """Written once: why some are null is told beside them."""
        if part.name not in self.written:
            self.written[part.name] = part.values(self)
        return self.written[part.name]

    def all(self, reads: Iterable[str]) -> list[Sequence[Any]]:
        return [self.columns[name] for name in reads]


@dataclass(frozen=True)
class Why:
    """Why a value may be null, from columns of its row; none where nothing was to be said."""

    reads: tuple[str, ...]
    reason: Callable[..., str | None]


@dataclass(frozen=True)
class Part:
    """A field of a row. Without `write` it is the value of its one column as it stands."""

    name: str
    reads: tuple[str, ...]
    write: Callable[..., Any] | None = None
    why: Why | None = None

    @property
    def all_reads(self) -> tuple[str, ...]:
        return (*self.reads, *(self.why.reads if self.why else ()))

    def values(self, page: PageOfRows) -> Sequence[Any]:
        columns = page.all(self.reads)
        return list(map(self.write, *columns)) if self.write else columns[0]

    def chosen(self, names: Tree) -> "Part":
        """With only some of what is within it. Raises KeyError for what is not there."""
        raise KeyError(next(iter(names)))

    def without(self, names: Tree) -> "Part":
        """Without some of what is within it. Raises KeyError for what is not there."""
        raise KeyError(next(iter(names)))

    def expanded(self, names: Tree) -> "Part":
        """With what the record that it names is called; or what keys within it name."""
        raise KeyError(self.name)

    def names(self) -> "Part | None":
        """For a table: the column of names beside that of keys."""
        return None


@dataclass(frozen=True)
class KeyPart(Part):
    """The permanent key of a row, written place by place."""

    writers: tuple[Callable[[Any], str], ...] = ()

    def values(self, page: PageOfRows) -> Sequence[str]:
        columns = zip(self.writers, page.all(self.reads), strict=True)
        places = [map(write, column) for write, column in columns]
        return list(map(":".join, zip(*places, strict=True)))


def among(told: Sequence[str], names: Tree) -> tuple[str, ...]:
    """These names. Raises KeyError for one that is not among what is told."""
    for name, within in names.items():
        if within or name not in told:
            raise KeyError(name)
    return tuple(names)


def all_but(told: Sequence[str], names: Tree) -> tuple[str, ...]:
    among(told, names)
    return tuple(name for name in told if name not in names)


def told_by(kind: str, told: Sequence[str]) -> Callable[..., dict[str, Any] | None]:
    """Writes what a reference tells of a record: `kind` is empty where a column says it."""

    def write(slug: str | None, name: str, of_kind: str = kind) -> dict[str, Any] | None:
        if slug is None:
            return None
        whole = {
            "key": public_key(of_kind, slug),
            "name": name,
            "api": api_address(of_kind, slug),
        }
        return {one: whole[one] for one in told}

    return write


def key_of(kind: str) -> Callable[..., str | None] | None:
    """Writes the public key of a record of a kind; None where it is the slug itself."""
    if kind and public_key(kind, "a") == "a":
        return None
    if kind:  # the same few stand in thousands of rows
        return lru_cache(MOST_KEYS)(lambda slug: slug and public_key(kind, slug))
    return lambda slug, of_kind: slug and public_key(of_kind, slug)


@dataclass(frozen=True)
class NamedPart(Part):
    """The key of one related record, at the end of a path."""

    path: str = ""
    kind: str = ""  # of the record; empty where it may be of any
    told: tuple[str, ...] = ()

    def expanded(self, names: Tree) -> Part:
        for name in names:
            raise KeyError(name)
        return self._telling(REFERENCE)

    def chosen(self, names: Tree) -> Part:
        return self._telling(among(self.told, names))

    def without(self, names: Tree) -> Part:
        return self._telling(all_but(self.told, names))

    def _telling(self, told: tuple[str, ...]) -> Part:
        columns = [f"{self.path}__slug", f"{self.path}__name"]
        if not self.kind:
            columns.append(f"{self.path}__record_kind")
        return replace(self, reads=tuple(columns), told=told, write=told_by(self.kind, told))

    def names(self) -> Part:
        return Part(f"{self.name}_name", (f"{self.path}__name",))


@dataclass(frozen=True)
class Hanging(Part):
    """A part that is read for all rows of an answer at once, from rows that hang on them."""

    def values(self, page: PageOfRows) -> Sequence[Any]:
        hung = page.columns[self.reads[0]]
        found = self.load(list(dict.fromkeys(hung)), page.day) if page.size else {}
        return [found.get(one, self.empty()) for one in hung]

    def load(self, pks: Sequence[int], day: date | None) -> Mapping[int, Any]:
        raise NotImplementedError

    def empty(self) -> Any:
        return []


@dataclass(frozen=True)
class Related:
    """Rows that hang on others: where they are, and by which column they do."""

    rows: Callable[[], QuerySet]
    owner: str
    on_day: OnDay | None = None

    def read(
        self, columns: tuple[str, ...], pks: Sequence[int], day: date | None, ordered: bool = True
    ) -> Iterable[tuple[Any, ...]]:
        """Columns of the rows that hang on these; in their order, or in any."""
        if not (day and self.on_day):
            return columns_among(self.rows, self.owner, columns, ordered)(pks)
        rows = self.on_day(self.rows().filter(**{f"{self.owner}__in": pks}), day)
        return (rows if ordered else rows.order_by()).values_list(*columns)

    def count(self, pks: Sequence[int]) -> dict[int, int]:
        """How many hang on each that has any."""
        rows = self.rows().filter(**{f"{self.owner}__in": pks}).order_by()
        return dict(rows.values_list(self.owner).annotate(counted=Count("pk")))


def related(model: type[Model], name: str) -> Related:
    """The rows at the other end of a relation to many."""
    found: Any = model._meta.get_field(name)
    if found.many_to_many and found.concrete:
        owner = found.related_query_name()
    else:
        owner = found.field.name
    return Related(found.related_model._default_manager.all, owner)


@dataclass(frozen=True)
class SeveralPart(Hanging):
    """What is at the end of a path that leads to several rows: their keys, or their words."""

    related: Related | None = None
    columns: tuple[str, ...] = ()
    write_one: Callable[..., Any] | None = None
    ordered: bool = False  # as the rows stand; else by the alphabet
    name_column: str = ""
    kind: str = ""
    told: tuple[str, ...] = ()

    def load(self, pks: Sequence[int], day: date | None) -> Mapping[int, Any]:
        assert self.related  # noqa: S101 - given by whoever makes the part
        found: dict[int, dict[Any, Any]] = defaultdict(dict)
        names = (self.name_column,) if self.told else ()
        columns = (self.related.owner, *self.columns, *names)
        for pk, *values in self.related.read(columns, pks, day, self.ordered):
            if values[0] is not None:
                key = self._key(*values[: len(self.columns)])
                found[pk][key] = self._value(key, values)
        return {pk: self._listed(told) for pk, told in found.items()}

    def _key(self, *values: Any) -> Any:
        return self.write_one(*values) if self.write_one else values[0]

    def _value(self, key: Any, values: list[Any]) -> Any:
        if not self.told:
            return key
        slug, *kind, name = values
        return told_by(self.kind, self.told)(slug, name, *kind)

    def _listed(self, told: dict[Any, Any]) -> list[Any]:
        return list(told.values()) if self.ordered else [told[key] for key in sorted(told)]

    def expanded(self, names: Tree) -> Part:
        for name in names or ([] if self.name_column else [self.name]):
            raise KeyError(name)
        return replace(self, told=REFERENCE)

    def chosen(self, names: Tree) -> Part:
        return replace(self, told=among(self.told, names))

    def without(self, names: Tree) -> Part:
        return replace(self, told=all_but(self.told, names))

    def names(self) -> Part | None:
        return _NamesOf(f"{self.name}_name", self.reads, of=self) if self.name_column else None


@dataclass(frozen=True)
class _NamesOf(Hanging):
    of: SeveralPart | None = None

    def load(self, pks: Sequence[int], day: date | None) -> Mapping[int, Any]:
        assert self.of  # noqa: S101 - given where it is made
        found = replace(self.of, told=("name",)).load(pks, day)
        return {pk: [one["name"] for one in told] for pk, told in found.items()}


@dataclass(frozen=True)
class Counting(Hanging):
    """How many rows hang on each."""

    related: Related | None = None

    def load(self, pks: Sequence[int], day: date | None) -> Mapping[int, Any]:
        assert self.related  # noqa: S101 - given by whoever makes the part
        return self.related.count(pks)

    def empty(self) -> int:
        return 0
