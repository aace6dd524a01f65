"""The search boxes of forms: what fits, first what bears the name, each with its kind and years."""

from typing import Any, cast

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Case, QuerySet, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator

from records.common.fields import kinds_taken
from records.common.periods import years_told
from records.models import Described, Record, RecordKind
from records.models.ownership import record_model
from records.reading.names import called


class SearchBox(AutocompleteJsonView):
    """Answers what a form's search box asks. Which kinds fit is said by the column it fills."""

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset()
        if not issubclass(rows.model, Record):
            return rows
        kind = getattr(rows.model, "RECORD_KIND", "")
        kinds = [kind] if kind else kinds_taken(self.source_field)
        meant = [one.record.pk for one in called(self.term, kinds) if not one.is_guess]
        if not meant:
            return rows
        places = (When(pk=pk, then=place) for place, pk in enumerate(meant))
        others = self.model_admin.get_ordering(self.request)
        return rows.order_by(Case(*places, default=len(meant)), *others)

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if context["object_list"] and self.model_admin.model is Record:
            context["object_list"] = _as_their_kinds(context["object_list"])
        return context

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        told = super().serialize_result(obj, to_field_name)
        return told | {"text": described(obj)} if isinstance(obj, Described) else told


class CurationSite(AdminSite):
    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """Strangers are led to the page of accounts, which asks for the second factor too."""
        return super().login(request, extra_context)

    def password_change(self, request: HttpRequest, extra_context=None) -> Any:
        """The page of accounts counts attempts."""
        return HttpResponseRedirect(reverse("account_change_password"))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast(HttpResponse, SearchBox.as_view(admin_site=self)(request))


def described(record: Described) -> str:
    """«United Nations · organization, universal, since 1945»."""
    said = [RecordKind(record.record_kind).label.lower()]
    if hasattr(record, "get_kind_display"):
        kind = str(record.get_kind_display())
        said.append(kind if kind[:2].isupper() else kind.lower())
    return f"{record} · {', '.join(filter(None, [*said, _years(record)]))}"


def _years(record: Described) -> str:
    held: dict[str, Any] = record.held()
    begun, ended = held.get("starts_on"), held.get("ends_on")
    if not begun and not ended:
        return ""
    if begun and "ends_on" not in held:  # a document: it is of a day, and lasts
        return str(begun.year)
    return years_told(begun, ended, held.get("ends_precision", ""))


def _as_their_kinds(records: Any) -> list[Described]:
    """With the columns of their kinds, one query a kind, in the same order."""
    ids = [one.pk for one in records]
    found: dict[int, Described] = {}
    for kind in {one.record_kind for one in records}:
        found |= record_model(kind)._default_manager.in_bulk(ids)
    return [found[pk] for pk in ids]
