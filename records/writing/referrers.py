"""Who refers to a row: asked before a row or a record goes for good."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import models

from records.content.problems import Problem, Refused
from records.content.references import chunks
from records.models import Described, Record
from records.models.ownership import Fact, Owned, owned_models, owner_path, record_model
from records.writing.planning import Model, Plan

SHOWN = 5


def refuse_dangling(plan: Plan) -> None:
    """Raises Refused, naming them, when rows still point to one that this plan takes out.

    Asked after writing, so that what was put right in the same publication does not count.
    """
    problems = []
    for model, gone in plan.gone.items():
        for target in (model, Record) if issubclass(model, Record) else (model,):
            for chunk in chunks(sorted(gone), 500):
                for pk, referrer in referrers(target, chunk):
                    owner, _, path = gone[pk].partition(", ")
                    text = f"{referrer} refers to it. Change that first, or both together."
                    problems.append(Problem(owner, path, text))
    if problems:
        raise Refused(problems)


def referrers(model: Model, ids: list[int]) -> Iterator[tuple[int, str]]:
    """Yields (id of the row referred to, name of a row that does), a few for each."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or relation.one_to_one:
            continue
        column, other = relation.field, relation.related_model
        naming = _naming(other, column)
        if naming is None:
            continue  # the search index and other derived tables follow on their own
        label, lookup = naming
        rows = other._base_manager.filter(**{f"{column.name}__in": ids}).order_by()
        for pk, slug in rows.values_list(column.attname, lookup).distinct()[:SHOWN]:
            yield pk, f"{label} {slug}"


@dataclass
class Referring:
    """Whose contents and which tables of rows refer to a record, itself left out."""

    records: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # by kind
    tables: set[tuple[type[Fact], str]] = field(default_factory=set)  # with the source's slug


def all_referring(record: Record) -> Referring:
    """Everything that refers to the record, to a row that it owns, or to a row about it."""
    child = record_model(record.record_kind)
    found = Referring()
    seen: set[type[Fact]] = set()
    _gather(Record, [record.pk], found, seen)
    _gather(child, [record.pk], found, seen)
    for model in owned_models(record.record_kind):
        own = model._base_manager.filter(**{owner_path(model): record.pk})
        _gather(model, list(own.values_list("pk", flat=True)), found, seen)
    found.records[record.record_kind].discard(record.slug)
    return found


def _gather(model: Model, ids: list[int], found: Referring, seen: set[type[Fact]]) -> None:
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or relation.one_to_one:
            continue
        other, column = relation.related_model, relation.field
        for chunk in chunks(ids, 500):
            rows = other._base_manager.filter(**{f"{column.name}__in": chunk}).order_by()
            if issubclass(other, Fact):
                _gather_facts(other, rows, found, seen)
            elif way := _owner_of(other, column):
                kind, slug = f"{way}record_kind", f"{way}slug"
                for one, key in rows.values_list(kind, slug).distinct():
                    found.records[one].add(key)


def _gather_facts(
    model: type[Fact], rows: models.QuerySet, found: Referring, seen: set[type[Fact]]
) -> None:
    """The tables that the rows stand in; whatever names such a row names the record with it."""
    sources = set(rows.values_list("source__slug", flat=True).distinct())
    found.tables |= {(model, source) for source in sources}
    if sources and model not in seen:
        seen.add(model)
        _gather(model, list(rows.values_list("pk", flat=True)), found, seen)


def _owner_of(model: Model, column: models.Field) -> str:
    """The way to the record that a row belongs to, as a lookup; empty for derived tables."""
    if issubclass(model, Described):
        return "record__"
    if issubclass(model, Owned):
        return f"{owner_path(model)}__"
    if model._meta.auto_created:
        near = _other_side(model, column)
        way = _owner_of(near.related_model, near)
        return f"{near.name}__{way}" if way else ""
    return ""


def _naming(model: Model, column: models.Field) -> tuple[str, str] | None:
    """How to name a referring row: words, and the lookup of the slug of what it belongs to."""
    label = str(model._meta.verbose_name)
    if issubclass(model, Record):
        return label, "slug"
    if issubclass(model, Owned):
        return f"{label} of", f"{owner_path(model)}__slug"
    if issubclass(model, Fact):
        return f"{label} from the source", "source__slug"
    if model._meta.auto_created:
        near = _other_side(model, column)
        naming = _naming(near.related_model, near)
        return naming and (naming[0], f"{near.name}__{naming[1]}")
    return None


def _other_side(through: Model, column: models.Field) -> models.ForeignKey:
    keys = [one for one in through._meta.concrete_fields if isinstance(one, models.ForeignKey)]
    return next(one for one in keys if one is not column)
