"""The votes of one state: by term, beside permanent members, apart, and all of them as a list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from legal.models import Vote
from organizations.models import State
from records.common.keeping import until_published
from tests.legal.council import put_to_the_vote
from tests.make import content, publish_with_facts
from tests.pages import between, in_order, page_of, queries, section
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def seated(code, name, *terms):
    rows = [
        {
            "organization": "un-sc",
            "kind": "elected" if ends_on else "permanent",
            "source": "library",
            "starts_on": starts_on,
            "ends_on": ends_on,
        }
        for starts_on, ends_on in terms
    ]
    return content("state", code, name=name, owned={"memberships": rows})


def slug_of(number):
    return f"s-made-{number}"


def base(*voted, vetoed=0):
    """`voted` is (number, day, outcome, {state: position})."""
    made = [
        put_to_the_vote(
            slug_of(number),
            day,
            kind="resolution" if outcome == "adopted" else "draft",
            outcome=outcome,
            subject=f"Matter {number}",
            situation=f"Situation {number}",
            states=["eee"] if number == 702 else [],
        )
        for number, day, outcome, _ in voted
    ]
    made += [
        put_to_the_vote(
            f"s-1996-{number}", f"199{number}-03-01", outcome="vetoed", vetoed_by=["isl"]
        )
        for number in range(vetoed)
    ]
    publish_with_facts(
        content("organization", "un-sc", kind="organ", name="Security Council"),
        seated("isl", "Island", ("1990-01-01", None)),
        seated("ala", "Alandia", ("1991-01-01", "1992-12-31"), ("1995-01-01", "1996-12-31")),
        content("state", "eee", name="Elandia"),
        *made,
        votes=[
            {"document": slug_of(number), "state": state, "position": position}
            for number, day, _, positions in voted
            for state, position in positions.items()
        ],
    )


VOTED = (
    (700, "1991-05-01", "adopted", {"ala": "yes", "isl": "yes"}),
    (701, "1992-12-31", "adopted", {"ala": "abstain", "isl": "yes"}),
    (702, "1995-01-01", "adopted", {"ala": "no", "isl": "yes"}),
    (703, "1996-01-01", "lacked_majority", {"ala": "no", "isl": "no"}),
    (704, "1996-02-01", "adopted", {"ala": "yes"}),
)


def votes(client, query="", code="ALA"):
    return section(page_of(client, f"/states/{code}/{query}"), "votes")


def row(shown, head):
    return between(between(shown, "By term", "</table>"), f">{head}<", "</tr>")


def test_votes_are_counted_by_term_the_latest_first(client):
    base(*VOTED)

    shown = votes(client)

    assert in_order(shown, ">1995–1996<", ">1991–1992<", ">All<")
    heads = between(shown, "<thead>", "</thead>")
    assert in_order(heads, "Yes", "No", "Abstained", "In all")
    assert "Absent" not in heads  # it never was
    assert in_order(row(shown, "1995–1996"), ">1<", ">2<", ">0<", ">3<")
    assert in_order(row(shown, "1991–1992"), ">1<", ">0<", ">1<", ">2<")
    assert in_order(row(shown, "All"), ">2<", ">2<", ">1<", ">5<")


def test_a_vote_outside_every_term_is_not_lost(client):
    base(*VOTED, (705, "2001-01-01", "adopted", {"ala": "yes"}))

    shown = votes(client)

    assert ">1<" in row(shown, "in no term held")
    assert "6 documents put to the Council" in shown


def test_a_position_that_is_not_known_is_counted_too(client):
    base((700, "1991-05-01", "adopted", {"ala": "unknown", "isl": "yes"}))

    assert in_order(row(votes(client), "1991–1992"), ">1<", ">1<")
    assert "Unknown" in votes(client)


def test_agreement_is_what_the_page_of_two_states_has(client):
    base(*VOTED)

    shown = votes(client)

    own = between(shown, "Beside the permanent members", "</table>")
    assert 'href="/votes/two/?a=ALA&amp;b=ISL">Island</a>' in own
    assert in_order(own, ">4<", ">2<", ">50<")
    assert "the same position on 2 of the 4 documents" in page_of(client, "/votes/two/?a=ala&b=isl")
    assert ">Island</a></th>" not in votes(client, code="ISL")


def test_votes_of_the_permanent_members_are_read_once_for_all_states(client):
    base(*VOTED)
    until_published.forget()

    with CaptureQueriesContext(connection) as asked:
        votes(client)
        votes(client, code="ISL")

    assert sum('"legal_vote"."state_id" IN (' in one["sql"] for one in asked) == 1


def test_what_was_adopted_without_its_vote_is_named_the_latest_first(client):
    base(*VOTED)

    shown = between(votes(client), "Adopted without its vote in favour", "<h3>Vetoes")

    assert ">2 resolutions and other texts<" in shown
    assert in_order(shown, "Matter 702", "Matter 701")
    assert "Matter 703" not in shown
    link = between(shown, 'href="', '"').replace("&amp;", "&")
    listed = page_of(client, link)
    assert "2 votes" in listed
    assert "Matter 703" not in listed


def test_vetoes_are_named_the_latest_first(client):
    base(vetoed=9)

    shown = between(votes(client, code="ISL"), "Vetoes</h3>", "</table>")

    assert 'href="/documents/?vetoed_by=ISL">9 vetoes<' in shown
    assert in_order(shown, "S/1996/8", "S/1996/1")
    assert "S/1996/0" not in shown
    assert "Only the votes of permanent members stop a draft" in votes(client)


def test_with_a_day_later_terms_votes_and_vetoes_are_not_counted(client):
    base(*VOTED, vetoed=9)

    shown = votes(client, "?as_of=1992-06-01")
    assert "1995–1996" not in shown
    assert "1 document put to the Council" in shown
    assert "It voted for all that was adopted" in shown
    assert "b=ISL&amp;as_of=1992-06-01" in shown
    assert ">3 vetoes<" in votes(client, "?as_of=1992-06-01", "ISL")
    assert "held no seat in the Council up to 1 January 1980" in votes(client, "?as_of=1980-01-01")


def test_a_state_without_a_seat_has_no_vote_and_the_page_says_so(client):
    base()

    assert "It held no seat in the Council, so it has no vote there." in votes(client, code="EEE")
    page = page_of(client, "/states/EEE/votes/")
    assert "only while it holds a seat" in page


def test_the_list_of_votes_is_filtered_by_position_year_and_outcome(client):
    base(*VOTED)

    page = page_of(client, "/states/ALA/votes/")
    assert "<strong>5 votes</strong>" in page
    assert "yes 2, no 2, abstained 1." in page
    assert in_order(page, "Matter 704", "Matter 703", "Matter 702", "Matter 701", "Matter 700")
    page = page_of(client, "/states/ala/votes/?position=no&adopted_on=1996&outcome=lacked_majority")
    assert "<strong>1 vote</strong>" in page
    assert "Matter 703" in page
    assert "2 votes" in page_of(client, "/states/ALA/votes/?as_of=1993-01-01")
    for asked in ("concerned=Elandia", "situation=ation+702"):
        page = page_of(client, f"/states/ALA/votes/?{asked}")
        assert "<strong>1 vote</strong>" in page
        assert "Matter 702" in page
    for year in ("1850", "1990"):
        assert "No vote matches" in page_of(client, f"/states/ALA/votes/?adopted_on={year}")
    page_of(client, "/states/ALA/votes/?position=maybe", 400)
    page_of(client, "/states/ALA/votes/?state=ISL", 400)
    page_of(client, "/states/XXX/votes/", 404)


def test_the_list_leads_to_the_same_over_the_api_for_all_states(client):
    world(3)
    for state in State.objects.all():
        page = page_of(client, f"/states/{state.code}/votes/?position=yes&adopted_on=1999")
        link = f"/api/v1/votes/?state={state.code}&position=yes&adopted_on=1999"
        count = Vote.objects.filter(state=state, position="yes").count()

        assert link.replace("&", "&amp;") in page
        assert client.get(link).json()["count"] == count
        assert f"<strong>{count} vote" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_neither_page_asks_more_for_more_votes(client, rows):
    base(
        *[
            (700 + at, f"199{at + 1}-01-01", "adopted", {"ala": "no", "isl": "yes"})
            for at in range(rows)
        ],
        vetoed=rows,
    )

    assert queries(client, "/states/ALA/votes/") == 6
    assert queries(client, "/states/ISL/") <= 25
