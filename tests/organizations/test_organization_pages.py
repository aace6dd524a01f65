import pytest

from organizations.filters import OrganizationFilter
from records.writing.publishing import publish
from tests.make import content, revise
from tests.pages import between, facts, in_order, page_of, queries, section

pytestmark = pytest.mark.django_db

LIBRARY = content("source", "library", name="The Made-up Library")
MEMBER = {"kind": "member", "source": "library", "starts_on": "1990-01-01"}


def state(slug, *memberships, **values):
    periods = [MEMBER | {"organization": "union"} | one for one in memberships]
    return content("state", slug, owned={"memberships": periods}, **values)


def relation(kind, other, **values):
    return {"kind": kind, "other": other, "source": "library"} | values


def union(**values):
    return content("organization", "union", name="Made-up Union", acronym="MUU", **values)


def test_the_days_of_a_founding_are_told_apart(client):
    publish(
        revise(
            union(
                adopted_on="2000-07-11",
                adopted_precision="day",
                in_force_on="2001-05-01",
                in_force_precision="month",
                launched_on="2002-01-01",
                launched_precision="year",
                owned={"gaps": [{"field": "dissolved_on", "why": "not_applicable"}]},
            )
        )
    )

    shown = facts(page_of(client, "/organizations/union/"))

    assert "<dt>Adopted or signed</dt><dd>11 July 2000" in shown
    assert "<dt>In force</dt><dd>May 2001" in shown
    assert "<dt>Began its work</dt><dd>2002" in shown
    assert "<dt>Dissolved</dt>" in shown
    assert "Not applicable" in shown


def test_a_founding_of_which_nothing_is_known_is_said_to_be_not_yet_coded(client):
    publish(revise(union()))

    shown = facts(page_of(client, "/organizations/union/"))

    assert shown.count("Adopted or signed") == 1
    assert "not yet coded" in between(shown, "Adopted or signed", "</dd>")
    assert "In force" not in shown


def test_members_of_the_day_and_former_ones_are_listed_apart(client):
    publish(
        revise(
            LIBRARY,
            union(),
            state("aaa", {}, name="Stayland"),
            state("bbb", {"ends_on": "1999-12-31"}, name="Leaveland"),
            state("ccc", {"starts_on": "2005-01-01"}, name="Lateland"),
        )
    )

    today = page_of(client, "/organizations/union/")
    members, former = (
        between(today, 'id="members"', "Former members"),
        between(today, "Former members", "</ul>"),
    )
    assert "Stayland" in members
    assert "since 1 January 1990" in members
    assert "Lateland" in members
    assert "Leaveland" in former
    assert "Leaveland" not in members

    then = page_of(client, "/organizations/union/?as_of=1995-06-01")
    members = section(then, "members")
    assert "2 members on 1 June 1995" in members
    assert "Leaveland" in members
    assert "Lateland" not in members
    assert 'href="/states/AAA/?as_of=1995-06-01"' in members


def test_a_membership_whose_days_are_not_known_is_marked_as_perhaps(client):
    publish(
        revise(LIBRARY, union(), state("aaa", {"starts_on": None, "starts_precision": "unknown"}))
    )

    members = section(page_of(client, "/organizations/union/"), "members")

    assert "beginning not known" in members
    assert '<span class="badge perhaps">perhaps</span>' in members


def test_what_else_than_a_member_a_state_was_stands_before_its_days(client):
    publish(revise(LIBRARY, union(), state("aaa", {}, {"kind": "suspended"}, name="Aland")))

    members = section(page_of(client, "/organizations/union/"), "members")

    assert ">since 1 January 1990, suspended since 1 January 1990<" in members


def test_what_is_noted_of_a_membership_is_told_of_former_members_alone(client):
    left = {"ends_on": "1999-12-31", "note": "It left."}
    publish(revise(LIBRARY, union(), state("aaa", {"note": "It stays."}), state("bbb", left)))

    members = section(page_of(client, "/organizations/union/"), "members")

    assert "(It left.)" in members
    assert "It stays." not in members


def test_seats_of_the_day_stand_before_every_term_there_was(client):
    elected = {"kind": "elected", "starts_on": "1994-01-01", "ends_on": "1995-12-31"}
    later = elected | {"starts_on": "2004-01-01", "ends_on": "2005-12-31"}
    later["regional_group"] = "asia_pacific"
    permanent = {"kind": "permanent", "regional_group": "african"}
    publish(
        revise(
            LIBRARY,
            union(),
            state("aaa", elected, later, name="Aland"),
            state("bbb", permanent, name="Bland"),
            state("ccc", later, name="Cland"),
        )
    )

    page = page_of(client, "/organizations/union/?as_of=1995-06-01")

    seats = between(page, 'id="seats"', "<details>")
    assert "Seats held on 1 June 1995: 2" in seats
    assert seats.index("Bland") < seats.index("Aland")
    assert "African" in seats
    assert "Cland" not in seats
    terms = between(page, "Every term there was", "</details>")
    assert "of 3 states" in terms
    assert in_order(terms, "Aland", "Asia-Pacific", ">2<", "1994–1995, 2004–2005")
    assert "since 1990 (permanent)" in terms
    assert "the states that hold its seats" in section(page, "members")


def test_organs_stand_with_their_parent_and_successors_with_their_predecessors(client):
    publish(
        revise(
            LIBRARY,
            union(owned={"relations": [relation("succeeded_by", "next", starts_on="2003-04-05")]}),
            content("organization", "next", name="Next Union"),
            content(
                "organization",
                "board",
                name="Board of the Union",
                owned={"relations": [relation("organ_of", "union")]},
            ),
        )
    )

    page = page_of(client, "/organizations/union/")
    assert "Board of the Union" in section(page, "organs")
    assert "Succeeded by" in section(page, "succession")

    page = page_of(client, "/organizations/next/")
    lineage = section(page, "succession")
    assert "Follows" in lineage
    assert "Made-up Union" in lineage
    assert "5 April 2003" in lineage

    page = page_of(client, "/organizations/board/?as_of=2001-01-01")
    assert '<dt>Organ of</dt><dd><a href="/organizations/union/?as_of=2001-01-01">' in page


def test_the_list_keeps_to_what_existed_on_the_day(client):
    publish(
        revise(
            union(dissolved_on="1999-12-31", dissolved_precision="day"),
            content("organization", "next", name="Next Union"),
        )
    )

    page = page_of(client, "/organizations/?as_of=2001-01-01")

    assert "Made-up Union" not in page
    assert "Next Union" in page


@pytest.mark.parametrize("path", ["/organizations/", "/organizations/union/"])
def test_a_parameter_that_is_not_known_is_refused(client, path):
    publish(revise(union()))

    assert "Made-up Union" not in page_of(client, f"{path}?kindd=organ", 400)


def a_union_of(count):
    organs = [
        content(
            "organization",
            f"organ-{number}",
            owned={"relations": [relation("organ_of", "union")]},
        )
        for number in range(count)
    ]
    states = [
        state(f"{letter}aa", {}, {"kind": "elected", "starts_on": "1999-01-01"})
        for letter in "abc"[:count]
    ]
    publish(revise(LIBRARY, union(), *organs, *states))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_queries_however_many_rows(client, count):
    a_union_of(count)

    # count, organizations, what they are organs of, years, the chain twice, each facet
    assert queries(client, "/organizations/") == 6 + len(OrganizationFilter.facets)


def test_a_page_asks_no_more_for_more_members_and_organs(client):
    a_union_of(1)
    few = queries(client, "/organizations/union/")
    a_union_of(3)

    assert queries(client, "/organizations/union/") == few <= 25


def test_observers_and_the_suspended_are_no_members(client):
    kinds = ["member", "observer", "suspended", "permanent", "elected"]
    states = [state(one[0] * 3, {"kind": one}, name=one.capitalize()) for one in kinds]
    publish(revise(LIBRARY, union(), *states))

    found = client.get("/api/v1/states/?member_of=union").json()["results"]
    assert [one["name"] for one in found] == ["Elected", "Member", "Permanent"]
    on_day = client.get("/api/v1/states/?member_of=union&as_of=1995-01-01").json()
    assert on_day["count"] == 3
