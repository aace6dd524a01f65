"""Figures on the pages of missions and states: what is shown, by which day, at what cost."""

import pytest

from tests.make import content, publish_with_facts
from tests.pages import between, in_order, page_of, queries, section

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def mission(slug="xone", **values):
    days = {"starts_on": "2001-02-01", "ends_on": "2003-05-31", "acronym": slug.upper()}
    return content("mission", slug, **(days | values))


def state(code, name):
    return content("state", code, name=name)


def strength(month, deployed, **values):
    row = {"mission": "xone", "month": month, "category": "total_uniformed", "deployed": deployed}
    return row | {"basis": "reported"} | values


def gave(state, month, persons, **values):
    row = {"mission": "xone", "state": state, "month": month, "persons": persons}
    return row | {"category": "total_uniformed"} | values


def death(number, day, **values):
    row = {"casualty_id": f"X-{number}", "mission": "xone", "mission_code": "XONE", "date": day}
    return row | {"incident_type": "accident", "category": "military", "persons": 1} | values


def site(name, month, **values):
    row = {"mission": "xone", "name": name, "month": month, "latitude": "1.5", "longitude": "2.5"}
    return row | values


def figures(client, query=""):
    return page_of(client, f"/missions/xone/figures/{query}")


def test_strength_is_drawn_and_stands_by_year_beneath(client):
    publish_with_facts(
        mission(),
        strength=[
            strength("2001-11-01", 300),
            strength("2001-12-01", 1200),
            strength("2002-01-01", 900, basis="interpolated"),
        ],
    )

    shown = section(figures(client), "strength")
    by_year = between(shown, "Strength by year", "</table>")

    assert "<path" in shown
    assert in_order(by_year, ">2002<", ">900<", ">1<", ">2001<", ">300<", ">1,200<", ">2<")
    assert "<path" in section(page_of(client, "/missions/xone/"), "life")


def test_one_month_alone_is_told_and_not_drawn(client):
    publish_with_facts(mission(), strength=[strength("2001-11-01", 300)])

    shown = section(page_of(client, "/missions/xone/figures/"), "strength")

    assert "<svg" not in shown
    assert "Personnel are known of one month alone" in shown
    assert "300" in shown


def test_what_a_state_gave_in_one_month_alone_is_told_and_not_drawn(client):
    given = {"state": "aaa", "month": "2001-11-01", "category": "total_uniformed", "persons": 300}
    publish_with_facts(state("aaa", "Alphaland"), contribution_totals=[given])

    shown = section(page_of(client, "/states/AAA/"), "contributions")

    assert "<svg" not in shown
    assert "One month alone is known" in shown
    assert ">300<" in shown


def test_unknown_counts_and_parts_that_make_no_whole_are_not_drawn(client):
    rows = [strength("2001-11-01", 7777, category="troops"), strength("2001-12-01", None)]
    publish_with_facts(mission(), strength=rows)

    assert "No strength is held" in section(page_of(client, "/missions/xone/"), "figures")


def test_the_ceilings_in_force_last_lead_and_the_earlier_fold(client):
    bounds = [
        {"category": "troops", "persons": persons, "starts_on": begun, "ends_on": ended}
        | {"document": "s-res-1-2001"}
        for persons, begun, ended in (
            (511, "2001-02-01", "2001-12-31"),
            (522, "2002-01-01", "2002-12-31"),
        )
    ]
    publish_with_facts(
        content("document", "s-res-1-2001", kind="resolution", symbol="S/RES/1 (2001)"),
        mission(owned={"strength_ceilings": bounds}),
    )

    shown = between(page_of(client, "/missions/xone/"), "Authorized strength</h3>", "</section>")
    on_a_day = page_of(client, "/missions/xone/?as_of=2001-06-01")

    assert in_order(shown, "522", "1 earlier ceiling", "511")
    assert "511" in on_a_day
    assert "522" not in between(on_a_day, "Authorized strength</h3>", "</section>")


def test_deaths_are_counted_in_persons_by_cause_year_and_nationality(client):
    publish_with_facts(
        mission(),
        state("aaa", "Alphaland"),
        fatalities=[
            death(1, "2001-03-01", persons=3, state="aaa"),
            death(2, "2002-03-01", incident_type="illness"),
            death(3, "2002-04-01", incident_type="illness"),
        ],
    )

    shown = section(figures(client), "deaths")
    crossed = between(shown, "Deaths by year and cause", "</table>")

    assert "5 deaths, 3 of them from accidents; 3 in 2001, the worst year" in shown
    assert in_order(crossed, "Accident", "Illness", ">2002<", "><", ">2<", ">2001<", ">3<", "><")
    assert in_order(shown, "By nationality", "Alphaland</a> 3", "Nationality not determined 2")


def test_deaths_after_the_day_are_not_counted(client):
    publish_with_facts(mission(), fatalities=[death(1, "2001-03-01"), death(2, "2002-03-01")])

    shown = section(figures(client, "?as_of=2001-12-31"), "deaths")

    assert ">2001<" in shown
    assert ">2002<" not in shown


def test_contributors_are_those_of_the_last_month_known_the_largest_first(client):
    publish_with_facts(
        mission(),
        state("aaa", "Alphaland"),
        state("bbb", "Betaland"),
        contributions=[
            gave("aaa", "2002-01-01", 900),
            gave("aaa", "2002-02-01", 10),
            gave("bbb", "2002-02-01", 40),
        ],
    )

    shown = section(figures(client), "contributors")
    earlier = section(figures(client, "?as_of=2002-01-15"), "contributors")

    assert in_order(shown, "Betaland had 40 of 50 persons in XONE, in February 2002", "Alphaland")
    assert "Alphaland had all 900 persons in XONE in January 2002" in earlier


def test_yearly_means_are_shown_as_such(client):
    mean = gave("aaa", "2002-01-01", 900, precision="year")
    publish_with_facts(mission(), state("aaa", "Alphaland"), contributions=[mean])

    assert "mean of the year 2002" in section(figures(client), "contributors")


def test_places_are_those_of_the_last_map_or_of_the_last_by_the_day(client):
    sites = [site("Old Camp", "2001-06-01"), site("New Camp", "2002-06-01")]
    publish_with_facts(mission(), deployment_sites=sites)

    assert "New Camp" in section(figures(client), "places")
    assert "Old Camp" not in section(figures(client), "places")
    assert "Old Camp" in section(figures(client, "?as_of=2001-12-31"), "places")


@pytest.mark.parametrize("query", ["", "?as_of=2002-01-01"])
def test_every_part_without_data_says_why(client, query):
    publish_with_facts(mission())

    shown = figures(client, query)

    for part in ("strength", "contributors", "deaths", "places", "budgets"):
        assert 'class="why"' in section(shown, part), part
    for address in ("contributors", "places"):
        assert 'class="why"' in page_of(client, f"/missions/xone/{address}/{query}")


def test_those_who_took_part_stand_by_role_with_what_the_note_says(client):
    def took_part(code, note=""):
        row = {"role": "contributor", "actor": f"state:{code}", "source": "library"}
        return row | {"note": note}

    publish_with_facts(
        state("aaa", "Alphaland"),
        state("bbb", "Betaland"),
        mission(owned={"roles": [took_part("aaa"), took_part("bbb", "police only")]}),
    )

    shown = section(page_of(client, "/missions/xone/"), "roles")

    assert in_order(shown, "2 contributors", "Alphaland", "police only: ", "Betaland")


def test_the_page_of_figures_is_strict(client):
    publish_with_facts(mission())

    assert client.get("/missions/xone/figures/?asof=2001-01-01").status_code == 400
    assert client.get("/missions/nowhere/figures/").status_code == 404


def test_a_state_shows_what_it_gave_in_all_and_to_which_missions(client):
    totals = [
        {"state": "aaa", "month": month, "category": "total_uniformed", "persons": persons}
        for month, persons in (("2002-01-01", 70), ("2002-02-01", 90))
    ]
    publish_with_facts(
        mission(),
        state("aaa", "Alphaland"),
        contribution_totals=totals,
        contributions=[gave("aaa", "2002-02-01", 40)],
    )

    shown = section(page_of(client, "/states/AAA/"), "contributions")

    assert in_order(shown, "<path", ">2002<", ">70<", ">90<", "February 2002", "XONE", ">40<")


@pytest.mark.parametrize(
    "path",
    [
        "/missions/xone/",
        "/missions/xone/figures/",
        "/missions/xone/contributors/",
        "/missions/xone/places/",
        "/states/AAA/",
    ],
)
@pytest.mark.slow
def test_three_rows_of_every_figure_ask_no_more_than_one(client, path):
    asked = []
    for number in (1, 3):
        months = [f"2002-0{one}-01" for one in range(1, number + 1)]
        states = ["aaa", "bbb", "ccc"][:number]
        totals = [
            {"state": "aaa", "month": one, "category": "total_uniformed", "persons": 5}
            for one in months
        ]
        publish_with_facts(
            mission(),
            *(state(code, code.upper()) for code in states),
            strength=[strength(one, 10) for one in months],
            contributions=[gave(code, "2002-02-01", 40) for code in states],
            contribution_totals=totals,
            fatalities=[death(n, one, state=states[n]) for n, one in enumerate(months)],
            deployment_sites=[site(one, "2002-06-01") for one in months],
        )
        asked.append(queries(client, path))

    assert asked[0] == asked[1] <= 36
