"""Forms of records and of the rows they own, filled from rows or from the JSON of a draft."""

from functools import partial
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import models

from records.common.periods import Period
from records.content.canonical import Content, row_fields, row_key
from records.content.codec import encode
from records.content.problems import Refused
from records.content.references import Resolver, name_of
from records.models import Record
from records.models.ownership import Owned
from records.writing.explaining import conflicts_among


class PeriodCleaning:
    """An empty first day means an unknown one; nobody should have to say so twice."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        values = self.cleaned_data if cleaned is None else cleaned
        if issubclass(self._meta.model, Period):
            self.cleaned_data = Period.completed(values)
        return self.cleaned_data


class ShowsRefusal(forms.ModelForm):
    """Shows what publishing answered to the same form before, so that nothing typed is lost."""

    refusal: Refused | None = None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for problem in self.refusal.problems if self.refusal else ():
            self.add_error(None, f"{problem.path}: {problem.message}".removeprefix(": "))
        return cleaned


class RecordForm(PeriodCleaning, ShowsRefusal):
    """A record's own columns; the reason goes into its history.

    `base_version` is the version the form was filled from, so that no save overwrites another.
    """

    reason = forms.CharField(
        max_length=500, required=False, help_text="Why, for the history. Seen by everyone."
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    draft: Content | None = None  # the content that fills the form instead of the row

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("base_version", self.instance.version if self.instance.pk else 0)
        if self.draft and not self.is_bound:
            self.initial |= initial_values(self._meta.model, self.draft)
            self.initial["slug"] = self.draft["slug"]

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if Record.objects.filter(record_kind=self._meta.model.RECORD_KIND, slug=slug).exists():
            raise ValidationError("Another record of this kind has this slug.")
        return slug


class OwnedForm(PeriodCleaning, forms.ModelForm):
    """A row of an inline. What concerns several rows is asked of the formset."""

    def _post_clean(self) -> None:
        # The tables still hold the rows as they were: exchanged ranks would seem to clash.
        self.instance.validate_constraints = partial(_check_alone, self.instance)
        super()._post_clean()

    def validate_unique(self) -> None:
        """Left to the formset, which sees the rows as they will be."""


def _check_alone(row: models.Model, exclude=None) -> None:
    """The constraints that one row can break by itself."""
    for constraint in row._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            constraint.validate(type(row), row, exclude=exclude)


class OwnedFormSet(forms.BaseInlineFormSet):
    """The rows of one collection of one record; `draft_rows` fill it instead of the tables."""

    def __init__(self, *args, draft_rows: list[dict] | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.draft_rows = None
        if draft_rows is not None and not self.is_bound:
            self._fill(draft_rows)

    def _fill(self, rows: list[dict]) -> None:
        model = self.model
        self.draft_rows = {row_key(model, row): row for row in rows}
        held = {name_of(one).partition("#")[2] for one in self.get_queryset()}
        fresh = [row for key, row in self.draft_rows.items() if key not in held]
        self.initial_extra = [initial_values(model, row) for row in fresh]
        self.extra = len(fresh)

    def _construct_form(self, i: int, **kwargs) -> forms.ModelForm:
        form = super()._construct_form(i, **kwargs)
        if self.draft_rows is not None and i < self.initial_form_count():
            key = name_of(form.instance).partition("#")[2]
            if key in self.draft_rows:
                form.initial |= initial_values(self.model, self.draft_rows[key])
            elif "DELETE" in form.fields:
                form.fields["DELETE"].initial = True
        return form

    def validate_unique(self) -> None:
        """Natural keys are compared in `clean`, as the rows will be."""

    def clean(self) -> None:
        """Doubled keys and overlapping periods, told at the row that has them."""
        super().clean()
        if any(self.errors):
            return
        kept = [(form, form_row(form)) for form in self.kept_forms()]
        seen: dict[str, forms.ModelForm] = {}
        for form, row in kept:
            key = row_key(self.model, row)
            if key in seen:
                form.add_error(None, "Another row says the same; keep one.")
            seen[key] = form
        for row, rival, text in conflicts_among(self.model, [row for _, row in kept]):
            form = seen[row_key(self.model, row)]
            form.add_error(None, f"{text} See {row_key(self.model, rival)}.")
        if any(form.errors for form, _ in kept):
            raise ValidationError("Some rows do not go together; see below.")

    def kept_forms(self) -> list[forms.ModelForm]:
        """The forms that hold a row after saving."""
        return [
            form
            for form in self.forms
            if not (self.can_delete and self._should_delete_form(form))
            and (form.instance.pk or form.has_changed())
        ]


def form_row(form: forms.ModelForm) -> dict[str, Any]:
    """What a valid form says, as the JSON of a row."""
    row: dict[str, Any] = {}
    for column in row_fields(form._meta.model):
        value = form.cleaned_data.get(column.name)
        if isinstance(column, models.ManyToManyField):
            row[column.name] = [name_of(one) for one in value or ()]
        elif column.is_relation:
            row[column.name] = name_of(value) if value else None
        else:
            row[column.name] = encode(column, value)
    return row


def initial_values(model: type[models.Model], row: dict[str, Any]) -> dict[str, Any]:
    """The JSON of a row as initial values; a name that leads nowhere yet stays empty."""
    resolver, values = Resolver(), {}
    for column in row_fields(model):
        value = row.get(column.name)
        if isinstance(column, models.ManyToManyField):
            resolver.learn(column.related_model, value or [])
            ids = (resolver.get(column.related_model, name) for name in value or [])
            values[column.name] = [pk for pk in ids if pk]
        elif column.is_relation:
            resolver.learn(column.related_model, [value] if value else [])
            values[column.name] = resolver.get(column.related_model, value) if value else None
        elif value is not None:
            values[column.name] = value
        else:
            values[column.name] = column.get_default()
    return values


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
                options.append(self.create_option(name, pk, self.known[pk], {pk}, number))
        return [(None, options, 0)]


def tell_labels(formset: OwnedFormSet) -> None:
    """Reads the labels of all rows' references at once, one query a column."""
    for column in formset.model._meta.fields:
        if not column.is_relation or column.name not in formset.form.base_fields:
            continue
        ids = {str(form[column.name].value() or "") for form in formset.forms} - {""}
        ids = {pk for pk in ids if pk.isdigit()}
        rows = column.related_model._default_manager.filter(pk__in=ids)
        known = {str(row.pk): str(row) for row in _with_owner(rows)}
        for form in formset.forms:
            widget = form.fields[column.name].widget
            getattr(widget, "widget", widget).known = known


def _with_owner(rows: models.QuerySet) -> models.QuerySet:
    """Labels of owned rows name their owner."""
    model = rows.model
    return rows.select_related(model.owner) if issubclass(model, Owned) else rows
