"""Every page of a made-up world: reached by links, strict, draft-proof, and fit for the CSP."""

import re
from contextlib import suppress
from html.parser import HTMLParser
from urllib.parse import quote, urlsplit

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, get_resolver, reverse

from missions import conflict_page
from records.common.addresses import FOLDERS
from records.common.keeping import until_published
from records.models import Record
from records.writing.publishing import publish
from tests.canaries import SLUG, is_seen, plant
from tests.dearest_pages import own_pages, pages_of_records, parts_of_records
from tests.make import content, revise
from tests.pages import HOSTILE
from tests.world import of_worlds, world

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.walk,
    pytest.mark.usefixtures("on_a_world"),
]

LISTS = [f"/{folder}/" for folder in FOLDERS.values()]
LISTS += ["/resolutions/", "/provisions/", "/contradictions/"]
OF_MISSION = "/missions/mission-alpha/"
FIGURES = [f"{OF_MISSION}{name}/" for name in ("figures", "contributors", "places")]
EMBEDDED = [f"/embed{OF_MISSION}{name}/" for name in ("strength", "deaths", "places", "lineage")]
TABLE = "/about/data/missions/"
MOST_QUERIES = 24


def details():
    return [one.get_absolute_url() for one in Record.objects.order_by("id")]


class Links(HTMLParser):
    """Collects links, ids, and what a strict CSP would block."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids, self.regions, self.blocked = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag == "a" and named.get("href"):
            self.links.append(named["href"])
        if "id" in named:
            self.ids.append(named["id"])
        if named.get("role") == "region":
            self.regions.append(named["aria-label"])
        if "style" in named or tag == "style":
            self.blocked.append(f"style in {tag}")
        is_data = named.get("type") == "application/ld+json"  # which no policy asks about
        if tag == "script" and not named.get("src") and not is_data:
            self.blocked.append("inline script")
        self.blocked += [f"{name} in {tag}" for name in named if name.startswith("on")]


@pytest.fixture
def read_late(monkeypatch):
    """Columns that a query had left out, and that were read for one row when they were shown."""
    found, refresh = set(), Model.refresh_from_db

    def noted(row, *given, fields=None, **named):
        found.update((type(row).__name__, name) for name in fields or ())
        refresh(row, *given, fields=fields, **named)

    monkeypatch.setattr(Model, "refresh_from_db", noted)
    return found


@of_worlds(3)
@pytest.mark.parametrize("query", ["", "?as_of=2000-06-01", "?as_of=1800-01-01"])
def test_no_page_hides_its_record_on_any_day_and_none_asks_too_many_queries(
    client, query, read_late
):
    world(3)
    for page in [*details(), *FIGURES]:
        with CaptureQueriesContext(connection) as asked:
            reply = client.get(page + query)
        assert reply.status_code == 200, page
        assert len(asked) <= MOST_QUERIES, (page, len(asked))
    assert not read_late


@of_worlds(3)
def test_no_type_of_page_asks_more_than_24_queries_for_the_record_with_most_rows(client, read_late):
    world(3)
    pages = {*own_pages(), *pages_of_records(), *parts_of_records()}
    assert {"/clock/late/", f"{OF_MISSION}tasks/"} <= pages
    for page in sorted(pages):
        until_published.forget()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code in (200, 302), page
        assert len(asked) <= MOST_QUERIES, (page, len(asked))
    assert not read_late


@pytest.mark.parametrize("page", LISTS)
def test_every_list_is_the_same_work_for_one_world_and_for_three(client, page):
    counts = []
    for number in (1, 3):
        world(number)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]


@of_worlds(2)
@pytest.mark.parametrize("page", LISTS)
def test_every_list_takes_a_day_and_keeps_it_in_its_links(client, page):
    world(2)

    reply = client.get(f"{page}?as_of=2000-06-01")

    assert reply.status_code == 200
    records = [one.get_absolute_url() for one in Record.objects.all()]
    for link in Links(reply.content.decode()).links:
        if urlsplit(link).path in records and link.startswith("/"):
            assert "as_of=2000-06-01" in link, link


@pytest.mark.parametrize(
    "page", ["/", *LISTS, *FIGURES, *EMBEDDED, "/about/data/", TABLE, "/search/", "/api/v1/docs/"]
)
@pytest.mark.parametrize("query", ["colour=blue", "as_of=soon", "page=zero", "as_of=1999-02-30"])
def test_what_a_page_does_not_read_is_refused(client, page, query):
    world()

    reply = client.get(f"{page}?{query}")

    assert reply.status_code == 400
    assert b"A made-up" not in reply.content


def test_what_a_record_does_not_read_is_refused(client):
    world()
    for page in details():
        assert client.get(f"{page}?as_off=2000-01-01").status_code == 400, page
        assert client.get(f"{page}?as_of=2000-01-01&as_of=2001-01-01").status_code == 400, page


def test_what_is_unpublished_appears_at_no_address_and_counts_nowhere(client):
    """Lists, feeds, exports and searches answer as they did before it was planted."""
    world()
    counted = [*alone(), *(f"{page}?q=made" for page in LISTS[:5]), "/search/?q=made"]
    before = {page: body(client, page) for page in counted}
    plant()

    for page in counted:
        assert body(client, page) == before[page], page
    pages = [*details(), *EMBEDDED, *FIGURES, *(f"/history{page}" for page in details())]
    for page in [*pages, *(f"{page}?known_at=2100-01-01" for page in details())]:
        assert not is_seen(body(client, page)), page
    for page in ("/search/", "/search/suggest", "/api/v1/search/", "/missions/"):
        found = body(client, f"{page}?q={SLUG}").replace(SLUG.encode(), b"nowhere")
        assert found == body(client, f"{page}?q=nowhere"), page
    for folder in FOLDERS.values():
        reply = client.get(f"/history/{folder}/{SLUG}-draft-1/", follow=True)
        assert reply.status_code == 404, folder


def alone():
    """Every public address that takes nothing: pages, files, feeds and lists of the API."""
    names = {one.name for one in patterns(get_resolver())}
    found = []
    for name in sorted(names):
        with suppress(NoReverseMatch):
            found.append(reverse(name))
    return found


def patterns(resolver):
    for one in resolver.url_patterns:
        if not hasattr(one, "url_patterns"):
            yield one
        elif not str(one.pattern).startswith("admin/"):
            yield from patterns(one)


def body(client, page):
    """Without the time of day, at which some are made, and what proves a form."""
    token = rb'(?<=name="csrfmiddlewaretoken" value=")\w+'
    return re.sub(rb"\d\d:\d\d:\d\d(\.\d+)?|" + token, b"", client.get(page).getvalue())


@of_worlds(2)
def test_no_page_holds_what_a_strict_policy_blocks_or_an_id_twice(client):
    world(2)
    pages = [*details(), *LISTS, *FIGURES, *EMBEDDED, "/", "/about/data/", "/search/?q=made"]
    for page in [*pages, "/api/v1/docs/"]:
        reply = client.get(page)
        found = Links(reply.content.decode())
        assert found.blocked == [], page
        assert len(found.ids) == len(set(found.ids)), page
        assert "script-src 'self'" in reply.headers["Content-Security-Policy"]
        assert "unsafe" not in reply.headers["Content-Security-Policy"]


@of_worlds(2)
@pytest.mark.parametrize("query", ["", "?as_of=2000-06-01"])
def test_no_two_regions_of_a_page_are_called_the_same(client, query, monkeypatch):
    monkeypatch.setattr(conflict_page, "SHOWN", 1)  # so that the earlier ones have a table too
    world(2)
    undated = content(
        "mission", "undated", name="Undated", starts_on="2000-01-01", starts_precision="year"
    )
    publish(revise(undated))
    for page in [*details(), *LISTS, *FIGURES, "/", "/timeline/", "/clock/", "/votes/"]:
        regions = Links(client.get(page + query).content.decode()).regions
        assert len(regions) == len(set(regions)), (page, regions)


@of_worlds(2)
def test_anchors_within_a_page_exist(client):
    world(2)
    for page in [*details(), *FIGURES]:
        found = Links(client.get(page).content.decode())
        within = {link[1:] for link in found.links if link.startswith("#")}
        assert within <= set(found.ids), page


def test_every_page_names_itself_and_speaks_one_language(client):
    world()
    for page in [*details(), *LISTS, *FIGURES, *EMBEDDED, "/"]:
        text = client.get(page).content.decode()
        assert re.search(r"<title>[^<]*PeaceKB[^<]*</title>", text), page
        assert text.count("<h1") == 1, page
        assert '<html lang="en-GB">' in text, page


def test_a_head_request_is_answered_like_a_get_without_its_body(client):
    world()
    for page in ["/", "/missions/", "/missions/mission-alpha/", "/search/?q=made"]:
        reply = client.head(page)
        assert (reply.status_code, reply.content) == (200, b""), page


def test_public_pages_set_no_cookie(client):
    world()
    for page in ["/", "/missions/", "/missions/mission-alpha/", "/search/?q=made", "/claims/"]:
        reply = client.get(page)
        assert not reply.cookies, page
        assert "Cookie" not in reply.headers.get("Vary", ""), page


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/missions/no-such/", 404),
        ("/missions/%00/", 400),
        ("/missions/%ff/", 404),
        ("/states/zzz/", 404),
        ("/nowhere/", 404),
        ("/missions/a/b/", 404),
        (f"/missions/{'a' * 3000}/", 404),
        (f"/missions/?q={'a' * 5000}", 414),
        ("/missions/?q=%00", 400),
        ("/history/missions/no-such/", 404),
        ("/history/nothing/at-all/", 404),
    ],
)
def test_odd_addresses_are_answered_plainly(client, path, status):
    assert client.get(path).status_code == status


def test_codes_and_resolutions_have_one_address_each(client):
    world()

    assert client.get("/states/aaa/").headers["Location"] == "/states/AAA/"
    assert client.get("/claims/xx-001/?as_of=2000-01-01").headers["Location"] == (
        "/claims/XX-001/?as_of=2000-01-01"
    )
    assert (
        client.get("/documents/s-res-1-1999/").headers["Location"] == "/resolutions/s-res-1-1999/"
    )


@pytest.mark.parametrize("page", LISTS)
def test_no_word_breaks_a_list_or_stands_in_it_unescaped(client, page, rounds):
    """In every run each word stands in one of two parameters, by turns."""
    world()
    every = rounds(2, 1)
    for turn, word in enumerate(HOSTILE):
        for name in ("q", "ordering", "page", word)[turn % every :: every]:
            asked = f"{page}?{quote(name)}={word if word.startswith('%') else quote(word)}"
            reply = client.get(asked)

            assert reply.status_code in (200, 400, 404, 414), asked
            assert b"<script>" not in reply.content.lower()
