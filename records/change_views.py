"""What was published last: all, of a kind or of one record, as a page and as a feed (Atom)."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

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
from records.common.requests import BadRequest, day_of, kind_and_slug, refuse_unknown, whole_number
from records.models import ChainHead, Record, RecordKind, Revision, RevisionState
from records.models.revision import RevisionQuerySet

ASKED = ("kind", "record", "as_of")
IN_A_FEED = 50
FURTHEST = 10**12


@dataclass(frozen=True)
class NamedChange:
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


class Feed(Atom1Feed):
    """Names the feed that follows, and of each entry the same change in the API, by position."""

    feed: dict[str, Any]

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if following := self.feed["following"]:
            handler.addQuickElement("link", "", {"rel": "next", "href": following})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        link = {"rel": "related", "type": "application/json", "href": item["api"]}
        handler.addQuickElement("link", "", link)


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request, *ASKED, "page")
    rows, day = chosen(request, Revision.objects.sealed().reverse()), day_of(request)
    page = page_of(request, rows.defer("content"))
    query = _chosen_by(request)
    context = {
        "day": day,
        "page": page,
        "changes": _named(list(page.object_list)),
        "kinds": _kinds(),
        "kind": request.GET.get("kind", ""),
        "record": request.GET.get("record", ""),
        "kept": kept(request),
        "feed": reverse("changes_atom") + query,
        "api": reverse("api_changes") + query,
    }
    return TemplateResponse(request, "records/changes.html", context)


@require_safe
def changes_atom(request: HttpRequest) -> HttpResponse:
    """The newest first; with `after` what comes after that position, the oldest first."""
    refuse_unknown(request, *ASKED, "after")
    day_of(request)  # a page's address may carry one: changes are the same on any day
    rows, following = _in_feed(request)
    query = _chosen_by(request)
    feed: Any = Feed(
        title="PeaceKB: changes" + (f" ({query[1:]})" if query else ""),
        link=request.build_absolute_uri(reverse("changes") + query),
        description="",
        feed_url=request.build_absolute_uri(),
        author_name="PeaceKB",
        following=following,
    )
    for one in _named(rows):
        target = request.build_absolute_uri(one.address)
        feed.add_item(
            title=f"{one.name}: {one.what}",
            link=target,
            description=escape(one.revision.reason),  # a summary is read as HTML
            unique_id=target,
            pubdate=one.revision.sealed_at,
            updateddate=one.revision.sealed_at,
            categories=[one.kind],
            api=request.build_absolute_uri(reverse("change", args=[one.revision.sequence])),
        )
    body = feed.writeString("utf-8")
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


def _in_feed(request: HttpRequest) -> tuple[list[Revision], str]:
    """The revisions of a feed, and the address of the feed that follows, if one does."""
    rows = chosen(request, Revision.objects.sealed()).defer("content")
    if "after" not in request.GET:
        return list(rows.reverse()[:IN_A_FEED]), ""
    after, end = place_in_chain(request)
    found = list(rows.filter(sequence__gt=after, sequence__lte=end)[: IN_A_FEED + 1])
    if len(found) <= IN_A_FEED:
        return found, ""
    asked = request.GET.copy()
    asked["after"] = str(found[IN_A_FEED - 1].sequence)
    return found[:IN_A_FEED], request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")


def _chosen_by(request: HttpRequest) -> str:
    """What page, feed and API are all asked for, as the query of an address."""
    asked = {name: request.GET[name] for name in ("kind", "record") if request.GET.get(name)}
    return f"?{urlencode(asked)}" if asked else ""


def chosen(request: HttpRequest, rows: RevisionQuerySet) -> RevisionQuerySet:
    """Those of the kind and the record asked for. Raises BadRequest."""
    if kind := request.GET.get("kind"):
        if kind not in RecordKind.values:
            raise BadRequest("kind", not_one_of(kind, RecordKind.values))
        rows = rows.filter(record_kind=kind)
    if named := request.GET.get("record"):
        kind, slug = kind_and_slug("record", named)
        if not Revision.objects.of(kind, slug).sealed().exists():
            told = _("Nothing was ever published as {name}.").format(name=f"'{kind}:{slug[:60]}'")
            raise BadRequest("record", told)
        rows = rows.of(kind, slug)
    return rows


def place_in_chain(request: HttpRequest) -> tuple[int, int]:
    """The position after which changes are asked for, and that of the last change.

    To be read before the changes are: those up to the end are then all there. Raises BadRequest.
    """
    after = whole_number(request, "after", 0, FURTHEST, 0)
    end = ChainHead.objects.values_list("sequence", flat=True).first() or 0
    if after > end:
        text = (
            f"The last change is {end}. A copy that is further on follows another base, or one "
            "that was put back to an earlier day: make it anew from 0."
        )
        raise BadRequest("after", text)
    return after, end


def _named(revisions: list[Revision]) -> list[NamedChange]:
    """In one question; what was withdrawn is called by its key."""
    keys = Q(pk__in=())
    for one in revisions:
        keys |= Q(record_kind=one.record_kind, slug=one.slug)
    held = Record.objects.filter(keys).order_by().values_list("record_kind", "slug", "name")
    names = {(kind, slug): name for kind, slug, name in held}
    return [
        NamedChange(
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
