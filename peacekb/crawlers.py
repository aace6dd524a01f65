"""For search engines: every address that is worth keeping, and those that lead nowhere new."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import get_script_prefix, reverse
from django.views.decorators.http import require_safe

from peacekb import navigation
from records.common.addresses import path_of
from records.common.requests import refuse_unknown
from records.models import Record

MOST_IN_A_FILE = 50_000  # the protocol's limit
XML = "application/xml; charset=utf-8"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
# Searches and filters have no end; canonical addresses need no query but the page of a list.
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /search/
Disallow: /*?
Allow: /*?page=
Sitemap: {sitemap}
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request)
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(ROBOTS.format(sitemap=sitemap), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> StreamingHttpResponse:
    """All pages, or the files that hold them where they are more than one file may."""
    refuse_unknown(request)
    files = -(-_pages() // MOST_IN_A_FILE)
    if files == 1:
        return _of_file(request, 1)
    newest = Record.objects.aggregate(last=Max("updated_at"))["last"]
    targets = (reverse("sitemap_file", args=[number]) for number in range(1, files + 1))
    body = (_line(request, "sitemap", target, newest) for target in targets)
    return _framed("sitemapindex", body)


@require_safe
def sitemap_file(request: HttpRequest, number: int) -> StreamingHttpResponse:
    refuse_unknown(request)
    if not 1 <= number <= -(-_pages() // MOST_IN_A_FILE):
        raise Http404("There is no such file.")
    return _of_file(request, number)


def _of_file(request: HttpRequest, number: int) -> StreamingHttpResponse:
    start = (number - 1) * MOST_IN_A_FILE
    pages = islice(_addresses(), start, start + MOST_IN_A_FILE)
    return _framed("urlset", (_line(request, "url", target, day) for target, day in pages))


def _fixed() -> list[str]:
    """The front page and all that masthead and foot lead to."""
    places = [*navigation.RECORDS, *navigation.TOOLS]
    places += [place for _, column in navigation.FOOT for place in column]
    return list(dict.fromkeys(["home", *(place.address for place in places)]))


def _pages() -> int:
    return len(_fixed()) + Record.objects.count()


def _addresses() -> Iterator[tuple[str, datetime | None]]:
    for name in _fixed():
        yield reverse(name), None
    start = get_script_prefix()
    rows = Record.objects.order_by("pk").values_list("record_kind", "slug", "updated_at")
    for kind, slug, updated_at in rows.iterator():
        yield start + path_of(kind, slug), updated_at


def _line(request: HttpRequest, tag: str, target: str, changed: datetime | None) -> str:
    """Keys of records are letters, digits and hyphens: nothing needs an escape."""
    day = f"<lastmod>{changed:%Y-%m-%d}</lastmod>" if changed else ""
    return f"<{tag}><loc>{request.build_absolute_uri(target)}</loc>{day}</{tag}>\n"


def _framed(tag: str, lines: Iterator[str]) -> StreamingHttpResponse:
    def body() -> Iterator[str]:
        yield f'{HEAD}<{tag} xmlns="{NAMESPACE}">\n'
        yield from lines
        yield f"</{tag}>\n"

    return StreamingHttpResponse(body(), content_type=XML)
