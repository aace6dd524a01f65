"""Published values of which nothing says where they are known from: a tile and its list.

Whoever hands in says where values are known from; loads, imports and the shell need not.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from records.common.keeping import until_published
from records.common.lists import PER_PAGE
from records.common.numbers import count_of
from records.content.canonical import contents_of
from records.curation.desk import DeskLine, Waiting, add_tile, kept
from records.curation.evidence import CITATIONS, lacking_values
from records.curation.queue import form_address
from records.groups import DRAFT
from records.models import Citation, Record, RecordKind, Revision
from records.models.evidence import Stance
from records.models.ownership import record_model
from records.reading.cited_values import field_parts
from records.reading.labels import TextPart, give_names

LACKING = "admin:records_record_lacking"
TITLE = "Values without evidence"
MOST_TOLD = 5  # values of one record


@dataclass(frozen=True)
class LackingRecord:
    """A record with values that nothing supports, by their paths as in a citation."""

    record: Record
    paths: list[str]

    @property
    def kind(self) -> str:
        return self.record.record_kind


@dataclass(frozen=True)
class LackingLine:
    """Such a record as the list shows it: the first of its values in words, and how many more."""

    record: Record
    address: str  # of its form, where evidence is added
    is_proposed: bool  # something is handed in for it, or kept as a draft
    values: list[list[TextPart]]
    more: int


def register() -> None:
    add_tile(TITLE, kept("lacking", _tile), rank=55)


def records_lacking() -> Iterator[LackingRecord]:
    """By kind, then by name. Queries grow with the kinds of record and their tables."""
    whole = Citation.objects.filter(stance=Stance.SUPPORTS, field="").values("record")
    ours = [kind for kind in RecordKind.values if record_model(kind).known_from is None]
    rows = Record.objects.exclude(pk__in=whole).exclude(record_kind__in=ours)
    ordered = rows.order_by("record_kind", "name", "pk")
    for kind, some in groupby(ordered, lambda one: one.record_kind):
        records = list(some)
        contents = contents_of(kind, [one.slug for one in records])
        for one in records:
            content = contents[one.slug]
            values = lacking_values(content, content["owned"].get(CITATIONS, ()))
            if values:
                yield LackingRecord(one, [value.path for value in values])


def lacking_page(request: HttpRequest) -> HttpResponse:
    """The list, or with `kind` that of one kind; each record leads to its form's evidence."""
    if not request.user.has_perm(DRAFT):
        raise PermissionDenied
    kind = request.GET.get("kind", "")
    found = [one for one in _found() if kind in ("", one.kind)]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    lines = groupby(_lines(list(page)), lambda one: one.record.record_kind)
    context = {
        **admin.site.each_context(request),
        "title": TITLE,
        "groups": [(RecordKind(of).label, list(some)) for of, some in lines],
        "page": page,
        "kind": kind,
        "records": len(found),
        "values": sum(len(one.paths) for one in found),
    }
    return TemplateResponse(request, "admin/records/lacking.html", context)


def _found() -> list[LackingRecord]:
    return until_published("records lacking evidence", lambda: list(records_lacking()))


def _tile() -> Waiting:
    """So many values; a line for each kind that has some."""
    values: dict[str, int] = defaultdict(int)
    records: dict[str, int] = defaultdict(int)
    for one in _found():
        values[one.kind] += len(one.paths)
        records[one.kind] += 1
    whole = reverse(LACKING)
    lines = [
        DeskLine(
            f"{RecordKind(kind).label}: {count_of(values[kind], 'value,values')} "
            f"in {count_of(records[kind], 'record,records')}",
            f"{whole}?kind={kind}",
        )
        for kind in values
    ]
    return Waiting(sum(values.values()), lines, whole)


def _lines(records: list[LackingRecord]) -> list[LackingLine]:
    """Two queries."""
    slugs = [one.record.slug for one in records]
    proposals = Revision.objects.open().filter(slug__in=slugs)
    proposed = set(proposals.values_list("record_kind", "slug"))
    lines = []
    for one in records:
        values = [field_parts(one.kind, path) for path in one.paths[:MOST_TOLD]]
        address = f"{form_address(one.record)}#evidence"
        is_proposed = (one.kind, one.record.slug) in proposed
        more = len(one.paths) - len(values)
        lines.append(LackingLine(one.record, address, is_proposed, values, more))
    give_names([one.values for one in lines])
    return lines
