"""How members vote with and against each other, counted from made-up ballots."""

from collections import Counter
from datetime import date

import pytest

from legal.voting.figures import apart_figure
from legal.voting.positions import agreements, ballots_of, permanent_seats
from legal.voting.showing import ShadedLine, ShadedNumber, squares
from tests.legal.council import put_to_the_vote, resolution
from tests.make import content, publish_with_facts
from tests.pages import between, page_of, queries

pytestmark = pytest.mark.django_db


def permanent(code, name, starts_on, ends_on=None, group="eastern_european"):
    term = {"organization": "un-sc", "kind": "permanent", "source": "library"}
    term |= {"starts_on": starts_on, "starts_precision": "day", "regional_group": group}
    term |= {"ends_on": ends_on, "ends_precision": "day"} if ends_on else {}
    return content("state", code, name=name, owned={"memberships": [term]})


COUNCIL = [
    content("organization", "un-sc", kind="organ", name="Security Council"),
    permanent("old", "Old Union", "1946-01-17", "1991-12-23"),
    permanent("new", "New Union", "1991-12-24"),
    permanent("isl", "Island", "1946-01-17", group="western_european_others"),
    content("state", "eee", name="Elandia"),
]


def totals(positions):
    counted = Counter(positions)
    names = {"in_favour": "yes", "against": "no", "abstaining": "abstain"}
    return {column: counted[position] for column, position in names.items()}


def base(*voted, **documents):
    """`voted` is (number, day, {state: position}), or with values of the document besides."""
    made = [
        resolution(number, day, f"S/{number}", **totals(positions.values()), **dict(*values))
        for number, day, positions, *values in voted
    ]
    publish_with_facts(
        *COUNCIL,
        *made,
        *documents.values(),
        votes=[
            {"document": f"s-res-{number}-{day[:4]}", "state": state, "position": position}
            for number, day, positions, *_ in voted
            for state, position in positions.items()
        ],
    )


ALIKE = (700, "1995-01-01", {"new": "yes", "isl": "yes"})
APART = (701, "1996-01-01", {"new": "abstain", "isl": "yes"})
BEFORE = (600, "1980-01-01", {"old": "no", "isl": "yes"})


def test_a_seat_that_one_state_continued_for_another_is_one():
    base()

    assert [[state.slug for state in seat.states] for seat in permanent_seats()] == [
        ["isl"],
        ["old", "new"],
    ]


def test_agreement_counts_those_on_which_both_took_a_position():
    base(ALIKE, APART, BEFORE, (702, "1997-01-01", {"isl": "yes", "new": "no_vote_taken"}))
    seats = permanent_seats()

    (agreed,) = agreements(seats, ballots_of(seats).between(date.min, date.max)).values()

    assert (agreed.same, agreed.both, agreed.percent) == (1, 3, 33)


def test_a_period_holds_its_own_votes_and_no_later_ones():
    base(ALIKE, APART, BEFORE)
    seats = permanent_seats()

    shown = squares(seats, ballots_of(seats), date(1995, 6, 1))

    assert [(one.first.year, one.ballots) for one in shown] == [(1992, 1), (1971, 1), (1946, 0)]


def test_ballots_are_of_what_the_council_had_adopted_by_the_day():
    positions = {"new": "yes", "isl": "no"}
    base(
        ALIKE,
        (701, "1995-04-01", positions, {"organ": "un-ga"}),
        (702, "1995-07-01", positions),
        assembly=content("organization", "un-ga", kind="organ", name="General Assembly"),
    )

    held = ballots_of(permanent_seats(), date(1995, 6, 1))

    assert held.taken == [(date(1995, 1, 1), ("yes", "yes"))]


def test_a_draft_that_two_vetoed_is_one_draft(client):
    values = {"outcome": "vetoed", "vetoed_by": ["new", "isl"]}
    base(draft=put_to_the_vote("s-1996-1", "1996-02-01", **values))

    assert "the 1 draft that a veto stopped" in page_of(client, "/votes/")


def test_the_page_obeys_the_day(client):
    base(
        ALIKE,
        APART,
        veto=put_to_the_vote("s-1996-1", "1996-02-01", outcome="vetoed", vetoed_by=["new"]),
    )

    now = page_of(client, "/votes/")
    then = page_of(client, "/votes/?as_of=1995-06-01")

    assert "the 1 draft that a veto stopped" in now
    assert "0 drafts" in then
    assert "S/RES/701" in now
    assert "S/RES/701" not in then
    assert "New Union" in between(now, "Newest vetoes", "</table>")


def test_two_states_are_compared_on_what_both_voted_on(client):
    base(ALIKE, APART, BEFORE)

    page = page_of(client, "/votes/two/?a=island&b=New Union")

    assert "the same position on 1 of the 2 documents" in page
    assert "S/RES/701" in between(page, 'id="differences"', "</table>")
    assert "S/RES/700" not in page


def test_of_two_states_that_never_voted_together_the_page_says_so(client):
    base(ALIKE)

    assert "They never voted on the same document" in page_of(client, "/votes/two/?a=old&b=new")


@pytest.mark.parametrize(
    "query", ["a=nobody&b=isl", "a=isl&b=isl", "a=isl&b=new&c=1", "a=isl&a=new"]
)
def test_what_names_no_two_states_is_refused(client, query):
    base(ALIKE)

    page_of(client, f"/votes/two/?{query}", status=400)


@pytest.mark.parametrize("address", ["/votes/", "/votes/two/?a=isl&b=new"])
def test_no_page_of_votes_asks_more_for_more_rows(client, address):
    asked = []
    vetoed = {"outcome": "vetoed", "vetoed_by": ["new"]}
    for rows in (1, 3):
        years = [f"199{at}" for at in range(rows)]
        voted = [(int(year), f"{year}-01-01", {"new": "no", "isl": "yes"}) for year in years]
        drafts = {one: put_to_the_vote(f"s-{one}-1", f"{one}-02-01", **vetoed) for one in years}
        base(*voted, **drafts)
        page_of(client, address)  # what is read once a process is read before counting
        asked.append(queries(client, address))

    assert asked[0] == asked[1] <= 15


def test_members_that_stood_apart_as_often_are_named_together():
    years = [2001]
    lines = [
        ShadedLine(name, [ShadedNumber(percent, 1, title)])
        for name, percent, title in (
            ("Alandia", 36, "5 of 14"),
            ("Belandia", 7, "1 of 14"),
            ("Celandia", 36, "5 of 14"),
        )
    ]

    figure = apart_figure((years, lines))

    assert figure.title == "Most often apart since 2001: Alandia (5 of 14); Celandia (5 of 14)"
