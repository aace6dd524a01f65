"""Tables of fixtures: one CSV a table, its columns named as the model's fields.

Each app declares its tables in `fixture_tables.py`. A table reads and writes itself by the same
list of columns, so that what is exported loads again as the same bytes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models

from records.content.canonical import Content, parent_field, row_fields
from records.content.codec import cell_reader, to_cell
from records.content.facts import fact_columns
from records.models.ownership import Fact, Owned, owned_models, owner_path

JsonRow = dict[str, Any]


def _any_text(cell: str) -> str:
    return cell


def _or_nothing(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """A measure may be empty in a wide file, though its row, if there is one, must have it."""
    return lambda cell: read(cell) if cell else None


@dataclass(frozen=True)
class Table:
    """A CSV file and the model whose rows it holds."""

    file: str
    model: type[models.Model]

    @cached_property
    def fields(self) -> dict[str, models.Field]:
        """Model fields by column; columns that name the owner or the slug have none here."""
        is_fact = issubclass(self.model, Fact)
        fields = fact_columns(self.model) if is_fact else row_fields(self.model)
        return {field.name: field for field in fields}

    @cached_property
    def naming_columns(self) -> tuple[str, ...]:
        """The columns that say whose row it is, before those that say what it holds."""
        if issubclass(self.model, Owned):
            root = owner_path(self.model).rpartition("__")[2]
            above = parent_field(self.model)
            return (root, above) if above else (root,)
        return ("source",) if issubclass(self.model, Fact) else ("slug",)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Whose row it is, then the fields in the order of the model; facts end with the source."""
        if issubclass(self.model, Fact):
            return (*self.fields, *self.naming_columns)
        return (*self.naming_columns, *self.fields)

    @cached_property
    def readers(self) -> dict[str, Callable[[str], Any]]:
        named = dict.fromkeys(self.naming_columns, _any_text)
        return named | {name: cell_reader(field) for name, field in self.fields.items()}

    def cells(self, row: JsonRow) -> list[str]:
        """A row's JSON, with its naming columns, as cells in the order of the columns."""
        return [to_cell(row.get(name)) for name in self.columns]

    def owned_rows(self, content: Content) -> list[JsonRow]:
        """The rows of this table that a record's content holds, with the record named."""
        model = self.model
        if not issubclass(model, Owned) or model not in owned_models(content["record_kind"]):
            return []  # several kinds have a collection of this name
        root = self.naming_columns[0]
        name = content["slug"]
        if root == "record":
            name = f"{content['record_kind']}:{name}"
        return [{root: name} | row for row in content["owned"].get(model.collection, ())]

    def unfold(self, row: JsonRow) -> list[JsonRow]:
        """The rows of the model that one line of the file holds."""
        return [row]

    def fold(self, rows: Iterable[JsonRow]) -> Iterable[JsonRow]:
        """Rows of the model as the lines of the file hold them."""
        return rows


@dataclass(frozen=True)
class WideTable(Table):
    """A file with a column for each category, where the model has a row for each.

    `spread` says which category and field a column holds: {"police_women": ("police", "women")}.
    A category whose cells are all empty has no row.
    """

    spread: dict[str, tuple[str, str]]

    @cached_property
    def fields(self) -> dict[str, models.Field]:
        long = {field.name: field for field in fact_columns(self.model)}
        measures = {field for _, field in self.spread.values()}
        shared = {n: f for n, f in long.items() if n != "category" and n not in measures}
        return shared | {name: long[field] for name, (_, field) in self.spread.items()}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """What the categories share, the source, and the columns that they are spread over."""
        shared = (name for name in self.fields if name not in self.spread)
        return (*shared, *self.naming_columns, *self.spread)

    @cached_property
    def readers(self) -> dict[str, Callable[[str], Any]]:
        named = dict.fromkeys(self.naming_columns, _any_text)
        read = {name: cell_reader(field) for name, field in self.fields.items()}
        return named | read | {name: _or_nothing(read[name]) for name in self.spread}

    def unfold(self, row: JsonRow) -> list[JsonRow]:
        shared = {name: value for name, value in row.items() if name not in self.spread}
        measures = {field for _, field in self.spread.values()}
        by_category: dict[str, JsonRow] = {}
        for name, (category, field) in self.spread.items():
            if row.get(name) is not None:
                by_category.setdefault(category, {})[field] = row[name]
        blank = dict.fromkeys(measures)
        return [shared | blank | {"category": c} | held for c, held in by_category.items()]

    def fold(self, rows: Iterable[JsonRow]) -> Iterable[JsonRow]:
        columns = {(category, field): name for name, (category, field) in self.spread.items()}
        measures = {field for _, field in self.spread.values()}
        wide: dict[tuple, JsonRow] = {}
        for row in rows:
            shared = {n: v for n, v in row.items() if n != "category" and n not in measures}
            line = wide.setdefault(tuple(shared.values()), shared)
            for field in measures:
                if row[field] is not None:
                    line[columns[row["category"], field]] = row[field]
        return wide.values()
