"""Forms of records and of the rows they own, filled from contents and answering with contents."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import construct_instance
from django.forms.utils import ErrorDict
from django.utils.html import format_html, format_html_join
from django.utils.text import slugify

from records.common.fields import field_at
from records.common.periods import Period, Precision, typed
from records.content.canonical import (
    parent_field,
    precision_columns,
    row_fields,
    row_key,
)
from records.content.problems import Problem, Refused
from records.curation.fields import PreciseDayField, learn_names
from records.curation.filling import Filling
from records.curation.places import PlaceField, names_a_place
from records.curation.values import EVERY_ROW, form_row, initial_values, rows_shown
from records.models import Record
from records.models.ownership import Owned
from records.reading.labels import parts_of
from records.writing.explaining import conflicts_among

LONGEST_KEY = 100
RANK = "rank"  # the column that puts rows in order
EMPTY = object()


class Versioned(forms.ModelForm):
    """What every form has that makes a revision, and what publishing answered to it before.

    `base_version` is the version that the form is held against, `seen_version` the one that its
    editor was shown last; they differ while others' changes are being merged.
    """

    reason = forms.CharField(
        max_length=500, required=False, help_text="Why, for the history. Seen by everyone."
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    filling: Filling
    refusal: Refused | None = None

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(
            reason=self.filling.reason,
            base_version=self.filling.base_version,
            seen_version=self.filling.seen_version,
        )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for problem in self.refusal.problems if self.refusal else ():
            self.add_error(None, f"{problem.path}: {problem.message}".removeprefix(": "))
        if "_read" in self.data:
            self.add_error(None, "Nothing is saved yet: read the text under «Evidence».")
        elif "_publish" in self.data and not self.cleaned_data.get("reason"):
            self.add_error("reason", "Say why: nobody else looks at it before it is published.")
        return cleaned

    def _post_clean(self) -> None:
        """Nothing of the row is changed here."""


class SaysContent(forms.ModelForm):
    """Columns that are checked by themselves; what concerns several rows, publishing checks."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if isinstance(field, PreciseDayField) and cleaned.get(name):
                self._take_precision(name, cleaned)
        if issubclass(self._meta.model, Period):
            # An empty first day is an unknown one; nobody should have to say so twice.
            cleaned = self._meta.model.completed(cleaned)
        self.cleaned_data = cleaned
        return cleaned

    def _take_precision(self, name: str, cleaned: dict[str, Any]) -> None:
        """A month or a year, typed as such, says how well the day is known."""
        first, last, precision = typed(str(self[name].data))
        if precision == Precision.DAY:
            return
        model: type[models.Model] = self._meta.model
        beside = precision_columns(model).get(name)
        if beside is None:
            self.add_error(name, "A whole day is needed here, such as 1999-10-25.")
            return
        cleaned[beside] = precision.value
        cleaned[name] = last if name == "ends_on" else first

    def _post_clean(self) -> None:
        plain = [one.name for one in row_fields(self._meta.model) if not one.is_relation]
        plain += ["slug"]
        said = [name for name in plain if name in self.fields and name not in self.errors]
        said = [name for name in said if not self._is_left_out(name)]
        self.instance = construct_instance(self, self.instance, said, ())
        for name in said:
            setattr(self.instance, name, self.cleaned_data.get(name))
        others = {one.name for one in self.instance._meta.fields} - set(said)
        try:
            self.instance.clean_fields(exclude=others)
        except ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]  # no stub: private

    def _is_left_out(self, name: str) -> bool:
        """Whether nothing is said where the model needs something and the form does not ask."""
        needs = not self.fields[name].required and not field_at(self._meta.model, name).blank
        return needs and self.cleaned_data.get(name) in (None, "")


KEY = (
    "The end of its address, for ever: small letters, figures and hyphens: «demining». "
    "Empty: made of the name."
)


class RecordForm(SaysContent, Versioned):
    """A record's own columns."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            key = self.fields["slug"]
            key.label, key.help_text, key.required = "Key", KEY, False
        if "_draft" in self.data:  # what a draft lacks is asked when it is handed in
            for field in self.fields.values():
                field.required = False
        for name in self.fields.keys() & self.filling.cited.keys():
            self.fields[name].help_text = _with_cited(
                str(self.fields[name].help_text), self.filling.cited[name]
            )
        if not self.is_bound:
            filling = self.filling
            if "slug" in filling.shown and (filling.shown["slug"] or self.instance.pk):
                self.initial["slug"] = filling.shown["slug"]
                (values,) = initial_values(self._meta.model, [filling.shown], filling.resolver)
                self.initial.update(values)

    def full_clean(self) -> None:
        if self.is_bound:
            learn_names([self])
        super().full_clean()

    def clean_slug(self) -> str:
        made = slugify(self.cleaned_data.get("name", ""))[:LONGEST_KEY].strip("-")
        slug = self.cleaned_data["slug"] or made
        if not slug:
            raise ValidationError("Write one: no key can be made of the name.")
        if Record.objects.filter(record_kind=self._meta.model.RECORD_KIND, slug=slug).exists():
            raise ValidationError("Another record of this kind has this key.")
        return slug


def _with_cited(help_text: str, told: list[str]) -> str:
    cited = format_html_join("; ", "{}", ((one,) for one in told))
    return format_html('{} <span class="cited">Cited: {}</span>', help_text, cited)


class OwnedForm(SaysContent):
    """A row of an inline. One that is as it was is neither read nor checked."""

    cited: Sequence[str] = ()  # what says the row, in words
    base_row: dict[str, Any] | None = None  # in the content that the form is held against

    def full_clean(self) -> None:
        if self.is_bound and self.base_row is not None and not self.has_changed():
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()


if TYPE_CHECKING:  # Django's own cannot be subscripted at run time
    RowFormSet = forms.BaseInlineFormSet[Owned, Record, OwnedForm]
else:
    RowFormSet = forms.BaseInlineFormSet


class OwnedFormSet(RowFormSet):
    """The rows of one collection, or those that hang on one row of another.

    Each form carries, under the name of the row's id, the key that its row has in the base. Of a
    long collection a `window` is shown: a slice of the base's rows, beside all that are new.
    """

    model: type[Owned]

    def __init__(
        self,
        *args,
        filling: Filling,
        hung_on: str = "",
        window: slice = EVERY_ROW,
        refusal: Refused | None = None,
        **kwargs,
    ) -> None:
        self.filling, self.hung_on = filling, hung_on
        self.problems = refusal.problems if refusal else []
        super().__init__(*args, **kwargs)
        self.names: dict[str, dict[str, str]] = {}  # of what rows refer to, by column and id
        self.fk = None  # or the admin would show the owner in each row
        self._pk_field = self.model._meta.pk
        self.base_rows = dict(rows_shown(filling.base, self.model, hung_on))
        if self.is_bound:
            self._origins = [self._posted_origin(i) for i in range(self.total_form_count())]
        else:
            shown = self._rows_in(window)
            self._origins = [origin for origin, _ in shown]
            self._shown = [row for _, row in shown]
        self._initial = self._initial_values()

    def _rows_in(self, window: slice) -> list[tuple[str, dict[str, Any]]]:
        """With their keys in the base; rows that the editor took out stand there to be deleted."""
        collection, filling = self.model.collection, self.filling
        in_window = list(self.base_rows)[window]
        shown = [
            (filling.origin(collection, key), row)
            for key, row in rows_shown(filling.shown, self.model, self.hung_on)
        ]
        held = {origin for origin, _ in shown}
        shown = [(origin, row) for origin, row in shown if not origin or origin in in_window]
        gone = [one for one in in_window if one not in held]
        gone = [one for one in gone if (collection, one) in filling.taken_out]
        return shown + [(origin, self.base_rows[origin]) for origin in gone]

    def _posted_origin(self, i: int) -> str:
        return self.data.get(f"{self.add_prefix(i)}-{self._pk_field.name}", "")

    def _initial_values(self) -> list[dict[str, Any]]:
        """A bound form is compared with its row in the base; a fresh one shows what is merged."""
        rows = [self.base_rows.get(one) for one in self._origins] if self.is_bound else self._shown
        filled = [row for row in rows if row is not None]
        values = iter(initial_values(self.model, filled, self.filling.resolver))
        return [{} if row is None else next(values) for row in rows]

    def initial_form_count(self) -> int:
        if self.is_bound:
            return min(super().initial_form_count(), self.total_form_count())
        return len(self._shown)

    def get_queryset(self) -> list[str]:  # type: ignore[override]  # there are no rows to show
        """What each row is called beside its form; the admin would show the row itself."""
        return [self._called(at) for at in range(self.initial_form_count())]

    def _called(self, at: int) -> str:
        """By the columns of its key, in words."""
        columns = [name for name in self.model.natural_key if name in self.forms[at].fields]
        return ", ".join(filter(None, (self._in_words(at, one) for one in columns))) or "New"

    def _in_words(self, at: int, column: str) -> str:
        held = self._initial[at].get(column)
        if column in self.names:
            return self.names[column].get(str(held), "")
        row = self.base_rows.get(self._origins[at]) or ({} if self.is_bound else self._shown[at])
        if names_a_place(self.model, column):
            return self.filling.places.words.get(row.get(column, ""), "")
        return " ".join(part.text for part in parts_of(self.model, column, row))

    def _construct_form(self, i: int, **kwargs) -> OwnedForm:
        initial = self._initial[i] if i < len(self._initial) else {}
        construct = forms.BaseFormSet._construct_form  # type: ignore[attr-defined]  # no stub: private
        form = construct(self, i, **({"initial": initial} | kwargs))
        if i < len(self._origins):
            place = f"{self.model.collection}/{self._origins[i]}"
            form.cited = self.filling.cited.get(place, [])
        if self.is_bound:
            form.base_row = self.base_rows.get(self._origins[i])
            form.empty_permitted = i >= self.initial_form_count()
        return form

    def add_fields(self, form: OwnedForm, index: int | None) -> None:
        # Those of a table's rows would ask for it.
        super(forms.BaseModelFormSet, self).add_fields(form, index)
        origin = self._origins[index] if index is not None and index < len(self._origins) else ""
        form.fields[self._pk_field.name] = forms.CharField(
            required=False, initial=origin, widget=forms.HiddenInput
        )
        for field in form.fields.values():
            if isinstance(field, PlaceField):
                field.places = self.filling.places
        if "DELETE" in form.fields and (self.model.collection, origin) in self.filling.taken_out:
            form.fields["DELETE"].initial = True

    def full_clean(self) -> None:
        if self.is_bound:
            learn_names(
                [form for form in self.forms if form.base_row is None or form.has_changed()]
            )
        super().full_clean()

    def validate_unique(self) -> None:
        """Natural keys are compared in `clean`, as the rows will be."""

    def clean(self) -> None:
        """Doubled keys, overlapping periods and what was refused, told at the row that has them."""
        super().clean()
        if any(self.errors):
            return
        elsewhere = self.rows_elsewhere()
        self._rank(elsewhere)
        kept = [(form, self.row_of(form)) for form in self.kept_forms()]
        taken = {row_key(self.model, row) for row in elsewhere}
        seen: dict[str, OwnedForm] = {}
        for form, row in kept:
            key = row_key(self.model, row)
            if key in seen or key in taken:
                form.add_error(None, "Another row says the same; keep one.")
            seen[key] = form
        for pair in conflicts_among(self.model, [*elsewhere, *(row for _, row in kept)]):
            self._tell_conflict(*pair, seen)
        for problem in self.problems:
            self._tell(problem, seen)
        if any(form.errors for form, _ in kept):
            raise ValidationError("Some rows do not go together; see below.")

    def _rank(self, elsewhere: list[dict[str, Any]]) -> None:
        """An empty rank takes the next."""
        unranked = [
            form for form in self.kept_forms() if form.cleaned_data.get(RANK, EMPTY) is None
        ]
        if not unranked:
            return
        above = parent_field(self.model)
        beside = [row for row in elsewhere if not above or row[above] == self.hung_on]
        beside += [self.row_of(form) for form in self.kept_forms() if form not in unranked]
        last = max((row.get(RANK) or 0 for row in beside), default=0)
        for rank, form in enumerate(unranked, start=last + 1):
            form.cleaned_data[RANK] = rank

    def _tell_conflict(
        self, row: dict[str, Any], rival: dict[str, Any], text: str, seen: dict[str, OwnedForm]
    ) -> None:
        """At the later row, or at the other where only that is shown."""
        key, other = row_key(self.model, row), row_key(self.model, rival)
        if key not in seen:
            key, other = other, key
        if key in seen:
            seen[key].add_error(None, f"{text} See {other}.")

    def _tell(self, problem: Problem, seen: dict[str, OwnedForm]) -> None:
        collection, _, place = problem.path.partition("/")
        key, _, column = place.partition("/")
        if collection == self.model.collection and key in seen:
            form = seen[key]
            form.add_error(column if column in form.fields else None, problem.message)

    def kept_forms(self) -> list[OwnedForm]:
        """The forms that hold a row after saving."""
        return [
            form
            for form in self.forms
            if not (self.can_delete and form.cleaned_data.get(DELETION_FIELD_NAME))
            and (form.base_row is not None or form.has_changed())
        ]

    def row_of(self, form: OwnedForm) -> dict[str, Any]:
        """What a valid form says, as the JSON of a row."""
        if form.base_row is not None and not form.has_changed():
            return form.base_row
        above = parent_field(self.model)
        return form_row(form) | ({above: self.hung_on} if above else {})

    def origins(self) -> set[str]:
        """The keys in the base of the rows that the form shows."""
        return set(self._origins) & self.base_rows.keys()

    def rows_elsewhere(self) -> list[dict[str, Any]]:
        """The collection's rows that hang on another row or stand on another page."""
        filling, collection = self.filling, self.model.collection
        above, shown = parent_field(self.model), self.origins()
        kept = []
        for row in filling.rest["owned"].get(collection, ()):
            origin = filling.rest_origin(collection, row_key(self.model, row))
            if (above and row[above] != self.hung_on) or (origin and origin not in shown):
                kept.append(row)
        return kept

    def renamed(self) -> dict[str, str]:
        """Keys in the base and new keys of rows whose natural key the form changed."""
        pairs = [
            (row_key(self.model, form.base_row), row_key(self.model, self.row_of(form)))
            for form in self.kept_forms()
            if form.base_row is not None and form.has_changed()
        ]
        return {old: new for old, new in pairs if old != new}
