import pytest

from records.writing.publishing import publish
from tests.make import content, revise
from tests.pages import between, page_of, queries

pytestmark = pytest.mark.django_db


def against(field, stated, **values):
    row = {"field": field, "source": "library", "stance": "contradicts", "stated": stated}
    return row | values


def register(*citations, **values):
    publish(
        revise(
            content("source", "library", name="The Library"),
            content("mission", "xmis", name="Mission X", owned={"citations": citations}, **values),
        )
    )


def test_the_register_shows_the_value_chosen_beside_what_the_other_source_states(client):
    register(
        against(
            "established_on",
            "26 October",
            locator="page 3",
            rule="the text decides",
            evidence="Paragraph 1 says so.",
            open=True,
        ),
        established_on="1999-10-25",
        established_precision="day",
    )

    row = between(page_of(client, "/contradictions/"), '<h2 id="waits', "</tbody>")

    for text in (
        'href="/missions/xmis/"',
        ">Established on</td>",
        ">25 October 1999</td>",
        "<strong>26 October</strong>",
        "The Library",
        "page 3",
        "The text decides",
        "Paragraph 1 says so.",
        "Waits for a decision",
    ):
        assert text in row


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("2000-11-29", "29 November 2000"),
        ("from 2000-11-29 on", "from 29 November 2000 on"),
        ("2000-13-29", "2000-13-29"),
        ("S-2000-11-29", "S-2000-11-29"),
    ],
)
def test_a_day_that_a_source_states_is_written_as_the_value_beside_it(client, stated, shown):
    register(against("established_on", stated))

    row = between(page_of(client, "/contradictions/"), "<tbody>", "</tbody>")

    assert f"<strong>{shown}</strong>" in row


def test_only_what_contradicts_is_in_the_register(client):
    register({"field": "note", "source": "library", "stated": "agreed"})

    page = page_of(client, "/contradictions/")

    assert "0 contradictions" in page
    assert "agreed" not in page
    assert "No contradiction matches" in page


def test_a_value_that_is_empty_is_shown_as_such(client):
    register(against("headquarters", "Somewhere"))

    row = between(page_of(client, "/contradictions/"), "<tbody>", "</tbody>")

    assert '<span class="missing">not yet coded</span>' in row


def test_the_register_can_be_filtered_and_leads_to_its_like_in_the_api(client):
    register(against("note", "this", open=True), against("acronym", "that"))

    page = page_of(client, "/contradictions/?open=yes")
    assert "this" in page
    assert "<strong>that</strong>" not in page
    assert 'href="/api/v1/citations/?stance=contradicts&amp;open=yes"' in page
    assert client.get("/api/v1/citations/?stance=contradicts&open=yes").json()["count"] == 1


@pytest.mark.parametrize("query", ["stance=supports", "open=perhaps", "sauce=library"])
def test_what_the_register_does_not_read_is_refused(client, query):
    register(against("note", "this"))

    assert "<strong>this</strong>" not in page_of(client, f"/contradictions/?{query}", 400)


def many(count):
    publish(
        revise(
            content("source", "library"),
            *[
                content(
                    "mission",
                    f"x{number}",
                    owned={"citations": [against("note", "x"), against("type", "y")]},
                )
                for number in range(count)
            ],
        )
    )


def test_the_register_asks_no_more_for_more_rows(client):
    many(1)
    few = queries(client, "/contradictions/")
    many(3)

    assert queries(client, "/contradictions/") == few <= 25
