"""Paragraphs and links between documents over the API, and on the pages of documents."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.make import content, publish_with_facts
from tests.pages import page_of, section

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def _documents(shared_base):
    resolutions = [
        content(
            "document",
            f"s-res-{number}-{year}",
            symbol=f"S/RES/{number} ({year})",
            adopted_on=f"{year}-05-01",
            outcome="adopted",
            states=["aaa"] if number == 1 else [],
        )
        for number, year in ((1, 1998), (2, 1999), (3, 2000))
    ]
    texts = [
        {
            "document": f"s-res-{number}-{year}",
            "rank": rank,
            "kind": kind,
            "number": mark,
            "anchor": anchor,
            "text": f"Words {number} <b> & {anchor}.",
        }
        for number, year in ((1, 1998), (2, 1999), (3, 2000))
        for rank, (kind, mark, anchor) in enumerate(
            (("heading", "", "heading1"), ("preambular", "", "pre1"), ("operative", "1", "op1")), 1
        )
    ]
    links = [
        link("s-res-2-1999", "cites", "s-res-1-1998", count=2),
        link("s-res-2-1999", "cites", "s-res-1-1998", "pre1"),
        link("s-res-2-1999", "cites", "s-res-1-1998", "op1"),
        link("s-res-3-2000", "extends", "s-res-2-1999", "op1", coding="confirmed"),
        {"document": "s-res-3-2000", "kind": "cites", "to_symbol": "A/50/60"},
    ]
    state = content("state", "aaa", name="Alandia")
    publish_with_facts(state, *resolutions, paragraphs=texts, document_links=links)


def link(document, kind, to, paragraph="", **values):
    number, year = to.split("-")[2:]
    symbol = f"S/RES/{number} ({year})"
    row = {"document": document, "kind": kind, "to": to, "to_symbol": symbol}
    return row | {"paragraph": paragraph, "count": 1} | values


def rows(client, name, **query):
    reply = client.get(f"/api/v1/{name}/", query)
    assert reply.status_code == 200, reply.json()
    return reply.json()["results"]


def test_a_paragraph_carries_its_document_and_permanent_address(client):
    found = rows(client, "paragraphs", document="s-res-2-1999", anchor="OP1")

    assert found == [
        {
            "key": "s-res-2-1999:3",
            "document": "s-res-2-1999",
            "symbol": "S/RES/2 (1999)",
            "rank": 3,
            "kind": "operative",
            "label": "1",
            "anchor": "op1",
            "text": "Words 2 <b> & op1.",
            "page": "/resolutions/s-res-2-1999/#op1",
            "source": "library",
            "source_is_weak": False,
        }
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"document": "s-res-1-1998,s-res-3-2000", "kind": "operative"}, ["1op1", "3op1"]),
        ({"kind": "preambular,heading", "adopted_on__gte": "2000-01-01"}, ["3heading1", "3pre1"]),
        ({"number": "1", "adopted_on__lte": "1998-12-31"}, ["1op1"]),
        ({"as_of": "1999-05-01", "kind": "operative"}, ["1op1", "2op1"]),
        ({"concerned": "AAA"}, ["1heading1", "1pre1", "1op1"]),
        ({"source": "library", "anchor": "pre1"}, ["1pre1", "2pre1", "3pre1"]),
    ],
)
def test_paragraphs_are_asked_by_document_kind_number_and_day(client, query, expected):
    found = [f"{one['document'][6]}{one['anchor']}" for one in rows(client, "paragraphs", **query)]
    assert found == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"document": "s-res-2-1999"}, ["2cites1", "2cites1op1", "2cites1pre1"]),
        ({"to": "s-res-2-1999"}, ["3extends2op1"]),
        ({"either": "s-res-1-1998"}, ["2cites1", "2cites1op1", "2cites1pre1"]),
        ({"either": "s-res-3-2000", "kind": "extends"}, ["3extends2op1"]),
        ({"to_symbol": "a/50/60"}, ["3citesA"]),
        ({"coding": "confirmed"}, ["3extends2op1"]),
        ({"paragraph": "op1", "kind": "cites"}, ["2cites1op1"]),
        ({"adopted_on__gte": "2000-01-01"}, ["3citesA", "3extends2op1"]),
        ({"as_of": "1999-12-31", "paragraph": "pre1"}, ["2cites1pre1"]),
    ],
)
def test_links_are_asked_from_either_end(client, query, expected):
    found = [
        f"{one['document'][6]}{one['kind']}{(one['to'] or 's-res-A')[6]}{one['paragraph'] or ''}"
        for one in rows(client, "document-links", **query)
    ]
    assert found == expected


def test_a_link_to_what_is_not_held_keeps_the_symbol_as_printed(client):
    (one,) = rows(client, "document-links", to_symbol="A/50/60")
    assert (one["to"], one["to_symbol"], one["count"], one["source"]) == (
        None,
        "A/50/60",
        1,
        "library",
    )


@pytest.mark.parametrize("name", ["paragraphs", "document-links"])
def test_one_row_costs_as_many_queries_as_three(client, name):
    counts = []
    rows(client, name)  # what is kept till something is published is kept now
    for size in (1, 3):
        with CaptureQueriesContext(connection) as asked:
            assert len(rows(client, name, page_size=size)) == size
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 6  # state of the base, which, how many, what of each, account


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("paragraphs", {"kind": "oprative"}),
        ("paragraphs", {"resolution": "s-res-2-2999"}),
        ("paragraphs", {"text": "words"}),
        ("document-links", {"kind": "cite"}),
        ("document-links", {"coding": "sure"}),
    ],
)
def test_what_cannot_be_understood_is_refused(client, name, query):
    assert client.get(f"/api/v1/{name}/", query).status_code == 400


def test_the_page_has_an_address_for_every_paragraph_and_escapes_the_text(client):
    text = section(page_of(client, "/resolutions/s-res-2-1999/"), "text")

    assert '<h3 id="heading1">Words 2 &lt;b&gt; &amp; heading1.</h3>' in text
    assert '<a href="#op1">1</a></div><p>Words 2 &lt;b&gt;' in text
    assert '<a href="#pre1">¶</a>' in text
    assert text.count("<b>") == text.count("<b>Cites</b>") == 2


def test_a_document_named_in_several_paragraphs_is_one_line_with_links_to_each(client):
    links = section(page_of(client, "/resolutions/s-res-2-1999/"), "links")
    assert "Cites 1 document" in links
    assert 'in <a href="#pre1">preamble 1</a>, <a href="#op1">1</a>' in links

    links = section(page_of(client, "/resolutions/s-res-1-1998/?as_of=2000-06-01"), "links")
    assert "Cited by 1 document" in links
    assert '<a href="/resolutions/s-res-2-1999/?as_of=2000-06-01#pre1">preamble 1</a>' in links


def test_mentions_of_one_source_are_counted_together(client):
    """Four by the library: two without a paragraph, one in each of two."""
    links = section(page_of(client, "/resolutions/s-res-2-1999/"), "links")
    assert "4 times" in links


def test_the_record_over_the_api_names_who_links_to_it(client):
    record = client.get("/api/v1/resolutions/s-res-2-1999/").json()
    assert record["links_from"] == [
        {
            "kind": "extends",
            "document": "s-res-3-2000",
            "paragraph": "op1",
            "count": 1,
            "coding": "confirmed",
            "source": "library",
            "source_is_weak": False,
        }
    ]
