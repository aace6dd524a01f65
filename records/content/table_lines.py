"""What the base holds of a table, as the lines of its file: the same whoever asks and whenever."""

from collections.abc import Callable, Iterable

from records.content.canonical import Content, contents_of
from records.content.facts import fact_columns, held_rows
from records.content.tables import JsonRow, Table
from records.models import Described, RecordKind, Source
from records.models.ownership import Fact, Owned, owned_models


def lines_of(
    table: Table, contents: Callable[[str], dict[str, Content]] = contents_of
) -> list[list[str]]:
    """The cells of each line, in order. `contents` answers with what is held of a kind."""
    rows = map(table.cells, _rows(table, contents))
    return sorted(rows, key=lambda cells: _order(table, cells))


def kinds_of(table: Table) -> list[str]:
    """The kinds of records that the table is about; none for facts."""
    model = table.model
    if issubclass(model, Described):
        return [model.RECORD_KIND]
    if issubclass(model, Owned):
        return [kind for kind in RecordKind.values if model in owned_models(kind)]
    return []


def _rows(table: Table, contents: Callable[[str], dict[str, Content]]) -> Iterable[JsonRow]:
    if issubclass(table.model, Fact):
        return table.fold(_facts(table.model))
    held = [content for kind in kinds_of(table) for content in contents(kind).values()]
    if issubclass(table.model, Described):
        return held
    return [row for content in held for row in table.owned_rows(content)]


def _facts(model: type[Fact]) -> list[JsonRow]:
    names = [column.name for column in fact_columns(model)]
    return [
        dict(zip(names, row, strict=True)) | {"source": slug}
        for slug in Source.objects.values_list("slug", flat=True)
        for _, row in held_rows(model, slug)
    ]


def _order(table: Table, cells: list[str]) -> tuple:
    """Rows of one record together, in the order people expect of ranks and numbers."""
    named = dict(zip(table.columns, cells, strict=True))
    is_fact = issubclass(table.model, Fact)
    owner = [] if is_fact else [named[name] for name in table.naming_columns]
    rank = [int(named["rank"])] if named.get("rank") else [0]
    return (owner, rank, cells)
