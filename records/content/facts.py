"""Fact rows: large tables that come in batches, each sealed by a revision of its Source.

A row is a tuple of JSON values in the order of `fact_columns`; references are names. The batch's
digest is made of all its rows, so that anyone can see whether the tables still hold what was
published.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import repeat
from typing import Any

import orjson
from django.db import DataError, IntegrityError, models, transaction
from django.db.models.fields.related import RelatedField

from records.common.ahead import ahead_of
from records.content.codec import default_of, encode
from records.content.ids import new_ids
from records.content.inserting import insert_rows
from records.content.problems import Problem, Refused
from records.content.references import Reference, Resolver, chunks, joined, plain, reference_to
from records.models import Batch, Source
from records.models.ownership import Fact, column_about, content_fields

FactRow = tuple[Any, ...]
AT_ONCE = 1000


@dataclass
class FactBatch:
    """All the rows of one table that one source brings; what it brought before goes."""

    model: type[Fact]
    source: str  # slug
    rows: list[FactRow]

    def summary(self) -> dict:
        """The row of the Source's content that seals the batch."""
        digest = digest_of(self.model, self.rows)
        return {"table": self.model.batch, "rows": digest.rows, "digest": digest.hexdigest()}

    def seal_in(self, content: dict[str, Any]) -> None:
        """Puts the summary into the Source's content, in the place of the one before."""
        owned = content["owned"]
        others = [one for one in owned.get("batches", ()) if one["table"] != self.model.batch]
        owned["batches"] = [*others, self.summary()]


@dataclass
class FactPlan:
    """What a batch changes in its table, with the ids settled before anything is written."""

    batch: FactBatch
    stale: list[int]
    removed: list[FactRow]  # what the stale rows said
    fresh: list[FactRow]
    ids: list[int]  # of the fresh rows

    def named_in(self, column: str) -> set[str]:
        """What the rows that come and go have in a column that names records."""
        at = [one.name for one in fact_columns(self.batch.model)].index(column)
        return {row[at] for row in (*self.fresh, *self.removed)}


class RowsDigest:
    """A digest of a set of rows in any order: rows come and go, and nothing is sorted or kept.

    It is the sum of the rows' SHAKE-256 numbers of 2,048 bits: so wide that nobody finds other
    rows with the same sum (a sum of 256 bits would be in reach). Told as SHA-256 of the sum.
    """

    WIDTH = 256

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, line: bytes) -> None:
        self.rows += 1
        self._sum += self._number(line)

    def remove(self, line: bytes) -> None:
        self.rows -= 1
        self._sum -= self._number(line)

    def _number(self, line: bytes) -> int:
        return int.from_bytes(hashlib.shake_256(line).digest(self.WIDTH), "big")

    def hexdigest(self) -> str:
        told = self._sum % (1 << 8 * self.WIDTH)
        return hashlib.sha256(told.to_bytes(self.WIDTH, "big")).hexdigest()


def digest_of(model: type[Fact], rows: Iterable[FactRow]) -> RowsDigest:
    digest, write = RowsDigest(), line_writer(model)
    for row in rows:
        digest.add(write(row))
    return digest


@cache
def line_writer(model: type[Fact]) -> Callable[[FactRow], bytes]:
    """A function from a row to its canonical JSON, without defaults: a new column changes none."""
    columns = [(field.name, default_of(field)) for field in fact_columns(model)]

    def write(row: FactRow) -> bytes:
        pairs = zip(columns, row, strict=True)
        return dump({name: value for (name, default), value in pairs if value != default})

    return write


def dump(row: dict[str, Any]) -> bytes:
    return orjson.dumps(row, option=orjson.OPT_SORT_KEYS)


@cache
def fact_columns(model: type[Fact]) -> tuple[models.Field, ...]:
    return tuple(field for field in content_fields(model) if field.name != "source")


def fact_key(model: type[Fact], row: FactRow) -> str:
    return joined([plain(row[at]) for at in _key_positions(model)])


def key_values(model: type[Fact], row: FactRow) -> FactRow:
    """What makes up the key, not yet put together to a text."""
    return tuple([row[at] for at in _key_positions(model)])


def path_of(model: type[Fact], kind: str, row: FactRow) -> str:
    """The path by which a record of the kind names a row that hangs on it: `votes/fra`."""
    values = dict(zip((field.name for field in fact_columns(model)), row, strict=True))
    names = [name for name in model.natural_key if name != column_about(model, kind)]
    return f"{model.batch}/{joined([plain(values[name]) for name in names])}"


@cache
def _key_positions(model: type[Fact]) -> tuple[int, ...]:
    names = [field.name for field in fact_columns(model)]
    return tuple(names.index(name) for name in model.natural_key)


def held_rows(model: type[Fact], source: str) -> Iterator[tuple[int, FactRow]]:
    """(id, row) of what the tables hold from a source, in no order."""
    lookups: list[str] = []
    readers: list[tuple[int, int, Reference | None, models.Field]] = []
    at = 0
    for field in fact_columns(model):
        if isinstance(field, RelatedField):
            reference = reference_to(field.related_model)
            names = [f"{field.name}__{leaf}" for leaf in reference.leaves]
            readers.append((at, at + len(names), reference, field))
        else:
            names = [field.name]
            readers.append((at, at + 1, None, field))
        lookups += names
        at += len(names)
    held = model._base_manager.filter(source__slug=source).order_by().values_list("pk", *lookups)
    for pk, *values in held.iterator(chunk_size=5000):
        yield (
            pk,
            tuple(
                reference.text(tuple(values[start:end]))
                if reference
                else encode(field, values[start])
                for start, end, reference, field in readers
            ),
        )


def plan_facts(batch: FactBatch) -> FactPlan:
    """Rows that stay keep their ids. Raises Refused where two share a key."""
    model = batch.model
    keys = [fact_key(model, row) for row in batch.rows]
    fresh = dict(zip(keys, batch.rows, strict=True))
    if len(fresh) != len(keys):
        raise Refused([_problem(batch, "Two rows have the same key.")])
    stale, removed, held = [], [], {}
    if Batch.objects.filter(source__slug=batch.source, table=model.batch).exists():
        for pk, row in held_rows(model, batch.source):
            key = fact_key(model, row)
            if fresh.get(key) == row:
                del fresh[key]
            else:
                stale.append(pk)
                removed.append(row)
                held[key] = pk
    new = iter(new_ids(model, len(fresh.keys() - held.keys())))
    ids = [held[key] if key in held else next(new) for key in fresh]
    return FactPlan(batch, stale, removed, list(fresh.values()), ids)


def write_facts(plan: FactPlan, today: date) -> None:
    """Brings the table to the batch, whose source may be withdrawn with the last of its rows.
    Raises Refused."""
    batch, model = plan.batch, plan.batch.model
    rows = _resolved(plan, today) if plan.fresh else []
    try:
        with transaction.atomic():
            for chunk in chunks(plan.stale, AT_ONCE):
                stale = model._base_manager.filter(pk__in=chunk)
                stale._raw_delete(stale.db)
            _insert(model, rows)
    except (IntegrityError, DataError) as error:
        key = _culprit(plan, rows)
        raise Refused([_problem(batch, _told(model, error), key)]) from error


def _culprit(plan: FactPlan, rows: list[FactRow]) -> str:
    """The key of a row that the database refuses, found by halving."""
    while len(rows) > 1:
        half = rows[: len(rows) // 2]
        rows = half if _is_refused(plan.batch.model, half) else rows[len(half) :]
    if not rows:
        return ""
    fresh = plan.fresh[plan.ids.index(rows[0][0])]
    return fact_key(plan.batch.model, fresh)


def _is_refused(model: type[Fact], rows: list[FactRow]) -> bool:
    try:
        with transaction.atomic():
            _insert(model, rows)
            transaction.set_rollback(True)
    except (IntegrityError, DataError):
        return True
    return False


def _told(model: type[Fact], error: Exception) -> str:
    """The words of the constraint that spoke, or the database's own."""
    for constraint in model._meta.constraints:
        if constraint.name in str(error):
            return str(constraint.get_violation_error_message())
    return f"The database refused it: {error}"


def _resolved(plan: FactPlan, today: date) -> list[FactRow]:
    """Id, columns and source of each row, names turned into ids; refuses what does not fit."""
    model, resolver = plan.batch.model, Resolver()
    columns: list[Iterable[Any]] = [plan.ids]
    wrong: list[tuple[int, dict[Any, str]]] = []  # what is told of values, by column
    by_column = zip(fact_columns(model), zip(*plan.fresh, strict=True), strict=True)
    for at, (field, values) in enumerate(by_column):
        apart = set(values)  # much fewer than rows
        check = _check(model, field, today)
        told = {value: text for value in apart if (text := check(value))}
        if isinstance(field, RelatedField):
            names = apart - {None}
            resolver.learn(field.related_model, names)
            ids = {name: resolver.get(field.related_model, name) for name in names}
            told |= {name: f"'{name}' is not published." for name, pk in ids.items() if pk is None}
            columns.append(map(ids.get, values))
        else:
            columns.append(values)
        if told:
            wrong.append((at, told))
    if wrong:
        raise Refused(_problems(plan, wrong))
    source = Source.objects.get(slug=plan.batch.source).pk
    return list(zip(*columns, repeat(source, len(plan.fresh)), strict=True))


def _problems(plan: FactPlan, wrong: list[tuple[int, dict[Any, str]]]) -> list[Problem]:
    return [
        _problem(plan.batch, told[row[at]], fact_key(plan.batch.model, row))
        for row in plan.fresh
        for at, told in wrong
        if row[at] in told
    ]


def _check(model: type[Fact], field: models.Field, today: date) -> Callable[[Any], str]:
    """What SQLite would let through: texts too long, words that are not listed, days to come."""
    if (most := model.ahead.get(field.name)) is not None:
        return lambda day: f"{field.name}: {told}" if (told := ahead_of(day, most, today)) else ""
    if field.choices:
        allowed = {value for value, _ in field.flatchoices} | {"" if field.blank else None}
        return lambda value: "" if value in allowed else f"{field.name}: '{value}' is not listed."
    longest = getattr(field, "max_length", None)
    if longest and not field.is_relation:
        text = f"{field.name}: longer than {longest} characters."
        return lambda value: text if value and len(value) > longest else ""
    return lambda value: ""


def _insert(model: type[Fact], rows: list[FactRow]) -> None:
    columns = [model._meta.pk.attname, *(one.attname for one in fact_columns(model)), "source_id"]
    insert_rows(model, columns, rows)


def _problem(batch: FactBatch, message: str, key: str = "") -> Problem:
    return Problem(f"source:{batch.source}", f"{batch.model.batch}/{key}".rstrip("/"), message)
