"""Whether rows are held of the records that a question is about: of those without any, zero says
nothing.

A row hangs on records (a contribution on a mission, a paragraph on a document). Filters that ask
those records narrow them; how many of them have rows at all is counted. States are left out for
facts: a list that names no state says that it took no part.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django_filters.constants import EMPTY_VALUES

from records.account.books import Books
from records.common.filters import Asked
from records.common.keeping import until_published
from records.common.periods import Period
from records.common.text import table_name
from records.models import Described, RecordKind, Source
from records.models.ownership import Fact, Owned, column_about, owner_path, record_model
from records.reading.dating import day_path

LOOKUPS = ("in", "exact", "isnull")
NAMED_BY_LISTS = (RecordKind.STATE, RecordKind.SOURCE)


@dataclass(frozen=True)
class Owners:
    """Records on which rows hang, as far as a question narrows them."""

    path: str  # of the row
    rows: QuerySet
    parameters: tuple[str, ...]  # that narrow them


def owners_of(filterset: Any) -> Iterator[Owners]:
    for path, model in paths_of(filterset.queryset.model):
        rows, parameters = model._default_manager.all(), []
        for name, value in filterset.form.cleaned_data.items():
            one = filterset.filters[name]
            if not isinstance(one, Asked) or value in EMPTY_VALUES or one.is_apart:
                continue
            condition = _of_owner(one, value, path)
            if condition is not None:
                rows = rows.filter(condition)
                parameters.append(name)
        yield Owners(path, rows, tuple(parameters))


def without_rows(owners: Owners, filterset: Any) -> tuple[int, int]:
    """Of how many owners rows are held whole, and how many there are that may have some."""
    wanted = _that_may_have(owners, filterset)
    whole = _with_rows(wanted, owners.path, filterset).exclude(filterset.held_in_part)
    return _kept("whole", owners, filterset, whole), _kept("all", owners, filterset, wanted)


def held_of(books: Books, filterset: Any, is_exact: bool) -> list[dict[str, Any]]:
    """Of how many of the records on which rows hang any row is held.

    Of all such records, counted once until something is published; if `is_exact`, of those that
    fit the question.
    """
    if is_exact:
        return [_held_of(one, filterset) for one in owners_of(filterset)]
    kind = type(filterset)
    if kind not in books.held_of:
        paths = paths_of(filterset.queryset.model)
        every = [Owners(path, to._default_manager.all(), ()) for path, to in paths]
        books.held_of[kind] = [_held_of(one, filterset) for one in every]
    return books.held_of[kind]


def _held_of(owners: Owners, filterset: Any) -> dict[str, Any]:
    wanted = _that_may_have(owners, filterset)
    held = _with_rows(wanted, owners.path, filterset)
    return {
        "column": owners.path.rpartition("__")[2],
        "table": table_name(owners.rows.model),
        "with_rows": _kept("held", owners, filterset, held),
        "of": _kept("all", owners, filterset, wanted),
        "parameters": [*owners.parameters],
    }


def _kept(what: str, owners: Owners, filterset: Any, rows: QuerySet) -> int:
    """How many they are: of all such records counted once for all readers."""
    if owners.parameters:
        return rows.count()
    return until_published((what, type(filterset), owners.path), rows.count)


def _that_may_have(owners: Owners, filterset: Any) -> QuerySet:
    return owners.rows.exclude(filterset.rightly_without)


def _with_rows(owners: QuerySet, path: str, filterset: Any) -> QuerySet:
    table = filterset.queryset.model._base_manager
    return owners.filter(Exists(table.filter(**{path: OuterRef("pk")})))


@cache
def paths_of(model: Any) -> tuple[tuple[str, Any], ...]:
    """From a row to the records on which it hangs, its owner's before others."""
    if issubclass(model, Described):
        return ()
    if issubclass(model, Fact):
        kinds = (kind for kind in RecordKind.values if kind not in NAMED_BY_LISTS)
        pairs = ((column_about(model, kind), record_model(kind)) for kind in kinds)
        return tuple((path, to) for path, to in pairs if path and path != "source")
    found = []
    for field in model._meta.concrete_fields:
        to: Any = field.related_model
        is_owner = issubclass(model, Owned) and field.name == model.owner
        if is_owner and issubclass(to, Owned):
            found += [(f"{field.name}__{path}", one) for path, one in paths_of(to)]
        elif to and issubclass(to, Described) and to is not Source and not field.null:
            found.append((field.name, to))
    return tuple(found)


def read_from(model: Any) -> str:
    """The path to the record of which somebody, or an import, has to have read the rows.

    Empty where rows come as lists of all that there was.
    """
    if issubclass(model, Owned):
        return owner_path(model)
    if issubclass(model, Fact) and issubclass(model, Period):  # budgets come mission by mission
        return paths_of(model)[0][0]
    if issubclass(model, Fact) and day_path(model):
        return day_path(model)[0].rpartition("__")[0]
    return ""


def _of_owner(one: Asked, value: Any, path: str) -> Q | None:
    """What a filter asks of the owner alone; None where it asks something else."""
    relation = one.relation
    if relation:
        return one.of_one_row(value) if relation.rpartition("__")[0] == path else None
    return _from_above(one.of_one_row(value), path)


def _from_above(condition: Q, path: str) -> Q | None:
    """The same condition with paths from the owner."""
    found: list[Any] = []
    for child in condition.children:
        if isinstance(child, Q):
            above = _from_above(child, path)
            if above is None:
                return None
            found.append(above)
            continue
        lookup, value = child if isinstance(child, tuple) else ("", None)
        if lookup == path:
            found.append(("pk", value))
        elif lookup.startswith(f"{path}__"):
            rest = lookup.removeprefix(f"{path}__")
            found.append((f"pk__{rest}" if rest in LOOKUPS else rest, value))
        else:
            return None
    return Q(*found, _connector=condition.connector, _negated=condition.negated) if found else None
