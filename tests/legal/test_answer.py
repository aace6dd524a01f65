from datetime import date

import pytest

from legal.answer import answer
from legal.ballot import ballot
from legal.models import Document, Vote
from organizations.models import Organization, State

DAY = date(1999, 10, 25)


def answered(*votes, **values):
    values = {"kind": "resolution", "outcome": "adopted", "adopted_on": DAY} | values
    document = Document(**values)
    return answer(document, ballot(document, votes))


def test_a_vote_that_nobody_spoilt_was_unanimous():
    told = answered(adoption="vote", in_favour=15, against=0, abstaining=0, not_participating=0)

    assert (told.when, told.verdict, told.rest) == (
        "Adopted on 25 October 1999",
        "Unanimously",
        "15–0–0",
    )


@pytest.mark.parametrize("spoilt", ["against", "abstaining", "not_participating", "absent"])
def test_one_member_that_did_not_vote_in_favour_spoils_it(spoilt):
    totals = {"against": 0, "abstaining": 0} | {spoilt: 1}

    assert answered(adoption="vote", in_favour=14, **totals).verdict == "By vote"


def test_a_total_that_is_not_known_is_no_unanimity():
    told = answered(adoption="vote", in_favour=14, against=0)

    assert (told.verdict, told.rest) == ("By vote", "14–0–?")


@pytest.mark.parametrize(
    ("adoption", "said"),
    [
        ("without_vote", "Without a vote"),
        ("acclamation", "By acclamation"),
        ("vote_in_parts", "After a vote in parts"),
    ],
)
def test_without_counting_the_manner_is_said(adoption, said):
    assert answered(adoption=adoption).verdict == said


def test_members_on_whom_no_vote_was_taken_say_so_where_the_manner_is_not_coded():
    member = Vote(state=State(name="Land A"), position="no_vote_taken")

    assert answered(member).verdict == "Without a vote"


def test_a_manner_that_nobody_coded_is_not_guessed():
    told = answered()

    assert (told.verdict, told.is_coded) == ("", False)


def test_a_veto_comes_before_the_totals():
    told = answered(kind="draft", outcome="vetoed", in_favour=13, against=1, abstaining=1)

    assert (told.when, told.verdict, told.rest) == (
        "Put to the vote on 25 October 1999",
        "Vetoed",
        "13–1–1",
    )


@pytest.mark.parametrize(
    ("day", "needed"), [(date(1965, 12, 31), "seven"), (date(1966, 1, 1), "nine")]
)
def test_what_lacked_a_majority_says_how_many_votes_the_council_needed(day, needed):
    council = Organization(slug="un-sc")
    values = {"in_favour": 6, "against": 0, "abstaining": 5, "adopted_on": day}

    told = answered(kind="draft", outcome="lacked_majority", organ=council, **values)

    assert told.verdict == "Not adopted"
    assert (told.rest, told.needed) == ("6–0–5", needed)


def test_of_another_organ_no_majority_is_told():
    told = answered(kind="draft", outcome="lacked_majority", in_favour=6, against=0, abstaining=5)

    assert (told.rest, told.needed) == ("6–0–5", "")


def test_a_treaty_tells_its_days_and_no_vote():
    told = answered(
        kind="treaty", outcome="not_applicable", signed_on=date(1998, 7, 17), in_force_on=DAY
    )

    assert told.verdict == ""
    assert told.when == (
        "Adopted on 25 October 1999, opened for signature on 17 July 1998, "
        "in force since 25 October 1999"
    )


def test_a_month_is_not_said_as_a_day():
    assert answered(adopted_precision="month").when == "Adopted in October 1999"
