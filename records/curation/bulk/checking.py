"""An uploaded table held against the base: what is new, changed and refused, row by row.

Nothing is locked or written here. Rows are added and changed, never taken out; a column that the
file leaves out stays as it is.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from django.db.models.fields.related import RelatedField

from records.content.canonical import (
    Content,
    contents_of,
    parent_field,
    row_key,
    tidy,
    without_defaults,
)
from records.content.codec import CellError, to_cell
from records.content.facts import FactBatch, fact_columns, fact_key, held_rows
from records.content.problems import Refused
from records.content.references import Resolver
from records.content.table_lines import kinds_of
from records.content.tables import JsonRow, Table
from records.curation.bulk.sheets import unguarded
from records.importing.streams import Unreadable
from records.importing.tables import BrokenLine, table_of
from records.models import Described, Origin, Record, Revision, RevisionState
from records.models.ownership import Fact, Owned, parent_model, root_model
from records.writing.chain import latest_sealed
from records.writing.explaining import conflicts_within
from records.writing.publishing import propose

MOST_ROWS = 50_000
SHOWN = 200  # of each sort in the preview


@dataclass
class CheckedFile:
    """What a file would do. With a refusal it does nothing."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    refused: list[str] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    batches: list[FactBatch] = field(default_factory=list)

    def digest(self) -> str:
        """The same only where the same would be published."""
        hashes = sorted(one.content_hash for one in self.revisions)
        return hashlib.sha256(" ".join(hashes).encode()).hexdigest()

    def outcome(self) -> dict[str, Any]:
        told: dict[str, Any] = {"digest": self.digest(), "unchanged": self.unchanged}
        for name in ("new", "changed", "refused"):
            rows = getattr(self, name)
            told |= {name: len(rows), f"{name}_rows": rows[:SHOWN]}
        return told

    def refuse(self, line: int, column: str, cell: str, expected: str) -> None:
        found = f": found «{cell[:60]}»" if cell else ""
        place = f"Line {line}, column {column}" if column else f"Line {line}"
        self.refused.append(f"{place}{found}: expected {expected}.")

    def tell(self, line: int, name: str, before: JsonRow | None, after: JsonRow) -> None:
        """Notes what a line does to its row."""
        if before is None:
            self.new.append(f"Line {line}: {name}")
            return
        news = [
            f"{column}: «{to_cell(before.get(column))}» → «{to_cell(after.get(column))}»"
            for column in sorted(before.keys() | after.keys())
            if before.get(column) != after.get(column)
        ]
        if news:
            self.changed.append(f"Line {line}: {name}, {'; '.join(news)}")
        else:
            self.unchanged += 1


Lines = list[tuple[int, dict[str, str]]]


def check(table: Table, path: Path, *, author: str, reason: str) -> CheckedFile:
    """Raises Unreadable where the file as a whole is no such table."""
    checked = CheckedFile()
    if path.read_bytes().startswith(b"\x1f\x8b"):  # what it holds may be a thousand times as long
        raise Unreadable(f"{path.name}: this file is packed: unpack it first.")
    lines = list(_lines(table, path, checked))
    for line, column in _formulas(path):
        checked.refuse(line, column, "", "a value, not a formula")
    facts = issubclass(table.model, Fact)
    contents = _facts(table, lines, checked) if facts else _records(table, lines, checked)
    if not checked.refused:
        _propose(contents, checked, author, reason)
    return checked


def _lines(table: Table, path: Path, checked: CheckedFile) -> Iterator[tuple[int, dict[str, str]]]:
    found = table_of(path)
    unknown = [name for name in found.header if name not in table.columns]
    if unknown:
        known = ", ".join(table.columns)
        raise Unreadable(f"There is no column «{unknown[0]}» in this table. It has {known}.")
    needed = {*table.columns}
    if not issubclass(table.model, Fact):
        needed &= {*table.naming_columns, *getattr(table.model, "natural_key", ())}
    if missing := sorted(needed - {*found.header}):
        raise Unreadable(f"The column «{missing[0]}» is missing, and a row cannot do without it.")
    for number, (line, cells) in enumerate(found.lines()):
        if number >= MOST_ROWS:
            raise Unreadable(f"The table has more than {MOST_ROWS:,} rows: hand it in by parts.")
        if isinstance(cells, BrokenLine):
            checked.refuse(line, "", "", cells)
        elif len(cells) != len(found.header):
            checked.refuse(line, "", "", f"{len(found.header)} cells, found {len(cells)}")
        else:
            yield line, dict(zip(found.header, cells, strict=True))


def _formulas(path: Path) -> Iterator[tuple[int, str]]:
    """Cells of an Excel file that are computed: what they show is only what Excel last made."""
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            return
    book = openpyxl.load_workbook(path, read_only=True)
    for row in book.worksheets[0].iter_rows(max_row=MOST_ROWS + 1):
        for cell in row:
            if cell.data_type == "f":
                yield cell.row, cell.column_letter
    book.close()


def _read(
    table: Table, line: int, cells: dict[str, str], held: JsonRow | None, checked: CheckedFile
):
    """The row as JSON: what the file leaves out is as it is held. None where a cell is refused."""
    row, before = dict(held or {}), len(checked.refused)
    for name, reader in table.readers.items():
        if held is not None and name not in cells:
            continue
        cell = cells.get(name, "")
        try:
            row[name] = reader(unguarded(cell))
        except CellError as error:
            checked.refuse(line, name, cell, str(error))
    return row if len(checked.refused) == before else None


def _records(table: Table, lines: Lines, checked: CheckedFile) -> dict[tuple[str, str], Content]:
    """The contents of the records that the lines are about, as they would be."""
    owners = [(line, cells, _owner(table, cells)) for line, cells in lines]
    slugs: dict[str, set[str]] = defaultdict(set)
    for _, _, (kind, slug) in owners:
        slugs[kind].add(slug)
    contents = {(kind, slug): one for kind in slugs if kind
                for slug, one in contents_of(kind, slugs[kind]).items()}  # fmt: skip
    rows: list[tuple[int, JsonRow]] = []
    seen: dict[tuple, int] = {}
    place = _place_record if issubclass(table.model, Described) else _place_owned
    for line, cells, owner in owners:
        row = place(table, line, cells, owner, contents, seen, checked)
        if row is not None:
            rows.append((line, row))
    _refuse_lost(table, rows, {slug for _, slug in contents}, checked)
    for (kind, slug), content in contents.items():
        for problem in conflicts_within(f"{kind}:{slug}", tidy(content)):
            checked.refused.append(str(problem))
    return contents


def _owner(table: Table, cells: dict[str, str]) -> tuple[str, str]:
    """Kind and slug; no kind where there is no such owner."""
    name, model = cells[table.naming_columns[0]], table.model
    if issubclass(model, Owned) and root_model(model) is Record:
        kind, _, slug = name.partition(":")
        return (kind, slug) if kind in kinds_of(table) else ("", slug)
    return kinds_of(table)[0], name


def _is_second(line: int, key: tuple, column: str, seen: dict, checked: CheckedFile) -> bool:
    if key in seen:
        checked.refuse(line, column, str(key[-1]), f"each row once; line {seen[key]} has it")
    return seen.setdefault(key, line) != line


def _place_record(table, line, cells, owner, contents, seen, checked) -> JsonRow | None:
    kind, slug = owner
    held = contents.get(owner)
    row = _read(table, line, cells, held, checked)
    if not slug:
        checked.refuse(line, "slug", "", "a slug, the part of its address")
        return None
    if row is None or _is_second(line, owner, "slug", seen, checked):
        return None
    own = {name: row.get(name) for name in table.fields}
    before = held and without_defaults(table.model, held)
    checked.tell(line, f"{kind}:{slug}", before, without_defaults(table.model, own))
    contents[owner] = row | {
        "record_kind": kind,
        "slug": slug,
        "owned": (held or {}).get("owned", {}),
    }
    return own


def _place_owned(table, line, cells, owner, contents, seen, checked) -> JsonRow | None:
    root, model = table.naming_columns[0], table.model
    content = contents.get(owner)
    if content is None:
        checked.refuse(line, root, cells[root], "the name of a published record")
        return None
    rows = content["owned"].setdefault(model.collection, [])
    by_key = {row_key(model, one): at for at, one in enumerate(rows)}
    key = _key(table, cells)
    at = by_key.get(key)
    row = _read(table, line, cells, None if at is None else rows[at], checked)
    if row is None or _is_second(line, (*owner, key), "", seen, checked):
        return None
    row = _without(root, row)
    above, parent = parent_field(model), parent_model(model)
    if above and parent:
        known = {row_key(parent, one) for one in content["owned"].get(parent.collection, ())}
        if row[above] not in known:
            checked.refuse(line, above, row[above], f"the key of a {above} of {owner[1]}")
            return None
    before = None if at is None else without_defaults(model, rows[at])
    checked.tell(line, f"{owner[1]}, {key}", before, without_defaults(model, row))
    if at is None:
        rows.append(row)
    else:
        rows[at] = row
    return row


def _key(table: Table, cells: dict[str, str]) -> str:
    """The key of the owned row that a line means; empty where a cell of it cannot be read."""
    model: Any = table.model
    names = {*model.natural_key, *filter(None, [parent_field(model)])}
    try:
        return row_key(model, {name: table.readers[name](unguarded(cells[name])) for name in names})
    except CellError:
        return ""


def _without(root: str, row: JsonRow) -> JsonRow:
    return {name: value for name, value in row.items() if name != root}


def _facts(table: Table, lines: Lines, checked: CheckedFile) -> dict[tuple[str, str], Content]:
    """The contents of the sources, each with the summary of its batch; the batches themselves."""
    model: Any = table.model
    names = [column.name for column in fact_columns(model)]
    sources = {cells["source"] for _, cells in lines}
    contents = {("source", slug): one for slug, one in contents_of("source", sources).items()}
    held = {
        slug: {fact_key(model, row): row for _, row in held_rows(model, slug)}
        for _, slug in contents
    }
    rows: list[tuple[int, JsonRow]] = []
    seen: dict[tuple, int] = {}
    for line, cells in lines:
        read = _read(table, line, cells, None, checked)
        if read is None:
            continue
        if read["source"] not in held:
            checked.refuse(line, "source", read["source"], "the slug of a published source")
            continue
        for long in table.unfold(read):
            fact = tuple(long[name] for name in names)
            key = fact_key(model, fact)
            if _is_second(line, (key,), "", seen, checked):
                continue
            before = held[read["source"]].get(key)
            told = dict(zip(names, before, strict=True)) if before else None
            checked.tell(line, key, told, dict(zip(names, fact, strict=True)))
            held[read["source"]][key] = fact
            rows.append((line, long))
    _refuse_lost(table, rows, set(), checked)
    for (_, slug), content in contents.items():
        batch = FactBatch(model, slug, list(held[slug].values()))
        others = [one for one in content["owned"].get("batches", ()) if one["table"] != model.batch]
        content["owned"]["batches"] = [*others, batch.summary()]
        checked.batches.append(batch)
    return contents


def _refuse_lost(table: Table, rows: list[tuple[int, JsonRow]], own: set[str], checked) -> None:
    """What refers to a row must find it in the base, or among the records of this file."""
    resolver = Resolver()
    for name, column in table.fields.items():
        if not isinstance(column, RelatedField):
            continue
        named = [(line, one) for line, row in rows for one in _names(row.get(name))]
        target: Any = column.related_model
        resolver.learn(target, {one for _, one in named})
        for line, one in named:
            is_own = target is table.model and one in own
            if not is_own and resolver.get(target, one) is None:
                expected = f"the name of a published {target._meta.verbose_name}"
                checked.refuse(line, name, one, expected)


def _names(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _propose(
    contents: dict[tuple[str, str], Content], checked: CheckedFile, author, reason
) -> None:
    slugs: dict[str, set[str]] = defaultdict(set)
    for kind, slug in contents:
        slugs[kind].add(slug)
    last = {(kind, slug): one for kind in slugs
            for slug, one in latest_sealed(kind, slugs[kind]).items()}  # fmt: skip
    for name, content in contents.items():
        before = last.get(name)
        if before and before.state == RevisionState.WITHDRAWN:
            checked.refused.append(f"{':'.join(name)} was withdrawn: bring it back first.")
            continue
        try:
            revision = propose(
                content,
                base_version=(before.version or 0) if before else 0,
                author=author,
                reason=reason,
                origin=Origin.ADMIN,
            )
        except Refused as refused:
            checked.refused += map(str, refused.problems)
            continue
        if not before or before.content_hash != revision.content_hash:
            checked.revisions.append(revision)
    sources = {one.slug for one in checked.revisions if one.record_kind == "source"}
    checked.batches = [one for one in checked.batches if one.source in sources]
