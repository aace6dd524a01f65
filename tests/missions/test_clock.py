"""Due days as they follow from what documents ask and grant."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missions.clock.due import Duty, due_days, expiries, months_after
from missions.models import ClockKind, DutyKind
from missions.tasks.in_force import DAY, Statement

BEGIN = date(2001, 1, 31)


def duty(day=BEGIN, number=1, kind="report", **values):
    return Duty(0, day, number, kind, **values)


def statement(day=BEGIN, kind="sets_out", until=None, number=1):
    return Statement(day, number, kind, until)


def days(duties, statements=(), ends_on=None):
    """Of the first duty."""
    return [day for one, day in due_days(duties, statements, ends_on) if one == duties[0]]


def test_the_kinds_of_the_clock_are_those_of_duties_and_the_expiry():
    assert {*DutyKind.choices} == {*ClockKind.choices} - {("expiry", "Expiry")}


def test_months_are_counted_from_the_adoption_and_short_ones_clipped():
    granted = [statement(until=date(2001, 5, 31))]
    assert days([duty(every_months=1)], granted) == [
        date(2001, 2, 28),
        date(2001, 3, 31),
        date(2001, 4, 30),
        date(2001, 5, 31),
    ]


def test_days_are_counted_to_the_last_day_granted():
    granted = [statement(until=BEGIN + timedelta(60))]
    asked = [duty(every_days=30)]

    assert days(asked, granted) == [BEGIN + timedelta(30), BEGIN + timedelta(60)]
    assert days(asked, granted, ends_on=BEGIN + timedelta(59)) == [BEGIN + timedelta(30)]


def test_what_is_due_once_is_due_whatever_is_granted():
    granted = [statement(until=BEGIN)]
    late = date(2010, 1, 1)

    assert days([duty(within_days=15)], granted) == [date(2001, 2, 15)]
    assert days([duty(due=late)], granted, ends_on=date(2002, 1, 1)) == [late]


def test_intervals_are_counted_from_the_first_report_and_to_their_own_last_day():
    first, last = date(2001, 3, 15), date(2001, 5, 14)
    asked = [duty(every_months=1, counted_from=first, until=last)]

    assert days(asked, [statement(until=date(2002, 1, 31))]) == [date(2001, 4, 15)]


def test_a_renewal_carries_a_duty_on_and_a_lapse_ends_it():
    in_time = statement(date(2001, 3, 1), "carries_over", date(2001, 6, 30))
    late = statement(date(2001, 7, 2), "carries_over", date(2001, 12, 31))
    granted = [statement(until=date(2001, 3, 31)), in_time, late]

    assert days([duty(every_months=2)], granted) == [date(2001, 3, 31), date(2001, 5, 31)]


@pytest.mark.parametrize(
    ("renewal", "kind", "left"),
    [
        (statement(date(2001, 4, 30), "carries_over", date(2001, 12, 31)), "report", 2),
        (statement(date(2001, 4, 30), "carries_over", date(2001, 12, 31)), "briefing", 11),
        (statement(date(2001, 4, 30), "none", date(2001, 12, 31)), "report", 2),
        (statement(date(2001, 4, 30), "adds"), "report", 5),
    ],
)
def test_only_a_renewal_with_a_duty_of_the_kind_replaces_one(renewal, kind, left):
    granted = [statement(until=date(2001, 6, 30)), renewal]
    other = duty(renewal.day, kind=kind, due=date(2001, 6, 1))

    assert len(days([duty(every_months=1), other], granted)) == left


def test_a_renewal_of_the_same_day_with_a_duty_of_the_kind_replaces_one():
    granted = [statement(until=date(2001, 6, 30)), statement(until=date(2001, 6, 30), number=2)]
    monthly = duty(every_months=1)

    assert days([monthly, duty(number=2, every_months=3)], granted) == []
    assert len(days([monthly, duty(kind="briefing", number=2, every_months=3)], granted)) == 5


def test_under_an_open_ended_mandate_any_later_duty_of_the_kind_replaces_one():
    granted = [statement(), statement(date(2001, 4, 30), "adds")]
    other = duty(date(2001, 4, 30), due=date(2001, 6, 1))

    assert days([duty(every_months=1), other], granted) == [date(2001, 2, 28), date(2001, 3, 31)]


def test_an_open_ended_mandate_goes_on_to_the_end_of_the_mission_or_as_far_as_was_read():
    asked = [duty(every_months=12)]
    granted = [statement(), statement(date(2004, 5, 1), "adds")]

    assert days(asked, granted, ends_on=date(2010, 1, 30))[-1] == date(2009, 1, 31)
    assert days(asked, granted)[-1] == date(2006, 1, 31)
    assert days(asked)[-1] == date(2003, 1, 31)


def test_an_end_ends_a_duty_even_of_its_own_document():
    ended = [statement(), statement(date(2001, 4, 30), "ends")]

    assert days([duty(every_months=1)], ended) == [date(2001, 2, 28), date(2001, 3, 31)]
    assert days([duty(date(2001, 4, 30), every_days=7)], ended) == []


@pytest.mark.parametrize("day", [date(2200, 12, 31), date(9999, 12, 31)])
def test_a_slip_in_a_year_makes_no_endless_list(day):
    granted = [statement(until=day)]

    assert len(days([duty(every_months=12)], granted)) == 199
    assert days([duty(day, every_months=12)], [statement(day)]) == []
    assert days([duty(every_days=1, counted_from=day)], granted) == []
    assert days([duty(every_months=120)], [statement(day, "adds")])[-1] <= date(2200, 12, 31)


def test_an_expiry_tells_what_had_moved_it_by_its_day():
    first = statement(until=date(2001, 6, 30))
    same = statement(date(2001, 3, 1), "adds", date(2001, 6, 30))
    adds = statement(date(2001, 4, 1), "adds")
    renewal = statement(date(2001, 6, 30), "carries_over", date(2001, 12, 31))
    ended = statement(date(2001, 9, 1), "ends")

    found = list(expiries([renewal, first, same, adds, ended]))

    assert found == [
        (first, date(2001, 6, 30), renewal),
        (same, date(2001, 6, 30), renewal),
        (renewal, date(2001, 12, 31), ended),
    ]
    late = statement(date(2001, 7, 1), "carries_over", date(2001, 12, 31))
    assert next(expiries([first, late])) == (first, date(2001, 6, 30), None)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 120))
def test_so_many_months_later_is_that_month_and_that_day_or_its_last(day, months):
    later = months_after(day, months)

    assert later.year * 12 + later.month == day.year * 12 + day.month + months
    assert later.day == min(day.day, monthrange(later.year, later.month)[1])


FIRST = date(2001, 1, 1)
TENS = st.integers(0, 25).map(lambda tens: tens * timedelta(10))  # so that days often meet
KINDS = ["sets_out", "adds", "reduces", "carries_over", "none", "ends"]


@st.composite
def documents(draw):
    """Statements, and duties of the same documents."""
    statements, duties = [], []
    for number in range(draw(st.integers(1, 5))):
        day = FIRST + draw(TENS)
        until = draw(st.none() | TENS.map(day.__add__))
        statements.append(Statement(day, number, draw(st.sampled_from(KINDS)), until))
        if draw(st.booleans()):
            unit = draw(st.sampled_from(["every_months", "every_days"]))
            often = draw(
                st.integers(1, 2) if unit == "every_months" else st.sampled_from([5, 10, 30])
            )
            kind = draw(st.sampled_from(["report", "briefing"]))
            counted_from = draw(st.none() | st.dates(day - timedelta(40), day + timedelta(40)))
            duties.append(
                Duty(number, day, number, kind, **{unit: often}, counted_from=counted_from)
            )
    return statements, duties


def is_covered(day, statements):
    """Whether a mandate goes on that day, walking from document to document."""
    begun, until, ending = False, None, False
    for one in sorted(statements, key=lambda each: (each.day, each.number)):
        if one.day > day:
            break
        begun = True
        if until and until < one.day:
            until, ending = None, False
        if one.kind == "ends":
            until, ending = one.until or one.day - DAY, True
        elif one.until or (ending and one.kind == "sets_out"):
            until, ending = one.until, False
    return begun and (until is None or day <= until)


def is_on_the_grid(day, asked):
    start = asked.counted_from or asked.day
    if asked.every_days:
        return (day - start).days % asked.every_days == 0
    months = (day.year - start.year) * 12 + day.month - start.month
    clipped = min(start.day, monthrange(day.year, day.month)[1])
    return months % asked.every_months == 0 and day.day == clipped


def replacing(asked, duties, statements, open_ended):
    """The first day of a document that replaces the duty."""
    renewing = {
        one.number
        for one in statements
        if open_ended or one.until or one.kind in ("sets_out", "carries_over")
    }
    return min(
        (
            other.day
            for other in duties
            if (other.day, other.number) > (asked.day, asked.number)
            and other.kind == asked.kind
            and other.number in renewing
        ),
        default=date.max,
    )


@settings(max_examples=200)
@given(documents(), st.none() | TENS.map(FIRST.__add__))
@pytest.mark.slow
def test_a_duty_is_due_on_what_days_walking_through_the_documents_says(stated, ends_on):
    statements, duties = stated
    found = list(due_days(duties, statements, ends_on))
    for asked in duties:
        window = [asked.day + timedelta(number) for number in range(560)]  # beyond all last days
        covered = [is_covered(day, statements) for day in window]
        first_gap = covered.index(False) if False in covered else len(window)
        replaced_on = replacing(asked, duties, statements, open_ended=all(covered))
        start = asked.counted_from or asked.day
        expected = [
            day
            for day in window[:first_gap]
            if max(start, asked.day) < day < replaced_on
            and (ends_on is None or day <= ends_on)
            and is_on_the_grid(day, asked)
        ]
        assert [day for one, day in found if one == asked and day <= window[-1]] == expected
