"""What was published last: all, of a kind or of one record, as a page and as a feed (Atom)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from records.common.addresses import history_address
from records.common.filters import not_one_of
from records.common.lists import kept, page_of
from records.common.requests import BadRequest, day_of, kind_and_slug, refuse_unknown
from records.models import Record, RecordKind, Revision, RevisionState
from records.models.revision import RevisionQuerySet

ASKED = ("kind", "record", "as_of")
IN_A_FEED = 50


@dataclass(frozen=True)
class Change:
    """A revision with the name of its record, as that is called today."""

    revision: Revision
    name: str
    kind: str

    @property
    def what(self) -> str:
        if self.revision.state == RevisionState.WITHDRAWN:
            return "withdrawn"
        version = self.revision.version
        return (
            _("first version") if version == 1 else _("version {version}").format(version=version)
        )

    @property
    def address(self) -> str:
        of = history_address(self.revision.record_kind, self.revision.slug)
        return f"{of}#version-{self.revision.version}"


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    rows, day = _asked(request, *ASKED, "page")
    page = page_of(request, rows.defer("content"))
    query = kept(request)
    context = {
        "day": day,
        "page": page,
        "changes": _named(list(page.object_list)),
        "kinds": _kinds(),
        "kind": request.GET.get("kind", ""),
        "record": request.GET.get("record", ""),
        "kept": query,
        "feed": reverse("changes_atom") + (f"?{query}" if query else ""),
    }
    return TemplateResponse(request, "records/changes.html", context)


@require_safe
def changes_atom(request: HttpRequest) -> HttpResponse:
    rows, _ = _asked(request, *ASKED)
    query = kept(request)
    feed: Any = Atom1Feed(
        title="PeaceKB: changes" + (f" ({query})" if query else ""),
        link=request.build_absolute_uri(reverse("changes") + (f"?{query}" if query else "")),
        description="",
        feed_url=request.build_absolute_uri(),
        author_name="PeaceKB",
    )
    for one in _named(list(rows.defer("content")[:IN_A_FEED])):
        target = request.build_absolute_uri(one.address)
        feed.add_item(
            title=f"{one.name}: {one.what}",
            link=target,
            description=escape(one.revision.reason),  # a summary is read as HTML
            unique_id=target,
            pubdate=one.revision.sealed_at,
            updateddate=one.revision.sealed_at,
            categories=[one.kind],
        )
    body = feed.writeString("utf-8")
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


def _asked(request: HttpRequest, *known: str) -> tuple[RevisionQuerySet, date | None]:
    """The revisions asked for, newest first. Raises BadRequest for what cannot be understood."""
    refuse_unknown(request, *known)
    rows: RevisionQuerySet = Revision.objects.sealed().reverse()
    if kind := request.GET.get("kind"):
        if kind not in RecordKind.values:
            raise BadRequest("kind", not_one_of(kind, RecordKind.values))
        rows = rows.filter(record_kind=kind)
    if named := request.GET.get("record"):
        rows = rows.of(*kind_and_slug("record", named))
    return rows, day_of(request)


def _named(revisions: list[Revision]) -> list[Change]:
    """In one question; what was withdrawn is called by its key."""
    keys = Q(pk__in=())
    for one in revisions:
        keys |= Q(record_kind=one.record_kind, slug=one.slug)
    held = Record.objects.filter(keys).order_by().values_list("record_kind", "slug", "name")
    names = {(kind, slug): name for kind, slug, name in held}
    return [
        Change(
            one,
            names.get((one.record_kind, one.slug), one.slug),
            str(RecordKind(one.record_kind).label),
        )
        for one in revisions
    ]


def _kinds() -> list[tuple[str, str, int]]:
    """(kind, its label, number of revisions) of each kind that has any."""
    rows: QuerySet = Revision.objects.sealed().order_by().values_list("record_kind")
    counted = dict(rows.annotate(Count("pk")))
    return [(one.value, str(one.label), counted[one]) for one in RecordKind if one in counted]
