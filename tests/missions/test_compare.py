"""Missions and states side by side: the same questions asked of each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.make import content, publish_with_facts
from tests.missions.test_across import DEMINING, granted, mission
from tests.missions.test_tasks_kept import CODINGS, TASK_TYPES
from tests.pages import between, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ROWS = {"mission": "xmis", "category": "total_uniformed"}


@pytest.fixture
def base():
    publish_with_facts(
        content("state", "aaa", name="Alandia"),
        content("state", "bbb", name="Belandia"),
        mission("xmis", starts_on="2001-01-01", host_states=["aaa"]),
        mission("xtwo", starts_on="2003-01-01"),
        mission("xthr", starts_on="2004-01-01"),
        granted("s-1", "2001-03-01", "xmis", DEMINING, ("elections", "monitor")),
        granted("s-2", "2003-03-01", "xtwo", ("demining", "execute")),
        task_types=TASK_TYPES,
        mandate_codings=CODINGS,
        strength=[
            ROWS | {"month": "2002-01-01", "deployed": 900},
            ROWS | {"month": "2002-02-01", "deployed": 1200},
            ROWS | {"month": "2005-01-01", "deployed": 300},
        ],
    )


def row(page, head):
    return between(page, f">{head}", "</tr>")


def test_each_mission_answers_the_same_questions(client, base):
    page = page_of(client, "/compare/?a=xmis&b=XTWO")

    assert "1,200" in row(page, "Uniformed personnel")
    assert "300" in row(page, "Last counted")
    assert "Alandia" in row(page, "Where")
    assert row(page, "Where").count("not yet coded") == 1


def test_tasks_stand_by_the_strongest_way_of_each(client, base):
    page = page_of(client, "/compare/?a=xmis&b=xtwo")

    assert '<td class="assists">A</td><td class="acts">S</td>' in row(page, "Demining")
    assert '<td class="watches">M</td><td class=""></td>' in row(page, "Elections")


def test_on_a_day_nothing_later_is_told(client, base):
    page = page_of(client, "/compare/?a=xmis&b=xtwo&as_of=2002-06-01")

    assert "1,200" in row(page, "Last counted")
    assert '<td class="assists">A</td><td class=""></td>' in row(page, "Demining")


def test_states_are_compared_and_their_votes(client, base):
    page = page_of(client, "/compare/?a=alandia&b=bbb")

    assert row(page, "Missions hosted").count(">1<") == 1
    assert "Alandia and Belandia" in page
    assert "never voted on the same document" in page


@pytest.mark.parametrize(
    "query", ["a=xmis&b=alandia", "a=xmis&b=nobody", "a=xmis&b=XMIS", "e=xmis", "a=nobody"]
)
def test_what_cannot_be_compared_is_refused(client, base, query):
    page_of(client, f"/compare/?{query}", status=400)


@pytest.mark.parametrize("query", ["", "a=xmis", "a=&b="])
def test_with_less_than_two_the_page_asks_for_more(client, base, query):
    assert "Two to four missions" in page_of(client, f"/compare/?{query}")


def test_a_third_mission_asks_no_more_of_the_facts(client, base):
    counts = []
    for query in ("a=xmis&b=xtwo", "a=xmis&b=xtwo&c=xthr"):
        with CaptureQueriesContext(connection) as asked:
            page_of(client, f"/compare/?{query}")
        counts.append(len(asked))

    assert counts[1] == counts[0] + 1  # its name is looked up
    assert counts[1] <= 16
