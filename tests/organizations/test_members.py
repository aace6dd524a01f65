from datetime import date

import pytest

from organizations.members import members_on
from organizations.models import Membership, State

DAY = date(2000, 6, 1)


def spell(code, starts_on=None, ends_on=None, kind="member", **precision):
    state = State(pk=sum(code.encode()), code=code, name=f"Land {code}")
    start, end = [date.fromisoformat(day) if day else None for day in (starts_on, ends_on)]
    precision.setdefault("starts_precision", "day" if start else "unknown")
    return Membership(state=state, kind=kind, starts_on=start, ends_on=end, **precision)


def names(members):
    return [member.state.code for member in members]


@pytest.mark.parametrize(
    ("ends_on", "current", "former"),
    [
        (None, ["AAA"], []),
        ("2000-06-01", ["AAA"], []),
        ("2000-05-31", [], ["AAA"]),
    ],
)
def test_a_state_belongs_until_its_last_day_and_is_a_former_member_after_it(
    ends_on, current, former
):
    members = members_on([spell("AAA", "1990-01-01", ends_on)], DAY)

    assert (names(members.current), names(members.former)) == (current, former)


def test_a_state_that_joins_later_is_neither_member_nor_former_member():
    members = members_on([spell("AAA", "2000-06-02")], DAY)

    assert (members.current, members.former) == ([], [])


def test_a_state_that_left_and_came_back_is_a_member_with_its_present_spell_only():
    old, new = spell("AAA", "1980-01-01", "1985-01-01"), spell("AAA", "1999-01-01")

    members = members_on([old, new], DAY)

    assert members.current[0].periods == [new]
    assert members.former == []


@pytest.mark.parametrize(
    ("row", "perhaps"),
    [
        (spell("AAA", "1990-01-01"), False),
        (spell("AAA"), True),
        (spell("AAA", "1990-01-01", ends_precision="unknown"), True),
        (spell("AAA", "2000-01-01", starts_precision="year"), True),
    ],
)
def test_what_an_unknown_day_leaves_open_is_marked(row, perhaps):
    assert members_on([row], DAY).current[0].perhaps is perhaps


def test_members_and_observers_are_counted_apart_and_a_suspended_member_in_both():
    members = members_on(
        [
            spell("AAA", "1990-01-01"),
            spell("BBB", "1990-01-01"),
            spell("BBB", "1999-01-01", kind="suspended"),
            spell("CCC", "1990-01-01", kind="observer"),
        ],
        DAY,
    )

    assert members.tally == [
        (2, "member,members"),
        (1, "observer,observers"),
        (1, "suspended,suspended"),
    ]


@pytest.mark.parametrize(
    ("row", "years"),
    [
        (spell("AAA", "1946-01-17", "1947-12-31"), "1946–1947"),
        (spell("AAA", "1946-01-17", "1946-12-31"), "1946"),
        (spell("AAA", "1946-01-17"), "since 1946"),
        (spell("AAA", "1946-01-17", ends_precision="unknown"), "from 1946"),
        (spell("AAA", ends_on="1947-12-31"), "until 1947"),
        (spell("AAA"), "years not known"),
    ],
)
def test_a_term_is_told_by_its_years(row, years):
    assert row.years == years


def test_who_perhaps_belongs_is_not_counted_among_the_members():
    members = members_on(
        [spell("AAA", "1990-01-01"), spell("BBB", "1990-01-01", ends_precision="unknown")], DAY
    )

    assert members.tally == [(1, "member,members"), (1, "perhaps,perhaps")]
