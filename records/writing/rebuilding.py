"""Makes the tables anew from the history alone: records from their last revisions, large tables
from the rows that came and went with each batch.

The history itself is not touched, nor what editors have under way: drafts, reports, accounts.
Records keep their ids. What follows from the records is written anew by `manage.py reindex`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import chain

from django.db import models, transaction

from records.common.ahead import today_anywhere
from records.common.fields import table_between
from records.content.facts import FactBatch, FactRow, fact_key, plan_facts, write_facts
from records.content.forms import content_in
from records.content.ids import new_ids
from records.content.kept_rows import ADDED, KeptReader, kept_facts
from records.content.references import chunks
from records.models import BatchChange, Record, RecordKind, Revision
from records.models.ownership import fact_models, owned_models, record_model
from records.writing.chain import locked_head, now
from records.writing.planning import PlannedChange, plan_of
from records.writing.proof import lives
from records.writing.rows import write

AT_ONCE = 200
Tell = Callable[[str], None]
Named = tuple[str, str]  # kind and slug
Alive = dict[Named, tuple[datetime, Revision]]


def rebuild(tell: Tell = lambda step: None) -> int:
    """How many records it made. To be called in one transaction with what follows from them, which
    refers to rows that have new ids now. Raises Refused where the history does not fit the tables
    of today; then nothing is changed."""
    with transaction.atomic():
        locked_head()
        moment, held = now(), _ids_held()
        tell("Taking out what the tables hold")
        _empty()
        alive = _alive()
        changes = list(_changes(alive, held))
        tell(f"Writing {len(changes):,} records")
        plans = [plan_facts(batch) for batch in _batches()]
        write(plan_of(changes, moment, plans))
        for plan in plans:
            tell(f"Writing {len(plan.fresh):,} {plan.batch.model.batch} from {plan.batch.source}")
            write_facts(plan, today_anywhere(moment))
        _date(changes, alive)
    return len(changes)


def _ids_held() -> dict[Named, int]:
    """Ids of records, so that those which refer to them from outside still do."""
    rows = Record.objects.order_by().values_list("record_kind", "slug", "pk")
    return {(kind, slug): pk for kind, slug, pk in rows}


def _empty() -> None:
    """Raw: the two databases ask at the commit whether what was referred to is there again."""
    kinds = [record_model(kind) for kind in RecordKind.values]
    owned = {model for kind in RecordKind.values for model in owned_models(kind)}
    every: Iterable[type[models.Model]] = dict.fromkeys(chain(fact_models(), owned, kinds))
    for model in every:
        for members in model._meta.local_many_to_many:
            _take_out(table_between(members))
        _take_out(model)
    _take_out(Record)


def _take_out(model: type[models.Model]) -> None:
    rows = model._base_manager.all()
    rows._raw_delete(rows.db)


def _alive() -> Alive:
    """When each record began that is not withdrawn, and its last revision, without its content."""
    found: Alive = {}
    for kind in RecordKind.values:
        for slug, life in lives(Revision.objects.sealed().filter(record_kind=kind)).items():
            if life.began and life.last:
                found[kind, slug] = life.began, life.last
    return found


def _changes(alive: Alive, held: dict[Named, int]) -> Iterator[PlannedChange]:
    fresh = iter(new_ids(Record, len(alive.keys() - held.keys())))
    for some in chunks(list(alive.items()), AT_ONCE):
        whole = Revision.objects.in_bulk([last.pk for _, (_, last) in some])
        for (kind, slug), (_, last) in some:
            pk = held.get((kind, slug)) or next(fresh)
            yield PlannedChange(kind, slug, pk, last.version, content_in(whole[last.pk]))


def _batches() -> Iterator[FactBatch]:
    """What each source brought to each table and has not taken back."""
    by_table = {model.batch: model for model in fact_models()}
    rows: dict[tuple[str, str], dict[str, FactRow]] = defaultdict(dict)
    sealed = BatchChange.objects.filter(revision__sequence__isnull=False)
    changes = sealed.select_related("revision").defer("revision__content")
    for change in changes.order_by("revision__sequence", "pk").iterator(chunk_size=1):
        model, there = by_table[change.table], rows[change.table, change.revision.slug]
        for sign, row in kept_facts(model, KeptReader(change.packed), change.revision.form):
            key = fact_key(model, row)
            if sign == ADDED:
                there[key] = row
            else:
                del there[key]
    for (table, source), there in rows.items():
        if there:
            yield FactBatch(by_table[table], source, list(there.values()))


def _date(changes: list[PlannedChange], alive: Alive) -> None:
    """When each began and was last published: writing gave all of them the moment of it."""
    for some in chunks(changes, AT_ONCE):
        records = Record.objects.in_bulk([change.pk for change in some])
        for change in some:
            began, last = alive[change.kind, change.slug]
            record = records[change.pk]
            record.created_at, record.updated_at = began, last.sealed_at or began
        Record.objects.bulk_update(records.values(), ["created_at", "updated_at"])
