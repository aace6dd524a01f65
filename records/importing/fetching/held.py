"""What the base holds of each registered file: kept with its Source, as part of its history."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from records.importing.fetching.fetching import Validators
from records.importing.fetching.registry import Entry
from records.models import Batch, Identifier, Source
from records.models.evidence import COPY_MARKS


@dataclass(frozen=True)
class HeldCopies:
    """The copies taken in so far; `rows` are those of the last, 0 where none was counted."""

    source: Source | None = None
    hashes: frozenset[str] = frozenset()
    marks: dict[str, str] = field(default_factory=dict)
    rows: int = 0

    @property
    def validators(self) -> Validators:
        return Validators(self.marks.get("etag", ""), self.marks.get("last-modified", ""))

    @property
    def edition(self) -> date | None:
        return self.source.published_on if self.source else None


def held_of(entries: Iterable[Entry]) -> dict[str, HeldCopies]:
    """By key of the entry."""
    entries = list(entries)
    slugs = {entry.source for entry in entries}
    sources = {source.slug: source for source in Source.objects.filter(slug__in=slugs)}
    marks: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    hashes = {slug: {source.sha256} for slug, source in sources.items()}
    codes = Identifier.objects.filter(
        record__in=sources.values(), scheme__in=("sha256", *COPY_MARKS)
    )
    for slug, scheme, value, note in codes.values_list("record__slug", "scheme", "value", "note"):
        if scheme == "sha256":
            hashes[slug].add(value)
        else:
            marks[slug, note][scheme] = value
    batches = Batch.objects.filter(source__in=sources.values())
    rows = {
        (slug, table): count
        for slug, table, count in batches.values_list("source__slug", "table", "rows")
    }
    held = {}
    for entry in entries:
        found = marks[entry.source, entry.file]
        held[entry.key] = HeldCopies(
            sources.get(entry.source),
            frozenset(hashes.get(entry.source, ())),
            found,
            int(found.get("rows", rows.get((entry.source, entry.table), 0))),
        )
    return held
