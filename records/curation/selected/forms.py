"""What is asked, once, of a change to many records."""

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.db import models
from django.forms.models import modelform_factory

from records.common.fields import field_at
from records.content.canonical import precision_columns, row_fields
from records.content.codec import default_of, encode
from records.curation.evidence import Saying
from records.curation.fields import CalledField, PreciseDayField
from records.curation.forms import SaysContent
from records.curation.selected.changing import Change, with_alias, with_citation, with_values
from records.models import Alias, Described
from records.models.ownership import content_fields
from records.reading.labels import Row, label_of

UNSET = ("name", "summary")  # no two records share them


def columns(model: type[Described]) -> list[models.Field]:
    """Those that many records may share; a precision goes with its day, sets have their forms."""
    beside = {*precision_columns(model).values(), *UNSET}
    return [one for one in row_fields(model) if one.name not in beside and _is_set(one)]


def _is_set(column: models.Field) -> bool:
    if isinstance(column, models.ManyToManyField):
        return False
    target = column.related_model
    return target is None or (isinstance(target, type) and issubclass(target, Described))


def _named(model: type[Described]) -> list[tuple[str, str]]:
    return sorted(((one.name, label_of(model, one.name)) for one in columns(model)), key=_label)


def _label(choice: tuple[str, str]) -> str:
    return choice[1].casefold()


class ColumnForm(forms.Form):
    """The first step of setting a value: which."""

    column = forms.ChoiceField(label="Set the value of")

    def __init__(self, *args: Any, model: type[Described]) -> None:
        super().__init__(*args)
        cast("forms.ChoiceField", self.fields["column"]).choices = _named(model)


class Reason(forms.Form):
    reason = forms.CharField(
        max_length=500,
        help_text="Why, for the history of each record. Seen by everyone.",
        widget=forms.TextInput(attrs={"size": 80}),
    )


class ValueForm(SaysContent):
    """A value of one column, by the checks of the record's own form."""

    def values(self) -> Row:
        """The column as JSON, with how well a day is known."""
        model: type[models.Model] = self._meta.model
        (column,) = (one for one in content_fields(model) if one.name in self.fields)
        value = self.cleaned_data.get(column.name)
        if column.is_relation:
            return {column.name: value.slug if value else None}
        said = {column.name: encode(column, value)}
        if beside := precision_columns(model).get(column.name):
            otherwise = default_of(field_at(model, beside))
            said[beside] = self.cleaned_data.get(beside, "day" if value else otherwise)
        return said

    def change(self, saying: Saying | None) -> Change:
        return with_values(self.values())


def value_form(model: type[Described], column: str) -> type[ValueForm]:
    """A form for the column. Raises KeyError for one that is not set here."""
    named = {one.name: one for one in columns(model)}
    form = modelform_factory(
        model, form=ValueForm, fields=[named[column].name], formfield_callback=_field
    )
    form.base_fields[column].label = label_of(model, column)
    return cast("type[ValueForm]", form)


def _field(column: Any, **kwargs: Any) -> forms.Field:
    target = column.related_model
    if target:
        told = {"required": not column.blank, "help_text": "Its name, acronym, symbol or key."}
        return CalledField(target.RECORD_KIND, **told)
    if isinstance(column, models.DateField):
        kwargs |= {"form_class": PreciseDayField, "widget": PreciseDayField.widget}
    if isinstance(column, models.URLField):
        kwargs["assume_scheme"] = "https"
    return column.formfield(**kwargs)


class AliasForm(forms.ModelForm):
    """Another name of all of them, such as one that they share in another language."""

    class Meta:
        model = Alias
        fields = ("text", "kind", "language")

    def change(self, saying: Saying | None) -> Change:
        return with_alias(dict(self.cleaned_data))


class CitedForm(forms.Form):
    """Of which value a source is cited."""

    field = forms.ChoiceField(label="Cited for", required=False)

    def __init__(self, *args: Any, model: type[Described]) -> None:
        super().__init__(*args)
        cast("forms.ChoiceField", self.fields["field"]).choices = list(self._choices(model))

    def _choices(self, model: type[Described]) -> Iterator[tuple[str, str]]:
        yield "", "The record as a whole"
        own = [one.name for one in row_fields(model) if one.name != "summary"]
        beside = precision_columns(model).values()
        yield from ((name, label_of(model, name)) for name in own if name not in beside)

    def change(self, saying: Saying | None) -> Change:
        if saying is None:
            raise ValueError("A citation needs a source.")
        return with_citation(self.cleaned_data["field"], saying)
