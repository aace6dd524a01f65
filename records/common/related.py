"""Asking over relations: rows of which one related row meets a whole condition."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q, QuerySet


def column_at(model: type[models.Model], path: str) -> tuple[type[models.Model], str]:
    """Where a path ends: `document__situation` of votes is `situation` of documents."""
    *hops, column = path.split("__")
    for hop in hops:
        model = model._meta.get_field(hop).related_model  # type: ignore[assignment]
    return model, column


def to_many(model: type[models.Model], path: str) -> str:
    """The part of a path that leads to several rows: of `host_states__region` the host states.

    Empty where every step leads to one.
    """
    hops = path.split("__")
    for at, hop in enumerate(hops, start=1):
        try:
            field = model._meta.get_field(hop)
        except FieldDoesNotExist:
            return ""
        if field.one_to_many or field.many_to_many:
            return "__".join(hops[:at])
        if not field.is_relation or field.related_model is None:
            return ""
        model = field.related_model
    return ""


def any_column(columns: Iterable[str], lookup: str, value: object) -> Q:
    """That one of the columns answers: region or subregion."""
    either = Q()
    for column in columns:
        either |= Q(**{f"{column}__{lookup}": value})
    return either


def fields_along(model: type[models.Model], path: str) -> Iterator[Any]:
    """Those that a path steps over, to its end; a key is no step."""
    for hop in path.removesuffix("pk").split("__"):
        if hop:
            field: Any = model._meta.get_field(hop)
            yield field
            model = field.related_model


def may_lack(model: type[models.Model], path: str) -> bool:
    """Whether a row may have nothing at the end of a path."""
    return any(
        field.one_to_many or field.many_to_many or field.null or getattr(field, "blank", False)
        for field in fields_along(model, path)
    )


def may_be_null(model: type[models.Model], path: str) -> bool:
    """The same, where an empty text counts as a value."""
    return any(field.null for field in fields_along(model, path))


def owners_with(model: type[models.Model], relation: str, condition: Q) -> Q:
    """That one row of the relation meets the condition.

    `condition` has its paths from the owner of the relation: of `mission__mandate_actions` the
    mission. Owners are found first: they are few where their rows are many.
    """
    owner_path = relation.rpartition("__")[0]
    owner = column_at(model, relation)[0]
    owners = owner._base_manager.filter(condition).values("pk")
    return Q(**{f"{owner_path or 'pk'}__in": owners})


def having(rows: QuerySet, relation: str, condition: Q) -> QuerySet:
    """Rows of which one row of the relation meets the condition; none is doubled."""
    return rows.filter(owners_with(rows.model, relation, condition))
