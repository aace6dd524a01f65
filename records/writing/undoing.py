"""Undo: what a revision changed is taken back, and what others changed since stays.

The change is turned round and merged with what is held now, as a form is that was behind. Nothing
is undone in part: where a later change stands on what would go, the undoing is refused, and says
which.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import prefetch_related_objects

from records.content.canonical import Content, contents_of
from records.content.facts import FactBatch, FactRow, fact_key, held_rows, line_writer
from records.content.forms import content_in
from records.content.kept_rows import ADDED, KeptReader, kept_facts
from records.content.merging import merge
from records.content.problems import Problem, Refused
from records.content.references import chunks
from records.models import Batch, Origin, Record, Revision, RevisionState
from records.models.ownership import Fact, fact_models
from records.writing.publishing import propose, propose_withdrawal

MOST = 1_000  # revisions of one publication; loads of fixtures are larger, and undone by a load
SHOWN = 5

Model = type[Fact]


@dataclass(frozen=True)
class Undoing:
    """Drafts and whole tables of rows that publishing takes back to what was."""

    drafts: list[Revision]
    facts: list[FactBatch]


def published_with(revision: Revision) -> list[Revision]:
    """All that was published in one go with a revision: an import publishes many records."""
    return list(Revision.objects.sealed().filter(sealed_at=revision.sealed_at)[: MOST + 1])


def undo(revisions: Sequence[Revision], *, author: str, reason: str) -> Undoing:
    """What takes back the changes of sealed revisions. Raises Refused where that is not safe."""
    if len(revisions) > MOST:
        text = f"More than {MOST:,} records were published together. Load what was there before."
        raise Refused([_problem(revisions[0], text)])
    pasts = _pasts(revisions)
    drafts, facts, problems = [], [], []
    for revision in revisions:
        try:
            batches = _batches_without(revision)
            past = pasts[revision.record_kind, revision.slug]
            drafts.append(_draft_without(revision, past, batches, author, reason))
            facts += batches
        except Refused as refusal:
            problems += refusal.problems
    if problems:
        raise Refused(problems)
    return Undoing(drafts, facts)


@dataclass(frozen=True)
class _Past:
    """What a record was before a revision of it, what came after, and what it is."""

    before: Revision | None
    later: list[Revision]  # without contents
    record: Record | None
    held: Content | None


def _pasts(revisions: Sequence[Revision]) -> dict[tuple[str, str], _Past]:
    """By kind and slug: as many questions for a thousand records as for one of each kind."""
    prefetch_related_objects(revisions, "batch_changes")
    of_kind: dict[str, dict[str, Revision]] = defaultdict(dict)
    for revision in revisions:
        of_kind[revision.record_kind][revision.slug] = revision
    found: dict[tuple[str, str], _Past] = {}
    for kind, mine in of_kind.items():
        held, records = contents_of(kind, mine), _records(kind, mine)
        for slug, line in _lines(kind, mine).items():
            at = [one.pk for one in line].index(mine[slug].pk)
            before = line[at - 1] if at else None
            found[kind, slug] = _Past(before, line[at + 1 :], records.get(slug), held.get(slug))
    whole = Revision.objects.in_bulk([one.before.pk for one in found.values() if one.before])
    return {
        name: replace(past, before=whole[past.before.pk]) if past.before else past
        for name, past in found.items()
    }


def _lines(kind: str, slugs: Collection[str]) -> dict[str, list[Revision]]:
    """The sealed revisions of each record in their order, without contents."""
    found: dict[str, list[Revision]] = defaultdict(list)
    for chunk in chunks(sorted(slugs), 500):
        rows = Revision.objects.sealed().filter(record_kind=kind, slug__in=chunk)
        for one in rows.defer("content"):
            found[one.slug].append(one)
    return found


def _records(kind: str, slugs: Collection[str]) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for chunk in chunks(sorted(slugs), 500):
        rows = Record.objects.filter(record_kind=kind, slug__in=chunk)
        found |= {one.slug: one for one in rows}
    return found


def _draft_without(
    revision: Revision, past: _Past, batches: list[FactBatch], author: str, reason: str
) -> Revision:
    version = (past.later or [revision])[-1].version or 0
    manner: dict[str, Any] = {"origin": Origin.ADMIN, "base_version": version}
    manner |= {"author": author, "reason": reason}
    before = past.before
    if revision.state == RevisionState.WITHDRAWN:
        if past.later or before is None:
            raise Refused([_problem(revision, "The record came back since.")])
        return propose(_told(content_in(before), batches), **manner)
    if past.record is None or past.held is None:
        raise Refused([_problem(revision, "The record was withdrawn since. Undo that first.")])
    if before is None or before.state == RevisionState.WITHDRAWN:
        if past.later:
            text = f"{_since(past.later)} Undo these first, or withdraw the record."
            raise Refused([_problem(revision, text)])
        return propose_withdrawal(past.record, **manner)
    content = _merged(revision, content_in(before), past.held)
    return propose(_told(content, batches), **manner)


def _merged(revision: Revision, before: Content, held: Content) -> Content:
    """Rows of large tables are counted anew, not merged: each batch tells of all its rows."""
    was, now, then = (_without_batches(one) for one in (content_in(revision), held, before))
    merged = merge(base=was, theirs=now, mine=then)
    if merged.clashes:
        text = "It was changed again since. Undo the later change first, or edit the record."
        raise Refused([_problem(revision, text, clash.path) for clash in merged.clashes])
    kept = {name: rows for name, rows in held["owned"].items() if name == Batch.collection}
    return merged.content | {"owned": merged.content["owned"] | kept}


def _without_batches(content: Content) -> Content:
    owned = {name: rows for name, rows in content["owned"].items() if name != Batch.collection}
    return content | {"owned": owned}


def _told(content: Content, batches: list[FactBatch]) -> Content:
    """The content of a source with what its batches hold afterwards."""
    if not batches:
        return content
    fresh = {batch.model.batch: batch for batch in batches}
    kept = [one for one in content["owned"].get(Batch.collection, ()) if one["table"] not in fresh]
    told = [batch.summary() for batch in fresh.values() if batch.rows]
    return content | {"owned": content["owned"] | {Batch.collection: [*kept, *told]}}


def _batches_without(revision: Revision) -> list[FactBatch]:
    """The rows of each table that came with it, less what it added, with what it took out."""
    models = {model.batch: model for model in fact_models()}
    return [
        _batch_without(revision, models[kept.table], KeptReader(kept.packed))
        for kept in revision.batch_changes.all()
    ]


def _batch_without(revision: Revision, model: Model, kept: KeptReader) -> FactBatch:
    write = line_writer(model)
    held = {write(row): row for _, row in held_rows(model, revision.slug)}
    came: set[bytes] = set()
    back: dict[bytes, FactRow] = {}
    for sign, row in kept_facts(model, kept, revision.form):
        if sign == ADDED:
            came.add(write(row))
        else:
            back[write(row)] = row
    lost = [line for line in came if line not in held]
    rows = [row for line, row in held.items() if line not in came]
    keys = {fact_key(model, row) for row in rows}
    taken = [fact_key(model, row) for row in back.values() if fact_key(model, row) in keys]
    if lost or taken:
        text = (
            f"{len(lost):,} of its rows were changed or taken out since, and {len(taken):,} that "
            "it took out are there again. Undo the later import first."
        )
        raise Refused([_problem(revision, text, model.batch)])
    return FactBatch(model, revision.slug, [*rows, *back.values()])


def _since(later: Sequence[Revision]) -> str:
    told = [f"version {one.version} by {one.author}" for one in later[:SHOWN]]
    more = " and more" if len(later) > SHOWN else ""
    return f"It was changed since: {', '.join(told)}{more}."


def _problem(revision: Revision, message: str, path: str = "") -> Problem:
    return Problem(f"{revision.record_kind}:{revision.slug}", path, message)
