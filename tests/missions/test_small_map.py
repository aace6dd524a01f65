"""The small map at the head of a mission's page: hosts, headquarters and places, by the day."""

import pytest

from tests.make import content, publish_with_facts
from tests.pages import between, page_of, queries

pytestmark = pytest.mark.django_db

MOST = 12_000  # bytes of a drawing that stands in the head of every mission's page


def state(code="aaa", name="Alphaland", m49="466"):
    return content("state", code, name=name, m49=m49)


def mission(slug="xone", **values):
    held = {"starts_on": "2001-02-01", "ends_on": "2003-05-31", "acronym": slug.upper()}
    return content("mission", slug, **(held | values))


SEAT = {"headquarters": "Seatville", "latitude": "12.6", "longitude": "-8.0"}


def site(name, month, **values):
    row = {"mission": "xone", "name": name, "month": month, "latitude": "16.5", "longitude": "-2.5"}
    return row | values


def head(client, query=""):
    return between(page_of(client, f"/missions/xone/{query}"), "<h1>", '<dl class="glance">')


def test_the_head_shows_hosts_headquarters_and_the_places_of_the_last_map(client):
    sites = [
        site("Old Camp", "2001-03-01", latitude="13.0"),
        site("North Camp", "2002-03-01"),
        site("East Camp", "2002-03-01", longitude="1.5"),
    ]
    publish_with_facts(state(), mission(host_states=["aaa"], **SEAT), deployment_sites=sites)

    shown = head(client)

    assert "Host states: Alphaland. Headquarters: Seatville. 2 places of deployment." in shown
    assert 'class="host"' in shown
    assert shown.count("<circle") == 3
    assert ">2 places</a> on a map of March 2002" in shown
    assert len(between(shown, "<svg", "</svg>")) < MOST


def test_a_day_shows_the_places_known_by_then_and_none_after_the_end(client):
    sites = [site("Old", "2001-03-01"), site("Left over", "2003-07-01", latitude="13.0")]
    publish_with_facts(state(), mission(host_states=["aaa"], **SEAT), deployment_sites=sites)

    assert "on a map of March 2001" in head(client)
    assert "places" not in head(client, "?as_of=2001-02-15")


def test_headquarters_in_another_part_of_the_world_are_told_and_not_drawn(client):
    far = SEAT | {"latitude": "51.6", "longitude": "-0.4"}
    publish_with_facts(state(), mission(host_states=["aaa"], **far))

    shown = head(client)

    assert "Headquarters in Seatville, not on this map" in shown
    assert "<circle" not in shown


def test_a_mission_without_any_place_says_so(client):
    publish_with_facts(mission())

    assert "No map: neither a host state nor the place of its headquarters" in head(client)


def test_lands_across_the_world_do_not_shrink_the_place_of_the_mission(client):
    publish_with_facts(state(m49="643"), mission(host_states=["aaa"], **SEAT))

    shown = between(head(client), "<svg", "</svg>")

    assert "Seatville" in shown
    assert len(shown) < MOST


def test_three_hosts_cost_no_more_questions_than_one(client):
    more = [state("bbb", "Betaland", "562"), state("ccc", "Gammaland", "148")]
    publish_with_facts(
        state(),
        *more,
        mission(host_states=["aaa"]),
        mission("xtwo", host_states=["aaa", "bbb", "ccc"]),
    )

    assert queries(client, "/missions/xtwo/") == queries(client, "/missions/xone/")
