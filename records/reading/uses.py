"""What rests on a source beside citations: fact tables that it brought, owned rows that name it."""

from django.db import models
from django.db.models import Count, Value

from records.models import Batch, Citation, RecordKind, Source
from records.models.evidence import WEAK
from records.models.ownership import fact_models, owned_models


def tables_brought(source: Source) -> list[tuple[str, Batch]]:
    """(what the rows are called, the batch) of each fact table."""
    names = {model.batch: model._meta.verbose_name_plural for model in fact_models()}
    return [(str(names.get(one.table, one.table)), one) for one in source.batches.all()]


def rows_naming(source: Source) -> list[tuple[str, int]]:
    """(what the rows are called, how many) of owned tables with rows that name the source."""
    counts = [
        model._base_manager.filter(source=source)
        .order_by()
        .values_list(Value(str(model._meta.verbose_name_plural)))
        .annotate(rows=Count("pk"))
        for model in _naming_models()
    ]
    counted = counts[0].union(*counts[1:], all=True)
    return sorted((name, rows) for name, rows in counted if rows)


def awaiting() -> list[tuple[type[models.Model], int]]:
    """Tables with rows that are to be confirmed, and how many: the editors' list."""
    tables: list[type[models.Model]] = [*_naming_models(), Citation, *fact_models()]
    counted = [(one, one._base_manager.filter(to_be_confirmed(one)).count()) for one in tables]
    return [(model, rows) for model, rows in counted if rows]


def _naming_models() -> list[type[models.Model]]:
    """Owned models whose rows name a source. Citations are told apart; a batch is its source's."""
    owned = {model for kind in RecordKind.values for model in owned_models(kind)}
    naming = [model for model in owned - {Citation, Batch} if names_a_source(model)]
    return sorted(naming, key=lambda model: model._meta.label)


def to_be_confirmed(model: type[models.Model]) -> models.Q:
    """Rows of a weak source, and those that the model says are weak besides."""
    of_weak_source = models.Q(source__kind__in=WEAK)
    besides = getattr(model, "unconfirmed", None)
    return of_weak_source | besides if besides else of_weak_source


def names_a_source(model: type[models.Model]) -> bool:
    return any(
        field.name == "source" and field.related_model is Source
        for field in model._meta.concrete_fields
    )
