"""What a member did where a table of votes has slips: pure rules."""

from datetime import date

import pytest

from legal.importers.failed_votes import FailedVote, count, settle
from legal.models import Outcome, Position, VoteBasis

YES, NO, ABSTAIN = Position.YES, Position.NO, Position.ABSTAIN


def cast(**votes):
    """`a="yes"`, or `a="yes no"` for a member that has two rows."""
    return {state: [Position(one) for one in said.split()] for state, said in votes.items()}


def test_what_each_member_did_is_as_in_its_row():
    settled = settle(cast(a="yes", b="no"), {"a", "b"}, (1, 1, 0))

    assert {state: (one.position, one.basis) for state, one in settled.items()} == {
        "a": (YES, VoteBasis.RECORD),
        "b": (NO, VoteBasis.RECORD),
    }


def test_of_two_rows_for_a_member_the_one_that_makes_the_totals_counts():
    settled = settle(cast(a="yes", b="abstain no"), {"a", "b"}, (1, 1, 0))

    assert settled["b"] == (NO, VoteBasis.CORRECTED, ABSTAIN)


@pytest.mark.parametrize("totals", [None, (1, 0, 0)])
def test_of_two_rows_none_counts_where_the_totals_do_not_tell(totals):
    assert settle(cast(a="yes", b="abstain no"), {"a", "b"}, totals)["b"].position == "unknown"


def test_two_members_with_two_rows_each_are_unknown_where_either_would_do():
    settled = settle(cast(a="yes no", b="yes no"), {"a", "b"}, (1, 1, 0))

    assert {one.position for one in settled.values()} == {Position.UNKNOWN}


def test_who_has_no_row_did_what_the_totals_lack():
    settled = settle(cast(a="yes"), {"a", "b", "c"}, (1, 2, 0))

    assert settled["b"] == settled["c"] == (NO, VoteBasis.INFERRED, None)


def test_who_has_no_row_did_not_take_part_where_the_totals_lack_nothing():
    assert settle(cast(a="yes"), {"a", "b"}, (1, 0, 0))["b"].position == "not_participating"


@pytest.mark.parametrize("totals", [None, (1, 1, 1), (1, 1, 0)])
def test_who_has_no_row_is_unknown_where_the_totals_leave_a_choice(totals):
    settled = settle(cast(a="yes"), {"a", "b", "c"}, totals)

    assert settled["b"].position == settled["c"].position == "unknown"


def test_who_has_no_row_is_unknown_beside_a_member_whose_rows_leave_a_choice():
    """Two of three are in the totals: whose vote the abstention is, they do not tell."""
    assert settle(cast(a="yes", b="yes no"), {"a", "b", "c"}, (1, 0, 1))["c"].position == "unknown"


def test_so_many_members_with_two_rows_are_two_votes_under_one_name():
    def with_two_rows(number):
        rows = cast(**{f"m{at}": "yes no" if at < number else "yes" for at in range(15)})
        return FailedVote("", date(1999, 3, 26), "S/1999/5", "", "", "", "", Outcome.VETOED, rows)

    assert not with_two_rows(4).is_several
    assert with_two_rows(5).is_several


def test_yes_and_no_are_exchanged_where_the_rows_have_them_the_wrong_way_round():
    settled = settle(cast(a="yes", b="yes", c="no", d="abstain"), set("abcd"), (1, 2, 1))

    assert count([one.position for one in settled.values()]) == (1, 2, 1)
    assert settled["c"] == (YES, VoteBasis.CORRECTED, None)
    assert settled["d"] == (ABSTAIN, VoteBasis.RECORD, None)


@pytest.mark.parametrize(
    ("printed", "days"),
    [
        ("2020-09-07", ["2020-09-07", "2020-07-09"]),
        ("2020-08-14", ["2020-08-14"]),
        ("2020-06-06", ["2020-06-06"]),
    ],
)
def test_a_day_may_have_day_and_month_exchanged_where_both_are_days(printed, days):
    vote = FailedVote("f, line 2", date.fromisoformat(printed), *[""] * 5, Outcome.VETOED)

    assert [str(day) for day in vote.days] == days
