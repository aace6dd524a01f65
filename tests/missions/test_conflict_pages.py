import pytest

from missions.filters.missions import ConflictFilter
from records.writing.publishing import publish
from tests.make import content, revise
from tests.pages import between, facts, page_of, queries, section

pytestmark = pytest.mark.django_db

LIBRARY = content("source", "library", name="The Made-up Library")


def a_conflict(count=1):
    side = [
        {"actor": f"party:band-{number}", "side": "rebels", "source": "library"}
        for number in range(count)
    ]
    lead = {"actor": "organization:club", "role": "lead", "source": "library"}
    lead |= {"starts_on": "2001-02-01"}
    publish(
        revise(
            LIBRARY,
            content("organization", "club", name="Made-up Club"),
            *[content("state", letter * 3, name=f"Land {letter}") for letter in "abc"[:count]],
            *[content("party", f"band-{number}") for number in range(count)],
            *[
                content(
                    "conflict",
                    f"war-{number}",
                    name=f"War {number}",
                    ends_on="2004-12-31",
                    states=[letter * 3 for letter in "abc"[:count]],
                    owned={"parties": side},
                )
                for number in range(count)
            ],
            *[
                content(
                    "mission",
                    f"x{number}",
                    name=f"Mission {number}",
                    ends_on="2003-12-31",
                    conflicts=["war-0"],
                    owned={"roles": [lead]},
                )
                for number in range(count)
            ],
        )
    )


def test_a_conflict_shows_its_states_parties_and_missions(client):
    a_conflict()

    page = page_of(client, "/conflicts/war-0/")

    assert "1 January 1990 to 31 December 2004" in facts(page)
    assert "Land a" in facts(page)
    assert "rebels" in section(page, "parties")
    missions = section(page, "missions")
    assert "Mission 0" in missions
    assert "Made-up Club" in missions


def test_with_a_day_a_conflict_shows_the_missions_of_that_day(client):
    a_conflict()

    assert "Mission 0" in section(page_of(client, "/conflicts/war-0/?as_of=2003-12-31"), "missions")
    gone = section(page_of(client, "/conflicts/war-0/?as_of=2004-01-01"), "missions")
    assert "Mission 0" not in gone
    assert "None of its 1 mission was under way on 1 January 2004" in gone


def test_the_list_keeps_to_the_day_and_shows_apart_what_is_uncertain(client):
    a_conflict()
    publish(
        revise(
            content(
                "conflict", "vague", name="Vague war", starts_on=None, starts_precision="unknown"
            )
        )
    )

    page = page_of(client, "/conflicts/?as_of=2001-01-01")
    sure, perhaps = page.split("Perhaps going on that day", 1)
    assert "War 0" in sure
    assert "Vague war" in between(perhaps, "<table", "</table>")
    assert "War 0" not in page_of(client, "/conflicts/?as_of=2005-01-01")


def test_neither_list_nor_page_asks_more_for_more_rows(client):
    asked = 5 + len(ConflictFilter.facets)  # count, conflicts, their states, years, the chain
    a_conflict(1)
    assert queries(client, "/conflicts/") == asked
    few = queries(client, "/conflicts/war-0/")
    a_conflict(3)

    assert queries(client, "/conflicts/") == asked
    assert queries(client, "/conflicts/war-0/") == few <= 25
