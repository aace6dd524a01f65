"""The only way to write a record: publish a list of revisions, or withdraw a record.

Admin, load, import and shell all come through here. In one transaction the rows are written, the
revisions sealed into the chain and the followers told; or nothing happens.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import structlog
from django.db import transaction

from records.common.ahead import today_anywhere
from records.content.canonical import (
    Content,
    canonical,
    cleaned,
    contents_of,
    hash_of,
    leads_somewhere,
    paths_of,
    row_key,
    tidy,
)
from records.content.facts import FactBatch, plan_facts, write_facts
from records.content.forms import content_in, contents_in, current_form
from records.content.ids import new_ids
from records.content.kept_rows import KeptRows, facts_hash, kept_rows
from records.content.names import refuse_unknown_names
from records.content.problems import Problem, Refused, Stale
from records.content.references import chunks
from records.models import (
    BatchChange,
    ChainHead,
    Citation,
    Gap,
    Origin,
    Proposal,
    ProposalState,
    Record,
    Revision,
    RevisionState,
)
from records.writing.chain import latest_sealed, locked_head, now, seal
from records.writing.followers import Published, tell_followers
from records.writing.planning import PlannedChange, plan_of
from records.writing.referrers import refuse_dangling
from records.writing.rows import write
from records.writing.stamp import move_stamp

log = structlog.get_logger("peacekb")

AT_ONCE = 200
ANOTHER = "?"  # for a trial: nobody can be called so

Kept = dict[str, dict[str, KeptRows]]  # by record and table
Tried = dict[tuple[str, str], dict[str, KeptRows]]  # by kind and slug, then table
Tell = Callable[[str], None]


def propose(
    content: Content,
    *,
    base_version: int,
    author: str,
    origin: str = Origin.SHELL,
    reason: str = "",
    loaded_hash: str = "",
) -> Revision:
    """An unsaved draft of a record's content; `base_version` is 0 for a new record.

    `loaded_hash` is the hash of the fixtures' content that a load comes from. Raises Refused for a
    name that the models do not know.
    """
    refuse_unknown_names(content)
    text = canonical(tidy(cleaned(content)))
    revision = _draft(text, content, base_version, author, origin, reason)
    revision.loaded_hash = loaded_hash
    return revision


def propose_withdrawal(
    record: Record,
    *,
    base_version: int,
    author: str,
    reason: str,
    origin: str = Origin.SHELL,
    merged_into: str = "",
) -> Revision:
    """An unsaved draft that takes the record out of the tables; its address then answers 410, or
    leads to the record of its kind, named by slug, that it was merged into."""
    content = {"record_kind": record.record_kind, "slug": record.slug}
    if merged_into:
        content["merged_into"] = merged_into
    revision = _draft(canonical(content), content, base_version, author, origin, reason)
    revision.state = RevisionState.WITHDRAWN
    return revision


def propose_again(revision: Revision, *, base_version: int, author: str, reason: str) -> Revision:
    """Undo: an earlier content as a new draft, of a withdrawn record too."""
    content = content_in(revision)
    return propose(content, base_version=base_version, author=author, reason=reason)


def publish(
    revisions: Sequence[Revision],
    facts: Iterable[FactBatch] = (),
    tell: Tell = lambda step: None,
    approver: str = "",
) -> list[Revision]:
    """Publishes drafts together: records may refer to each other in circles. Of one that is part
    of a proposal a copy is sealed, and the proposal ends.

    `facts` are batches whose summaries stand in the content of their Source, published here too.
    `tell` hears of each long step before it begins. `approver` is sealed with each revision.

    Answers with the revisions that it sealed: what says no more than is held makes none, but for
    a load's, which notes from which fixtures the content is.

    Raises Stale when a record was published since the version that a revision started from, and
    Refused, with every problem found, when anything else stands against it, such as an approver
    who is the author.
    """
    facts = list(facts)
    _refuse_own_approval(revisions, approver)
    proposals = {one.proposal_id for one in revisions if one.proposal_id}
    fresh = [copied(one) if one.proposal_id else one for one in revisions]
    with transaction.atomic():
        sealed, _ = _sealed(fresh, facts, approver, tell)
        if sealed:
            _close(proposals, sealed[0])
            move_stamp()
            transaction.on_commit(partial(_note, sealed, facts))
    return sealed


def try_out(revisions: Sequence[Revision], facts: Iterable[FactBatch] = ()) -> Tried:
    """What publishing would seal, by kind and slug, with the rows of large tables that would come
    and go with it. Nothing of it stays. Raises as `publish` does."""
    with transaction.atomic():
        copies = [copied(one) for one in revisions]
        sealed, kept = _sealed(copies, list(facts), ANOTHER, lambda step: None)
        transaction.set_rollback(True)
    return {one.named: kept.get(":".join(one.named), {}) for one in sealed}


def copied(revision: Revision, **changed: Any) -> Revision:
    """The same as a new row, not yet saved, of no proposal."""
    columns = {one.attname for one in Revision._meta.concrete_fields if not one.primary_key}
    values = {name: getattr(revision, name) for name in columns - {"proposal_id", "attempt"}}
    return Revision(**values | changed)


def _sealed(
    revisions: Sequence[Revision], facts: list[FactBatch], approver: str, tell: Tell
) -> tuple[list[Revision], Kept]:
    """All that a publication writes to the database, within a transaction."""
    head, moment = locked_head(), now()
    for revision in revisions:
        revision.approver = approver
    held = _held(revisions)
    _refuse_stale(revisions, held)
    changes = _changes(revisions, held)
    revisions, changes = _with_news(revisions, changes)
    _refuse_lost_paths(changes)
    plans = [plan_facts(batch) for batch in facts]
    written = plan_of(changes, moment, plans)
    write(written)
    written.rows.clear()  # they are in their tables, and weigh 40 MB in a load
    kept: Kept = defaultdict(dict)
    found_in: dict[str, set[str]] = defaultdict(set)
    while plans:  # each is let go once it is written
        plan = plans.pop(0)
        tell(f"Writing {len(plan.fresh):,} {plan.batch.model.batch} from {plan.batch.source}")
        write_facts(plan, today_anywhere(moment))
        if plan.fresh or plan.removed:
            kept[f"source:{plan.batch.source}"][plan.batch.model.batch] = kept_rows(plan)
        if searched := plan.batch.model.searched:
            found_in[plan.batch.model.batch] |= plan.named_in(searched.record)
    refuse_dangling(written)
    if not revisions:
        return [], kept
    tell("Sealing the history and bringing the search index up to date")
    _seal_all(head, revisions, changes, moment, kept)
    published = _published(changes, facts)
    published.found_in = found_in
    tell_followers(published)
    return list(revisions), kept


def _refuse_own_approval(revisions: Sequence[Revision], approver: str) -> None:
    text = f"{approver} wrote it: somebody else has to approve it."
    own = [_problem(revision, text) for revision in revisions if revision.author == approver]
    if own:
        raise Refused(own)


def _close(proposals: Collection[int], first: Revision) -> None:
    """Ends what was proposed and is published now, from the first revision on."""
    if proposals:
        open_ones = Proposal.objects.open().filter(pk__in=proposals)
        where = {"since": first.sealed_at, "sequence": first.sequence}
        open_ones.update(state=ProposalState.PUBLISHED, **where)


def _note(revisions: Sequence[Revision], facts: list[FactBatch]) -> None:
    """Told once it is committed, so that a trial that was taken back is never told."""
    rows = Counter[str]()  # of a table, from all of its sources
    for batch in facts:
        rows[batch.model.batch] += len(batch.rows)
    log.info(
        "published",
        revisions=len(revisions),
        first=f"{revisions[0].record_kind}:{revisions[0].slug}",
        author=revisions[0].author,
        origin=revisions[0].origin,
        sequence=revisions[-1].sequence,
        rows=dict(rows),
    )


def _draft(text, content, base_version, author, origin, reason) -> Revision:
    return Revision(
        record_kind=content["record_kind"],
        slug=content["slug"],
        state=RevisionState.DRAFT,
        content=text,
        content_hash=hash_of(text),
        form=current_form(),
        author=author,
        reason=reason,
        origin=origin,
        base_version=base_version,
        made_at=now(),
    )


def _held(revisions: Sequence[Revision]) -> dict[tuple[str, str], tuple[Revision, int | None]]:
    """The last sealed revision of each record that has one; its row's id, None if withdrawn."""
    slugs: dict[str, list[str]] = defaultdict(list)
    for revision in revisions:
        slugs[revision.record_kind].append(revision.slug)
    held = {}
    for kind, wanted in slugs.items():
        ids: dict[str, int] = {}
        for chunk in chunks(sorted(wanted), 500):
            rows = Record.objects.filter(record_kind=kind, slug__in=chunk)
            ids |= dict(rows.order_by().values_list("slug", "pk"))
        for slug, last in latest_sealed(kind, wanted).items():
            held[kind, slug] = (last, ids.get(slug))
    return held


def _refuse_stale(revisions: Sequence[Revision], held: dict) -> None:
    problems, seen = [], set()
    for revision in revisions:
        name = (revision.record_kind, revision.slug)
        last = held[name][0] if name in held else None
        if name in seen:
            raise Refused([_problem(revision, "It stands twice in this publication.")])
        seen.add(name)
        if revision.base_version == (last.version if last else 0):
            continue
        if last is None:
            problems.append(_problem(revision, "There is no such published record any more."))
        elif last.state == RevisionState.WITHDRAWN and revision.base_version == 0:
            text = "This slug belonged to a record that was withdrawn, and is never given again."
            problems.append(_problem(revision, text))
        else:
            text = (
                f"{last.author} published version {last.version} of it on "
                f"{last.sealed_at:%d %B %Y at %H:%M} UTC, after you had opened version "
                f"{revision.base_version}. Look at the difference, then save again."
            )
            problems.append(_problem(revision, text))
    if problems:
        raise Stale(problems)


def _problem(revision: Revision, message: str, path: str = "") -> Problem:
    return Problem(f"{revision.record_kind}:{revision.slug}", path, message)


def _changes(revisions: Sequence[Revision], held: dict) -> list[PlannedChange]:
    live: dict[str, list[str]] = defaultdict(list)
    for (kind, slug), (_, pk) in held.items():
        if pk is not None:
            live[kind].append(slug)
    before = {kind: contents_of(kind, slugs) for kind, slugs in live.items()}
    fresh = iter(new_ids(Record, sum((_pk(held, revision) is None) for revision in revisions)))
    changes = []
    for revision, content in zip(revisions, contents_in(revisions), strict=True):
        pk = _pk(held, revision)
        withdrawn = revision.state == RevisionState.WITHDRAWN
        changes.append(
            PlannedChange(
                kind=revision.record_kind,
                slug=revision.slug,
                pk=next(fresh) if pk is None else pk,
                version=revision.base_version + 1,
                content=None if withdrawn else content,
                before=before.get(revision.record_kind, {}).get(revision.slug),
            )
        )
    return changes


def _with_news(
    revisions: Sequence[Revision], changes: list[PlannedChange]
) -> tuple[list[Revision], list[PlannedChange]]:
    kept = [
        (revision, change)
        for revision, change in zip(revisions, changes, strict=True)
        if change.content is None or change.content != change.before or revision.loaded_hash
    ]
    return [revision for revision, _ in kept], [change for _, change in kept]


def _pk(held: dict, revision: Revision) -> int | None:
    return held.get((revision.record_kind, revision.slug), (None, None))[1]


def _refuse_lost_paths(changes: list[PlannedChange]) -> None:
    """A citation or gap must lead to something in its own record."""
    problems = []
    for change in changes:
        content = change.content
        if content is None:
            continue
        named = [
            (f"{model.collection}/{row_key(model, row)}", row["field"])
            for model in (Citation, Gap)
            for row in content["owned"].get(model.collection, ())
            if row.get("field")
        ]
        paths = paths_of(content) if named else set()
        problems += [
            Problem(
                change.name,
                place,
                f"'{path}' leads nowhere. Name a field of the record, or an owned row by its "
                "key, such as mandates/1999-10-25/force_level.",
            )
            for place, path in named
            if not leads_somewhere(path, paths, change.kind)
        ]
    if problems:
        raise Refused(problems)


def _seal_all(
    head: ChainHead,
    revisions: Sequence[Revision],
    changes: list[PlannedChange],
    moment: datetime,
    kept: Kept,
) -> None:
    for revision, change in zip(revisions, changes, strict=True):
        revision.version = change.version
        rows = kept.get(change.name, {})
        revision.facts_hash = facts_hash({table: one.digest for table, one in rows.items()})
        state = RevisionState.WITHDRAWN if change.content is None else RevisionState.PUBLISHED
        seal(head, revision, state, moment)
    Revision.objects.bulk_create(revisions, batch_size=AT_ONCE)
    BatchChange.objects.bulk_create(
        BatchChange(revision=revision, table=table, packed=one.packed)
        for revision, change in zip(revisions, changes, strict=True)
        for table, one in kept.get(change.name, {}).items()
    )
    head.save()


def _published(changes: list[PlannedChange], facts: list[FactBatch]) -> Published:
    before = [change.before for change in changes if change.before is not None]
    told = Published(tables={batch.model.batch for batch in facts}, before=before)
    for change in changes:
        there = told.records.setdefault(change.kind, set())
        (told.withdrawn if change.content is None else there).add(change.pk)
        if change.before is None:
            told.fresh.add(change.pk)
        for content in filter(None, (change.before, change.content)):
            told.collections |= content["owned"].keys()
    return told
