import pytest
from lxml import html

from missions.filters.missions import ConflictFilter
from records.writing.publishing import publish
from tests.make import content, publish_with_facts, revise
from tests.numbers_of_pages import glance
from tests.pages import between, facts, in_order, page_of, queries, section

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

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


@pytest.mark.parametrize(("day", "number"), [("2001-01-31", 0), ("2001-02-01", 1)])
def test_missions_count_at_a_glance_from_the_day_on_which_they_begin(client, day, number):
    publish_with_facts(
        content("conflict", "war", name="War"),
        content("mission", "x", starts_on="2001-02-01", conflicts=["war"]),
    )

    page = html.fromstring(page_of(client, f"/conflicts/war/?as_of={day}"))
    assert glance(page, "Missions in or after it").startswith(f"{number} ")


def decided(slug, day, *actions):
    """A resolution with what it does to a mission, as `establish x0`."""
    rows = [
        {"action": kind, "mission": mission, "effective_on": day, "rank": rank}
        for rank, (kind, mission) in enumerate(map(str.split, actions), start=1)
    ]
    return content(
        "document",
        slug,
        symbol=slug.upper(),
        adopted_on=day,
        subject=f"Matter {slug}",
        owned={"mandate_actions": rows},
    )


def test_a_conflict_tells_what_happened_and_was_decided_the_latest_first(client):
    a_conflict(2)
    attack = {"kind": "attack", "date": "2002-05-01", "title": "Attack on a camp"}
    publish(
        revise(
            decided("s-res-1", "2001-01-15", "establish x0", "set_mandate x0", "endorse x1"),
            decided("s-res-2", "2003-01-15", "extend x0"),
            content(
                "conflict",
                "war-0",
                name="War 0",
                ends_on="2004-12-31",
                owned={"events": [attack | {"source": "library"}]},
            ),
        )
    )

    page = page_of(client, "/conflicts/war-0/")

    assert in_order(
        section(page, "timeline"),
        "The conflict ends",
        "Mission 0 ends",
        "Mission 0: extends",
        "Attack on a camp",
        "Mission 0 begins",
        "Mission 0: establishes, sets the mandate; Mission 1: endorses",
        "The conflict begins",
    )
    shown = section(page, "resolutions")
    assert 'href="/resolutions/?mission=x0,x1">2 resolutions<' in shown
    assert in_order(shown, "Matter s-res-2", "Matter s-res-1")
    assert "2 resolutions" in page_of(client, "/resolutions/?mission=x0,x1")

    then = page_of(client, "/conflicts/war-0/?as_of=2002-01-01")
    assert "Attack on a camp" not in then
    assert "1 resolution<" in section(then, "resolutions")
    assert "The conflict ends" not in then


def test_deaths_in_service_of_its_missions_are_counted(client):
    a_conflict()
    publish_with_facts(
        content("mission", "other"),
        fatalities=[
            {
                "casualty_id": f"X-{number}",
                "mission": mission,
                "mission_code": mission.upper(),
                "date": "2002-01-01",
                "incident_type": "accident",
                "category": "military",
                "persons": 2,
            }
            for number, mission in enumerate(["x0", "x0", "other"])
        ],
    )

    page = page_of(client, "/conflicts/war-0/")

    assert "4 deaths, all in Mission 0" in section(page, "deaths")
    assert 'href="/api/v1/fatalities/?mission=x0"' in section(page, "deaths")
    assert ">4</a>" in between(page, '<dl class="glance">', "</dl>")


def test_a_conflict_of_which_little_is_held_says_so_in_each_part(client):
    publish(revise(content("conflict", "war")))

    page = page_of(client, "/conflicts/war/")

    for part, words in (
        ("missions", "No mission in it is recorded."),
        ("resolutions", "No resolution that acted on its missions is held."),
        ("deaths", "names none."),
        ("parties", "not yet coded"),
    ):
        assert words in section(page, part)


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
    asked = 6 + len(ConflictFilter.facets)  # count, conflicts, states, years, the chain twice
    a_conflict(1)
    assert queries(client, "/conflicts/") == asked
    few = queries(client, "/conflicts/war-0/")
    a_conflict(3)

    assert queries(client, "/conflicts/") == asked
    assert queries(client, "/conflicts/war-0/") == few <= 25
