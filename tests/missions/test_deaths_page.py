"""Deaths across missions: of any cause, year, mission and nationality, as the API counts them."""

import pytest

from missions.models import Fatality, IncidentType
from tests.make import content, publish_with_facts
from tests.pages import in_order, page_of, queries, section
from tests.world import world

pytestmark = pytest.mark.django_db


def died(number, day, mission, state, cause, persons=1):
    return {
        "casualty_id": f"X-{number}",
        "mission": mission,
        "mission_code": mission.upper(),
        "date": day,
        "incident_type": cause,
        "category": "military",
        "state": state,
        "persons": persons,
    }


@pytest.fixture
def base():
    days = {"starts_on": "1999-01-01"}
    publish_with_facts(
        content("state", "aaa", name="Aland"),
        content("state", "bbb", name="Bland"),
        content("mission", "xone", acronym="XONE", **days),
        content("mission", "xtwo", acronym="XTWO", **days),
        fatalities=[
            died(1, "2001-03-01", "xone", "aaa", "accident"),
            died(2, "2001-04-01", "xone", "bbb", "malicious_act", 2),
            died(3, "2002-05-01", "xtwo", "bbb", "malicious_act", 3),
            died(4, "2003-05-01", "xtwo", "bbb", "illness"),
        ],
    )


def test_all_are_counted_by_mission_year_cause_and_nationality(client, base):
    page = page_of(client, "/deaths/")

    assert in_order(section(page, "deaths"), "7 deaths, 4 in XTWO", "from any cause")
    assert in_order(section(page, "causes"), "Malicious act", ">5<", "Accident", ">1<", ">1<")
    assert in_order(section(page, "nationalities"), "/states/BBB/", ">6<", "/states/AAA/", ">1<")


@pytest.mark.parametrize("cause", IncidentType.values)
@pytest.mark.parametrize("asked", ["", "&date=2001", "&mission=XTWO", "&as_of=2002-12-31"])
def test_the_page_counts_what_the_api_lists(client, base, cause, asked):
    query = f"incident_type={cause}{asked}"
    rows = client.get(f"/api/v1/fatalities/?{query}").json()["results"]

    shown = section(page_of(client, f"/deaths/?{query}"), "deaths")

    persons = sum(row["persons"] for row in rows)
    assert ("names none" if not persons else f"{persons} death") in shown
    assert not persons or f"by cause: {IncidentType(cause).label.lower()};" in shown


def test_what_is_not_understood_is_refused_and_nothing_counted(client, base):
    assert "Nothing is counted" in page_of(client, "/deaths/?incident_type=boredom", 400)
    page_of(client, "/deaths/?colour=blue", 400)


def test_the_page_asks_the_same_for_more_rows(client):
    counts = []
    for number in (1, 3):
        world(number)
        assert Fatality.objects.exists()
        counts.append(queries(client, "/deaths/"))

    assert counts[0] == counts[1]
