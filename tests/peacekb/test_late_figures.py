"""Budgets, strength and contributors after 2014, as single documents and pages give them."""

import pytest

from tests.fixture_rows import only, rows

# Bodies that share the peacekeeping account and are no missions.
NO_MISSIONS = {"total", "support_account", "unlb", "rsce"}


def approved(mission, first_year):
    days = {"starts_on": f"{first_year}-07-01", "ends_on": f"{first_year + 1}-06-30"}
    return only("budgets.csv", mission=mission, kind="approved", **days)


@pytest.mark.parametrize(
    ("mission", "first_year", "amount", "document"),
    [
        ("minurso", 2021, "56537800", "A/RES/75/305"),
        ("minusma", 2023, "866865700", "A/RES/78/250"),
        ("monusco", 2025, "869127200", "A/RES/79/304"),
        ("unamid", 2019, "514505600", "A/RES/74/261 B"),
        ("undof", 2022, "64544500", "A/RES/76/289"),
        ("unifil", 2024, "536808200", "A/RES/78/305"),
        ("unisfa", 2022, "259663200", "A/RES/76/281"),
        ("unmiss", 2022, "1116609000", "A/RES/76/291"),
    ],
)
def test_a_budget_is_the_maintenance_of_its_mission_by_the_resolution(
    mission, first_year, amount, document
):
    row = approved(mission, first_year)

    assert row["amount"] == amount
    assert row["document_symbol"].split(", ")[0] == document
    assert row["note"].startswith("maintenance")


@pytest.mark.parametrize("first_year", range(2020, 2026))
def test_every_mission_with_an_account_has_its_budget_to_the_dollar(first_year):
    accounts = {"minurso", "minusca", "monusco", "undof", "unficyp", "unifil", "unisfa", "unmik"}

    for mission in accounts | {"unmiss", "unsos"}:
        row = approved(mission, first_year)
        assert row["source"] == "unxml-ga"
        assert row["note"].startswith("maintenance")


def test_the_sums_of_a_year_are_those_of_the_resolutions():
    shared = {2021: 462_380_100, 2025: 529_676_200}  # support account, UNLB and RSCE
    stated = {2021: 6_377_821_200, 2025: 5_385_453_000}
    for first_year, whole in stated.items():
        days = {"starts_on": f"{first_year}-07-01", "ends_on": f"{first_year + 1}-06-30"}
        amounts = [int(row["amount"]) for row in rows("budgets.csv", kind="approved", **days)]
        assert sum(amounts) + shared[first_year] == whole


def test_no_account_that_is_no_mission_has_a_budget():
    assert not {row["mission"] for row in rows("budgets.csv")} & NO_MISSIONS


def test_money_for_the_withdrawal_from_mali_is_a_commitment():
    days = {"starts_on": "2023-07-01", "ends_on": "2023-12-31"}

    row = only("budgets.csv", mission="minusma", **days)

    assert (row["kind"], row["amount"]) == ("commitment", "590000000")


@pytest.mark.parametrize(
    ("record", "field", "stated"),
    [
        ("mission:minusma", "budgets/commitment,2023-07-01,2023-12-31", "approved"),
        ("mission:unifil", "budgets/approved,2024-07-01,2025-06-30", "582,630,000 US dollars"),
        ("mission:unisfa", "budgets/approved,2022-07-01,2023-06-30", "259,660,000 US dollars"),
        ("mission:undof", "budgets/approved,2022-07-01,2023-06-30", "64,540,000 US dollars"),
        ("mission:unmiss", "budgets/approved,2022-07-01,2023-06-30", "1,120,000,000 US dollars"),
        ("mission:unamid", "budgets/approved,2019-07-01,2020-06-30", "257,970,000 US dollars"),
        ("source:un-general-assembly", "note", "2013/14: about 7.78 billion US dollars"),
        ("source:un-general-assembly", "note", "2015/16: almost 8.3 billion US dollars"),
        ("mission:monusco", "budgets/approved,2016-07-01,2017-06-30", "more than 1.2 billion"),
        ("source:ipi-mission", "note", "30 June 2016: 13,059 police"),
        ("source:ipi-mission", "note", "31 March 2015: 93,743 military"),
        ("mission:unmiss", "strength/2015-06-01,total_uniformed", "13,058 persons"),
        ("mission:unmiss", "strength/2015-04-01,troops", "10,421 persons in contingents"),
        ("state:sle", "contribution_totals/2016-12-01,total_uniformed", "56 persons"),
        ("source:un-mission-pages", "note", "ceilings, not counts"),
        ("source:owid-peacekeeping", "note", "experts on mission alone"),
        ("source:owid-peacekeeping", "note", "May 2023: 76,694"),
    ],
)
def test_what_sources_say_otherwise_is_cited(record, field, stated):
    cited = rows("citations.csv", record=record, field=field, stance="contradicts")

    assert [row for row in cited if row["stated"].startswith(stated)]


def test_ceilings_that_a_page_calls_strength_are_not_held_as_strength():
    row = only("strength.csv", mission="monusco", month="2017-05-01")

    assert not any(row[name] for name in ("troops", "police", "military_observers", "total"))
    assert row["national_civilians"] == "2790"


def test_strength_of_mali_in_march_2020_has_kinds_of_police():
    row = only("strength.csv", mission="minusma", month="2020-03-01")

    assert (row["police"], row["formed_police"], row["individual_police"]) == (
        "1726",
        "1428",
        "298",
    )


@pytest.mark.parametrize(
    ("state", "month", "persons"),
    [("sen", "2016-12-01", "3617"), ("rwa", "2021-03-01", "6335"), ("egy", "2024-06-01", "1607")],
)
def test_what_a_state_gave_by_a_page_that_is_no_authority_is_marked(state, month, persons):
    row = only("contribution_totals.csv", state=state, month=month)

    assert (row["total"], row["source"]) == (persons, "secondary-pages")
