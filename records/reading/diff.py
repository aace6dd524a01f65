"""What changed between two contents of a record: pure, from JSON to JSON."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from records.content.canonical import Content, canonical, row_key
from records.reading.labels import owned_model

Row = dict[str, Any]


@dataclass(frozen=True)
class RowChange:
    """An owned row that came (`before` is None), went (`after` is None) or changed."""

    collection: str
    before: Row | None
    after: Row | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """`fields` are the record's own columns that differ."""

    fields: tuple[str, ...]
    rows: tuple[RowChange, ...]

    def __bool__(self) -> bool:
        return bool(self.fields or self.rows)


def difference(before: Content, after: Content) -> Difference:
    """Rows are the same row where they have the same natural key, as in publishing."""
    collections = sorted({*before["owned"], *after["owned"]})
    rows = [row for name in collections for row in _row_changes(name, before, after)]
    return Difference(_differing(before, after, {"owned"}), tuple(rows))


def _row_changes(collection: str, before: Content, after: Content) -> Iterator[RowChange]:
    old, new = _by_key(collection, before), _by_key(collection, after)
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        if was is None or now is None:
            yield RowChange(collection, was, now)
        elif fields := _differing(was, now):
            yield RowChange(collection, was, now, fields)


def _by_key(collection: str, content: Content) -> dict[str, Row]:
    """A collection that the models no longer know has whole rows for keys."""
    model = owned_model(content["record_kind"], collection)
    rows = content["owned"].get(collection, ())
    return {row_key(model, row) if model else canonical(row): row for row in rows}


def _differing(before: Row, after: Row, aside: frozenset | set = frozenset()) -> tuple[str, ...]:
    names = {*before, *after} - aside
    return tuple(sorted(name for name in names if before.get(name) != after.get(name)))
