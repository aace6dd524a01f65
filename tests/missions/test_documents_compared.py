"""Two documents side by side: votes, tasks, ceilings and texts."""

import pytest

from tests.make import content
from tests.missions.acting import (
    FIRST,
    SECOND,
    ceiling,
    document,
    mission,
    publish_all,
    task,
    texts,
    three,
)
from tests.pages import HOSTILE, between, in_order, page_of, queries, section
from tests.world import world

pytestmark = pytest.mark.django_db


COMPARE = "/compare/documents/"


def test_two_documents_are_compared_by_any_of_their_names(client):
    three(
        paragraphs=[
            *texts(FIRST, "Decides to set up a mission of six hundred", "Remains seized"),
            *texts(SECOND, "Decides to set up a mission of five hundred", "Remains seized"),
        ]
    )

    page = page_of(client, f"{COMPARE}?a=S/RES/1 (2001)&b={SECOND}")

    text = section(page, "text")
    assert "1 paragraph the same, 1 changed, 0 moved" in text
    assert "<del>six</del>" in text
    assert "<ins>five</ins>" in text
    tasks = section(page, "tasks")
    assert "added" in between(tasks, "Demining", "</tr>")
    assert "1 task the same" in tasks
    ceilings = section(page, "ceilings")
    assert in_order(ceilings, ">900<", ">700<")


def test_votes_stand_side_by_side(client):
    lands = [content("state", letter * 3, name=f"Land {letter.upper()}") for letter in "ab"]
    cast = [(FIRST, "aaa", "yes"), (SECOND, "aaa", "abstain"), (FIRST, "bbb", "no")]
    publish_all(
        *lands,
        document(FIRST),
        document(SECOND),
        mission(),
        votes=[{"document": d, "state": s, "position": p} for d, s, p in cast],
    )

    votes = section(page_of(client, f"{COMPARE}?a={FIRST}&b={SECOND}"), "votes")

    first = between(votes, "Land A", "</tr>")
    assert in_order(first, "voted otherwise", "in favour", "abstained")
    assert in_order(between(votes, "Land B", "</tr>"), "against", "no vote held")


def test_what_cannot_be_compared_says_why(client):
    publish_all(document(FIRST), document(SECOND), mission(), paragraphs=texts(FIRST, "Decides"))

    page = page_of(client, f"{COMPARE}?a={FIRST}&b={SECOND}")

    assert "The text of" in section(page, "text")
    assert "S/RES/2 (2002)</a> is not held here" in section(page, "text")
    assert "Of neither are votes by member held" in section(page, "votes")


def test_without_documents_the_page_is_a_form(client):
    page = page_of(client, COMPARE)

    assert 'name="a"' in page
    assert 'id="text"' not in page


@pytest.mark.parametrize(
    "asked", [f"a={FIRST}&b={FIRST}", f"a={FIRST}&b=nothing-such", f"a={FIRST}&a={SECOND}", "c=1"]
)
def test_what_names_no_two_documents_is_refused(client, asked):
    publish_all(document(FIRST), document(SECOND), mission())

    page_of(client, f"{COMPARE}?{asked}", 400)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_input_breaks_the_comparison(client, hostile):
    publish_all(document(FIRST), mission())

    reply = client.get(COMPARE, {"a": hostile, "b": FIRST})

    assert reply.status_code < 500


def test_links_of_a_comparison_keep_the_day(client):
    three()

    page = page_of(client, f"{COMPARE}?a={FIRST}&b={SECOND}&as_of=2002-06-01")

    assert f'href="/resolutions/{FIRST}/?as_of=2002-06-01"' in page
    assert '<input type="hidden" name="as_of" value="2002-06-01">' in page


@pytest.mark.parametrize("count", [1, 3])
def test_a_comparison_asks_no_more_for_more_missions(client, count):
    slugs = ("xmis", "xoth", "xthird")[:count]
    publish_all(
        document(FIRST, slugs, tasks=[task("patrols")]),
        document(SECOND, slugs, tasks=[task("demining")]),
        *[mission(slug, strength_ceilings=[ceiling(FIRST, 5)]) for slug in slugs],
        paragraphs=[*texts(FIRST, "Decides."), *texts(SECOND, "Decides.")],
    )

    assert queries(client, f"{COMPARE}?a={FIRST}&b={SECOND}") == 13


def test_every_document_of_the_world_can_be_compared_and_every_link_leads_somewhere(client):
    world(3)

    for number in (1, 2, 3):
        page = page_of(client, f"/resolutions/s-res-{number}-1999/")
        for target in {one.split('"')[0] for one in page.split('href="/compare')[1:]}:
            assert page_of(client, f"/compare{target.replace('&amp;', '&')}")
