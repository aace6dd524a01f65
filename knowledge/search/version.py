"""Which code wrote the index, and whether it is the code that runs."""

from functools import cache
from hashlib import sha256
from importlib import import_module
from inspect import getsource

from django.core.checks import Tags, Warning, register
from django.db import connections

from knowledge.models import IndexVersion, SearchEntry

# What decides which words, names and numbers the index holds.
WRITTEN_BY = (
    "knowledge.search.endings",
    "knowledge.search.indexing",
    "legal.symbols",
    "records.common.spellings",
    "records.common.text",
    "records.reading.name_index",
)


@cache
def fingerprint() -> str:
    """Changes with the code that writes the index and with what the models have searched."""
    from records.models import RecordKind
    from records.models.ownership import record_model, searched_models

    parts = [getsource(import_module(name)) for name in WRITTEN_BY]
    for kind in RecordKind.values:
        parts += [f"{kind} {record_model(kind).searched_columns}"]
        parts += [f"{model._meta.label} {model.searched}" for model in searched_models(kind)]
    return sha256("\n".join(parts).encode()).hexdigest()


def stamp(only_first: bool = False) -> None:
    """Says that this code wrote the index; `only_first`: unless something says it already."""
    if not (only_first and IndexVersion.objects.exists()):
        IndexVersion.objects.update_or_create(pk=1, defaults={"fingerprint": fingerprint()})


def is_behind() -> bool:
    """Whether another code wrote the index than the one that asks it."""
    written = IndexVersion.objects.values_list("fingerprint", flat=True).first()
    return written != fingerprint() and (written is not None or SearchEntry.objects.exists())


@register(Tags.database)
def index_up_to_date(app_configs, databases, **kwargs) -> list[Warning]:
    """Asked by `migrate` and `check --database default`."""
    table = IndexVersion._meta.db_table
    return [
        Warning(
            "The search index was written by another version of the code.",
            hint="Run manage.py reindex.",
            id="knowledge.W001",
        )
        for alias in databases or []
        if table in connections[alias].introspection.table_names() and is_behind()
    ]
