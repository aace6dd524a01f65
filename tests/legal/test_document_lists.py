"""Lists of documents and provisions, and that neither lists nor pages ask more for more rows."""

import pytest

from legal.filters import DocumentFilter, ProvisionFilter, ResolutionFilter
from records.writing.publishing import publish
from tests.legal.test_document_pages import STATES, cast, link, resolution
from tests.make import content, publish_with_facts, revise
from tests.pages import page_of, queries, section

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_lists_tell_resolutions_from_other_documents(client):
    publish(
        revise(
            resolution(name="Made-up resolution", in_favour=9, against=1, abstaining=2),
            content("document", "treaty", kind="treaty", name="Made-up treaty"),
        )
    )

    page = page_of(client, "/resolutions/")
    assert "Made-up resolution" in page
    assert "9–1–2" in page
    assert "Made-up treaty" not in page
    page = page_of(client, "/documents/")
    assert "Made-up resolution" in page
    assert "Made-up treaty" in page


def test_provisions_are_listed_by_document_and_lead_to_their_place(client):
    provisions = [{"number": "2(4)", "rank": 1, "gist": "No force."}]
    publish(
        revise(
            content("document", "treaty", kind="treaty", owned={"provisions": provisions}),
            content("document", "pact", kind="treaty", owned={"provisions": provisions}),
        )
    )

    page = page_of(client, "/provisions/")
    assert 'href="/documents/treaty/#provision-2-4"' in section(page, "of-treaty")
    assert 'href="/documents/pact/#provision-2-4"' in section(page, "of-pact")
    assert "of-pact" not in page_of(client, "/provisions/?document=treaty")
    assert page_of(client, "/provisions/?documnt=treaty", 400)


def many(count):
    slugs = [f"s-res-{number}-1999" for number in range(1, count + 1)]
    provisions = [{"number": str(number), "rank": number} for number in range(1, count + 1)]
    invoked = [{"provision": f"treaty#{one}", "relation": "recalls"} for one in range(1, count + 1)]
    event = {"kind": "vote", "date": "1999-01-01", "document": "s-res-1-1999"}
    owned = {
        "provisions": provisions,
        "provisions_invoked": invoked,
        "events": [event | {"title": f"Event {number}"} for number in range(count)],
    }
    publish_with_facts(
        *STATES,
        content("document", "treaty", kind="treaty", owned={"provisions": provisions}),
        *[resolution(slug, states=["aaa", "bbb", "ccc"][:count], owned=owned) for slug in slugs],
        votes=cast("yes", *[letter * 3 for letter in "abc"[:count]], document=slugs[0]),
        document_links=[
            *[link("s-res-1-1999", slug, to=slug) for slug in slugs],
            *[link(slug, "s-res-1-1999", to="s-res-1-1999", paragraph="1") for slug in slugs],
        ],
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_ask_the_same_queries_however_many_rows(client, count):
    many(count)

    # count, rows, years, the chain twice, and each facet
    assert queries(client, "/documents/") == 5 + len(DocumentFilter.facets)
    assert queries(client, "/resolutions/") == 5 + len(ResolutionFilter.facets)
    assert queries(client, "/provisions/") == 5 + len(ProvisionFilter.facets)


def test_a_page_asks_no_more_for_more_votes_links_and_provisions(client):
    many(1)
    few = queries(client, "/resolutions/s-res-1-1999/")
    many(3)

    assert queries(client, "/resolutions/s-res-1-1999/") == few <= 25
