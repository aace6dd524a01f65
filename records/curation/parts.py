"""A form too large for one page opens in parts: the record's own fields, and each collection.

A part has an address of its own (`?part=mandates&page=2`) and is saved by itself. What a form does
not show stays as it is held (`contents.py`), so that a part needs to know nothing of the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, QueryDict

from records.content.canonical import Content, row_fields
from records.curation.filling import Filling
from records.curation.kept import is_alone
from records.curation.values import EVERY_ROW, rows_shown
from records.models.ownership import Owned
from records.writing.handing_in import HandedIn

OWN = "record"  # the part of the record's own fields
MOST_FIELDS = 250  # of one view: with this many it weighs under 200 kB and 150 ms
FEWEST_ROWS = 5
MOST_DIGITS = 5


@dataclass(frozen=True)
class FormPart:
    """What one view shows of a form. Pages count from 1."""

    name: str
    page: int = 1


class FormRequest(HttpRequest):
    """What a request carries while its form is filled, and what became of what it said."""

    filling: Filling
    part: FormPart | None  # None: the whole form
    window: slice  # of the rows of the part's collection in the base
    handed_in: HandedIn
    panel: Any  # what the form says of its evidence


@dataclass(frozen=True)
class PartLink:
    title: str
    address: str
    is_current: bool
    rows: int | None = None


class InParts(admin.ModelAdmin):
    """A change form that opens whole where it is small, and otherwise in parts.

    Which part was sent is said by the address alone; one without a part is of the whole form.
    """

    has_own_fields = True

    def rows_hang_on(self, obj: Any) -> str:
        """The key of the row on which the rows of the inlines hang; empty for a record's own."""
        return ""

    def choose_part(self, request: FormRequest, obj: Any, filling: Filling) -> None:
        """Settles once a request what is shown. Raises Http404 for a part that there is not."""
        collections = [inline.model.collection for inline in self.inlines]
        names = [OWN, *collections] if self.has_own_fields else collections
        asked = request.GET.get("part")
        if asked is None and obj is not None and request.method != "POST":
            asked = names[0] if self._is_large(filling.shown, self.rows_hang_on(obj)) else None
        if asked is not None and asked not in names:
            raise Http404("This form has no such part.")
        pages = self._slices(filling, asked, obj)
        page = min(number_asked(request, "page"), len(pages) or 1)
        request.part = FormPart(asked, page) if asked else None
        request.window = pages[page - 1] if pages else EVERY_ROW

    def _slices(self, filling: Filling, name: str | None, obj: Any) -> list[slice]:
        """Of the rows of a collection in the base, a page each, of much the same length."""
        for inline in self.inlines:
            if inline.model.collection == name:
                rows = len(rows_shown(filling.base, inline.model, self.rows_hang_on(obj)))
                pages = max(1, ceil(rows / _most_rows(inline.model)))
                size = ceil(rows / pages)
                return [slice(at * size, min(at * size + size, rows)) for at in range(pages)]
        return []

    def _is_large(self, content: Content, hung_on: str) -> bool:
        own = len(row_fields(self.model)) if self.has_own_fields else 0
        rows = sum(
            len(row_fields(inline.model)) * (1 + len(rows_shown(content, inline.model, hung_on)))
            for inline in self.inlines
        )
        return own + rows > MOST_FIELDS

    def shows_own_fields(self, request: FormRequest) -> bool:
        return request.part is None or request.part.name == OWN

    def get_inline_instances(self, request, obj=None):
        every, part = super().get_inline_instances(request, obj), request.part
        return [one for one in every if part is None or one.model.collection == part.name]

    def get_formset_kwargs(self, request, obj, inline, prefix) -> dict[str, Any]:
        return {"hung_on": self.rows_hang_on(obj), "window": request.window}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if request.part:
            context["parts"] = list(self._links(request, request.part, obj))
            context["pages"] = list(self._pages(request, request.part, obj))
            form_url = _address(request.GET, request.part)
        more = request.GET.copy()
        more["more"] = "3"
        context["more_rows"] = f"?{more.urlencode()}" if context["inline_admin_formsets"] else ""
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _links(self, request: FormRequest, part: FormPart, obj: Any) -> Iterator[PartLink]:
        shown = request.filling.shown
        if self.has_own_fields:
            title = f"The {self.opts.verbose_name} itself"
            yield PartLink(title, _address(request.GET, FormPart(OWN)), part.name == OWN)
        for inline in super().get_inline_instances(request, obj):
            name = inline.model.collection
            rows = len(rows_shown(shown, inline.model, self.rows_hang_on(obj)))
            address = _address(request.GET, FormPart(name))
            yield PartLink(str(inline.verbose_name_plural), address, part.name == name, rows)

    def _pages(self, request: FormRequest, part: FormPart, obj: Any) -> Iterator[PartLink]:
        """The pages of the collection shown, where it has several."""
        slices = self._slices(request.filling, part.name, obj)
        for number, page in enumerate(slices if len(slices) > 1 else (), start=1):
            address = _address(request.GET, FormPart(part.name, number))
            yield PartLink(f"{page.start + 1} to {page.stop}", address, number == part.page)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        reply = super().changeform_view(request, object_id, form_url, extra_context)
        if reply.status_code == 302 and is_alone(request) and request.part:
            reply["Location"] = request.path + _address(request.GET, request.part, draft=False)
        return reply


def number_asked(request: HttpRequest, name: str, otherwise: int = 1) -> int:
    """A small whole number of the address, from 1."""
    text = request.GET.get(name, "")
    is_number = text.isascii() and text.isdigit() and len(text) < MOST_DIGITS
    return max(1, int(text)) if is_number else otherwise


def _most_rows(model: type[Owned]) -> int:
    """So many that a page with its empty row has at most MOST_FIELDS."""
    return max(FEWEST_ROWS, MOST_FIELDS // len(row_fields(model)) - 1)


def _address(asked: QueryDict, part: FormPart, draft: bool = True) -> str:
    """Where a part is opened; all else that was asked stays: a draft, the filters of the list."""
    query = asked.copy()
    query["part"], query["page"] = part.name, str(part.page)
    if part.page == 1:
        del query["page"]
    if not draft:
        query.pop("draft", None)
    return f"?{query.urlencode()}"
