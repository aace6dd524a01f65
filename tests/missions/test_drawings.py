"""Contributors, deaths, places, budgets and lineage: what a reader may choose and what is drawn."""

from datetime import date

import pytest

from missions.drawings.budgets import budgets_of
from missions.drawings.contributors import contributors_of
from missions.drawings.deaths import deaths_shown
from missions.drawings.lineage import lineage_of, relations_of
from missions.drawings.places import sites_of
from missions.models import Mission
from records.common.drawing.columns import Columns
from records.common.drawing.sheet import NARROW, WIDE
from tests.make import content, publish_with_facts
from tests.pages import in_order, page_of, section

pytestmark = pytest.mark.django_db


def mission(slug="xone", **values):
    return content(
        "mission", slug, **({"starts_on": "2001-02-01", "acronym": slug.upper()} | values)
    )


def states(number):
    return [
        content("state", f"s{chr(97 + n)}x", name=f"State {chr(65 + n)}") for n in range(number)
    ]


def gave(number, month, persons, precision="month", **values):
    row = {"mission": "xone", "state": f"s{chr(97 + number)}x", "month": month, "persons": persons}
    return row | {"category": "total_uniformed", "precision": precision} | values


def site(name, month, **values):
    row = {"mission": "xone", "name": name, "month": month, "latitude": "1.5", "longitude": "2.5"}
    return row | values


def page(client, address, query=""):
    return page_of(client, f"/missions/xone/{address}/{query}")


def one():
    return Mission.objects.get(slug="xone")


# Contributors


def test_any_month_or_year_held_can_be_chosen_and_the_newest_comes_first(client):
    publish_with_facts(
        mission(),
        *states(1),
        contributions=[
            gave(0, "2002-01-01", 5),
            gave(0, "2002-02-01", 6),
            gave(0, "2003-01-01", 7, "year"),
        ],
    )

    assert "had all 7 persons" in page(client, "contributors")
    assert "had all 6 persons" in page(client, "contributors", "?at=2002-02")
    assert "had all 5 persons" in page(client, "contributors", "?at=2002-01&as_of=2002-06-01")
    assert "had all 6 persons" in page(client, "contributors", "?at=2002")
    assert "had all 6 persons" in page(client, "contributors", "?as_of=2002-06-01")
    shown = page(client, "contributors")
    assert in_order(shown, 'value="2003"', 'value="2002-02"', 'value="2002-01"')


def test_the_head_of_a_mission_sums_its_last_month_and_not_the_year_that_begins_with_it(client):
    publish_with_facts(
        mission(),
        *states(2),
        contributions=[
            gave(0, "2001-12-01", 300),
            gave(0, "2002-01-01", 5),
            gave(1, "2002-01-01", 6),
            gave(0, "2002-01-01", 90, "year"),
        ],
    )

    assert "11 uniformed" in page_of(client, "/missions/xone/")
    assert "300 uniformed" in page_of(client, "/missions/xone/?as_of=2001-12-31")


@pytest.mark.parametrize("asked", ["2009", "2002-03", "2002-13", "soon", "2003-01", "200"])
@pytest.mark.parametrize("address", ["contributors", "places"])
def test_what_is_not_held_is_refused_with_what_is(client, address, asked):
    publish_with_facts(
        mission(),
        *states(1),
        contributions=[gave(0, "2002-02-01", 6)],
        deployment_sites=[site("Camp", "2002-02-01")],
    )

    refused = page_of(client, f"/missions/xone/{address}/?at={asked}", 400)
    assert "such as 2002-02. Held: February 2002." in refused


def test_a_mean_of_a_year_is_compared_with_one_and_a_month_with_a_month():
    publish_with_facts(
        mission(),
        *states(1),
        contributions=[
            gave(0, "2002-01-01", 5, "year"),
            gave(0, "2002-12-01", 9),
            gave(0, "2003-01-01", 7, "year"),
        ],
    )

    shown = contributors_of(one(), None)

    assert (shown.at.key, shown.before.key) == ("2003", "2002")
    assert shown.rows[0].change == "+2"
    assert contributors_of(one(), None, "2002-12").before is None


def test_ten_are_drawn_and_all_stand_in_the_table(client):
    rows = [gave(n, "2002-02-01", 100 - n) for n in range(12)]
    publish_with_facts(mission(), *states(12), contributions=rows)

    shown = page(client, "contributors")
    drawn = str(contributors_of(one(), None).figure.drawn(WIDE).svg())

    assert "State J" in drawn
    assert "State K" not in drawn
    assert "2 others" in drawn
    assert in_order(section(shown, "states"), "State J", "State K", "State L", "All 12")


def test_the_share_of_women_is_said_only_where_all_are_known():
    rows = [gave(0, "2002-02-01", 60, women=6), gave(1, "2002-02-01", 40, women=14)]
    publish_with_facts(mission(), *states(2), contributions=rows)
    assert contributors_of(one(), None).whole.women_percent == "20 %"

    rows[1] = gave(1, "2002-02-01", 40)
    publish_with_facts(mission(), *states(2), contributions=rows)
    assert contributors_of(one(), None).whole.women_percent == ""


def test_a_list_that_tells_troops_observers_and_police_apart_shows_each(client):
    rows = [
        gave(0, "2002-02-01", 60),
        gave(0, "2002-02-01", 50, category="troops"),
        gave(0, "2002-02-01", 10, category="police"),
        gave(0, "2002-02-01", 4, category="formed_police"),
        gave(1, "2002-02-01", 7),
        gave(1, "2002-02-01", 7, category="troops"),
        gave(0, "2003-01-01", 8, "year"),
    ]
    publish_with_facts(mission(), *states(2), contributions=rows)

    parts = contributors_of(one(), None, "2002-02").by_category()
    assert [str(category.label) for category in parts.categories] == ["Troops", "Police"]
    assert list(parts.states.values()) == [[50, 10], [7, 0]]
    assert parts.whole == [57, 10]
    of_month = section(page(client, "contributors", "?at=2002-02"), "states")
    assert in_order(
        of_month, "Troops", "Police", "State A", ">60<", ">50<", ">10<", "All 2", ">57<"
    )
    assert "does not tell troops" in section(page(client, "contributors", "?at=2003"), "states")


def test_of_each_year_its_mean_or_else_its_last_month_stands_over_time():
    publish_with_facts(
        mission(),
        *states(1),
        contributions=[
            gave(0, "2002-01-01", 5),
            gave(0, "2002-03-01", 6),
            gave(0, "2003-02-01", 8),
            gave(0, "2003-01-01", 7, "year"),
        ],
    )

    assert [
        (each.at.key, each.persons) for each in contributors_of(one(), None).over_time().sums
    ] == [
        ("2003", 7),
        ("2002-03", 6),
    ]


# Deaths


def test_deaths_of_many_years_are_drawn_in_groups_and_counted_whole():
    rows = [
        {
            "casualty_id": f"X-{year}",
            "mission": "xone",
            "mission_code": "X",
            "date": f"{year}-03-01",
        }
        | {"incident_type": "illness", "category": "military", "persons": 1}
        for year in range(1980, 2010)
    ]
    publish_with_facts(mission(), fatalities=rows)

    shown = deaths_shown(one(), None)

    assert "1980–81" in str(shown.figure.drawn(WIDE).svg())
    assert len(shown.years) == len(shown.figure.table.rows) == shown.persons == 30


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("columns", [1, 9, 16])
def test_numbers_stand_on_bars_and_never_meet(width, columns):
    periods = [str(1990 + n) for n in range(columns)]
    counts = {("Illness", period): 1234 for period in periods}
    sheet = Columns(["Illness"], periods, counts).sheet(width, "A title", "Made up.")

    texts = [drawn for drawn in sheet.drawn if drawn.startswith("<text")]
    assert any(word in drawn for drawn in texts for word in ("1,234", "1234", "1.2k", "1k"))
    room = width / columns
    labels = [drawn for drawn in texts if any(f">{period}<" in drawn for period in periods)]
    assert len(labels) <= columns
    assert len(labels) * 30 <= width or room > 30


def test_numbers_of_narrow_bars_do_not_read_as_one():
    years = [str(1948 + n) for n in range(78)]
    counts = {("Deaths", year): 8 for year in years}
    sheet = Columns(["Deaths"], years, counts).sheet(WIDE, "A title", "Made up.")

    assert not [drawn for drawn in sheet.drawn if ">8<" in drawn]
    few = Columns(["Deaths"], years[:20], counts).sheet(WIDE, "A title", "Made up.")
    assert len([drawn for drawn in few.drawn if ">8<" in drawn]) == 20


# Places


def test_a_year_leads_to_its_last_map_and_the_others_of_it(client):
    sites = [site("Old", "2001-06-01"), site("Mid", "2002-03-01"), site("New", "2002-06-01")]
    publish_with_facts(mission(), deployment_sites=sites)

    shown = page(client, "places")

    assert in_order(shown, "?at=2002-06", "?at=2001-06", "?at=2002-03", "New")
    assert "Old" in page(client, "places", "?at=2001")
    assert "Mid" in page(client, "places", "?at=2002-03")


def test_a_map_of_a_time_after_the_end_is_not_the_first_to_be_seen(client):
    sites = [site("During", "2002-06-01"), site("After", "2004-01-01", precision="year")]
    publish_with_facts(mission(ends_on="2003-12-31"), deployment_sites=sites)

    assert "During" in page(client, "places")
    assert "after the end of the mission" in page(client, "places", "?at=2004")


def test_a_place_is_drawn_with_its_name_and_its_host_shaded(client):
    publish_with_facts(
        content("state", "ssd", name="South Sudan", m49="728"),
        mission(host_states=["ssd"]),
        deployment_sites=[
            site("Camp One", "2002-06-01", latitude="4.85", longitude="31.6", troops=300),
            site("Camp Two", "2002-06-01", latitude="9.5", longitude="28.1"),
        ],
    )

    drawn = str(sites_of(one(), None).figure.drawn(WIDE).svg())

    assert 'class="host"' in drawn
    assert "<title>Camp One: 300</title>" in drawn
    assert drawn.count('class="place other"') == 1


def test_contingents_are_told_by_the_names_of_states(client):
    camp = site("Camp", "2002-06-01", contingents="SAX:150;SBX;ZZZ:3")
    publish_with_facts(mission(), *states(2), deployment_sites=[camp])

    assert "State A 150, State B, ZZZ 3" in page(client, "places")


# Budgets


def test_only_amounts_approved_for_a_whole_year_are_drawn():
    span = {"mission": "xone", "starts_precision": "day", "ends_precision": "day"}
    rows = [
        span | {"starts_on": start, "ends_on": end, "kind": kind, "amount": amount, "note": note}
        for start, end, kind, amount, note in (
            ("2002-07-01", "2003-06-30", "approved", 5_000_000, "maintenance"),
            ("2003-07-01", "2004-06-30", "approved", 7_000_000, ""),
            ("2004-07-01", "2004-12-31", "approved", 9_000_000, "maintenance"),
            ("2003-07-01", "2004-06-30", "additional", 11_000_000, "maintenance"),
        )
    ]
    publish_with_facts(mission(), budgets=rows)

    shown = budgets_of(one(), None)
    drawn = str(shown.figure.drawn(WIDE).svg())

    assert in_order(drawn, "2003/04", "other-bar", "7.0", "2002/03", "fill-1", "5.0")
    assert "9.0" not in drawn
    assert "11.0" not in drawn
    assert len(shown.rows) == 4
    assert len(budgets_of(one(), date(2003, 1, 1)).rows) == 1


# Lineage


def chain(kind="succeeded_by"):
    relation = {"kind": kind, "source": "library"}
    return [
        mission("early", owned={"relations": [relation | {"successor": "xone"}]}),
        mission("xone", owned={"relations": [relation | {"successor": "later"}]}),
        mission("later", starts_on="2005-01-01"),
    ]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_what_came_before_and_after_is_drawn_with_links_that_keep_the_day(client, width):
    publish_with_facts(*chain())

    drawn = str(lineage_of(one(), relations_of(one()), None).figure.drawn(width).svg())
    dated = lineage_of(one(), relations_of(one()), date(2004, 1, 1))

    assert in_order(drawn, "/missions/early/", "XONE") or in_order(drawn, "XONE")
    assert "/missions/later/" in drawn
    assert "/missions/early/?as_of=2004-01-01" in str(dated.figure.drawn(width).svg())
    assert not dated.after


def test_missions_at_the_same_time_are_no_successors():
    publish_with_facts(*chain("overlapped_with"))

    shown = lineage_of(one(), relations_of(one()), None)

    assert (shown.before, shown.after) == ([], [])
    assert len(shown.beside) == 2
