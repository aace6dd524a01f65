"""Fact rows: large tables that come in batches, each sealed by a revision of its Source.

A row is a tuple of JSON values in the order of `fact_columns`; references are names. The batch's
digest is the SHA-256 of its rows, sorted, so that anyone can see whether the tables still hold
what was published.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from records.codec import decode, encode
from records.ids import new_ids
from records.models import Batch, Source
from records.ownership import Fact, content_fields
from records.problems import Problem, Refused
from records.references import Resolver, chunks, plain, quote, reference_to

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
        digest = digest_of(self.rows)
        return {"table": self.model.batch, "rows": len(self.rows), "digest": digest}


@dataclass
class FactPlan:
    """What a batch changes in its table, with the ids settled before anything is written."""

    batch: FactBatch
    stale: list[int]
    fresh: dict[str, FactRow]
    ids: dict[str, int]


def digest_of(rows: Iterable[FactRow]) -> str:
    lines = sorted(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode())
        digest.update(b"\n")
    return digest.hexdigest()


@cache
def fact_columns(model: type[Fact]) -> tuple[models.Field, ...]:
    return tuple(field for field in content_fields(model) if field.name != "source")


def fact_key(model: type[Fact], row: FactRow) -> str:
    named = dict(zip((field.name for field in fact_columns(model)), row, strict=True))
    return ",".join(quote(plain(named[name])) for name in model.natural_key)


def held_rows(model: type[Fact], source: str) -> Iterator[tuple[int, FactRow]]:
    """(id, row) of what the tables hold from a source, in no order."""
    lookups, readers, at = [], [], 0
    for field in fact_columns(model):
        if field.is_relation:
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
    fresh = {fact_key(model, row): row for row in batch.rows}
    if len(fresh) != len(batch.rows):
        raise Refused([_problem(batch, "Two rows have the same key.")])
    stale, ids = [], {}
    if Batch.objects.filter(source__slug=batch.source, table=model.batch).exists():
        for pk, row in held_rows(model, batch.source):
            key = fact_key(model, row)
            if fresh.get(key) == row:
                del fresh[key]
            else:
                stale.append(pk)
                ids[key] = pk
    new = [key for key in fresh if key not in ids]
    ids |= dict(zip(new, new_ids(model, len(new)), strict=True))
    return FactPlan(batch, stale, fresh, ids)


def write_facts(plan: FactPlan) -> None:
    """Brings the table to the batch. Raises Refused."""
    batch, model = plan.batch, plan.batch.model
    resolver = Resolver()
    _learn(model, plan.fresh.values(), resolver)
    instances = _instances(plan, Source.objects.get(slug=batch.source), resolver)
    try:
        with transaction.atomic():
            for chunk in chunks(plan.stale, AT_ONCE):
                rows = model._base_manager.filter(pk__in=chunk)
                rows._raw_delete(rows.db)
            for chunk in chunks(instances, AT_ONCE):
                model._base_manager.bulk_create(chunk)
    except IntegrityError as error:
        raise Refused([_problem(batch, f"The database refused it: {error}")]) from error


def _learn(model: type[Fact], rows: Iterable[FactRow], resolver: Resolver) -> None:
    for at, field in enumerate(fact_columns(model)):
        if field.is_relation:
            resolver.learn(field.related_model, {row[at] for row in rows if row[at] is not None})


def _instances(plan: FactPlan, source: Source, resolver: Resolver) -> list[Fact]:
    batch, problems, made = plan.batch, [], []
    columns = fact_columns(batch.model)
    for key, row in plan.fresh.items():
        values: dict[str, Any] = {"pk": plan.ids[key], "source": source}
        for field, value in zip(columns, row, strict=True):
            if field.is_relation and value is not None:
                values[field.attname] = pk = resolver.get(field.related_model, value)
                if pk is None:
                    problems.append(_problem(batch, f"'{value}' is not published.", key))
            elif value is not None:
                try:
                    values[field.name] = decode(field, value)
                except ValidationError as error:
                    problems.append(_problem(batch, " ".join(error.messages), key))
        made.append(batch.model(**values))
    if problems:
        raise Refused(problems)
    return made


def _problem(batch: FactBatch, message: str, key: str = "") -> Problem:
    return Problem(f"source:{batch.source}", f"{batch.model.batch}/{key}".rstrip("/"), message)
