"""The revisions of a record as its page of history tells them, each against the one before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from records.content.canonical import Content, canonical
from records.content.forms import content_in
from records.models import Revision, RevisionState
from records.models.ownership import record_model
from records.reading.cited_values import row_columns
from records.reading.diff import Difference, difference
from records.reading.labels import (
    LabelledColumn,
    Model,
    Row,
    TextPart,
    day_column,
    for_readers,
    give_names,
    label_of,
    owned_model,
    parts_of,
    title_of,
)

Seen = Callable[[Content], Content]


@dataclass(frozen=True)
class FieldShown:
    label: str
    before: list[TextPart]
    after: list[TextPart]


@dataclass(frozen=True)
class RowShown:
    """A changed row: by what it is known, and which of its columns changed."""

    known_by: list[LabelledColumn]
    fields: list[FieldShown]


@dataclass
class Collection:
    title: str
    added: list[list[LabelledColumn]] = field(default_factory=list)
    removed: list[list[LabelledColumn]] = field(default_factory=list)
    changed: list[RowShown] = field(default_factory=list)


@dataclass(frozen=True)
class Step:
    """One revision. `first` has nothing before it; `last_of_day` is what `known_at` shows."""

    revision: Revision
    first: bool
    came_back: bool
    last_of_day: bool
    fields: list[FieldShown]
    collections: list[Collection]

    @property
    def withdrawn(self) -> bool:
        return self.revision.state == RevisionState.WITHDRAWN


def steps(
    revisions: Sequence[Revision],
    before: Revision | None,
    after: Revision | None,
    seen: Seen = for_readers,
) -> list[Step]:
    """Revisions of one record, newest first, with their neighbours on both sides, if any.

    `seen` leaves of a content what is to be shown of it.
    """
    told = []
    newer = after
    for revision, older in zip(revisions, [*revisions[1:], before], strict=True):
        told.append(_step(revision, older, newer, seen))
        newer = revision
    give_names(*(_shown_in(step) for step in told))
    return told


def beside_bases(revisions: Sequence[Revision]) -> list[tuple[Revision, Step]]:
    """Proposed revisions, each beside the version that it started from; a new one beside nothing,
    so that all it says is shown. For editors, with what readers never see."""
    bases = Revision.objects.bases_of(revisions)
    told = []
    for one in revisions:
        before = bases.get((*one.named, one.base_version)) or _nothing(one)
        told.append((one, _step(one, before, None, whole)))
    new = {one.named: content_in(one).get("name", "") for one in revisions if not one.base_version}
    give_names(*(_shown_in(step) for _, step in told), new=new)
    return told


def _nothing(revision: Revision) -> Revision:
    content = canonical({"record_kind": revision.record_kind, "slug": revision.slug, "owned": {}})
    return Revision(content=content, form=revision.form, state=RevisionState.PUBLISHED)


def whole(content: Content) -> Content:
    """All of it, as editors see it."""
    return content


def _step(revision: Revision, older: Revision | None, newer: Revision | None, seen: Seen) -> Step:
    last_of_day = newer is None or _day_of(newer) != _day_of(revision)
    came_back = older is not None and older.state == RevisionState.WITHDRAWN
    fields: list[FieldShown] = []
    collections: list[Collection] = []
    if older and not came_back and revision.state != RevisionState.WITHDRAWN:
        was, now = seen(content_in(older)), seen(content_in(revision))
        change = difference(was, now)
        model = record_model(revision.record_kind)
        fields = _fields(model, change.fields, was, now)
        collections = _collections(revision.record_kind, change)
    return Step(revision, older is None, came_back, last_of_day, fields, collections)


def _day_of(revision: Revision) -> date | None:
    return revision.sealed_at and revision.sealed_at.date()


def _fields(model: Model | None, names: Sequence[str], was: Row, now: Row) -> list[FieldShown]:
    shown = dict.fromkeys(day_column(model, name) for name in names)
    return [
        FieldShown(label_of(model, name), parts_of(model, name, was), parts_of(model, name, now))
        for name in shown
    ]


def _collections(kind: str, change: Difference) -> list[Collection]:
    shown: dict[str, Collection] = {}
    for row in change.rows:
        told = shown.setdefault(row.collection, Collection(title_of(kind, row.collection)))
        model = owned_model(kind, row.collection)
        if row.before is not None and row.after is not None:
            told.changed.append(_changed(kind, model, row.fields, row.before, row.after))
        elif row.after is not None:
            told.added.append(row_columns(kind, model, row.after))
        elif row.before is not None:
            told.removed.append(row_columns(kind, model, row.before))
    return list(shown.values())


def _changed(kind: str, model: Model | None, names: Sequence[str], was: Row, now: Row) -> RowShown:
    key = getattr(model, "natural_key", ())
    known_by = [column for column in row_columns(kind, model, now) if column.name in key]
    return RowShown(known_by, _fields(model, names, was, now))


def _shown_in(step: Step) -> list:
    fields = [*step.fields, *(f for c in step.collections for r in c.changed for f in r.fields)]
    known_by = [row.known_by for one in step.collections for row in one.changed]
    whole = [[one.added, one.removed] for one in step.collections]
    return [known_by, whole, [[one.before, one.after] for one in fields]]
