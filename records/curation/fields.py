"""Form fields whose values are what content holds: names of rows, and days as people know them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import models

from records.common.periods import Precision, typed
from records.content.canonical import row_fields
from records.content.references import chunks, reference_to
from records.models import Record
from records.models.ownership import Owned
from records.reading.names import NotOne, each_one_called, record_called

LONGEST_ID = 19


class OneName(forms.ModelChoiceField):
    """A choice that answers with the row's name; `learn_names` looks up those of all forms."""

    names: Mapping[str, str] = {}

    def to_python(self, value: Any) -> str | None:
        if value in self.empty_values:
            return None
        return _name(self, value, "invalid_choice")


class ManyNames(forms.ModelMultipleChoiceField):
    names: Mapping[str, str] = {}

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]  # names, not rows
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        return sorted({_name(self, one, "invalid_choice") for one in value or ()})


def _name(field: OneName | ManyNames, value: Any, message: str) -> str:
    try:
        return field.names[str(value)]
    except KeyError:
        told = {"value": value}
        raise ValidationError(field.error_messages[message], code=message, params=told) from None


def learn_names(form_list: Iterable[forms.BaseForm]) -> None:
    """Looks up what bound forms chose, one query a model for all forms together."""
    fields: list[tuple[OneName | ManyNames, type[models.Model]]] = []
    chosen: dict[type[models.Model], set[int]] = defaultdict(set)
    for form in form_list:
        for name, field in form.fields.items():
            if isinstance(field, (OneName, ManyNames)) and field.queryset is not None:
                model = field.queryset.model
                fields.append((field, model))
                value = form[name].data
                ids = value if isinstance(value, (list, tuple)) else [value]
                chosen[model].update(_ids(ids))
    known = {model: _names_of(model, sorted(ids)) for model, ids in chosen.items()}
    for field, model in fields:
        field.names = known[model]


def _ids(values: Iterable[Any]) -> set[int]:
    texts = (str(value) for value in values if value)
    return {int(text) for text in texts if text.isdecimal() and len(text) < LONGEST_ID}


def _names_of(model: type[models.Model], ids: list[int]) -> dict[str, str]:
    reference = reference_to(model)
    found = {}
    for chunk in chunks(ids, 500):
        rows = model._default_manager.filter(pk__in=chunk).order_by()
        for pk, *values in rows.values_list("pk", *reference.leaves):
            found[str(pk)] = reference.name(tuple(values))
    return found


class CalledField(forms.CharField):
    """A record of a kind by any name, acronym, symbol or key of it; answers with the record.

    It needs no script, where a search box does.
    """

    def __init__(self, kind: str, **told: Any) -> None:
        super().__init__(**told)
        self.kind = kind

    def to_python(self, value: Any) -> Record | None:  # type: ignore[override]  # not its text
        text = super().to_python(value)
        try:
            return record_called(self.kind, text) if text else None
        except NotOne as error:
            raise ValidationError(str(error), code="invalid_choice") from None


class SeveralCalledField(forms.CharField):
    """Records of a kind by their names or keys, with a semicolon between; answers with records."""

    def __init__(self, kind: str, **told: Any) -> None:
        super().__init__(**told)
        self.kind = kind

    def to_python(self, value: Any) -> list[Record]:  # type: ignore[override]  # not its text
        text = super().to_python(value)
        called = [name for one in (text or "").split(";") if (name := one.strip())]
        try:
            return list(each_one_called(called, self.kind).values())
        except NotOne as error:
            raise ValidationError(str(error), code="invalid_choice") from None


class PreciseDayField(forms.DateField):
    """A day, a month or a year; what is shorter than a day sets the precision beside it."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"size": 12, "placeholder": "1999-10-25"})

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            return typed(str(value))[0]
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None


class WholeDayField(PreciseDayField):
    """A day, where nothing beside it could say that only the month is known."""

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if isinstance(value, str) and day and typed(value)[2] != Precision.DAY:
            raise ValidationError(f"'{value}': write the day too, as 1999-10-25.", code="invalid")
        return day


class ManyAutocomplete(AutocompleteSelectMultiple):
    """Without the sign that clears all: inside the list it is no list item to a screen reader."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class KnownAutocomplete(AutocompleteSelect):
    """An autocomplete that is told its labels, where Django's asks a query for each row."""

    known: dict[str, str] | None = None

    def optgroups(self, name, value, attr=None):
        if self.known is None:
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        for number, pk in enumerate(filter(None, map(str, value)), start=1):
            if pk in self.known:
                options.append(self.create_option(name, pk, self.known[pk], True, number))
        return [(None, options, 0)]


def tell_labels(formset: Any) -> None:
    """Reads the labels of all rows' references at once, one query a column."""
    for column in row_fields(formset.model):
        if not isinstance(column, models.ForeignKey):
            continue
        ids = {str(form[column.name].value() or "") for form in formset.forms} - {""}
        ids = {pk for pk in ids if pk.isdigit()}
        rows = column.related_model._default_manager.filter(pk__in=ids)
        known = {str(row.pk): str(row) for row in _with_owner(rows)}
        formset.names[column.name] = known
        for form in formset.forms:
            widget = form.fields[column.name].widget
            inner = getattr(widget, "widget", widget)
            if isinstance(inner, KnownAutocomplete):
                inner.known = known


def _with_owner(rows: models.QuerySet) -> models.QuerySet:
    """Labels of owned rows name their owner."""
    model = rows.model
    return rows.select_related(model.owner) if issubclass(model, Owned) else rows
