"""Forms of owned rows on which further rows hang: the sections of an article, statements."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from records.content.canonical import row_fields
from records.content.references import key_in_owner, name_of
from records.curation.admin import RevisingAdmin
from records.curation.contents import said_content
from records.curation.forms import Versioned
from records.models import Record
from records.models.ownership import Owned, owner_path


class NestedAdmin(RevisingAdmin):
    """An owned row on which further rows hang: they are edited here, the row at its record."""

    form = Versioned
    has_own_fields = False

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return ["of_record", *(field.name for field in row_fields(self.model))]

    def get_fields(self, request: HttpRequest, obj=None) -> tuple[str, ...]:
        return (*self.get_readonly_fields(request, obj), "reason", "base_version", "seen_version")

    def rows_hang_on(self, obj: Any) -> str:
        return key_in_owner(name_of(obj))

    @admin.display(description="Record")
    def of_record(self, row: Owned) -> str:
        record = self.record_of(row)
        name = f"admin:{record._meta.app_label}_{record._meta.model_name}_change"
        return format_html('<a href="{}">{}</a>', reverse(name, args=[record.pk]), record)

    def record_of(self, row: models.Model | None) -> Record:
        found: Any = row
        for step in owner_path(self.model).split("__"):
            found = getattr(found, step)
        return found

    def save_related(self, request, form, formsets, change) -> None:
        said = said_content(request.filling, formsets)
        self.submit(request, said, self.record_of(form.instance), form)
