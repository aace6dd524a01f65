import pytest

from legal.models import Document, Vote
from legal.tiles import SHOWN, seats_on_the_day, tiles
from organizations.models import Membership, RegionalGroup, State
from records.writing.publishing import publish
from tests.make import content, publish_with_facts, revise
from tests.pages import between, page_of, section

LANDS = [State(pk=number, name=f"Land {number}") for number in range(1, 8)]


def vote(land, position="yes", **values):
    return Vote(state=land, position=position, **values)


def seats(**groups):
    """`{land number: group}`; `permanent` is a kind of seat."""
    return {
        int(land[1:]): Membership(
            state_id=int(land[1:]),
            kind="permanent" if group == "permanent" else "elected",
            regional_group="" if group == "permanent" else group,
        )
        for land, group in groups.items()
    }


def names(groups):
    return [(group.title, [tile.state.name for tile in group.tiles]) for group in groups]


def test_permanent_members_come_first_then_the_groups_of_the_seats():
    held = seats(_1="western_european_others", _2="permanent", _3="african", _4="")

    found = tiles(map(vote, LANDS[:4]), held, [], [])

    assert names(found) == [
        ("Permanent members", ["Land 2"]),
        ("African States", ["Land 3"]),
        ("Western European and other States", ["Land 1"]),
        ("Elected members", ["Land 4"]),
    ]
    assert [group.is_permanent for group in found] == [True, False, False, False]


@pytest.mark.parametrize("group", RegionalGroup)
def test_every_regional_group_has_its_place(group):
    assert len(tiles([vote(LANDS[0])], seats(_1=group.value), [], [])) == 1


def test_without_seats_all_members_stand_in_one_group():
    assert names(tiles(map(vote, LANDS[:2]), {}, [], [])) == [("Members", ["Land 1", "Land 2"])]


@pytest.mark.parametrize("position", SHOWN)
def test_every_position_has_a_sign_and_words(position):
    tile = tiles([vote(LANDS[0], position)], {}, [], [])[0].tiles[0]

    assert tile.sign
    assert tile.words == SHOWN[position][2]


def test_a_member_that_did_not_vote_because_none_was_taken_has_no_tile():
    assert tiles([vote(LANDS[0], "no_vote_taken")], {}, [], []) == []


def test_a_veto_a_sponsor_and_a_weak_basis_are_said():
    cast = [vote(LANDS[0], "no"), vote(LANDS[1]), vote(LANDS[2], basis="inferred")]

    shown = tiles(cast, {}, [LANDS[0], LANDS[1]], [LANDS[1]])[0].tiles

    assert [tile.words for tile in shown] == [
        "veto",
        "in favour · sponsor",
        "in favour · inferred from the totals",
    ]


@pytest.mark.django_db
def test_the_seats_are_those_of_the_day_of_the_vote(client):
    seat = {"organization": "council", "kind": "elected", "source": "library"}
    terms = [("1998-01-01", "1999-12-31", "african"), ("2010-01-01", "2011-12-31", "asia_pacific")]
    owned = {
        "memberships": [
            seat | {"starts_on": first, "ends_on": last, "regional_group": group}
            for first, last, group in terms
        ]
    }
    publish_with_facts(
        content("source", "library"),
        content("organization", "council"),
        content("state", "aaa", name="Land A", owned=owned),
        content("document", "s-res-9-1999", organ="council", adopted_on="1999-10-25"),
        votes=[{"document": "s-res-9-1999", "state": "aaa", "position": "yes"}],
    )

    shown = section(page_of(client, "/resolutions/s-res-9-1999/"), "votes")

    assert "Land A" in between(shown, "<h3>African States</h3>", "</ul>")
    assert "Asia-Pacific" not in shown


@pytest.mark.django_db
def test_a_document_without_a_day_or_an_organ_has_no_seats():
    publish(revise(content("document", "treaty", kind="treaty")))

    assert seats_on_the_day(Document.objects.get()) == {}
