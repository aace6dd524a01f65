"""Ten thousand votes into the base: by plain SQL as batches are written, and by bulk_create."""

from datetime import date

from django.db import transaction

from benchmarks.side_by_side import compare
from legal.models import Vote
from records.content.facts import FactBatch, held_rows, plan_facts, write_facts
from records.models import Batch

ROWS = 10_000
SOURCE = Batch.objects.filter(table=Vote.batch).order_by("-rows").values_list("source__slug")[0][0]
HELD = [row for _, row in held_rows(Vote, SOURCE)][:ROWS]
OBJECTS = list(Vote.objects.filter(source__slug=SOURCE).order_by("pk")[:ROWS])


def as_batch() -> None:
    with transaction.atomic():
        Vote.objects.all()._raw_delete("default")
        write_facts(plan_facts(FactBatch(Vote, SOURCE, HELD)), date.today())
        transaction.set_rollback(True)


def by_bulk_create() -> None:
    with transaction.atomic():
        Vote.objects.all()._raw_delete("default")
        Vote.objects.bulk_create(OBJECTS, batch_size=500)
        transaction.set_rollback(True)


compare(f"{len(HELD):,} votes, names resolved and checked", as_batch, by_bulk_create)
