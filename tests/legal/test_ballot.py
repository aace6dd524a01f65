import pytest

from legal.ballot import ballot
from legal.models import Document, Vote
from organizations.models import State


def votes(**by_position):
    """`yes=2, no=1`: unsaved votes of made-up states."""
    return [
        Vote(state=State(name=f"{position} {number}"), position=position)
        for position, count in by_position.items()
        for number in range(count)
    ]


def lines(document, rows):
    return {
        line.position.value: (len(line.votes), line.stated, line.differs)
        for line in ballot(document, rows).lines
    }


def test_members_stand_by_position_with_the_totals_stated():
    document = Document(in_favour=2, against=0, abstaining=1, not_participating=0)

    assert lines(document, votes(yes=2, abstain=1)) == {
        "yes": (2, 2, False),
        "no": (0, 0, False),
        "abstain": (1, 1, False),
    }


def test_a_total_that_is_not_the_number_of_rows_is_told():
    document = Document(in_favour=3, against=0, abstaining=0, absent=1)

    told = ballot(document, votes(yes=2))

    assert told.differs
    assert [line.position.value for line in told.lines if line.differs] == ["yes", "absent"]


def test_a_total_that_nobody_stated_differs_from_nothing():
    assert not ballot(Document(), votes(yes=2)).differs


def test_where_only_totals_are_held_nothing_differs():
    told = ballot(Document(in_favour=9, against=2, abstaining=0), [])

    assert (told.rows, told.differs) == (0, False)
    assert [line.stated for line in told.lines] == [9, 2, 0]


def test_where_no_vote_was_taken_the_members_stand_apart_and_there_are_no_lines():
    told = ballot(Document(), votes(no_vote_taken=3))

    assert (len(told.no_vote), told.lines, told.rows) == (3, [], 3)


def test_of_an_unknown_vote_there_is_a_line_of_its_own():
    assert lines(Document(), votes(unknown=2))["unknown"] == (2, None, False)


@pytest.mark.parametrize("position", ["not_participating", "absent"])
def test_rarer_positions_show_only_where_somebody_took_them(position):
    assert position not in lines(Document(**{position: 0}), votes(yes=1))
    assert position in lines(Document(**{position: 1}), votes(yes=1))


def test_without_votes_and_totals_there_is_nothing():
    told = ballot(Document(), [])

    assert (told.lines, told.no_vote, told.rows) == ([], [], 0)


def test_vetoes_from_a_list_are_not_taken_for_the_whole_vote():
    veto = Vote(state=State(name="Land A"), position="no", basis="veto_list")

    told = ballot(Document(in_favour=9, against=2, abstaining=0), [veto])

    assert (told.is_whole, told.differs, told.rows) == (False, False, 1)
    assert ballot(Document(against=2), [veto, *votes(yes=1)]).differs
