"""Audits of votes, vetoes and seats."""

import pytest

from peacekb.audits import totals, vetoes
from tests.make import content, publish_with_facts
from tests.peacekb.audited import found, resolution

pytestmark = pytest.mark.django_db


def voted(basis="as_recorded", document="s-1999-1", **votes):
    return [{"document": document, "state": state, "position": position, "basis": basis}
            for state, position in votes.items()]  # fmt: skip


def draft(slug="s-1999-1", **values):
    named = {"kind": "draft", "symbol": "", "organ": "un-sc", "adopted_on": "1999-03-26"}
    named |= {"outcome": "vetoed", "vetoed_by": ["usa"], "adoption": "vote", "against": 1}
    return resolution(slug, **(named | values))


COUNCIL = [
    content("organization", "un-sc", name="Council"),
    content("state", "usa"),
    content("state", "bbb"),
]


@pytest.mark.parametrize(("basis", "size", "sums"), [("as_recorded", 1, 2), ("veto_list", 0, 0)])
def test_a_vote_that_is_not_whole_is_found_unless_it_is_from_a_list_of_vetoes(basis, size, sums):
    publish_with_facts(*COUNCIL, draft(in_favour=9, against=2), votes=voted(basis, usa="no"))

    assert len(found(totals.council_size)) == size
    assert len(found(totals.vote_totals)) == sums


def test_a_draft_of_the_years_of_eleven_members_has_eleven_votes():
    states = [content("state", f"aa{letter}") for letter in "abcdefghijk"]
    rows = voted(**{one["slug"]: "yes" for one in states})
    publish_with_facts(*COUNCIL, *states, draft(adopted_on="1965-12-31"), votes=rows)

    assert found(totals.council_size) == []


def test_vetoes_that_the_lists_do_not_count_and_those_that_are_missing_are_found():
    publish_with_facts(*COUNCIL, draft(), draft("s-1996-952"), votes=voted(usa="no"))

    told = found(vetoes.vetoes_by_year)

    assert "vetoes of usa 1999: 1 held, 0 listed." in told
    assert "vetoes of usa 1995: 0 held, 1 listed." in told


@pytest.mark.parametrize(("day", "told"), [("2025-06-30", True), ("2025-07-01", False)])
def test_vetoes_are_counted_to_the_last_day_of_the_lists(day, told):
    publish_with_facts(*COUNCIL, draft(adopted_on=day, vetoed_by=["chn"]), content("state", "chn"))

    assert ("vetoes of chn 2025: 1 held, 0 listed." in found(vetoes.vetoes_by_year)) == told


def test_a_base_without_vetoes_owes_none():
    publish_with_facts(*COUNCIL)

    assert found(vetoes.vetoes_by_year) == []


@pytest.mark.parametrize(("votes", "defects"), [({"usa": "no"}, 0), ({"usa": "yes"}, 1), ({}, 1)])
def test_a_veto_without_a_vote_against_is_found(votes, defects):
    publish_with_facts(*COUNCIL, draft(), votes=voted(**votes))

    assert len(found(vetoes.vetoes_are_votes)) == defects


def test_of_two_that_vetoed_the_one_without_a_vote_is_named():
    publish_with_facts(*COUNCIL, draft(vetoed_by=["bbb", "usa"]), votes=voted(usa="no"))

    (told,) = found(vetoes.vetoes_are_votes)
    assert "bbb is said" in told


def test_seats_that_are_too_few_are_found():
    seat = {"organization": "un-sc", "kind": "permanent", "starts_on": "1946-01-17"}
    publish_with_facts(
        content("organization", "un-sc"),
        content("state", "aaa", owned={"memberships": [seat | {"source": "library"}]}),
    )

    (told,) = found(totals.council_seats)[:1]
    assert told.startswith("1 states sat in the Council from 1946-01-17 to ")


def test_a_seat_with_two_holders_on_one_day_is_found():
    def seat(starts_on, ends_on=None):
        days = {"starts_on": starts_on, "ends_on": ends_on, "source": "library"}
        return {"organization": "un-sc", "kind": "permanent"} | days

    former = content(
        "state",
        "aaa",
        name="Old Land",
        successors=["bbb"],
        owned={"memberships": [seat("1946-01-17", "1991-12-24")]},
    )
    heir = content("state", "bbb", name="New Land", owned={"memberships": [seat("1991-12-24")]})
    publish_with_facts(content("organization", "un-sc", name="Council"), former, heir)

    (told,) = found(totals.one_holder_a_day)
    assert told == (
        "Old Land holds its place in Council until 1991-12-24, the day on which its successor "
        "begins; it ends the day before."
    )
    assert any(
        "2 states sat in the Council on 1991-12-24" in one for one in found(totals.council_seats)
    )


def test_two_who_lead_a_mission_on_the_day_of_a_handover_are_found():
    def lead(actor, starts_on, ends_on):
        days = {"starts_on": starts_on, "ends_on": ends_on, "source": "library"}
        return {"role": "lead", "actor": f"organization:{actor}"} | days

    roles = [lead("one", "2001-02-01", "2002-01-01"), lead("two", "2002-01-01", "2003-01-01")]
    publish_with_facts(
        content("organization", "one"),
        content("organization", "two"),
        content("mission", "xmis", starts_on="2001-02-01", owned={"roles": roles}),
    )

    (told,) = found(totals.one_holder_a_day)
    assert "leads until the day on which another begins" in told
