"""Two records of a kind that are one thing: what one said goes to the other, and its address too.

Nothing is chosen for anybody: where the two differ, `answers` says whose value stays, and the
other stays with its citations, against it. All of it is one publication, undone as one.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from records.content.canonical import Content, contents_of, row_fields, row_key, tidy
from records.content.facts import FactBatch, FactRow, fact_columns, fact_key, held_rows, path_of
from records.content.merging import MINE, THEIRS, Clash, merge
from records.content.problems import Problem, Refused
from records.content.renaming import Renaming
from records.models import Alias, Batch, Citation, Gap, Identifier, Origin, Record, Revision
from records.models.evidence import AliasKind, Stance
from records.models.ownership import Fact, column_about, owned_models
from records.writing.publishing import propose, propose_withdrawal
from records.writing.referrers import Referring, all_referring

STAYS, GOES = THEIRS, MINE  # as answers to a clash
RANK = "rank"  # the column that puts rows in order
MOST = 500  # records that refer to the one that goes
FORMER = {"scheme": "peacekb", "note": "Key of a record that was merged into this one."}


@dataclass
class Uniting:
    """What would be published; nothing while `clashes` are without an answer."""

    clashes: list[Clash]
    referring: Referring
    drafts: list[Revision] = field(default_factory=list)
    facts: list[FactBatch] = field(default_factory=list)

    @property
    def records(self) -> int:
        """How many records refer to the one that goes."""
        return sum(map(len, self.referring.records.values()))


def unite(
    stays: Record, goes: Record, answers: Mapping[str, str], *, author: str, reason: str
) -> Uniting:
    """What makes one record of two. Raises Refused where that is not safe, in words."""
    kind = stays.record_kind
    if goes.record_kind != kind or goes.pk == stays.pk:
        raise Refused([_problem(goes, "Choose two records of one kind.")])
    held = contents_of(kind, [stays.slug, goes.slug])
    ours, theirs = held[stays.slug], held[goes.slug]
    if theirs["owned"].get(Batch.collection):
        told = "It brought rows of large tables. A source that did so is not merged."
        raise Refused([_problem(goes, told)])
    found = Uniting([], all_referring(goes))
    _refuse_one_another(stays, goes, found.referring, ours)
    renaming = Renaming(kind, goes.slug, stays.slug)
    other = renaming.of_content(theirs) | {"slug": stays.slug}
    empty = {"record_kind": kind, "slug": stays.slug, "owned": {}}
    found.clashes = merge(empty, ours, other).clashes
    merged = merge(empty, ours, other, answers)
    if merged.clashes:
        return found
    content = _contradicted(merged.content, (ours, other), found, answers, reason)
    content = _with_other_name(_ranked(_without_needless_gaps(content)), ours, theirs)
    content = _with_former_key(content, goes.slug)
    contents = {(kind, stays.slug): content}
    contents |= _referring_contents(found, renaming)
    found.facts = _facts(found, renaming, contents)
    found.drafts = _drafts(contents, author, reason)
    found.drafts.append(
        propose_withdrawal(
            goes,
            base_version=goes.version,
            author=author,
            reason=reason,
            origin=Origin.ADMIN,
            merged_into=stays.slug,
        )
    )
    return found


def _refuse_one_another(stays: Record, goes: Record, referring: Referring, ours: Content) -> None:
    if stays.slug in referring.records[stays.record_kind]:
        told = f"{stays} refers to it, and would refer to itself. Take that out first."
        raise Refused([_problem(goes, told)])
    if goes.slug in all_referring(stays).records[goes.record_kind]:
        told = f"It refers to {stays}, which would refer to itself. Take that out first."
        raise Refused([_problem(goes, told)])
    count = sum(map(len, referring.records.values()))
    if count > MOST:
        told = f"{count:,} records refer to it, and at most {MOST} are changed at once."
        raise Refused([_problem(goes, f"{told} Let the other one go.")])


def _contradicted(
    content: Content,
    sides: tuple[Content, Content],
    found: Uniting,
    answers: Mapping[str, str],
    reason: str,
) -> Content:
    """What was cited for a value that gave way is kept against the one that stays."""
    against: dict[str, str] = {}  # keys of citations, with what they state
    for clash in found.clashes:
        loser, value = (1, clash.mine) if answers[clash.path] == STAYS else (0, clash.theirs)
        name = clash.path.split("/")[-1]
        said = str((value or {}).get(name, ""))[:500]
        rows, others = (_citations(side) for side in (sides[loser], sides[1 - loser]))
        for key, row in rows.items():
            if row.get("field", "") == clash.path and key not in others:
                against[key] = said
    fresh = []
    for row in content["owned"].get(Citation.collection, ()):
        key = row_key(Citation, row)
        if key in against:
            said = row.get("stated") or against[key]
            stated = {"stated": said} if said else {}
            row = row | stated | {"stance": Stance.CONTRADICTS.value, "rule": reason}
        fresh.append(row)
    return content | {"owned": content["owned"] | {Citation.collection: fresh}}


def _citations(content: Content) -> dict[str, dict]:
    rows = content["owned"].get(Citation.collection, ())
    return {row_key(Citation, row): row for row in rows}


def _without_needless_gaps(content: Content) -> Content:
    """What one lacked, the other may have."""
    held = content["owned"].get(Gap.collection, ())
    kept = [row for row in held if content.get(row["field"]) in (None, "", [])]
    return content | {"owned": content["owned"] | {Gap.collection: kept}}


def _ranked(content: Content) -> Content:
    """Where rows of both have one rank, all get theirs anew: by their days, then as they were."""
    owned = dict(content["owned"])
    for model in owned_models(content["record_kind"]):
        rows = owned.get(model.collection, ())
        if RANK not in {one.name for one in row_fields(model)} - {*model.natural_key}:
            continue
        groups: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        for row in rows:
            groups[row.get(model.owner)].append(row)
        owned[model.collection] = [one for group in groups.values() for one in _in_order(group)]
    return content | {"owned": owned}


def _in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ranks = [row.get(RANK) for row in rows]
    if len(set(ranks)) == len(ranks):
        return rows
    ordered = sorted(rows, key=lambda row: (row.get("starts_on") or "", row.get(RANK) or 0))
    return [row | {RANK: at} for at, row in enumerate(ordered, start=1)]


def _with_other_name(content: Content, *sides: Content) -> Content:
    """The name that gave way stays one by which people find it."""
    held = content["owned"].get(Alias.collection, [])
    known = {content["name"], *(row["text"] for row in held)}
    fresh = [
        {"text": one["name"], "kind": AliasKind.DESCRIPTIVE.value}
        for one in sides
        if one["name"] not in known
    ]
    return content | {"owned": content["owned"] | {Alias.collection: [*held, *fresh]}}


def _with_former_key(content: Content, slug: str) -> Content:
    """By which names, filters and `/id/peacekb/…` find it."""
    held = content["owned"].get(Identifier.collection, [])
    row = FORMER | {"value": slug}
    return content | {"owned": content["owned"] | {Identifier.collection: [*held, row]}}


def _referring_contents(found: Uniting, renaming: Renaming) -> dict[tuple[str, str], Content]:
    changed, problems = {}, []
    for kind, slugs in found.referring.records.items():
        for slug, content in contents_of(kind, slugs).items() if slugs else ():
            try:
                changed[kind, slug] = renaming.of_content(content)
            except Refused as refusal:
                problems += refusal.problems
    if problems:
        raise Refused(problems)
    return changed


def _facts(
    found: Uniting, renaming: Renaming, contents: dict[tuple[str, str], Content]
) -> list[FactBatch]:
    """The tables with the rows that name the record, told in the contents of their sources."""
    batches = []
    for model, source in sorted(found.referring.tables, key=lambda one: (one[0].batch, one[1])):
        held = [row for _, row in held_rows(model, source)]
        rows = renaming.of_facts(model, held)
        _refuse_cited_rows(model, held, rows)
        rows = list(dict.fromkeys(rows))  # what both say alike is said once
        keys = {fact_key(model, row) for row in rows}
        if len(keys) != len(rows):
            told = f"Both have rows of {model._meta.verbose_name_plural} with the same key."
            name = f"source:{source}"
            raise Refused([Problem(name, model.batch, f"{told} Import a table without them.")])
        if ("source", source) not in contents:
            contents["source", source] = contents_of("source", [source])[source]
        batch = FactBatch(model, source, rows)
        batch.seal_in(contents["source", source])
        batches.append(batch)
    return batches


def _refuse_cited_rows(model: type[Fact], held: list[FactRow], rows: list[FactRow]) -> None:
    """A citation names such a row by its key; it would lead nowhere."""
    moved = set()
    for at, column in enumerate(fact_columns(model)):
        kind = getattr(column.related_model, "RECORD_KIND", "")
        if kind and column.name == column_about(model, kind):
            moved |= {
                (kind, was[at], path_of(model, kind, was))
                for was, now in zip(held, rows, strict=True)
                if was != now and path_of(model, kind, was) != path_of(model, kind, now)
            }
    cited = Citation.objects.filter(field__startswith=f"{model.batch}/").select_related("record")
    for citation in cited if moved else ():
        record = citation.record
        row = "/".join(citation.field.split("/")[:2])
        if (record.record_kind, record.slug, row) in moved:
            told = "A citation speaks of this row, whose key would change. Take it out first."
            raise Refused([Problem(f"{record.record_kind}:{record.slug}", citation.field, told)])


def _drafts(
    contents: Mapping[tuple[str, str], Content], author: str, reason: str
) -> list[Revision]:
    versions: dict[tuple[str, str], int] = {}
    for kind in {kind for kind, _ in contents}:
        slugs = [slug for one, slug in contents if one == kind]
        rows = Record.objects.filter(record_kind=kind, slug__in=slugs).order_by()
        versions |= {(kind, slug): version for slug, version in rows.values_list("slug", "version")}
    return [
        propose(
            tidy(content),
            base_version=versions[name],
            author=author,
            reason=reason,
            origin=Origin.ADMIN,
        )
        for name, content in sorted(contents.items())
    ]


def _problem(record: Record, message: str) -> Problem:
    return Problem(f"{record.record_kind}:{record.slug}", "", message)
