"""Pages of results: numbered near the beginning, by cursors as far as the list goes.

A cursor is a place in the order of a list: the values by which its last row stands there. The next
page is what comes after them, however many rows lie before, and whatever was added meanwhile.
"""

import hashlib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core import signing
from django.db.models import QuerySet
from django.utils import timezone
from rest_framework import exceptions, pagination
from rest_framework.request import Request
from rest_framework.response import Response

from records.common.lists import PER_PAGE
from records.common.nearest import (
    AT_ONCE,
    MOST,
    among_nearest,
    end_of_nearest,
    found_first,
    is_told,
    looked_at,
    sorted_in,
)
from records.common.orders import (
    OrderColumn,
    beyond,
    further_on,
    in_steps,
    known_first,
    known_steps,
    ordered,
    steps_of,
)
from records.common.prepared import Beginning, join_records_at_once
from records.common.requests import BadRequest, account_wanted, whole_number

DEEPEST = 10_000  # the last row that a page number reaches, and to which rows are counted
WHERE_ONLY = ("page", "page_size", "cursor", "fields", "omit", "expand", "meta")
SIGNER = signing.Signer(salt="cursor")
MOST_COUNTS = 2_000
COUNTS: dict[tuple[Any, ...], int] = {}
BEGINNINGS: dict[tuple[Any, ...], Beginning] = {}
EXACT, MORE_THAN = "exact", "more_than"


COUNT = {
    "type": "integer",
    "minimum": 0,
    "description": f"How many rows answer, counted to {DEEPEST:,}.",
}
COUNT_IS = {
    "type": "string",
    "enum": [EXACT, MORE_THAN],
    "description": "Whether `count` is all of them, or there are more: `meta=full` counts all.",
}


class CursorPlace(NamedTuple):
    """Of a cursor: the values of the row beside it, and which way from there."""

    values: list[Any]
    backwards: bool


class Pages(pagination.BasePagination):
    """`page` from 1 and `page_size` up to 1,000; anything else is a 400."""

    page_size = PER_PAGE
    max_page_size = 1000
    is_counted_whole = True
    beyond = "Ask a narrower question."

    def paginate_queryset(self, queryset, request: Request, view=None) -> list:
        self.request = request
        self.size = whole_number(request, "page_size", 1, self.max_page_size, self.page_size)
        self.count = self.counted(queryset)
        self.rows = self.numbered(queryset)
        return self.rows

    def counted(self, rows: Any) -> int:
        return len(rows)

    def numbered(self, rows: Any) -> list:
        """The page of the number asked for, and whether others lie beside it."""
        page = self.page = whole_number(self.request, "page", 1, 10**6, 1)
        if page > 1 and page * self.size > DEEPEST:
            text = f"Pages reach to row {DEEPEST:,}. {self.beyond}"
            raise BadRequest("page", text, kind="page-too-deep")
        first = (page - 1) * self.size
        if page > 1 and first >= self.count:
            pages = max(1, -(-self.count // self.size))
            raise exceptions.NotFound(f"This list has {pages} pages of {self.size} rows.")
        found = None if first else self.near(self.size)
        if found is None:
            found = self.read(self.in_order(rows)[first : first + self.size])
        self.is_more, self.is_less = first + len(found) < self.count, page > 1
        return found

    def read(self, rows: Any) -> list:
        return list(rows)

    def in_order(self, rows: Any) -> Any:
        return rows

    def near(self, most: int) -> list | None:
        """So many rows from the beginning; None where there is no shorter way to them."""
        return None

    def next(self) -> str:
        return self.link(page=self.page + 1)

    def previous(self) -> str:
        return self.link(page=self.page - 1)

    def link(self, **place: Any) -> str:
        """The same question at another place; relative, since a proxy may have changed the host."""
        asked = dict(self.request.query_params.lists())
        asked |= {"page": [], "cursor": []}
        asked |= {name: [value] for name, value in place.items() if value != 1}
        query = urlencode(asked, doseq=True)
        return f"{self.request.path}?{query}" if query else self.request.path

    def get_paginated_response(self, data: list) -> Response:
        after = self.next() if self.is_more else None
        before = self.previous() if self.is_less else None
        is_more = not self.is_counted_whole and self.count > DEEPEST
        envelope = {
            "count": DEEPEST if is_more else self.count,
            "count_is": MORE_THAN if is_more else EXACT,
            "next": after,
            "previous": before,
            "results": data,
        }
        pages = {"next": after, "prev": before, "first": self.link()}
        links = [f'<{to}>; rel="{name}"' for name, to in pages.items() if to]
        return Response(envelope, headers={"Link": ", ".join(links)})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri-reference"}
        return {
            "type": "object",
            "required": ["count", "count_is", "next", "previous", "results"],
            "properties": {
                "count": COUNT,
                "count_is": COUNT_IS,
                "next": link,
                "previous": link,
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        page = {"type": "integer", "minimum": 1}
        size = page | {"maximum": self.max_page_size, "default": self.page_size}
        text = f"The number of a page, up to row {DEEPEST:,} of the list."
        return [
            _parameter("page", page, text),
            _parameter("page_size", size, "Rows of a page."),
        ]


def _parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema, "description": description}


class Cursors(Pages):
    """Of a table: `next` and `previous` are cursors, however the page was come by.

    A page is the primary keys of its rows; whoever writes them reads what they need of each.
    """

    beyond = "Follow `next` from the page before it: a cursor goes on to the last row."

    def paginate_queryset(self, queryset: Any, request: Request, view=None) -> list:
        self.request = request
        self.size = whole_number(request, "page_size", 1, self.max_page_size, self.page_size)
        self.steps = steps_of(queryset)
        given = request.query_params.getlist("cursor")
        place = self._place(given) if given else None
        self.is_counted_whole = account_wanted(request) == "full"
        self.count = self.counted(queryset)  # without the tables of its order
        self.filterset, self.queryset = view.asked, queryset
        self.rows = self._from(place) if place else self.numbered(queryset)
        return [row[-1] for row in self.rows]

    def in_order(self, rows: QuerySet) -> QuerySet:
        way = found_first if self._is_sorted else ordered
        return self._columns(way(rows, self.order))

    @cached_property
    def order(self) -> list[OrderColumn]:
        return sorted_in(self.queryset.model, self.steps) if self._is_sorted else self.steps

    @cached_property
    def _is_sorted(self) -> bool:
        """Few that fit are sorted, and more where an index has them with the order's columns."""
        if not is_told(self.queryset):
            return self.count <= DEEPEST and self._is_found_at_once
        if not self._has_ways or self.filterset.in_all() <= AT_ONCE:
            return False
        return self.count <= DEEPEST or self._is_found_at_once

    @cached_property
    def _is_found_at_once(self) -> bool:
        asked, columns = self.filterset, [step.path for step in self.steps]
        if not asked.is_narrowed or asked.stand_together(columns[0]):
            return False
        return asked.stand_beside(columns[:-1])

    @cached_property
    def _has_ways(self) -> bool:
        """Whether a shorter way may lead to the rows that fit, and the database must be told."""
        asked, first = self.filterset, self.steps[0].path
        return is_told(self.queryset) and asked.is_narrowed and not asked.stand_together(first)

    def read(self, rows: QuerySet) -> list:
        join_records_at_once(rows.query)
        return list(rows)

    def _columns(self, rows: QuerySet) -> QuerySet:
        return rows.values_list(*(step.path for step in self.steps))

    def near(self, most: int, place: list[Any] | None = None) -> list | None:
        asked = self.filterset
        if not self.count:
            return []
        found = None if place or asked.is_narrowed else self._beginning(most)
        if found is not None:
            return found
        if not (is_told(self.queryset) and asked.is_narrowed):
            return self._known_and_others(most, place)
        many = self._looked_at(most)
        return self._among_nearest(many, most, place) if many else None

    def _among_nearest(self, many: int, most: int, place: list[Any] | None) -> list | None:
        """None where they are sorted rather, since too few stand so near."""
        last = self._end_of_nearest(many, place)
        found = self._before(last, most, place)
        if len(found) == most or last is None:
            return found
        if not self._is_sorted:
            return found + self._from_end(last, most - len(found))
        is_worth_more = found and many < MOST and self.count > DEEPEST  # which take long to sort
        return self._among_nearest(MOST, most, place) if is_worth_more else None

    def _end_of_nearest(self, many: int, place: list[Any] | None) -> Sequence[Any] | None:
        asked = self.filterset
        return end_of_nearest(asked.in_order, self.steps, place, many, type(asked))

    def _before(self, last: Sequence[Any] | None, most: int, place: list[Any] | None) -> list:
        nearest = among_nearest(self.queryset, self.steps, last)
        if place:
            nearest = beyond(nearest, self.steps, place, backwards=False)
        return self.read(self._columns(nearest)[:most])

    def _from_end(self, last: Sequence[Any], most: int) -> list:
        """So many from the place where the nearest end."""
        condition = further_on(self.queryset.model, self.steps, [*last], False, or_at=True)
        return self.read(self.in_order(self.queryset).filter(condition)[:most])

    def _known_and_others(self, most: int, place: list[Any] | None) -> list | None:
        """Where values fall and empty ones come last, which no index has in one piece.

        Those that are known first, and then the others; None where few fit, or in other orders.
        """
        first, *others = self.steps
        if self.count <= AT_ONCE or not (first.falls and first.may_be_empty):
            return None
        rest = in_steps(self.queryset.filter(**{f"{first.path}__isnull": True}), others)
        if place and place[0] is None:
            onward = beyond(rest, others, place[1:], backwards=False)
            return self.read(self._columns(onward)[:most])
        found = self._known(most, place)
        return found + self.read(self._columns(rest)[: most - len(found)])

    def _known(self, most: int, place: list[Any] | None) -> list:
        rows = known_first(self.queryset, self.steps)
        if place:
            rows = beyond(rows, known_steps(self.steps), place, backwards=False)
        return self.read(self._columns(rows)[:most])

    def _beginning(self, most: int) -> list | None:
        """Of a whole list, which is put into SQL once for each order of one word."""
        if len(self.filterset.given("ordering") or ()) > 1:
            return None
        of = type(self.filterset), tuple(self.steps)
        if of not in BEGINNINGS:
            BEGINNINGS[of] = Beginning(self._columns(known_first(self.queryset, self.steps)))
        found = BEGINNINGS[of](most)
        return found if len(found) == most or not self.steps[0].may_be_empty else None

    def _looked_at(self, most: int) -> int:
        asked = self.filterset
        if self.count <= most or not self._has_ways or not asked.has_nearest:
            return 0
        if self._is_found_at_once:  # to sort ten thousand takes as long
            return AT_ONCE if self.count > DEEPEST else 0
        return looked_at(most, self.count, asked.in_all())

    def next(self) -> str:
        return self._cursor(self.rows[-1], backwards=False)

    def previous(self) -> str:
        return self._cursor(self.rows[0], backwards=True)

    def counted(self, rows: QuerySet) -> int:
        """Kept for the question until the data stamp moves: a walk counts once.

        To one more than DEEPEST, unless all are wanted.
        """
        stamp = getattr(self.request, "stamp", None)
        if stamp is None:
            return self._counted_now(rows)
        question = self.request.path, self._question, self.is_counted_whole
        key = (stamp, timezone.localdate(), *question)
        count = COUNTS.get(key)
        if count is None:
            if len(COUNTS) >= MOST_COUNTS:
                COUNTS.clear()
            count = COUNTS[key] = self._counted_now(rows)
        return count

    def _counted_now(self, rows: QuerySet) -> int:
        found = rows.order_by().values("pk")
        return (found if self.is_counted_whole else found[: DEEPEST + 1]).count()

    def _place(self, given: list[str]) -> CursorPlace:
        if "page" in self.request.query_params:
            raise BadRequest("cursor", "It says the place; leave page out.")
        try:
            question, backwards, values = SIGNER.unsign_object(given[0])
        except (signing.BadSignature, ValueError, TypeError):
            question, backwards, values = "", False, []
        if len(given) > 1 or question != self._question:
            text = "It is not a cursor of this list, its filters and its order. Begin without it."
            raise BadRequest("cursor", text, kind="bad-cursor")
        return CursorPlace(values, backwards)

    def _from(self, place: CursorPlace) -> list:
        found = None if place.backwards else self.near(self.size + 1, place.values)
        if found is None:
            onward = beyond(self.in_order(self.queryset), self.order, *place)
            found = self.read(onward[: self.size + 1])
        is_more, found = len(found) > self.size, found[: self.size]
        if place.backwards:
            found.reverse()
        self.is_more = bool(found) and (place.backwards or is_more)
        self.is_less = bool(found) and (is_more or not place.backwards)
        return found

    def _cursor(self, row: tuple[Any, ...], backwards: bool) -> str:
        place = [self._question, backwards, [_plain(value) for value in row]]
        return self.link(cursor=SIGNER.sign_object(place, compress=True))

    @cached_property
    def _question(self) -> str:
        """What a cursor holds for: the filters and the order."""
        asked = sorted(self.request.query_params.lists())
        told = repr([(name, values) for name, values in asked if name not in WHERE_ONLY])
        return hashlib.sha256(f"{self.request.path} {told}".encode()).hexdigest()[:12]

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        text = "A place in the list, as `next` and `previous` give it."
        cursor = _parameter("cursor", {"type": "string"}, text)
        return [*super().get_schema_operation_parameters(view), cursor]


def _plain(value: Any) -> Any:
    """As JSON holds it; columns read their own type from a text."""
    return str(value) if isinstance(value, (date, Decimal)) else value
