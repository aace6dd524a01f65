import pytest

from records.source_filters import SourceFilter
from records.writing.publishing import publish
from tests.make import content, publish_with_facts, revise
from tests.pages import between, facts, page_of, queries, section

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def cited(field="", stance="supports", source="library", **values):
    return {"field": field, "stance": stance, "source": source} | values


def test_a_source_shows_what_it_is_and_what_it_brought(client):
    member = {"organization": "club", "kind": "member", "starts_on": "1990-01-01"}
    state = content("state", "aaa", owned={"memberships": [member | {"source": "library"}]})
    library = content(
        "source",
        "library",
        publisher="Nobody",
        licence="Free",
        url="https://library.example.org/",
        sha256="a" * 64,
        note="Read it with care.",
    )
    publish_with_facts(
        library,
        state,
        content("organization", "club"),
        content("document", "s-res-1"),
        votes=[{"document": "s-res-1", "state": "aaa", "position": "yes"}],
    )

    page = page_of(client, "/sources/library/")

    for text in ("Nobody", "Free", 'href="https://library.example.org/"', "a" * 64):
        assert text in facts(page)
    assert "Read it with care." in section(page, "note")
    brought = section(page, "brought")
    digest = library["owned"]["batches"][0]["digest"]
    assert digest in between(brought, "Votes</th>", "</tr>")
    assert '<td class="number">1</td>' in between(brought, "Memberships</th>", "</tr>")
    assert "the rows above name it themselves" in section(page, "cited")


def test_citations_stand_by_kind_of_record_those_it_contradicts_first(client):
    publish(
        revise(
            content("source", "library"),
            content("source", "other"),
            content("mission", "xmis", name="Made-up mission", owned={"citations": [cited()]}),
            content(
                "document",
                "s-res-1",
                owned={
                    "citations": [
                        cited("adopted_on", "contradicts", stated="1999-10-26", locator="row 7"),
                        cited("meeting", source="other"),
                    ]
                },
            ),
            content("document", "s-res-2", owned={"citations": [cited("adoption")]}),
        )
    )

    page = section(page_of(client, "/sources/library/"), "cited")

    assert "Cited 3 times" in page
    assert 'href="/contradictions/?source=library">1 time against' in page
    order = ["Contradicts: Document", "Supports: Document", "Supports: Mission"]
    assert [page.index(heading) for heading in order] == sorted(map(page.index, order))
    against = between(page, "<h3>Contradicts", "</table>")
    for text in ("Adopted on", "26 October 1999", "row 7"):
        assert text in against
    assert "Meeting" not in page


def test_of_many_citations_the_first_hundred_stand_here_and_the_rest_is_led_to(client):
    fields = [cited(locator=f"row {number}") for number in range(101)]
    publish(
        revise(content("source", "library"), content("topic", "topic", owned={"citations": fields}))
    )

    page = section(page_of(client, "/sources/library/"), "cited")

    assert "Cited 101 times" in page
    assert page.count("<td>row ") == 100
    assert 'href="/api/v1/citations/?source=library"' in page


def test_a_source_that_nothing_rests_on_says_so(client):
    publish(revise(content("source", "library")))

    page = page_of(client, "/sources/library/")

    assert "No citation names it." in page
    assert 'id="brought"' not in page


def test_the_list_tells_how_often_each_is_cited_and_against(client):
    citations = [cited("note"), cited("acronym", "contradicts")]
    publish(
        revise(
            content("source", "library", name="The Library"),
            content("mission", "xmis", owned={"citations": citations}),
        )
    )

    row = between(page_of(client, "/sources/"), "The Library", "</tr>")

    assert 'data-label="Citations">2</td>' in row
    assert 'href="/contradictions/?source=library">1<' in row


def many(count):
    sources = [content("source", f"source-{number}") for number in range(count)]
    citations = [cited(source=f"source-{number}") for number in range(count)]
    missions = [
        content("mission", f"x{number}", owned={"citations": citations}) for number in range(count)
    ]
    publish(revise(*sources, *missions))


def test_neither_list_nor_page_asks_more_for_more_rows(client):
    many(1)
    few = queries(client, "/sources/source-0/")
    asked = 5 + len(SourceFilter.facets)  # count, sources, years, the chain twice
    assert queries(client, "/sources/") == asked
    many(3)

    assert queries(client, "/sources/") == asked
    assert queries(client, "/sources/source-0/") == few <= 25
