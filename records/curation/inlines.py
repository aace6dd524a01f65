"""Forms of the rows that a record owns, within the form of the record."""

from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.http import HttpRequest

from records.content.canonical import row_fields
from records.curation.fields import (
    KnownAutocomplete,
    ManyAutocomplete,
    ManyNames,
    OneName,
    PreciseDayField,
)
from records.curation.forms import RANK, OwnedForm, OwnedFormSet
from records.curation.parts import number_asked
from records.curation.permissions import CuratorsOnly
from records.curation.places import PlaceField, names_a_place
from records.groups import DRAFT
from records.models import Citation
from records.models.evidence import Stance
from records.models.ownership import Owned

MOST_EMPTY_ROWS = 10
MOST_BESIDE = 7  # columns of a table, on 1440 pixels


class ContentFields(BaseModelAdmin):
    """Form fields that answer with what content holds. Sets are filled by a search box, never
    from a list of thousands.
    """

    formfield_overrides = {
        models.DateField: {"form_class": PreciseDayField, "widget": PreciseDayField.widget},
        models.URLField: {"assume_scheme": "https"},
    }

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(
            db_field, request, **(kwargs | {"form_class": OneName})
        )

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["widget"] = ManyAutocomplete(db_field, self.admin_site)
        kwargs["form_class"] = ManyNames
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Without Django's four icons, whose windows would write past review; in rows they would
        be a third of the form."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class OwnedRows(ContentFields, CuratorsOnly, InlineModelAdmin):
    """An inline of an owned model; its owner, key and name are said by the model."""

    form = OwnedForm
    formset = OwnedFormSet  # type: ignore[assignment]  # the stub allows no narrower forms

    def __init__(self, parent_model, admin_site) -> None:
        self.fk_name = self.model.owner
        self.verbose_name_plural = self.model.collection.replace("_", " ").capitalize()
        super().__init__(parent_model, admin_site)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm(DRAFT)  # a row goes, its record stays

    def get_extra(self, request: HttpRequest, obj=None, **kwargs) -> int:
        """Empty rows for who adds them without a script."""
        return min(number_asked(request, "more", otherwise=0), MOST_EMPTY_ROWS)

    def get_fields(self, request: HttpRequest, obj=None) -> tuple[str, ...]:
        """All but the owner: whose the rows are goes without saying."""
        return tuple(field.name for field in row_fields(self.model))

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return [field.name for field in row_fields(self.model) if field.is_relation]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs["widget"] = KnownAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """No rank is asked for, and no path."""
        if names_a_place(self.model, db_field.name):
            kwargs["form_class"] = PlaceField
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == RANK:
            field.required = False
            field.help_text = f"{field.help_text} Empty: the next.".strip()
        return field


class OwnedTable(OwnedRows):
    template = "admin/records/_rows_table.html"


class OwnedStack(OwnedRows):
    template = "admin/records/_rows_stacked.html"


class CitationForm(OwnedForm):
    """A value that was not chosen needs the rule that chose, or it waits for a decision."""

    def clean(self):
        cleaned = super().clean()
        is_against = cleaned.get("stance") == Stance.CONTRADICTS
        if is_against and not cleaned.get("rule") and not cleaned.get("open"):
            told = "Say by which rule the other value was chosen, or mark it as open."
            self.add_error("rule", told)
        return cleaned


class CitationStack(OwnedStack):
    model = Citation
    form = CitationForm


def table(model: type[Owned]) -> type[OwnedRows]:
    """Cards where its columns find no room beside each other on a common screen."""
    if len(row_fields(model)) > MOST_BESIDE:
        return stack(model)
    return type(f"{model.__name__}Table", (OwnedTable,), {"model": model})


def stack(model: type[Owned]) -> type[OwnedStack]:
    """For rows of many columns, or of long texts."""
    return type(f"{model.__name__}Stack", (OwnedStack,), {"model": model})
