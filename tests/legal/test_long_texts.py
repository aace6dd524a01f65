"""Texts too long for a page: cut into parts, each paragraph found under its permalink."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.long_texts import MARKED_UP, MOST, parts_of
from legal.models import PlainParagraph
from tests.make import content, publish_with_facts
from tests.pages import page_of, section

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PAGE = "/resolutions/s-res-9-1999/"


def hold(count, length=2000):
    texts = [
        {"rank": n, "kind": "operative", "number": str(n), "anchor": f"op{n}"}
        | {"document": "s-res-9-1999", "text": f"paragraph {n} " + "x" * length}
        for n in range(1, count + 1)
    ]
    resolution = content("document", "s-res-9-1999", kind="resolution", symbol="S/RES/9 (1999)")
    publish_with_facts(resolution, paragraphs=texts)


def anchors(page):
    return re.findall(r'id="(op\d+)"', page)


@given(st.lists(st.tuples(st.sampled_from(["heading", "operative"]), st.integers(0, 30_000))))
def test_parts_hold_every_paragraph_once_in_order_and_none_ends_with_a_heading(shape):
    passages = [
        PlainParagraph(kind, str(n), f"op{n}", "x" * length)
        for n, (kind, length) in enumerate(shape)
    ]
    parts = parts_of(passages)

    assert [one for part in parts for one in part.passages] == passages
    for part in parts[:-1]:
        heads = all(one.kind == "heading" for one in part.passages)
        assert heads or part.passages[-1].kind != "heading"
    for part in parts:
        weight = sum(len(one.text) + MARKED_UP for one in part.passages)
        own = [one for one in part.passages if one.kind != "heading"]
        assert weight <= MOST or len(own) <= 1 or part.passages[0].kind == "heading"


def test_a_short_text_stands_whole_on_the_page_of_its_document(client):
    hold(5)
    page = page_of(client, PAGE)

    assert anchors(page) == [f"op{n}" for n in range(1, 6)]
    assert "text/?page=" not in page


def test_every_paragraph_of_a_long_text_has_its_anchor_once_on_the_page_of_its_document(client):
    hold(100)
    page = page_of(client, PAGE)

    assert anchors(page) == [f"op{n}" for n in range(1, 101)]
    assert "paragraph 18 " in page
    assert "paragraph 100 " not in page


def test_the_anchor_of_a_paragraph_stands_beside_the_part_that_has_it(client):
    hold(100)
    items = section(page_of(client, PAGE), "text").split("<li>")[1:]

    assert len(items) > 3
    for item in items:
        (number,) = re.findall(r'href="text/\?page=(\d+)"', item)
        assert anchors(item) == anchors(page_of(client, f"{PAGE}text/?page={number}"))


def test_parts_lead_to_each_other_and_keep_the_day(client):
    hold(100)
    page = page_of(client, f"{PAGE}text/?page=2&as_of=2001-01-01")

    assert 'href="?as_of=2001-01-01&amp;page=3"' in page
    assert f'href="{PAGE}?as_of=2001-01-01"' in page
    assert "page=2&amp;as_of=2001-01-01" in page_of(client, f"{PAGE}?as_of=2001-01-01")


@pytest.mark.parametrize(("asked", "status"), [("page=99", 404), ("page=x", 400), ("pag=2", 400)])
def test_a_part_that_there_is_not_is_refused(client, asked, status):
    hold(100)

    assert client.get(f"{PAGE}text/?{asked}").status_code == status


def test_the_first_part_is_on_the_page_of_the_document(client):
    hold(100)
    reply = client.get(f"{PAGE}text/")

    assert (reply.status_code, reply["Location"]) == (302, f"{PAGE}#text")


def test_a_text_of_any_length_keeps_each_page_small(client):
    hold(900, length=400)

    assert len(page_of(client, PAGE)) < 150_000
    assert len(page_of(client, f"{PAGE}text/?page=5")) < 150_000


def test_parts_are_named_in_french_on_a_french_page(client):
    hold(60)

    assert "Partie 2</a>\xa0: paragraphes" in page_of(client, f"/fr{PAGE}")
    assert "texte, partie 2 sur" in page_of(client, f"/fr{PAGE}text/?page=2")
