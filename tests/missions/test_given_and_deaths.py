"""What a state gave and whom it lost, on its page: by mission, by year, up to the day."""

import pytest

from organizations.models import State
from tests.make import content, publish_with_facts
from tests.pages import between, in_order, page_of, queries, section
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MISSIONS = [content("mission", slug, acronym=slug.upper()) for slug in ("xone", "xtwo")]


def total(month, persons):
    return {"state": "aaa", "month": month, "category": "total_uniformed", "persons": persons}


def gave(month, persons, mission="xone", **values):
    return total(month, persons) | {"mission": mission} | values


def mean(year, persons, mission="xone"):
    return gave(f"{year}-01-01", persons, mission, precision="year")


def died(number, day, mission="xone", state="aaa", persons=1):
    row = {"casualty_id": f"X-{number}", "mission": mission, "mission_code": "XOLD", "date": day}
    row |= {"incident_type": "accident", "category": "military"}
    return row | {"state": state, "persons": persons}


def base(**facts):
    publish_with_facts(content("state", "aaa"), content("state", "bbb"), *MISSIONS, **facts)


def of_state(client, part, query=""):
    return section(page_of(client, f"/states/AAA/{query}"), part)


def glance(client, query=""):
    return between(page_of(client, f"/states/AAA/{query}"), '<dl class="glance">', "</dl>")


def test_the_latest_month_and_the_greatest_lead(client):
    base(
        contribution_totals=[
            total("2001-01-01", 40),
            total("2001-02-01", 1200),
            total("2001-03-01", 30),
        ]
    )

    shown = of_state(client, "contributions")

    assert "30 persons in March 2001; the most were 1,200, in February 2001" in shown
    assert "<path" in shown
    assert "uniformed, March 2001" in glance(client)


def test_with_a_day_nothing_later_is_shown(client):
    base(
        contribution_totals=[
            total("2001-01-01", 40),
            total("2001-02-01", 50),
            total("2002-02-01", 777),
        ],
        contributions=[gave("2001-01-01", 40), gave("2002-02-01", 777)],
        fatalities=[died(1, "2001-01-05"), died(2, "2002-02-02")],
    )

    page = page_of(client, "/states/AAA/?as_of=2001-06-01")

    assert "777" not in page
    assert "50 persons in February 2001" in section(page, "contributions")
    assert "1 death, all in XONE" in section(page, "deaths")
    assert "2002" not in section(page, "contributions") + section(page, "deaths")


def test_the_longest_time_without_a_report_is_named(client):
    base(
        contribution_totals=[
            total(month, 40) for month in ("2001-01-01", "2001-02-01", "2001-04-01", "2003-01-01")
        ]
    )

    shown = of_state(client, "contributions")

    assert "No month between April 2001 and January 2003 is held" in shown


def test_months_that_follow_one_another_leave_no_gap(client):
    base(contribution_totals=[total("2001-12-01", 40), total("2002-01-01", 40)])

    assert "is held" not in of_state(client, "contributions")


def test_by_mission_the_latest_moment_leads_and_each_year_has_one(client):
    base(
        contribution_totals=[total("2001-01-01", 1)],
        contributions=[
            gave("2001-01-01", 5),
            gave("2001-11-01", 6),
            gave("2002-02-01", 999),
            mean(2002, 7),
            mean(2002, 70, "xtwo"),
        ],
    )

    shown = of_state(client, "contributions")

    assert "77 persons in 2 missions, mean of 2002" in shown
    assert in_order(shown, "XTWO", ">70<", "XONE", ">7<", "By mission and year")
    years = between(shown, "By mission and year", "</table>")
    assert in_order(years, "2002<br>mean", "2001<br>November")
    assert in_order(years, "XTWO", ">70<", "><", "XONE", ">7<", ">6<")
    assert "999" not in shown  # a month of a year of which the mean is known


def test_deaths_are_counted_by_mission_and_year_in_persons(client):
    base(
        fatalities=[
            died(1, "2001-01-05"),
            died(2, "2001-02-05", "xtwo", persons=3),
            died(3, "2003-02-05", None),
            died(4, "2003-02-05", state="bbb"),
        ]
    )

    shown = of_state(client, "deaths")

    assert "5 deaths, 3 in XTWO" in shown
    assert "the last on 5 February 2003" in shown
    assert in_order(shown, ">XTWO<", ">3<", ">XOLD<", ">XONE<")
    assert in_order(shown, ">2003<", ">1<", ">2001<", ">4<")
    assert ">5</a>" in glance(client)


def test_a_state_of_which_nothing_is_reported_says_so_in_each_part(client):
    base()

    assert "No personnel of it in UN missions is reported." in of_state(client, "contributions")
    assert "list of fatalities names none." in of_state(client, "deaths")
    assert "none listed" in glance(client)


def test_what_a_page_counts_is_what_the_api_has_for_all_states(client):
    world(3)
    for state in State.objects.all():
        asked = f"{state.code}&page_size=1000"
        rows = client.get(f"/api/v1/fatalities/?nationality={asked}").json()["results"]
        given = f"contribution-totals/?contributor={asked}&category=total_uniformed"
        totals = client.get(f"/api/v1/{given}&ordering=month").json()["results"]

        page = page_of(client, state.get_absolute_url())

        assert f">{sum(row['persons'] for row in rows)}</a>" in page
        assert f"{totals[-1]['persons']} persons in" in section(page, "contributions")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_state_asks_the_same_however_much_it_gave_and_lost(client, rows):
    years = range(2001, 2001 + rows)
    base(
        contribution_totals=[total(f"{year}-01-01", 40) for year in years],
        contributions=[gave(f"{year}-01-01", 40) for year in years],
        fatalities=[died(year, f"{year}-01-05") for year in years],
    )

    assert queries(client, "/states/AAA/") == 16
