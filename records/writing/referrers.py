"""Who refers to a row: asked before a row or a record goes for good."""

from collections.abc import Iterator

from django.db import models

from records.content.problems import Problem, Refused
from records.content.references import chunks
from records.models import Record
from records.models.ownership import Fact, Owned, owner_path
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
        field, other = relation.field, relation.related_model
        naming = _naming(other, field)
        if naming is None:
            continue  # the search index and other derived tables follow on their own
        label, lookup = naming
        rows = other._base_manager.filter(**{f"{field.name}__in": ids}).order_by()
        for pk, slug in rows.values_list(field.attname, lookup).distinct()[:SHOWN]:
            yield pk, f"{label} {slug}"


def _naming(model: Model, field: models.Field) -> tuple[str, str] | None:
    """How to name a referring row: words, and the lookup of the slug of what it belongs to."""
    label = str(model._meta.verbose_name)
    if issubclass(model, Record):
        return label, "slug"
    if issubclass(model, Owned):
        return f"{label} of", f"{owner_path(model)}__slug"
    if issubclass(model, Fact):
        return f"{label} from the source", "source__slug"
    if model._meta.auto_created:
        near = _other_side(model, field)
        naming = _naming(near.related_model, near)
        return naming and (naming[0], f"{near.name}__{naming[1]}")
    return None


def _other_side(through: Model, field: models.Field) -> models.ForeignKey:
    columns = through._meta.concrete_fields
    return next(one for one in columns if isinstance(one, models.ForeignKey) and one is not field)
