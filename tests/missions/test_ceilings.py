"""Ceilings: which coding counts, what they are compared with, and the days that have none."""

from datetime import date

import pytest

from missions.ceilings import count_like, without_ceiling
from missions.models import Mission, PersonnelCategory, StrengthCeiling
from peacekb.audits.ceilings import authorized_strength
from records.content.problems import Refused
from records.writing.publishing import publish
from tests.make import content, publish_with_facts, revise
from tests.pages import between, in_order, page_of, queries, section

pytestmark = pytest.mark.django_db

DOCUMENT = content("document", "s-res-1-2001", kind="resolution", symbol="S/RES/1 (2001)")
TODAY = date(2010, 1, 1)


def ceiling(category="troops", persons=500, starts_on="2001-02-01", ends_on="2003-05-31", **values):
    row = {"category": category, "persons": persons, "starts_on": starts_on, "ends_on": ends_on}
    return row | {"document": "s-res-1-2001", "coding": "read"} | values


def by_rule(*values, **named):
    return ceiling(*values, **named) | {"coding": "by_rule"}


def mission(*ceilings, slug="xone", citations=(), **values):
    days = {"starts_on": "2001-02-01", "ends_on": "2003-05-31", "acronym": slug.upper()}
    owned = {"strength_ceilings": list(ceilings), "citations": list(citations)}
    return content("mission", slug, **(days | values), owned=owned)


def hold(*missions):
    publish(revise(DOCUMENT, *missions))


def counted(month, **numbers):
    """A month of the series by category; `_authorized` after a category gives what was allowed."""
    rows = {}
    for name, number in numbers.items():
        category, _, word = name.partition("__")
        key = {"mission": "xone", "month": month, "category": category, "basis": "reported"}
        rows.setdefault(category, key)[word or "deployed"] = number
    return list(rows.values())


def listed(client, **asked):
    rows = client.get("/api/v1/strength-ceilings/", asked).json()["results"]
    return [row["persons"] for row in rows]


def test_of_a_mission_that_was_read_only_what_was_read_is_shown_on_page_and_api(client):
    hold(mission(ceiling(persons=511), by_rule(persons=522)))

    page = section(page_of(client, "/missions/xone/"), "mandates")
    detail = client.get("/api/v1/missions/xone/").json()["strength_ceilings"]

    assert "511" in page
    assert "522" not in page
    assert [row["persons"] for row in detail] == [511]
    assert listed(client) == [511]


def test_ceilings_read_by_rule_count_where_nobody_has_read(client):
    hold(mission(by_rule(persons=522)), mission(ceiling(persons=511), slug="xtwo"))

    page = section(page_of(client, "/missions/xone/"), "mandates")

    assert "522" in page
    assert "coded by rule" in page
    assert sorted(listed(client)) == [511, 522]


def test_another_coding_is_listed_for_whoever_asks_for_it(client):
    hold(mission(ceiling(persons=511), by_rule(persons=522)))

    assert listed(client, coding="by_rule") == [522]
    assert listed(client, coding="read") == [511]
    assert sorted(listed(client, coding="read,by_rule")) == [511, 522]


def test_stated_and_computed_ceilings_are_told_apart(client):
    computed = ceiling("police", 66, basis="computed", note="66 = 60 + 6")
    hold(mission(ceiling(basis="stated"), computed))

    page = section(page_of(client, "/missions/xone/"), "mandates")

    assert listed(client, basis="computed") == [66]
    assert listed(client, basis="stated") == [500]
    assert "66 = 60 + 6" in page
    assert page.count(">computed<") == 1


def test_two_codings_share_days_and_one_coding_never_does():
    hold(mission(ceiling(), by_rule()))
    assert StrengthCeiling.objects.count() == 2

    with pytest.raises(Refused, match="Another ceiling of the category and coding"):
        hold(mission(ceiling(), ceiling(starts_on="2002-01-01"), slug="xtwo"))


def test_a_list_of_ceilings_costs_the_same_whatever_its_length(client):
    hold(mission(ceiling()))
    one = queries(client, "/api/v1/strength-ceilings/")
    hold(mission(ceiling("police"), ceiling("troops"), slug="xtwo"))

    assert queries(client, "/api/v1/strength-ceilings/") == one


def test_the_whole_is_drawn_only_beside_a_ceiling_of_all_uniformed(client):
    months = counted("2001-11-01", total_uniformed=300, troops=200)
    months += counted("2001-12-01", total_uniformed=310, troops=210)
    publish_with_facts(DOCUMENT, mission(ceiling("troops")), strength=months)
    shown = section(page_of(client, "/missions/xone/figures/"), "strength")
    assert "authorized: 500 troops" in shown
    assert "All uniformed personnel" not in shown

    publish(revise(mission(ceiling("total_uniformed"))))
    shown = section(page_of(client, "/missions/xone/figures/"), "strength")
    assert "authorized: 500 uniformed personnel" in shown
    assert "All uniformed personnel" in shown
    assert "troops" not in between(shown, "<desc>", "</desc>")


def test_each_part_is_drawn_beside_the_ceiling_of_the_same_persons(client):
    months = counted("2001-10-01", total_uniformed=330, troops=190, military_observer=100)
    months += counted("2001-11-01", total_uniformed=330, troops=200, police=30)
    months += counted("2001-12-01", total_uniformed=330, troops=200, military_observer=100)
    bounds = [ceiling("military"), ceiling("police", 60), ceiling("formed_police", 40)]
    publish_with_facts(DOCUMENT, mission(*bounds), strength=months)

    strength = section(page_of(client, "/missions/xone/figures/"), "strength")
    wide = between(strength, "<svg", "</svg>")

    assert wide.count('class="ceiling"') == 2
    assert "authorized: 60 police" in wide
    assert "authorized: 500 military personnel" in wide
    assert "300 in Dec 2001" in wide
    assert "troops" not in wide


def test_military_counts_are_troops_and_observers_together_or_not_known():
    military = PersonnelCategory.MILITARY

    assert count_like(military, {"troops": 200, "military_observer": 0}) == 200
    assert count_like(military, {"troops": 200, "military_observer": 10, "police": 5}) == 210
    assert count_like(military, {"troops": 200}) is None
    assert count_like(military, {"troops": 200, "military_observer": None}) is None


SPANS = [
    ([ceiling()], []),
    ([ceiling(ends_on=None)], []),
    ([ceiling(starts_on="2001-03-01")], ["before 1 March 2001"]),
    ([ceiling(ends_on="2003-04-30")], ["after 30 April 2003"]),
    (
        [ceiling(ends_on="2001-12-31"), ceiling("military", starts_on="2002-01-03")],
        ["from 1 January 2002 to 2 January 2002"],
    ),
    (
        [ceiling(), ceiling("police", starts_on="2001-03-01")],
        ["for police before 1 March 2001"],
    ),
    (
        [ceiling(ends_on="2001-12-31"), ceiling("total_uniformed", starts_on="2002-01-01")],
        [],
    ),
    ([ceiling(starts_on="2003-05-31")], ["before 31 May 2003"]),
    ([ceiling("civilian_international")], ["on any of its days"]),
    ([ceiling(starts_on="2000-01-01", ends_on="2000-12-31")], ["on any of its days"]),
]


@pytest.mark.parametrize(("ceilings", "words"), SPANS)
def test_the_days_without_a_ceiling_are_named(ceilings, words):
    hold(mission(*ceilings))
    one = Mission.objects.get(slug="xone")

    assert without_ceiling(one, one.strength_ceilings.counting(), TODAY) == words


def test_of_a_mission_that_goes_on_days_until_today_are_named():
    hold(mission(ceiling(ends_on="2009-12-30"), ends_on=None))
    one = Mission.objects.get(slug="xone")

    assert without_ceiling(one, one.strength_ceilings.all(), TODAY) == ["after 30 December 2009"]


def test_of_a_mission_whose_end_nobody_knows_no_day_is_named():
    hold(mission(ceiling(ends_on="2009-12-30"), ends_on=None, ends_precision="unknown"))
    one = Mission.objects.get(slug="xone")

    assert without_ceiling(one, one.strength_ceilings.all(), TODAY) == []


def test_ceilings_without_an_end_are_those_in_force_last(client):
    hold(mission(ceiling(persons=511, ends_on="2002-12-31"), ceiling("police", 522, ends_on=None)))

    page = between(page_of(client, "/missions/xone/"), "Authorized strength</h3>", "</section>")

    assert in_order(page, "522", "1 earlier ceiling", "511")


def test_the_page_names_the_days_without_a_ceiling_and_says_what_is_not_known(client):
    gap = {"field": "strength_ceilings", "why": "unknown"}
    unknown = mission(slug="xtwo")
    unknown["owned"]["gaps"] = [gap]
    hold(mission(ceiling(starts_on="2001-03-01")), unknown, mission(slug="xthree"))

    def of(slug, query=""):
        page = page_of(client, f"/missions/{slug}/{query}")
        return between(page, "Authorized strength</h3>", "</section>")

    assert "No ceiling stated before 1 March 2001." in of("xone")
    assert "None of its 1 ceiling was in force on 5 February 2001." in of(
        "xone", "?as_of=2001-02-05"
    )
    assert "Unknown" in of("xtwo")
    assert "not yet coded" in of("xthree")


def series(**authorized):
    return {f"{category}__authorized": number for category, number in authorized.items()}


def audited(*ceilings, citations=(), months):
    library = content("source", "library", name="The Made-up Library")
    rows = [row for month, numbers in months.items() for row in counted(month, **series(**numbers))]
    one = mission(*ceilings, citations=citations)
    publish_with_facts(library, DOCUMENT, one, strength=rows)
    return list(authorized_strength())


def told(locator, path="troops,2001-02-01,read"):
    row = {"field": f"strength_ceilings/{path}/persons", "source": "library", "locator": locator}
    return row | {"stated": "700 troops", "stance": "contradicts"}


FIGURES = "of {} comparable months, {} equal, {} explained by a citation, {} unexplained."


def test_ceilings_are_compared_with_the_series_of_the_same_persons():
    months = {
        "2001-03-01": {"troops": 505, "military_observer": 9, "police": 66, "total_uniformed": 580},
        "2001-04-01": {"troops": 506},
        "2001-05-01": {"police": 66},
    }

    assert audited(ceiling("troops", 500), months=months) == [
        FIGURES.format(2, 1, 0, 1),
        "xone: 2001-04.",
    ]
    assert audited(ceiling("military", 514), months=months) == [FIGURES.format(1, 1, 0, 0)]


def test_kinds_of_police_are_compared_together():
    months = {"2001-03-01": {"police": 66}}

    assert audited(ceiling("police_individual", 66), months=months) == [FIGURES.format(0, 0, 0, 0)]
    assert audited(
        ceiling("police_individual", 26), ceiling("formed_police", 40), months=months
    ) == [FIGURES.format(1, 1, 0, 0)]


def test_kinds_of_police_are_added_up_where_they_share_a_day_of_the_month():
    months = {"2001-03-01": {"police": 66}}

    def compared(until, since):
        individual = ceiling("police_individual", 26, ends_on=until)
        formed = ceiling("formed_police", 40, starts_on=since, ends_on=None)
        both = audited(individual, formed, months=months)
        turned = audited(
            ceiling("formed_police", 40, ends_on=until),
            ceiling("police_individual", 26, starts_on=since, ends_on=None),
            months=months,
        )
        assert both == turned
        return both

    equal, not_comparable = [FIGURES.format(1, 1, 0, 0)], [FIGURES.format(0, 0, 0, 0)]
    assert compared("2001-03-10", "2001-03-10") == equal
    assert compared("2001-03-10", "2001-03-11") == not_comparable
    assert compared(None, "2001-03-11") == equal


def test_of_few_persons_five_are_no_difference():
    months = {"2001-03-01": {"troops": 65}, "2001-04-01": {"troops": 66}}

    assert audited(ceiling("troops", 60), months=months) == [
        FIGURES.format(2, 1, 0, 1),
        "xone: 2001-04.",
    ]


def test_months_that_follow_each_other_over_the_new_year_are_one_span():
    months = {month: {"troops": 700} for month in ("2001-11-01", "2001-12-01", "2002-01-01")}

    assert audited(ceiling(), months=months)[1:] == ["xone: 2001-11 to 2002-01."]
    assert audited(ceiling(), citations=[told("2001-11 to 2002-01")], months=months) == [
        FIGURES.format(3, 0, 3, 0)
    ]


def test_in_the_month_of_a_change_either_ceiling_will_do():
    months = {f"2001-0{month}-01": {"troops": 500} for month in (3, 4, 5)}
    bounds = [ceiling(ends_on="2001-04-10"), ceiling(starts_on="2001-04-11", persons=900)]

    assert audited(*bounds, months=months) == [FIGURES.format(3, 2, 0, 1), "xone: 2001-05."]


def test_a_difference_is_explained_by_a_citation_of_its_months_and_else_listed():
    months = {f"2001-{month:02}-01": {"troops": 700} for month in (3, 4, 5, 7, 8, 12)}

    assert audited(ceiling(), citations=[told("2001-03, 2001-05 to 2001-07")], months=months) == [
        FIGURES.format(6, 0, 3, 3),
        "xone: 2001-04, 2001-08, 2001-12.",
    ]


def test_a_month_is_explained_only_if_each_of_its_differences_is():
    months = {"2001-03-01": {"troops": 700, "police": 90}}
    bounds = [ceiling(), ceiling("police", 60)]
    both = [told("2001-03"), told("2001-03", "police,2001-02-01,read")]

    assert audited(*bounds, citations=both[:1], months=months)[0] == FIGURES.format(1, 0, 0, 1)
    assert audited(*bounds, citations=both, months=months)[0] == FIGURES.format(1, 0, 1, 0)


def test_only_ceilings_that_count_are_compared_with_the_series():
    months = {"2001-03-01": {"troops": 700}}

    assert audited(ceiling(), by_rule(persons=700), months=months)[0] == FIGURES.format(1, 0, 0, 1)


def test_a_citation_of_another_ceiling_explains_nothing():
    months = {"2001-03-01": {"troops": 700}, "2001-04-01": {"troops": 700}}
    bounds = [ceiling(), ceiling("police", 60)]
    cited = [told("2001-03 to 2001-04", "police,2001-02-01,read")]

    assert audited(*bounds, citations=cited, months=months) == [
        FIGURES.format(2, 0, 0, 2),
        "xone: 2001-03 to 2001-04.",
    ]


@pytest.mark.parametrize(
    ("asked", "held", "said"),
    [
        ("troops", "military", ["military"]),
        ("military", "troops", ["troops"]),
        ("formed_police", "total_uniformed", ["total_uniformed"]),
        ("police", "military", []),
        ("troops", "military_observer", []),
        ("un_volunteer", "total_uniformed", []),
    ],
)
def test_a_category_counted_under_another_is_no_zero(client, asked, held, said):
    hold(mission(ceiling(held)))

    params = {"mission": "xone", "category": asked}
    meta = client.get("/api/v1/strength-ceilings/", params).json()["meta"]

    assert [one["text"] for one in meta["holes"]] == [
        f"Nothing is held of the category {asked} apart; "
        f"rows of category={other} count such persons, too."
        for other in said
    ]


def test_a_day_without_a_ceiling_is_no_zero_where_a_gap_says_that_none_is_known(client):
    late = mission(ceiling(starts_on="2002-01-01"))
    gap = {"field": "strength_ceilings", "why": "unknown"}
    hold(late)

    def holes(day):
        asked = {"mission": "xone", "as_of": day}
        found = client.get("/api/v1/strength-ceilings/", asked).json()
        return [one["text"] for one in found["meta"]["holes"]]

    assert holes("2001-06-01") == []
    late["owned"]["gaps"] = [gap]
    hold(late)
    said = "Strength ceilings of 1 mission are held in part: of the rest none is known."
    assert holes("2001-06-01") == [said]
    assert holes("2002-06-01") == []
    late["owned"]["gaps"] = [gap | {"why": "not_applicable"}]
    hold(late)
    assert holes("2001-06-01") == []
