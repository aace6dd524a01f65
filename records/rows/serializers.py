"""The ground of every serializer: the one declaration of a row's fields, compiled to a writer."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import cache, cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from rest_framework import serializers

from records.rows import fields as own
from records.rows.choosing import chosen
from records.rows.columns import Column
from records.rows.keys import keyed
from records.rows.parts import OnDay, Part, Related, related
from records.rows.words import MEANING
from records.rows.writer import MISSING, HangingRows, Writer, missing_of


class RowSerializer(serializers.Serializer):
    """Declares rows of `Meta.model`: of `Meta.fields` what is not said otherwise is a column.

    As rows within others it may be narrowed by `rows`, and by `on_day` to those of the day asked;
    `same` names the column by which rows hang on others that no key leads to.
    """

    key = own.RowKey()

    class Meta:
        model: Any
        fields: Any

    def __init__(
        self,
        *args,
        rows: Callable[[Any], QuerySet] | None = None,
        on_day: OnDay | None = None,
        same: str = "",
        **kwargs,
    ) -> None:
        self.rows, self.on_day, self.same = rows, on_day, same
        super().__init__(*args, **kwargs)

    @classmethod
    def writer(cls, asked: QueryDict | None = None) -> Writer:
        """Raises ValidationError where what is asked of its fields cannot be understood."""
        whole = _writer(cls)
        return chosen(whole, asked) if asked else whole

    @classmethod
    def find(cls, key: str) -> int | None:
        """The primary key of the row that a key names."""
        return keyed(cls.Meta.model, key)

    def get_fields(self) -> dict[str, Any]:
        declared = deepcopy(self._declared_fields)
        return {name: declared.get(name) or Column() for name in self.Meta.fields}

    @cached_property
    def fields(self) -> Any:
        """Those declared, and why others are null where any can be."""
        fields: Any = super().fields
        for name, field in fields.items():
            if isinstance(field, serializers.ListSerializer):
                field.help_text = MEANING[name]
                field.required = False  # `fields=` leaves any out
        if missing_of(self.Meta.model, _parts(fields, self.Meta.model)):
            fields[MISSING] = own.Missing()
        return fields


@cache
def _writer(serializer: type[RowSerializer]) -> Writer:
    return _compiled(serializer())


def _compiled(serializer: RowSerializer) -> Writer:
    model = serializer.Meta.model
    parts = list(_parts(serializer.fields, model))
    if missing := missing_of(model, parts):
        parts.append(missing)
    return Writer(model, tuple(parts))


def _parts(fields: Mapping[str, Any], model: own.Model) -> Iterator[Part]:
    for name, field in fields.items():
        if isinstance(field, serializers.ListSerializer):
            yield _rows(name, field, model)
        elif not isinstance(field, own.Missing):
            yield field.part(model)


def _rows(name: str, field: Any, model: own.Model) -> Part:
    child = field.child
    target = child.Meta.model
    hanging = (
        Related(target._default_manager.all, child.same)
        if child.same
        else related(model, field.source)
    )
    narrowed = Related(
        lambda: child.rows(hanging.rows()) if child.rows else hanging.rows(),
        hanging.owner,
        on_day=child.on_day,
    )
    return HangingRows(name, (child.same or "pk",), related=narrowed, writer=_compiled(child))
