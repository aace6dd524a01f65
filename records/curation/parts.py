"""A form too large for one page opens in parts: the record's own fields, and each collection.

A part has an address of its own (`?part=mandates&page=2`) and is saved by itself. What a form does
not show stays as it is held (`contents.py`), so that a part needs to know nothing of the others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from records.content.canonical import Content, row_fields
from records.curation.filling import Filling
from records.curation.forms import EVERY_ROW, rows_shown
from records.models.ownership import Owned

OWN = "record"  # the part of the record's own fields
MOST_FIELDS = 300  # of one view: with this many it weighs under 200 kB and 150 ms
FEWEST_ROWS = 5


@dataclass(frozen=True)
class Part:
    """What one view shows of a form. Pages count from 1."""

    name: str
    page: int = 1


@dataclass(frozen=True)
class Link:
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

    def choose_part(self, request: HttpRequest, obj: Any, filling: Filling) -> None:
        """Settles once a request what is shown. Raises Http404 for a part that there is not."""
        collections = [inline.model.collection for inline in self.inlines]
        names = [OWN, *collections] if self.has_own_fields else collections
        asked = request.GET.get("part")
        if asked is None and obj is not None and request.method != "POST":
            asked = names[0] if self._is_large(filling.shown, self.rows_hang_on(obj)) else None
        if asked is not None and asked not in names:
            raise Http404("This form has no such part.")
        page = request.GET.get("page", "")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 1
        request.part = asked and Part(asked, max(number, 1))

    def _is_large(self, content: Content, hung_on: str) -> bool:
        own = len(row_fields(self.model)) if self.has_own_fields else 0
        return MOST_FIELDS < own + sum(
            len(row_fields(inline.model)) * (1 + len(rows_shown(content, inline.model, hung_on)))
            for inline in self.inlines
        )

    def shows_own_fields(self, request: HttpRequest) -> bool:
        return request.part is None or request.part.name == OWN

    def get_inline_instances(self, request, obj=None):
        every, part = super().get_inline_instances(request, obj), request.part
        return [one for one in every if part is None or one.model.collection == part.name]

    def get_formset_kwargs(self, request, obj, inline, prefix) -> dict[str, Any]:
        return {
            "hung_on": self.rows_hang_on(obj),
            "window": _window(inline.model, request.part.page) if request.part else EVERY_ROW,
        }

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if request.part:
            context["parts"] = list(self._links(request, obj))
            context["pages"] = list(self._pages(request, obj))
            form_url = _address(request.GET, request.part)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _links(self, request: HttpRequest, obj: Any) -> Iterator[Link]:
        shown, part = request.filling.shown, request.part
        if self.has_own_fields:
            title = f"{self.opts.verbose_name.capitalize()} itself"
            yield Link(title, _address(request.GET, Part(OWN)), part.name == OWN)
        for inline in super().get_inline_instances(request, obj):
            name = inline.model.collection
            rows = len(rows_shown(shown, inline.model, self.rows_hang_on(obj)))
            address = _address(request.GET, Part(name))
            yield Link(str(inline.verbose_name_plural), address, part.name == name, rows)

    def _pages(self, request: HttpRequest, obj: Any) -> Iterator[Link]:
        """The pages of the collection shown, where it has several."""
        for inline in self.get_inline_instances(request, obj):
            base = rows_shown(request.filling.base, inline.model, self.rows_hang_on(obj))
            size = _rows_a_page(inline.model)
            starts = range(0, len(base), size) if len(base) > size else ()
            for number, start in enumerate(starts, start=1):
                end = min(start + size, len(base))
                part = Part(inline.model.collection, number)
                yield Link(
                    f"{start + 1} to {end}", _address(request.GET, part), part == request.part
                )

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        reply = super().changeform_view(request, object_id, form_url, extra_context)
        if "_continue" in request.POST and request.part and reply.status_code == 302:
            reply["Location"] = request.path + _address(request.GET, request.part, draft=False)
        return reply


def _rows_a_page(model: type[Owned]) -> int:
    """So many that the page with its empty row has at most MOST_FIELDS."""
    return max(FEWEST_ROWS, MOST_FIELDS // len(row_fields(model)) - 1)


def _window(model: type[Owned], page: int) -> slice:
    size = _rows_a_page(model)
    return slice((page - 1) * size, page * size)


def _address(asked: QueryDict, part: Part, draft: bool = True) -> str:
    """Where a part is opened; all else that was asked stays: a draft, the filters of the list."""
    query = asked.copy()
    query["part"], query["page"] = part.name, str(part.page)
    if part.page == 1:
        del query["page"]
    if not draft:
        query.pop("draft", None)
    return f"?{query.urlencode()}"
