"""Keeps the names under which records are looked up; publishing tells it what changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from records.common.addresses import public_key
from records.common.comparing import by_record, say_the_same
from records.common.prepared import Among, InstancesAmong
from records.common.spellings import Name, Via, name_key
from records.common.text import composed, words
from records.content.inserting import insert
from records.content.references import chunks
from records.models import Alias, Described, Identifier, NameEntry, Record, RecordKind
from records.models.evidence import COPY_MARKS, AliasKind
from records.models.ownership import record_model, searched_models
from records.writing.followers import Published

AT_ONCE = 500
LONGEST = 500
ALIASES = Among(
    lambda ids: Alias.objects.filter(record__in=ids).values_list("record", "text", "kind")
)
CODES = Among(
    lambda ids: (
        Identifier.objects.filter(record__in=ids)
        .exclude(scheme__in=COPY_MARKS)
        .values_list("record", "scheme", "value")
    )
)


def follow_publications(published: Published) -> None:
    """Brings the names to what was published, in the same transaction."""
    forget(published.withdrawn)
    for kind, ids in published.records.items():
        forget(published.changed(kind))
        write(kind, ids)


def forget(ids: Iterable[int]) -> None:
    for chunk in chunks(sorted(ids), AT_ONCE):
        NameEntry.objects.filter(record__in=chunk).delete()


def write(kind: str, ids: Iterable[int]) -> None:
    """Writes the names of records of a kind, of which none are kept."""
    for chunk in chunks(sorted(ids), AT_ONCE):
        insert(NameEntry, _names(kind, chunk))


def differences() -> Iterator[str]:
    """Records whose names are not kept as they would be written now."""
    for kind in RecordKind.values:
        ids = list(Record.objects.filter(record_kind=kind).order_by().values_list("pk", flat=True))
        for chunk in chunks(ids, AT_ONCE):
            held, anew = (
                by_record(rows)
                for rows in (NameEntry.objects.filter(record__in=chunk), _names(kind, chunk))
            )
            for pk in chunk:
                if not say_the_same(held[pk], anew[pk]):
                    yield f"The names of {kind} {Record.objects.get(pk=pk).slug} are not in step."


def _names(kind: str, ids: list[int]) -> list[NameEntry]:
    model, shared = record_model(kind), _shared(ids)
    entries: list[NameEntry] = []
    for record in _records_of(model)(ids):
        entries += _entries(record.pk, "", [*_own(record), *shared[record.pk]])
    return [*entries, *_of_rows(kind, ids, entries)]


@cache
def _records_of(model: type[Described]) -> InstancesAmong:
    return InstancesAmong(
        lambda ids: model._default_manager.filter(pk__in=ids).select_related(*model.names_need)
    )


@cache
def rows_searched(model: Any) -> InstancesAmong:
    """The rows of some records that are results of their own, with these."""
    record = model.searched.record
    return InstancesAmong(
        lambda ids: model._default_manager.filter(**{f"{record}__in": ids}).select_related(record)
    )


def _own(record: Described) -> Iterator[Name]:
    """A symbol or acronym that is the name too leads as such; the name goes before the key."""
    further = list(record.further_names())
    yield from (name for name in further if name.via in (Via.CODE, Via.ACRONYM))
    yield Name(Via.NAME, record.name)
    yield Name(Via.CODE, public_key(record.record_kind, record.slug))
    yield from further


def _shared(ids: list[int]) -> dict[int, list[Name]]:
    """Aliases and codes; a code of digits alone is led by its scheme: `cow 860`."""
    names: dict[int, list[Name]] = defaultdict(list)
    for pk, text, kind in ALIASES(ids):
        names[pk].append(Name(Via.ACRONYM if kind == AliasKind.ACRONYM else Via.OTHER, text))
    for pk, scheme, value in CODES(ids):
        names[pk].append(Name(Via.CODE, f"{scheme} {value}" if value.isdigit() else value))
    return names


def _of_rows(kind: str, ids: list[int], of_records: list[NameEntry]) -> Iterator[NameEntry]:
    """Names of rows that are results of their own, such as «UN Charter, Article 51»."""
    names: dict[int, list[str]] = defaultdict(list)
    for entry in of_records:
        names[entry.record_id].append(entry.text)
    for model in searched_models(kind):
        if model.searched.as_rows:
            for row in rows_searched(model)(ids):
                owner = getattr(row, f"{model.searched.record}_id")
                yield from _entries(owner, row.anchor, row.row_names(names[owner]))


def _entries(owner: int, anchor: str, names: Iterable[Name]) -> Iterator[NameEntry]:
    """Each key once, as the first of the names that have it."""
    seen: set[str] = set()
    for via, text, given in names:
        key = (given or name_key(text))[:LONGEST]
        if key and key not in seen:
            seen.add(key)
            yield NameEntry(
                record_id=owner,
                anchor=anchor,
                text=composed(text)[:LONGEST],
                key=key,
                folded=f" {' '.join(words(text))} "[:LONGEST],
                via=via,
            )
