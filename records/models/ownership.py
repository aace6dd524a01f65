"""Which rows belong to which record, said once by the owned class.

A record *owns* rows: a mission its roles and mandates, any record its aliases. The owned class
names its owner, its natural key and the collection it forms; revisions, admin inlines, export
columns, citation paths and the constraint of the key all read that here, so that a model of an
upper floor can belong to a record of a lower one without an import downwards to up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, TypeVar, cast

from django.apps import apps
from django.db import models
from django.db.models.signals import class_prepared
from django.dispatch import receiver

from records.common.ahead import Ahead
from records.common.constraints import identified_by
from records.common.fields import field_at
from records.common.shown import InWords
from records.common.spellings import Name
from records.models.record import Described, Record

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Searched:
    """Says that the words of a table's rows are found by searching; nothing else is needed.

    They lead to the record that the column `record` names; with `as_rows` to the row itself, which
    then has a `title`, an `anchor` on the page of its record, and `row_names`. A row `named_with`
    its record («UN Charter, Article 51») is a hit for the record's names as for its own title.
    """

    record: str
    columns: tuple[str, ...]
    as_rows: bool = False
    named_with: bool = True


class Owned(InWords):
    """A row of one record, published with it and known by a natural key within it."""

    owner: ClassVar[str]  # the foreign key to the record, or to another owned row
    natural_key: ClassVar[tuple[str, ...]]  # fields that tell the rows of one owner apart
    collection: ClassVar[str]  # their name within the record: "mandates"
    searched: ClassVar[Searched | None] = None
    editors_only: ClassVar[frozenset[str]] = frozenset()  # columns that no page or API tells
    unconfirmed: ClassVar[models.Q | None] = None  # weak rows, beside those of a weak source
    counted_apart: ClassVar[dict[str, dict[str, Any]]] = {}  # which rows coverage counts alone too
    also_of: ClassVar[tuple[str, ...]] = ()  # columns of other records for which it counts them
    ahead: ClassVar[Ahead] = {}  # how far its days may be ahead of today
    # Columns that say where a row is known from; None: a row of our own making, which needs none.
    known_from: ClassVar[tuple[str, ...] | None] = ()

    class Meta:
        abstract = True

    def row_names(self, record_names: list[str]) -> Iterator[Name]:
        """Names of the row itself, given those of its record."""
        yield from ()


class Fact(InWords):
    """A row of a large table that hangs on records and comes by import, in batches.

    A batch is published as a revision of its Source.
    """

    natural_key: ClassVar[tuple[str, ...]]
    batch: ClassVar[str]  # the name of the table within its Source: "votes"
    value_field: ClassVar[str] = ""  # the column that a row is there for: "position"
    searched: ClassVar[Searched | None] = None
    counted_apart: ClassVar[dict[str, dict[str, Any]]] = {}
    ahead: ClassVar[Ahead] = {}  # how far its days may be ahead of today

    source = models.ForeignKey("records.Source", models.PROTECT, related_name="+")

    class Meta:
        abstract = True


@receiver(class_prepared)
def _identify(sender: type[models.Model], **kwargs) -> None:
    """Makes the natural key a constraint, so that nobody writes it a second time."""
    if not issubclass(sender, (Owned, Fact)) or sender._meta.proxy:
        return
    meta = sender._meta
    owner = (sender.owner,) if issubclass(sender, Owned) else ()
    names = (*owner, *sender.natural_key)
    fields = [field_at(sender, name) for name in names]
    name = f"{meta.app_label}_{meta.model_name}_identified"
    meta.constraints = [*meta.constraints, identified_by(*fields, name=name)]
    meta.original_attrs["constraints"] = meta.constraints  # or migrations would not see it


def record_model(kind: str) -> type[Described]:
    """The child model of a record kind. Raises KeyError for a kind that has none."""
    return _record_models()[kind]


def owned_models(kind: str) -> tuple[type[Owned], ...]:
    """The owned models of a record kind, owners before what hangs on them."""
    return _owned_models()[kind]


@cache
def fact_models() -> tuple[type[Fact], ...]:
    return tuple(_concrete(Fact))


@cache
def searched_models(kind: str) -> tuple[Any, ...]:
    """Owned and fact models whose words lead to records of a kind, or to their own rows."""
    owners = (record_model(kind), Record)
    models_of_kind: list[Any] = [*owned_models(kind), *fact_models()]
    return tuple(
        model
        for model in models_of_kind
        if model.searched and model._meta.get_field(model.searched.record).related_model in owners
    )


@cache
def tables_about(kind: str) -> frozenset[str]:
    """Names of the fact tables that hang on a record kind: votes on a document."""
    child = record_model(kind)
    return frozenset(
        model.batch
        for model in fact_models()
        for field in content_fields(model)
        if field.related_model is child
    )


def column_about(model: type[Fact], kind: str) -> str:
    """The column by which a fact table hangs on records of a kind; empty where none does."""
    child = record_model(kind)
    return next((one.name for one in content_fields(model) if one.related_model is child), "")


def owner_path(model: type[Owned]) -> str:
    """From an owned row to its record, as a lookup: `mandate__mission` for a mandate's task."""
    above = owner_model(model)
    return f"{model.owner}__{owner_path(above)}" if issubclass(above, Owned) else model.owner


@cache
def owner_model(model: type[Owned]) -> type[Owned] | type[Record]:
    return cast("type[Owned] | type[Record]", field_at(model, model.owner).related_model)


def parent_model(model: type[models.Model]) -> type[Owned] | None:
    """The owned model on whose rows the model's hang: mandates, for tasks; None for others."""
    above = owner_model(model) if issubclass(model, Owned) else None
    return above if above and issubclass(above, Owned) else None


def full_key(model: type[Owned]) -> tuple[str, ...]:
    """Lookups that tell a row apart within its record: the key of its owner row, then its own."""
    above = owner_model(model)
    inherited = full_key(above) if issubclass(above, Owned) else ()
    return tuple(f"{model.owner}__{part}" for part in inherited) + model.natural_key


def root_model(model: type[Owned]) -> type[Record]:
    above = owner_model(model)
    return root_model(above) if issubclass(above, Owned) else above


def content_fields(model: type[models.Model]) -> tuple[models.Field, ...]:
    """The columns that say something: no keys to the owner, no plumbing, nothing derived.

    A proxy says what its model says.
    """
    meta = _concrete_meta(model)
    hidden = {meta.pk.name}
    if issubclass(model, Owned):
        hidden.add(model.owner)
    return tuple(
        field for field in meta.local_concrete_fields if field.name not in hidden and field.editable
    )


def content_sets(model: type[models.Model]) -> tuple[models.ManyToManyField, ...]:
    return tuple(_concrete_meta(model).local_many_to_many)


def _concrete_meta(model: type[models.Model]) -> Any:
    return cast("type[models.Model]", model._meta.concrete_model)._meta


@cache
def _record_models() -> dict[str, type[Described]]:
    return {model.RECORD_KIND: model for model in _concrete(Described)}


@cache
def _owned_models() -> dict[str, tuple[type[Owned], ...]]:
    ordered: list[type[Owned]] = sorted(
        _concrete(Owned), key=lambda model: owner_path(model).count("__")
    )
    return {
        kind: tuple(model for model in ordered if root_model(model) in (child, Record))
        for kind, child in _record_models().items()
    }


def _concrete(base: type[Row]) -> list[type[Row]]:
    return [m for m in apps.get_models() if issubclass(m, base) and not m._meta.proxy]
