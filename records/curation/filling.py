"""What a form is filled with, and which version of the record it is held against.

A form says what its editor changed since the version that it was opened with. That version stays
its base until it is saved, however often others publish meanwhile: what they changed is merged
into the form, and what both changed is asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from records.content.canonical import Content, content_of
from records.content.forms import content_in
from records.content.merging import Clash, Merged, Place, Row, merge, places
from records.content.references import Resolver
from records.curation.cited import cited_beside
from records.curation.places import Places
from records.models import Record, Revision
from records.models.ownership import record_model
from records.reading.diff import difference
from records.reading.labels import (
    TextPart,
    columns_of,
    give_names,
    label_of,
    owned_model,
    parts_of,
    title_of,
)

NOTHING = "nothing"


@dataclass
class Filling:
    """`base` is what the form is held against, `shown` what stands in it."""

    base: Content
    base_version: int
    shown: Content
    theirs: Content
    seen_version: int  # the version that the editor was shown last
    origins: Mapping[Place, str] | None = None  # keys in the base of rows shown; None: the same
    clashes: list[Clash] = field(default_factory=list)
    answers: Mapping[str, str] = field(default_factory=dict)
    taken_out: frozenset[Place] = frozenset()  # rows of the base that the editor took out
    beside: "Beside | None" = None  # None: what the form does not show is as in the base
    reason: str = ""
    resolver: Resolver = field(default_factory=Resolver)

    @cached_property
    def cited(self) -> dict[str, list[str]]:
        """What is cited for each value shown, by its place."""
        return cited_beside(self.shown)

    @cached_property
    def places(self) -> Places:
        """What citations and gaps may speak of, in words. What is only typed yet keeps its path:
        nothing would know its words when the form is sent.
        """
        return Places([self.base, self.theirs, self.rest])

    @property
    def is_behind(self) -> bool:
        return self.base_version != self.seen_version

    def origin(self, collection: str, key: str) -> str:
        """The key in the base of a row shown; empty for one that is new."""
        if self.origins is None:
            return key
        return self.origins.get((collection, key), "")

    @property
    def rest(self) -> Content:
        """What holds where the form says nothing."""
        return self.beside.content if self.beside else self.base

    def rest_origin(self, collection: str, key: str) -> str:
        """The key in the base of a row of the rest; empty for one that is new in the draft."""
        return self.beside.origins.get((collection, key), "") if self.beside else key


@dataclass(frozen=True)
class Beside:
    """The draft that a form was opened from, for what the form does not show of it."""

    content: Content
    origins: Mapping[Place, str]  # keys in the base of its rows

    def renamed(self) -> dict[Place, str]:
        """The keys that its rows have now, by those that they have in the base."""
        return {
            (collection, old): new for (collection, new), old in self.origins.items() if old != new
        }


def beside(base: Content, draft: Content | None) -> Beside | None:
    return Beside(draft, merge(base, base, draft).origins) if draft else None


def new_filling(kind: str, shown: Content | None = None, draft: Content | None = None) -> Filling:
    """Of a record that is not there yet. `draft`: what is sent was opened from it."""
    empty = {"record_kind": kind, "slug": "", "owned": {}}
    around = Beside(draft, {}) if draft else None
    return Filling(empty, 0, shown or empty, empty, 0, origins={}, beside=around)


def filling_at(record: Record, version: int, draft: Content | None = None) -> Filling:
    """For what a form says that was opened with this version, or with a draft made from it."""
    held = content_of(record)
    base = _content_at(record, version) if version != record.version else held
    if base is None:  # there is no such version: whoever posts it starts from what is held
        base, version = held, record.version
    return Filling(base, version, base, held, record.version, beside=beside(base, draft))


def merged_filling(
    record: Record,
    version: int,
    mine: Content,
    moved: Mapping[Place, str] | None = None,
    answers: Mapping[str, str] | None = None,
    reason: str = "",
) -> Filling:
    """What the editor made of a version, put together with what is held now."""
    start = filling_at(record, version)
    merged = merge(start.base, start.theirs, mine, answers, moved)
    return Filling(
        base=start.base,
        base_version=start.base_version,
        shown=merged.content,
        theirs=start.theirs,
        seen_version=record.version,
        origins=merged.origins,
        clashes=merged.clashes,
        answers=answers or {},
        taken_out=_taken_out(start.base, mine, merged),
        reason=reason,
    )


def _taken_out(base: Content, mine: Content, merged: Merged) -> frozenset[Place]:
    """Rows of the base that I took out: they are shown as such, or saving would bring them back."""
    kept = {(collection, old) for (collection, _), old in merged.origins.items()}
    kept |= places(mine)
    asked = {clash.path for clash in merged.clashes if clash.mine is None}
    return frozenset(
        place for place in places(base) if place not in kept or "/".join(place) in asked
    )


def _content_at(record: Record, version: int) -> Content | None:
    sealed = Revision.objects.of(record.record_kind, record.slug).sealed()
    revision = sealed.filter(version=version).first()
    content = content_in(revision) if revision else {}
    return content if "owned" in content else None  # a withdrawal has none


@dataclass
class ToldChange:
    """A change or a clash in words."""

    path: str
    label: str
    base: list[TextPart]
    theirs: list[TextPart]
    mine: list[TextPart]


def clashes_told(kind: str, clashes: Iterable[Clash]) -> list[ToldChange]:
    told = [
        ToldChange(clash.path, *told_at(kind, clash.path, clash.base, clash.theirs, clash.mine))
        for clash in clashes
    ]
    give_names([[one.base, one.theirs, one.mine] for one in told])
    return told


def news_told(filling: Filling) -> list[ToldChange]:
    """What others changed since the base of the form."""
    kind, base, theirs = filling.base["record_kind"], filling.base, filling.theirs
    changed = difference(base, theirs)
    told = [ToldChange(name, *told_at(kind, name, base, theirs)) for name in changed.fields]
    for row in changed.rows:
        path = f"{row.collection}/"
        for name in row.fields:
            told.append(ToldChange(name, *told_at(kind, f"{path}/{name}", row.before, row.after)))
        if not row.fields:
            told.append(ToldChange(path, *told_at(kind, path, row.before, row.after)))
    give_names([[one.base, one.theirs] for one in told])
    return told


def told_at(kind: str, path: str, *rows: Row | None) -> tuple[Any, ...]:
    """The label of what lies at the path, and what each row says there."""
    collection, _, rest = path.partition("/")
    column = rest.partition("/")[2] if rest or path.endswith("/") else collection
    in_row = "/" in path
    model = owned_model(kind, collection) if in_row else record_model(kind)
    label = title_of(kind, collection) if in_row else label_of(model, column)
    if in_row and column:
        label = f"{label}, {label_of(model, column)}"
    said = []
    for row in rows:
        parts = parts_of(model, column, row or {}) if column else _whole(model, row)
        said.append(parts or [TextPart(NOTHING)])
    return label, *said, *([[]] * (3 - len(rows)))


def _whole(model: Any, row: Row | None) -> list[TextPart]:
    if row is None:
        return []
    shown = columns_of(model, row)
    return [part for column in shown for part in (TextPart(f"{column.label}: "), *column.parts)]
