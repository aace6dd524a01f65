"""Tasks in force from day to day, as they follow from what documents state."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missions.tasks.in_force import DAY, Stated, Statement, course_of

pytestmark = pytest.mark.slow

BEGIN = date(2001, 1, 1)


def line(task, change="stated", modality="assist"):
    return Stated(hash((task, change, modality)) % 10**6, task, modality, change)


def statement(day, kind="sets_out", *tasks, until=None, number=1):
    lines = tuple(one if isinstance(one, Stated) else line(one) for one in tasks)
    return Statement(day, number, kind, until, lines)


def on(course, day):
    return {
        span.stated.task
        for span in course.spans
        if span.starts_on <= day and (span.ends_on is None or day <= span.ends_on)
    }


def days_of(course):
    return sorted((one.stated.task, one.starts_on, one.ends_on, one.since) for one in course.spans)


def test_what_is_set_out_is_in_force_from_the_day_of_the_document():
    course = course_of([statement(BEGIN, "sets_out", "demining", until=date(2001, 6, 30))])

    assert on(course, BEGIN - DAY) == set()
    assert on(course, BEGIN) == on(course, date(2001, 6, 30)) == {"demining"}
    assert on(course, date(2001, 7, 1)) == set()


def test_what_is_set_out_anew_replaces_everything():
    course = course_of(
        [
            statement(BEGIN, "sets_out", "demining", "elections"),
            statement(date(2002, 1, 1), "sets_out", "elections", "policing"),
        ]
    )

    assert on(course, date(2001, 12, 31)) == {"demining", "elections"}
    assert on(course, date(2002, 1, 1)) == {"elections", "policing"}


def test_a_task_restated_is_in_force_since_its_first_day():
    lines = [Stated(1, "elections", "assist"), Stated(2, "elections", "assist")]
    course = course_of(
        [statement(BEGIN, "sets_out", lines[0]), statement(date(2002, 1, 1), "sets_out", lines[1])]
    )

    assert days_of(course) == [
        ("elections", BEGIN, date(2001, 12, 31), BEGIN),
        ("elections", date(2002, 1, 1), None, BEGIN),
    ]


@pytest.mark.parametrize("kind", ["carries_over", "none"])
def test_what_carries_over_leaves_everything_and_its_paragraphs(kind):
    renewed = statement(date(2001, 6, 30), kind, until=date(2001, 12, 31))
    course = course_of([statement(BEGIN, "sets_out", "demining", until=date(2001, 6, 30)), renewed])

    assert days_of(course) == [("demining", BEGIN, date(2001, 12, 31), BEGIN)]


def test_what_is_added_joins_and_what_is_ended_goes():
    course = course_of(
        [
            statement(BEGIN, "sets_out", "demining", "elections"),
            statement(date(2002, 1, 1), "adds", line("policing", "added")),
            statement(date(2003, 1, 1), "reduces", line("demining", "ended")),
        ]
    )

    assert on(course, date(2002, 1, 1)) == {"demining", "elections", "policing"}
    assert on(course, date(2003, 1, 1)) == {"elections", "policing"}


def test_one_modality_is_ended_and_the_other_goes_on():
    watched = line("elections", modality="monitor")
    course = course_of(
        [
            statement(BEGIN, "sets_out", "elections", watched),
            statement(date(2002, 1, 1), "adds", line("elections", "ended")),
        ]
    )

    (left,) = [one for one in course.spans if one.ends_on is None]
    assert left.stated == watched


def test_a_mandate_lapses_after_its_last_day_until_a_document_takes_it_up():
    course = course_of(
        [
            statement(BEGIN, "sets_out", "demining", until=date(2001, 6, 30)),
            statement(date(2001, 9, 1), "carries_over", until=date(2001, 12, 31)),
        ]
    )

    assert course.lapsed_on(date(2001, 6, 30)) is None
    assert course.lapsed_on(date(2001, 7, 1)) == date(2001, 6, 30)
    assert course.lapsed_on(date(2001, 8, 31)) == date(2001, 6, 30)
    assert on(course, date(2001, 9, 1)) == {"demining"}
    assert course.lapsed_on(date(2030, 1, 1)) == date(2001, 12, 31)
    assert days_of(course)[1] == (
        "demining",
        date(2001, 9, 1),
        date(2001, 12, 31),
        date(2001, 9, 1),
    )


def test_an_end_applies_from_its_day_or_after_the_day_it_names():
    begun = statement(BEGIN, "sets_out", "demining", until=date(2001, 12, 31))
    at_once = course_of([begun, statement(date(2001, 5, 1), "ends")])
    later = course_of([begun, statement(date(2001, 5, 1), "ends", until=date(2001, 5, 31))])

    assert (on(at_once, date(2001, 4, 30)), on(at_once, date(2001, 5, 1))) == ({"demining"}, set())
    assert (on(later, date(2001, 5, 31)), on(later, date(2001, 6, 1))) == ({"demining"}, set())
    assert at_once.over_on(date(2001, 5, 1)) == date(2001, 4, 30)
    assert later.over_on(date(2001, 5, 31)) is None
    assert later.over_on(date(2001, 6, 1)) == date(2001, 5, 31)
    assert later.lapsed_on(date(2002, 1, 1)) is None


def test_on_the_day_of_the_next_document_nothing_has_lapsed_or_is_over():
    lapsed = course_of([statement(BEGIN, until=date(2001, 6, 30)), statement(date(2001, 9, 1))])
    over = course_of([statement(BEGIN, "ends"), statement(date(2001, 9, 1))])

    assert lapsed.lapsed_on(date(2001, 8, 31)) == date(2001, 6, 30)
    assert lapsed.lapsed_on(date(2001, 9, 1)) is None
    assert over.over_on(date(2001, 8, 31)) == BEGIN - DAY
    assert over.over_on(date(2001, 9, 1)) is None


def test_an_end_that_names_a_day_before_its_document_applies_from_the_document():
    ended = statement(date(2001, 5, 1), "ends", until=date(2001, 3, 31))
    course = course_of([statement(BEGIN, "sets_out", "demining"), ended])

    assert on(course, date(2001, 4, 30)) == {"demining"}
    assert course.over_on(date(2001, 4, 30)) is None
    assert course.over_on(date(2001, 5, 1)) == date(2001, 4, 30)


def test_documents_of_one_day_apply_in_the_order_of_their_numbers():
    course = course_of(
        [
            statement(BEGIN, "adds", line("policing", "added"), number=11),
            statement(BEGIN, "sets_out", "demining", number=10),
        ]
    )

    assert on(course, BEGIN) == {"demining", "policing"}


def test_an_addition_after_the_last_day_grants_no_new_one():
    course = course_of(
        [
            statement(BEGIN, "sets_out", "demining", until=date(2001, 6, 30)),
            statement(date(2001, 5, 1), "adds", line("policing", "added")),
        ]
    )

    assert on(course, date(2001, 7, 1)) == set()


def test_a_task_ends_on_a_last_day_of_its_own_whoever_carries_over_the_rest():
    short = Stated(1, "elections", "assist", until=date(2001, 3, 31))
    course = course_of(
        [
            statement(BEGIN, "sets_out", "demining", short, until=date(2001, 6, 30)),
            statement(date(2001, 6, 1), "carries_over", until=date(2001, 12, 31)),
        ]
    )

    assert days_of(course) == [
        ("demining", BEGIN, date(2001, 12, 31), BEGIN),
        ("elections", BEGIN, date(2001, 3, 31), BEGIN),
    ]


def test_what_an_end_leaves_until_a_day_is_in_force_to_it_though_the_operation_is_closed():
    closed = date(2001, 6, 30)
    left = Stated(1, "demining", "secure", until=date(2001, 9, 30))
    ended = statement(date(2001, 6, 1), "ends", left, "policing", until=closed)
    begun = statement(BEGIN, "sets_out", line("demining", modality="secure"), "elections")
    course = course_of([begun, ended], closed)

    assert on(course, closed) == {"demining", "elections"}
    assert on(course, closed + DAY) == on(course, date(2001, 9, 30)) == {"demining"}
    assert on(course, date(2001, 10, 1)) == set()
    assert course.over_on(closed + DAY) == closed
    assert max(days_of(course))[3] == BEGIN


KINDS = ["sets_out", "adds", "reduces", "carries_over", "none", "ends"]
# So few days that documents and last days often meet on one.
FIRST, LAST = date(2001, 1, 1), date(2001, 1, 14)
DATES = st.dates(FIRST, date(2001, 1, 10))


@st.composite
def statements(draw):
    found = []
    for number in range(draw(st.integers(1, 6))):
        day = draw(DATES)
        until = draw(st.none() | st.dates(day, LAST))
        kind = draw(st.sampled_from(KINDS))
        changes = ["added"] if kind == "ends" else ["added", "ended"]
        lines = [
            Stated(
                *(100 * number + at, task, "assist", draw(st.sampled_from(changes))),
                draw(st.none() | st.dates(FIRST, LAST)),
            )
            for at, task in enumerate(draw(st.sets(st.sampled_from("abc"))))
        ]
        tasks = () if kind in ("carries_over", "none") else tuple(lines)
        found.append(Statement(day, number, kind, until, tasks))
    return found


def by_walking(statements, day, closed_on):
    """The same, day by day and in the plainest way."""
    lines, left, granted, over = [], [], None, False
    is_closed = closed_on and closed_on < day
    for one in sorted(statements, key=lambda each: (each.day, each.number)):
        if one.day > day or (closed_on and closed_on < one.day):
            break
        if granted and granted < one.day:
            lines, granted, over = left if over else lines, None, False
        if one.kind == "ends":
            granted = one.until or one.day - DAY
            over = True
            left = [each for each in one.tasks if each.until]
            continue
        if one.until or (over and one.kind == "sets_out"):
            granted, over = one.until, False
        if one.kind == "sets_out":
            lines = []
        if one.kind in ("sets_out", "adds", "reduces"):
            gone = {each.task for each in one.tasks if each.change == "ended"}
            lines = [each for each in lines if each.task not in gone]
            lines += [each for each in one.tasks if each.change != "ended"]
    if granted and granted < day:
        is_left = over and not (closed_on and closed_on < granted)
        lines = left if is_left else []
    elif is_closed:
        lines = []
    return {each.key for each in lines if each.until is None or day <= each.until}


@settings(max_examples=300)
@given(statements(), st.none() | DATES)
def test_the_spans_say_of_every_day_what_walking_through_the_documents_says(found, closed_on):
    course = course_of(found, closed_on)
    for days in range((LAST - FIRST).days + 3):
        day = FIRST + days * DAY
        spans = [
            span.stated.key
            for span in course.spans
            if span.starts_on <= day and (span.ends_on is None or day <= span.ends_on)
        ]
        assert sorted(spans) == sorted(by_walking(found, day, closed_on)), day


def test_an_announced_end_is_hastened_by_no_document_before_its_day():
    """A statement that welcomes the handover, or adds a last task, takes nothing away."""
    course = course_of(
        [
            statement(BEGIN, "sets_out", "demining"),
            statement(date(2001, 2, 1), "ends", until=date(2001, 6, 30)),
            statement(date(2001, 3, 1), "none"),
            statement(date(2001, 4, 1), "adds", line("policing", "added")),
            statement(date(2001, 9, 1), "none"),
        ]
    )

    assert on(course, date(2001, 3, 1)) == {"demining"}
    assert on(course, date(2001, 6, 30)) == {"demining", "policing"}
    assert on(course, date(2001, 7, 1)) == on(course, date(2001, 9, 1)) == set()
    assert course.over_on(date(2001, 7, 1)) == date(2001, 6, 30)
    assert course.lapsed_on(date(2001, 7, 1)) is None


@pytest.mark.parametrize(
    ("renewed", "last"),
    [
        (statement(date(2001, 6, 1), "carries_over", until=date(2001, 12, 31)), date(2001, 12, 31)),
        (statement(date(2001, 6, 1), "sets_out", "demining"), None),
    ],
)
def test_an_announced_end_is_taken_back_by_another_last_day_or_by_a_new_mandate(renewed, last):
    ending = statement(date(2001, 2, 1), "ends", until=date(2001, 6, 30))
    course = course_of([statement(BEGIN, "sets_out", "demining"), ending, renewed])

    assert [one.ends_on for one in course.spans] == [last]
    assert course.lapsed_on(date(2002, 1, 1)) == last


@pytest.mark.parametrize("until", [None, date(2001, 12, 31)])
def test_no_task_outlives_its_operation(until):
    closed = date(2001, 6, 30)
    course = course_of([statement(BEGIN, "sets_out", "demining", until=until)], closed)

    assert days_of(course) == [("demining", BEGIN, closed, BEGIN)]
    assert course.over_on(closed + DAY) == closed
    assert course.lapsed_on(date(2002, 1, 1)) is None
