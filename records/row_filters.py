"""What a table can be asked that follows from its rows: each column by the name they show it."""

from typing import Any

from records.common.fields import field_at
from records.common.filters import filter_of, label_of
from records.filters import AsOf
from records.named import Named
from records.rows.columns import Column
from records.rows.fields import Declared, Key, Model, kind_of
from records.rows.serializers import RowSerializer


def filters_of(rows: type[RowSerializer], *bases: type[AsOf], **declared: Any) -> type[AsOf]:
    """The FilterSet of a table whose rows the serializer writes.

    `bases` say what all of its like are asked; `declared`, the `ordering` among them, what does
    not follow from a column or follows from more than one. Both go before what follows.
    """
    bases = bases or (AsOf,)
    said = set(declared).union(*(base.base_filters for base in bases))
    model = rows.Meta.model
    own = {
        name: found
        for name, field in rows().fields.items()
        if name not in said and (found := _filter_of(model, field))
    }
    meta = type("Meta", (AsOf.Meta,), {"model": model})
    told = {"Meta": meta, "__module__": rows.__module__}
    return type(f"{model.__name__}Filter", bases, own | declared | told)


def _filter_of(model: Model, field: Declared) -> Any:
    """None for what is no column of the row: its own key, sets, what is computed."""
    if isinstance(field, Column):
        return filter_of(model, field.path)
    if not isinstance(field, Key):
        return None
    column = field_at(model, field.path)
    kind = kind_of(column.related_model) or "*"
    return Named(kind, field.path, label=label_of(column), in_form=False)
