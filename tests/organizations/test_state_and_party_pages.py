import pytest

from organizations.filters import PartyFilter, StateFilter
from records.writing.publishing import propose_withdrawal, publish
from tests.make import content, published, revise
from tests.pages import facts, page_of, queries, section

pytestmark = pytest.mark.django_db

LIBRARY = content("source", "library", name="The Made-up Library")


def spell(organization, kind="member", **values):
    return {
        "organization": organization,
        "kind": kind,
        "starts_on": "1990-01-01",
        "source": "library",
    } | values


def bodies():
    return [
        LIBRARY,
        content("organization", "un", name="Nations Together", acronym="NT"),
        content("organization", "council", name="Made-up Council", acronym="MUC"),
        content("organization", "club", name="Made-up Club"),
    ]


def test_a_state_shows_its_terms_apart_from_its_memberships(client):
    memberships = [
        spell("un", starts_on="1980-05-06", note="Joined late"),
        spell("club", ends_on="1999-12-31"),
        spell("council", "elected", regional_group="african", ends_on="1991-12-31"),
    ]
    publish(
        revise(*bodies(), content("state", "aaa", owned={"memberships": memberships}, note="Calm"))
    )

    page = page_of(client, "/states/AAA/")

    shown = facts(page)
    assert "Member since 6 May 1980" in shown
    assert '<dt>Note</dt><dd class="note">Calm' in shown
    terms = section(page, "terms")
    assert "1 January 1990 to 31 December 1991" in terms
    assert "Elected member of" in terms
    assert "MUC" in terms
    others = section(page, "memberships")
    assert "Joined late" in others
    assert "Made-up Club" in others
    assert "Made-up Council" not in others


def test_with_a_day_a_state_shows_the_memberships_of_that_day(client):
    memberships = [
        spell("un"),
        spell("club", ends_on="1999-12-31"),
        spell("council", "observer", starts_on=None, starts_precision="unknown"),
    ]
    publish(revise(*bodies(), content("state", "aaa", owned={"memberships": memberships})))

    page = page_of(client, "/states/AAA/?as_of=2005-01-01")

    shown = section(page, "memberships")
    assert "Nations Together" in shown
    assert "Made-up Club" not in shown
    assert shown.count('<span class="badge perhaps">perhaps</span>') == 1
    assert "3 periods in all" in shown


def test_with_a_day_a_state_shows_the_seat_of_that_day(client):
    term = spell("council", "elected", ends_on="1991-12-31")
    publish(revise(*bodies(), content("state", "aaa", owned={"memberships": [term]})))

    assert "1 term in all" in section(page_of(client, "/states/AAA/?as_of=1991-12-31"), "terms")
    terms = section(page_of(client, "/states/AAA/?as_of=1992-01-01"), "terms")
    assert "It had no seat on 1 January 1992" in terms
    assert "Elected" not in terms


def test_states_that_followed_one_another_lead_to_each_other(client):
    publish(
        revise(
            content("state", "old", name="Oldland", kind="former_state", successors=["new"]),
            content("state", "new", name="Newland"),
        )
    )

    assert "<dt>Successors</dt><dd><a" in page_of(client, "/states/OLD/")
    page = page_of(client, "/states/NEW/")
    assert "<dt>Predecessors</dt><dd><a" in page
    assert "Oldland" in page


def test_a_code_in_small_letters_leads_to_the_page_and_keeps_the_day(client):
    published("state", "aaa")

    reply = client.get("/states/aaa/?as_of=1999-01-01")

    assert (reply.status_code, reply.headers["Location"]) == (301, "/states/AAA/?as_of=1999-01-01")


def test_a_withdrawn_party_answers_with_the_reason_and_leads_to_its_history(client):
    party = published("party", "gone")
    publish([propose_withdrawal(party, base_version=1, author="ann", reason="Entered twice.")])

    page = page_of(client, "/parties/gone/", 410)

    assert "Entered twice." in page
    assert 'href="/history/parties/gone/"' in page


def test_a_party_shows_what_kind_of_actor_it_is(client):
    published("party", "band", name="Made-up Band", note="Split in two")

    page = page_of(client, "/parties/band/")

    assert "<dt>Kind</dt><dd>Armed group" in page
    assert "Split in two" in page
    assert "Made-up Band" in page_of(client, "/parties/?kind=armed_group")
    assert "No party matches" in page_of(client, "/parties/?kind=class")


def test_the_list_tells_when_each_state_joined_the_united_nations(client):
    memberships = [spell("un", starts_on="1980-05-06"), spell("club", starts_on="1970-01-01")]
    publish(revise(*bodies(), content("state", "aaa", owned={"memberships": memberships})))

    page = page_of(client, "/states/")

    assert ">Member since 6 May 1980</td>" in page
    assert "1970" not in page


def states_with(periods, count):
    states = [
        content("state", f"{letter}aa", owned={"memberships": periods}) for letter in "abc"[:count]
    ]
    parties = [content("party", f"band-{number}") for number in range(count)]
    publish(revise(*bodies(), *states, *parties))


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_ask_the_same_however_many_rows(client, count):
    states_with([spell("un"), spell("club")], count)

    # count, states, periods in the UN, letters, two columns, years, the chain thrice, each facet
    assert queries(client, "/states/") == 10 + len(StateFilter.facets)
    assert queries(client, "/parties/") == 5 + len(PartyFilter.facets)


def test_a_page_asks_no_more_for_more_memberships(client):
    states_with([spell("un")], 1)
    few = queries(client, "/states/AAA/")
    states_with([spell("un"), spell("club"), spell("council", "elected")], 1)

    assert queries(client, "/states/AAA/") == few <= 25
