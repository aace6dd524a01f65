"""Lists of the admin: searched as people write names, and for facts only read."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.http import HttpRequest

from records.common.fields import target_of
from records.common.lists import PER_PAGE
from records.curation.permissions import CuratorsOnly
from records.models import Record
from records.reading.names import bearing_words, called
from records.reading.uses import names_a_source, to_be_confirmed


class SearchedByName(admin.ModelAdmin):
    """A search box that reads names as every other search does, on both databases alike.

    Of `search_fields` those of records are asked by all names of the record, in any spelling.
    """

    def get_search_results(self, request: HttpRequest, queryset, search_term: str):
        wanted = search_term.split()
        if not wanted:
            return queryset, False
        columns, paths = _columns_and_paths(queryset.model, self.search_fields)
        said = Q()
        for word in wanted:
            either = Q(_connector=Q.OR, **{f"{column}__icontains": word for column in columns})
            for path in paths:
                either |= Q(**{f"{path}__in": bearing_words(word)})
            said &= either
        meant = [one.record.pk for one in called(search_term)]
        for path in paths if meant else ():
            said |= Q(**{f"{path}__in": meant})
        return queryset.filter(said), False


def _columns_and_paths(model: type[models.Model], fields) -> tuple[list[str], set[str]]:
    """Columns to look into, and paths to the records whose names are asked."""
    columns, paths = [], {"pk"} if issubclass(model, Record) else set()
    for field in fields:
        steps = field.split("__")[:-1]
        path: list[str] = []
        reached = model
        while steps and not issubclass(reached, Record):
            path.append(steps.pop(0))
            reached = target_of(reached, path[-1])
        if issubclass(reached, Record):
            paths.add("__".join(path) or "pk")
        else:
            columns.append(field)
    return columns, paths


class ToBeConfirmed(admin.SimpleListFilter):
    """Rows that rest on general knowledge, on a page that is no authority, or on memory."""

    title = "to be confirmed"
    parameter_name = "confirm"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("yes", "yes"), ("no", "no")]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if not self.value():
            return queryset
        weak = to_be_confirmed(queryset.model)
        return queryset.filter(weak if self.value() == "yes" else ~weak)


class ReadOnlyAdmin(SearchedByName, CuratorsOnly, admin.ModelAdmin):
    """For facts and owned rows: looked at here, changed by import or at their record.

    They stand behind the menu, which is for what editors edit, unless it is their work to look.
    """

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    show_full_result_count = False
    is_work = False

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        weak = [ToBeConfirmed] if names_a_source(self.model) else []
        return [*weak, *super().get_list_filter(request)]

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return super().get_model_perms(request) if self.is_work else {}

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


class FactAdmin(ReadOnlyAdmin):
    """Rows that came by import."""

    list_per_page = PER_PAGE

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        keys = [field.name for field in self.model._meta.fields if field.many_to_one]
        return super().get_queryset(request).select_related(*keys)
