"""What refers to a record, made to refer to another of its kind: contents and rows in and out."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.db import models

from records.content.canonical import Content, hanging_order, row_fields, row_key, tidy
from records.content.facts import FactRow, fact_columns
from records.content.merging import Place, follow
from records.content.problems import Problem, Refused
from records.content.references import Reference, quote, reference_to
from records.models import Described, Record
from records.models.ownership import Fact, Owned, record_model, root_model

Row = dict[str, Any]


@dataclass(frozen=True)
class Renaming:
    """A record of a kind that is known by another's slug from now on."""

    kind: str
    old: str
    new: str

    def of_content(self, content: Content) -> Content:
        """With what names the record; citations follow rows whose keys change.

        Raises Refused where two rows would become one and do not say the same.
        """
        name = f"{content['record_kind']}:{content['slug']}"
        moved: dict[Place, str] = {}
        said = dict(content) | self._row(record_model(content["record_kind"]), content)
        said["owned"] = dict(content["owned"])
        for model in hanging_order(content["record_kind"]):
            found: dict[str, Row] = {}
            for row in follow(said, moved)["owned"].get(model.collection, ()):
                fresh = self._row(model, row)
                was, key = row_key(model, row), row_key(model, fresh)
                if was != key:
                    moved[model.collection, was] = key
                if found.setdefault(key, fresh) != fresh:
                    told = "Both are named there, and not alike. Put that right first."
                    raise Refused([Problem(name, f"{model.collection}/{was}", told)])
            said["owned"][model.collection] = list(found.values())
        return tidy(follow(said, moved))

    def of_facts(self, model: type[Fact], rows: list[FactRow]) -> list[FactRow]:
        names = [
            (at, reference_to(column.related_model))
            for at, column in enumerate(fact_columns(model))
            if column.related_model
        ]
        return [self._fact(row, names) for row in rows]

    def _fact(self, row: FactRow, names: list[tuple[int, Reference]]) -> FactRow:
        fresh = list(row)
        for at, reference in names:
            if fresh[at] is not None:
                fresh[at] = self.of_name(reference, fresh[at])
        return tuple(fresh)

    def _row(self, model: type[models.Model], row: Row) -> Row:
        fresh = dict(row)
        for column in row_fields(model):
            value = row.get(column.name)
            if not column.is_relation or not value:
                continue
            reference = reference_to(_target(column))
            if isinstance(value, list):
                fresh[column.name] = sorted({self.of_name(reference, one) for one in value})
            else:
                fresh[column.name] = self.of_name(reference, value)
        return fresh

    def of_name(self, reference: Reference, name: str) -> str:
        """A natural key, in which the record may stand at any depth."""
        model = reference.model
        if model is Record:
            return f"{self.kind}:{self.new}" if name == f"{self.kind}:{self.old}" else name
        if issubclass(model, Described):
            is_it = (model.RECORD_KIND, name) == (self.kind, self.old)
            return self.new if is_it else name
        owner, sign, key = name.rpartition("#")
        if issubclass(model, Owned):
            owner = self.of_name(reference_to(root_model(model)), owner)
        parts = key.split(",")
        for at, (_, nested) in enumerate(reference.parts):
            if nested and parts[at]:
                parts[at] = quote(self.of_name(nested, unquote(parts[at])))
        return f"{owner}{sign}{','.join(parts)}"


def _target(column: models.Field) -> type[models.Model]:
    target: Any = column.related_model
    return target
