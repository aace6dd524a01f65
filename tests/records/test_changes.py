"""What was published last, as a page and a feed; what crawlers find; what typing suggests."""

import re
from urllib.parse import urlsplit

import pytest
from lxml import etree

from peacekb import crawlers
from records import change_views
from records.models import Record, Revision
from records.writing.handing_in import save_draft
from records.writing.publishing import propose, publish
from tests.make import content, published, published_version, revise
from tests.pages import in_order, page_of, queries
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def feed(client, query=""):
    reply = client.get(f"/changes.atom{query}")
    assert reply.status_code == 200
    assert reply["Content-Type"].startswith("application/atom+xml")
    return etree.fromstring(reply.content)


def titles(root):
    return [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]


def two_versions():
    one = content("topic", "one", name="A topic")
    publish(revise(one))
    publish(revise(content("party", "band", name="A band")))
    later = one | {"summary": "More."}
    publish([propose(later, base_version=1, author="edith", reason="A <better> summary & more")])
    return one


def test_the_newest_change_stands_first_in_page_and_feed(client):
    two_versions()

    told = ["A topic: version 2", "A band: first version", "A topic: first version"]
    assert titles(feed(client)) == told
    page = page_of(client, "/changes/")
    assert in_order(page, "/topics/one/#version-2", "/parties/band/", '#version-1">A topic')


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?kind=party", ["A band: first version"]),
        ("?record=topic:one", ["A topic: version 2", "A topic: first version"]),
        ("?record=topics:ONE", ["A topic: version 2", "A topic: first version"]),
        ("?kind=mission", []),
    ],
)
def test_changes_are_asked_for_by_kind_and_by_record(client, query, told):
    two_versions()

    assert titles(feed(client, query)) == told
    assert f"{len(told)} change" in page_of(client, f"/changes/{query}")


def test_a_feed_is_valid_atom(client):
    two_versions()
    root = feed(client)
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]

    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert root.findtext(f"{ATOM}{name}")
    assert {link.get("rel") for link in root.findall(f"{ATOM}link")} == {"alternate", "self"}
    assert len(set(ids)) == len(ids) == 3
    for entry in root.findall(f"{ATOM}entry"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT.*", entry.findtext(f"{ATOM}updated"))
        assert entry.find(f"{ATOM}link").get("href").startswith("http://testserver/history/")
    summary = root.find(f"{ATOM}entry").findtext(f"{ATOM}summary")
    assert summary == "A &lt;better&gt; summary &amp; more"  # a summary is read as HTML


def links(element, rel):
    return [one.get("href") for one in element.findall(f"{ATOM}link") if one.get("rel") == rel]


def test_each_entry_names_its_change_in_the_api_by_position(client):
    two_versions()
    found = [links(entry, "related") for entry in feed(client).findall(f"{ATOM}entry")]

    places = [f"http://testserver/api/v1/changes/{number}/" for number in (3, 2, 1)]
    assert found == [[place] for place in places]
    for place, title in zip(places, titles(feed(client)), strict=True):
        assert client.get(place).json()["name"] == title.partition(":")[0]


def test_a_feed_goes_on_from_a_position_the_oldest_first(client):
    two_versions()

    assert titles(feed(client, "?after=1")) == ["A band: first version", "A topic: version 2"]
    assert titles(feed(client, "?after=1&kind=topic")) == ["A topic: version 2"]
    assert titles(feed(client, "?after=3")) == []
    assert links(feed(client, "?after=1"), "alternate") == ["http://testserver/changes/"]


def test_a_feed_that_is_cut_leads_on_until_nothing_is_left(client, monkeypatch):
    monkeypatch.setattr(change_views, "IN_A_FEED", 2)
    publish(revise(*(content("topic", name=f"Number {number}") for number in range(5))))
    found, address = [], "/changes.atom?after=0&kind=topic"
    while address:
        root = etree.fromstring(client.get(address).content)
        found += titles(root)
        address = next(iter(links(root, "next")), "")

    assert found == [f"Number {number}: first version" for number in range(5)]


@pytest.mark.parametrize("query", ["", "?kind=topic", "?record=topic:one"])
def test_the_page_leads_to_the_same_changes_in_feed_and_api(client, query):
    two_versions()
    page = page_of(client, f"/changes/{query}")

    assert f'href="/changes.atom{query.replace(":", "%3A")}"' in page
    (address,) = re.findall(r'href="(/api/v1/changes/[^"]*)"', page)
    told = client.get(address).json()["results"]
    assert len(told) == len(titles(feed(client, query)))


def test_an_id_stays_when_more_is_published(client):
    one = two_versions()
    before = {entry.findtext(f"{ATOM}id") for entry in feed(client).findall(f"{ATOM}entry")}
    publish([propose(one, base_version=published_version(one), author="edith")])
    after = {entry.findtext(f"{ATOM}id") for entry in feed(client).findall(f"{ATOM}entry")}

    assert before < after


def test_a_draft_is_no_change(client):
    one = two_versions()
    save_draft(propose(one | {"name": "Hidden words"}, base_version=2, author="x"))
    save_draft(propose(content("topic", "two", name="Hidden words"), base_version=0, author="x"))

    assert len(titles(feed(client))) == 3
    assert "Hidden" not in page_of(client, "/changes/")
    assert client.get("/search/suggest?q=Hidden").json() == {"results": []}
    assert "/topics/two/" not in sitemap(client)


@pytest.mark.parametrize("page", ["/changes/", "/changes.atom"])
@pytest.mark.parametrize(
    "query", ["kind=thing", "record=one", "colour=blue", "as_of=soon", "after=x"]
)
def test_changes_refuse_what_they_do_not_read(client, page, query):
    assert client.get(f"{page}?{query}").status_code == 400


def test_changes_ask_the_same_for_more_rows(client):
    world(1)
    few = queries(client, "/changes/"), queries(client, "/changes.atom")
    world(3)

    assert (queries(client, "/changes/"), queries(client, "/changes.atom")) == few


def sitemap(client, address="/sitemap.xml"):
    reply = client.get(address)
    assert reply.status_code == 200
    root = etree.fromstring(b"".join(reply.streaming_content))
    return {one.findtext(f"{MAP}loc"): one.findtext(f"{MAP}lastmod") for one in root}


def test_the_sitemap_names_every_record_with_its_day(client):
    world(2)
    found = sitemap(client)

    for record in Record.objects.all():
        assert found[f"http://testserver{record.get_absolute_url()}"] == (
            f"{record.updated_at:%Y-%m-%d}"
        )
    for address in found:
        assert client.get(urlsplit(address).path).status_code == 200, address


def test_a_sitemap_that_is_too_long_is_an_index_of_parts(client, monkeypatch):
    world(2)
    whole = sitemap(client)
    monkeypatch.setattr(crawlers, "MOST_IN_A_FILE", 20)
    parts = sitemap(client)

    assert len(parts) == -(-len(whole) // 20)
    together = {}
    for address in parts:
        together |= sitemap(client, urlsplit(address).path)
    assert together == whole
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404


def test_robots_are_led_to_the_sitemap_and_kept_from_what_has_no_end(client):
    text = client.get("/robots.txt").content.decode()

    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /search/" in text


@pytest.mark.parametrize(
    "page", ["/", "/missions/", "/missions/mission-alpha/", "/changes/", "/verify/", "/search/"]
)
def test_every_page_names_its_one_address_in_full(client, page):
    world()
    for asked in (page, f"{page}?as_of=2001-01-01"):
        text = page_of(client, asked)

        assert text.count('rel="canonical"') == 1
        assert f'<link rel="canonical" href="http://testserver{page}">' in text
        assert f'<meta property="og:url" content="http://testserver{page}">' in text
        title = re.search(r"<title>(.*?)</title>", text)[1]
        assert f'<meta property="og:title" content="{title}">' in text


def test_a_page_of_a_list_keeps_its_number_in_its_address(client):
    publish(revise(*(content("topic") for _ in range(51))))

    assert 'rel="canonical" href="http://testserver/topics/?page=2"' in page_of(
        client, "/topics/?page=2"
    )


def suggested(client, text, **asked):
    reply = client.get("/search/suggest", {"q": text, **asked})
    assert reply.status_code == 200
    return [one["name"] for one in reply.json()["results"]]


def test_what_bears_the_text_comes_before_what_begins_with_it(client):
    published("mission", "xmil", acronym="XMIL", name="Mission in Lowland")
    published("mission", "xmilton", acronym="XMILTON", name="Mission in Milton")

    assert suggested(client, "xmil") == [
        "Mission in Lowland (XMIL)",
        "Mission in Milton (XMILTON)",
    ]


def test_each_word_may_begin_a_word_of_a_name(client):
    published("mission", "xmil", acronym="XMIL", name="Mission in Upper Lowland")

    assert suggested(client, "low miss") == ["Mission in Upper Lowland"]
    assert suggested(client, "owland") == []


def test_at_most_eight_records_are_suggested_each_once(client):
    publish(revise(*(content("topic", name=f"Alike {number}") for number in range(12))))

    assert len(suggested(client, "alike")) == 8


def test_one_letter_suggests_nothing(client):
    published("topic", name="Alike")

    assert suggested(client, "a") == suggested(client, "") == []


def test_suggestions_are_of_the_kind_asked_and_keep_the_day(client):
    world()
    found = client.get("/search/suggest?q=alpha&kind=mission&as_of=2001-01-01").json()["results"]

    assert {one["record_kind"] for one in found} == {"mission"}
    assert found[0]["address"].endswith("/?as_of=2001-01-01")


@pytest.mark.parametrize("query", ["q=a&kind=thing", "q=a&colour=blue", f"q={'a' * 201}"])
def test_suggestions_refuse_what_they_do_not_read(client, query):
    assert client.get(f"/search/suggest?{query}").status_code == 400


def test_suggestions_ask_two_questions(client):
    world(3)

    assert queries(client, "/search/suggest?q=alpha") == 2


def test_the_chain_tells_how_many_changes_there_are(client):
    world()

    assert f"{Revision.objects.sealed().count()} changes" in page_of(client, "/changes/")
