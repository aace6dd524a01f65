"""The front page: what ends next, what was decided, and a picture that equals the lists."""

import re
from datetime import date
from itertools import pairwise

import pytest

from peacekb import front, front_figure
from peacekb.front import PARTS, under_way_by_year
from records.writing.publishing import publish
from tests.make import content, revise
from tests.pages import queries
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PERIODS = (
    {"starts_on": "1990-01-01"},
    {"starts_on": "1990-01-01", "starts_precision": "year"},
    {"starts_on": "1990-05-01", "starts_precision": "month", "ends_on": "1995-08-01"},
    {"starts_on": "1991-01-01", "ends_on": "1993-12-31", "ends_precision": "year"},
    {"starts_on": "1991-01-01", "ends_on": "1993-05-31", "ends_precision": "month"},
    {"starts_on": "1991-01-01", "ends_precision": "unknown"},
    {"starts_on": None, "starts_precision": "unknown", "ends_on": "1999-01-01"},
)


@pytest.mark.parametrize("month_and_day", [(5, 1), (5, 31), (1, 1), (12, 31), (2, 29)])
def test_each_column_of_the_picture_is_the_list_of_missions_of_its_day(client, month_and_day):
    categories = [category for *_, own in PARTS for category in own]
    publish(
        revise(
            *(
                content("mission", f"m-{at}-{number}", category=category, **period)
                for at, category in enumerate(categories)
                for number, period in enumerate(PERIODS)
            )
        )
    )
    for year in under_way_by_year(date(1996, *month_and_day)):
        if year.day.year < 1989:
            continue
        for (_, _, own), count in zip(PARTS, year.counts, strict=True):
            asked = {"as_of": year.day.isoformat(), "category": ",".join(own)}
            assert client.get("/api/v1/missions/", asked).json()["count"] == count, asked


def test_every_category_of_missions_is_in_the_picture():
    from missions.models import MissionCategory

    shown = [category for *_, own in PARTS for category in own]

    assert sorted(shown) == sorted(MissionCategory)


def test_next_to_end_is_what_the_clock_has_and_keeps_to_the_day(client):
    world()
    then = client.get("/?as_of=2000-06-01").context_data["ends"]
    later = client.get("/?as_of=2002-06-01")

    asked = {"kind": "expiry", "due__gte": "2000-06-01"}
    rows = client.get("/api/v1/clock/", asked).json()["results"]
    assert [one.day.isoformat() for one in then] == [row["day"] for row in rows]
    assert then
    assert not later.context_data["ends"]
    assert "No document held names a last day after 1 June 2002." in later.content.decode()


def test_newest_decisions_are_those_up_to_the_day(client):
    world(2)
    symbols = [one.document.symbol for one in client.get("/").context_data["decisions"]]
    before = client.get("/?as_of=1990-01-01")

    assert sorted(symbols) == ["S/RES/1 (1999)", "S/RES/2 (1999)"]
    assert "No decision on a mission is held up to 1 January 1990." in before.content.decode()


def test_the_index_counts_what_the_lists_hold_with_missions_and_resolutions_first(client):
    world(3)
    held = client.get("/").context_data["held"]

    assert [one.label for one in held[:2]] == ["missions", "resolutions"]
    for one in held:
        if "/about/" not in one.address:
            asked = client.get(f"/api/v1{one.address}").json()["count"]
            assert one.count == asked, one


def test_the_front_page_asks_the_same_for_more_rows(client):
    world(1)
    few = queries(client, "/")
    world(3)

    assert queries(client, "/") == few <= 12


def test_an_empty_base_has_a_front_page_too(client):
    page = client.get("/").content.decode()

    assert "0 operations were under way" in page
    assert "No claim has been recorded yet." in page


def test_labels_of_the_picture_stand_a_line_apart():
    now = front.OperationsYear(date(2002, 1, 1), (1, 1, 60))
    at = [y for y, _label in front_figure.labels(now, 3)]

    assert all(low - high >= 15 for low, high in pairwise(at))


def test_a_day_chosen_on_the_front_page_leads_to_the_world_of_that_day(client):
    home = client.get("/").content.decode()
    form = re.search(r'<form class="row" action="([^"]+)".*?name="(as_of)"', home)

    page = client.get(form[1], {form[2]: "1994-06-01"}).content.decode()

    assert "<h1>The world on 1 June 1994</h1>" in page
