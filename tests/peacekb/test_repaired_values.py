"""Values of the fixtures that were wrong or missing once, as the sources say them.

Each was read in a text of the Council, or on a page that docs/data.md names.
"""

import pytest

from tests.fixture_rows import only, rows


@pytest.mark.parametrize(
    ("state", "day"),
    [
        ("are", "1971-12-06"),
        ("bhr", "1971-09-11"),
        ("com", "1993-11-20"),
        ("dji", "1977-09-04"),
        ("dza", "1962-08-16"),
        ("kwt", "1961-07-20"),
        ("lby", "1953-03-28"),
        ("mrt", "1973-11-26"),
        ("omn", "1971-09-29"),
        ("qat", "1971-09-11"),
        ("sdn", "1956-01-19"),
        ("som", "1974-02-14"),
        ("yem", "1945-05-05"),
    ],
)
def test_a_state_joined_the_arab_league_on_a_day_that_is_marked_as_weak(state, day):
    row = only("memberships.csv", state=state, organization="las", kind="member")

    assert (row["starts_on"], row["starts_precision"]) == (day, "")
    assert row["source"] == "secondary-pages"


@pytest.mark.parametrize(
    ("state", "organization", "spells"),
    [
        ("mli", "au", [("2020-08-19", "2020-10-09"), ("2021-06-01", "")]),
        ("gin", "au", [("2021-09-10", "2026-01-22")]),
        ("sdn", "au", [("2021-10-26", "")]),
        ("bfa", "au", [("2022-01-31", "")]),
        ("ner", "au", [("2023-08-22", "")]),
        ("gab", "au", [("2023-08-31", "2025-04-30")]),
        ("mdg", "au", [("2025-10-15", "")]),
        ("gnb", "au", [("2025-11-28", "")]),
        ("civ", "au", [("2010-12-09", "")]),
        ("caf", "au", [("2013-03-25", "")]),
        ("mli", "ecowas", [("2020-08-01", "2020-10-05"), ("2021-05-30", "2025-01-29")]),
        ("gin", "ecowas", [("2021-09-08", "2026-01-28")]),
        ("bfa", "ecowas", [("2022-01-28", "2025-01-29")]),
        ("ner", "ecowas", [("2023-12-10", "2025-01-29")]),
        ("gnb", "ecowas", [("2025-11-27", "")]),
        ("civ", "ecowas", [("2010-12-07", "")]),
    ],
)
def test_a_suspension_by_the_african_union_or_ecowas_is_held(state, organization, spells):
    held = rows("memberships.csv", state=state, organization=organization, kind="suspended")

    assert [(row["starts_on"], row["ends_on"]) for row in held] == spells
    assert all(row["ends_on"] or row["ends_precision"] == "unknown" for row in held)


def test_the_osce_watched_the_border_of_georgia_from_1999_to_2004():
    row = only("missions.csv", slug="osce-bmo-georgia")

    assert (row["starts_on"], row["ends_on"]) == ("1999-12-15", "2004-12-31")
    assert row["host_states"] == "geo"
    basis = only("legal_bases.csv", mission="osce-bmo-georgia", kind="regional_decision")
    assert "Decision No. 334" in basis["instrument"]


def test_the_representative_for_the_great_lakes_goes_back_to_1997():
    row = only("missions.csv", slug="osesg-gl")

    assert (row["starts_on"], row["starts_precision"]) == ("1997-01-01", "month")
    assert only("legal_bases.csv", mission="osesg-gl", document="s-res-1097-1997")
    led = rows("mission_leaders.csv", mission="osesg-gl")
    assert {row["person"] for row in led} >= {"Mohamed Sahnoun", "Mary Robinson", "Huang Xia"}


def test_mouaca_is_held_with_the_five_resolutions_that_name_it_and_no_day():
    row = only("missions.csv", slug="mouaca")

    assert (row["starts_precision"], row["ends_precision"]) == ("unknown", "unknown")
    cited = rows("citations.csv", record="mission:mouaca", source="sc-texts")
    assert [citation["locator"][:10] for citation in cited] == [
        f"S/RES/{number}" for number in (2552, 2588, 2605, 2648, 2659)
    ]


@pytest.mark.parametrize(
    ("mission", "states"),
    [
        ("ecomib", {"bfa", "civ", "nga", "sen", "tgo"}),
        ("ecomig", {"gha", "mli", "nga", "sen", "tgo"}),
    ],
)
def test_the_contributors_of_a_force_of_ecowas_are_held(mission, states):
    held = rows("mission_roles.csv", mission=mission, role="contributor")

    assert {row["actor"] for row in held} == {f"state:{state}" for state in states}
    assert {row["source"] for row in held} == {"secondary-pages"}


@pytest.mark.parametrize(
    ("mission", "document", "paragraph"),
    [
        ("eufor-tchad", "s-res-1778-2007", "6(a)"),
        ("untaes", "s-res-1037-1996", "14"),
        ("untaes", "s-res-1120-1997", "12"),
        ("nato-hq-sarajevo", "s-res-1575-2004", "14"),
    ],
)
def test_a_mandate_whose_text_authorizes_force_says_so(mission, document, paragraph):
    where = {"mission": mission, "document": document}
    action = only("mandate_actions.csv", action="authorize_force", **where)

    assert action["paragraph"] == paragraph
    assert only("mandates.csv", **where)["force_level"].startswith("all_necessary_means")


def test_no_mandate_is_uncoded_whose_document_authorizes_its_mission_to_use_force():
    authorized = {
        (row["mission"], row["document"])
        for row in rows("mandate_actions.csv", action="authorize_force")
    }

    uncoded = rows("mandates.csv", force_level="")

    assert not [row for row in uncoded if (row["mission"], row["document"]) in authorized]


def test_the_lower_ceiling_of_unoci_takes_effect_on_31_march_2016():
    where = {"document": "s-res-2260-2016", "mission": "unoci", "action": "set_ceiling"}

    assert only("mandate_actions.csv", **where)["effective_on"] == "2016-03-31"


def test_only_transitional_administrations_are_tasked_to_govern_a_territory():
    governing = rows("mandate_tasks.csv", task="transitional_administration")

    missions = {row["statement"].split(",")[0] for row in governing}

    assert missions == {"unmik", "untac", "untaes", "untaet"}


def test_what_an_end_leaves_for_the_withdrawal_has_its_days_in_the_note():
    stated = {(row["document"], row["statement"]) for row in rows("mandate_tasks.csv")}

    ends = rows("mandate_statements.csv", statement="ends")

    leaving = [
        row for row in ends if (row["document"], f"{row['mission']},{row['coding']}") in stated
    ]
    assert {row["mission"] for row in leaving} == {"minusma"}
    assert all("until" in row["note"] for row in leaving)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("en-039", "contradicted"),
        ("en-040", "supported"),
        ("en-071", "imprecise"),
        ("pk-021", "imprecise"),
        ("pk-059", "imprecise"),
        ("pk-064", "supported"),
    ],
)
def test_a_claim_judged_again_has_its_day_and_evidence_by_paragraph(claim, verdict):
    row = only("claims.csv", slug=claim)

    assert (row["verdict"], row["checked_on"]) == (verdict, "2026-11-28")
    resolutions = [
        link for link in rows("evidence_links.csv", claim=claim) if "s-res-" in link["document"]
    ]
    assert all(link["locator"] for link in resolutions)
