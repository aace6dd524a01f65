"""Which code wrote what follows from the records, and whether it is the code that runs."""

from functools import cache
from hashlib import sha256
from importlib import import_module
from inspect import getsource

from django.core.checks import Tags, Warning, register
from django.db import connections

from knowledge.models import IndexVersion, SearchEntry

# What decides which words, names, tasks in force, due days and numbers are held beside the records.
WRITTEN_BY = (
    "knowledge.search.endings",
    "knowledge.search.indexing",
    "legal.symbols",
    "missions.clock.due",
    "missions.clock.following",
    "missions.tasks.following",
    "missions.tasks.in_force",
    "records.common.spellings",
    "records.common.text",
    "records.reading.coverage",
    "records.reading.name_index",
)


@cache
def fingerprint() -> str:
    """Changes with that code, with what the models have searched and with what is counted."""
    from records.models import RecordKind
    from records.models.ownership import record_model, searched_models
    from records.reading.coverage import all_models, fields_counted

    parts = [getsource(import_module(name)) for name in WRITTEN_BY]
    for kind in RecordKind.values:
        parts += [f"{kind} {record_model(kind).searched_columns}"]
        parts += [f"{model._meta.label} {model.searched}" for model in searched_models(kind)]
    parts += [f"{model._meta.label} {fields_counted(model)}" for model in all_models()]
    return sha256("\n".join(parts).encode()).hexdigest()


def stamp(only_first: bool = False) -> None:
    """Says that this code wrote it; `only_first`: unless something says it already."""
    written = [IndexVersion(pk=1, fingerprint=fingerprint())]
    if only_first:
        IndexVersion.objects.bulk_create(written, ignore_conflicts=True)
    else:
        IndexVersion.objects.bulk_create(
            written, update_conflicts=True, unique_fields=["pk"], update_fields=["fingerprint"]
        )


def is_behind() -> bool:
    """Whether another code wrote it than the one that runs."""
    written = IndexVersion.objects.values_list("fingerprint", flat=True).first()
    return written != fingerprint() and (written is not None or SearchEntry.objects.exists())


@register(Tags.database)
def index_up_to_date(app_configs, databases, **kwargs) -> list[Warning]:
    """Asked by `migrate` and `check --database default`."""
    table = IndexVersion._meta.db_table
    return [
        Warning(
            "Search index, names and counts were written by another version of the code.",
            hint="Run manage.py reindex.",
            id="knowledge.W001",
        )
        for alias in databases or []
        if table in connections[alias].introspection.table_names() and is_behind()
    ]
