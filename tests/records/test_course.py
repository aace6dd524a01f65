"""Counts by month as a line: what it joins, where it breaks, how its years stand apart."""

import itertools
import re
from datetime import date

import pytest

from records.common.drawing.course import Course
from records.common.drawing.scale import Days, nice_step
from records.common.drawing.sheet import NARROW, WIDE


def month(year, number):
    return date(year, number, 1)


def drawn(*points, width=WIDE):
    return Course(points, "person,persons").sheet(width, "A course").svg()


def lines(svg):
    return re.findall(r'<path d="([^"]+)" class="line"', svg)


def test_a_line_joins_months_that_follow_each_other():
    (line,) = lines(drawn((month(2000, 1), 10), (month(2000, 2), 20), (month(2000, 3), 30)))

    assert line.count("l") == 2


def test_a_month_without_a_count_breaks_the_line():
    known = [(month(2000, 1), 10), (month(2000, 2), 20), (month(2000, 4), 30), (month(2000, 5), 40)]

    assert len(lines(drawn(*known))) == 2


def test_a_month_that_stands_alone_is_a_dot():
    svg = drawn((month(2000, 1), 10), (month(2000, 2), 20), (month(2000, 9), 40))

    assert len(lines(svg)) == 1
    assert svg.count("<circle") == 2  # the month alone, which is the last one too


def test_greater_values_stand_higher_and_later_months_to_the_right():
    places = re.findall(
        r'cx="([\d.]+)" cy="([\d.]+)"', drawn((month(2000, 1), 5), (month(2003, 1), 50))
    )
    early, late = places[0], places[-1]

    assert float(early[0]) < float(late[0])
    assert float(early[1]) > float(late[1])


def test_readers_who_do_not_see_it_are_told_first_most_and_last():
    svg = drawn((month(2000, 1), 5), (month(2000, 2), 1), (month(2000, 3), 3))

    assert "first 5 persons in January 2000; at most 5 persons in January 2000" in svg
    assert "last 3 persons in March 2000" in svg


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_long_spans_of_years_keep_their_labels_apart(width):
    years = Days(date(1948, 1, 1), date(2026, 1, 1), 46, width - 90).years()

    assert all(later - earlier > 30 for (earlier, _), (later, _) in itertools.pairwise(years))


@pytest.mark.parametrize("most", [1, 4, 9, 37, 100, 999, 20_000, 123_456])
def test_lines_stand_at_round_numbers_three_to_six_of_them(most):
    step = nice_step(most)

    assert 1 <= -(-most // step) <= 5
    assert str(step).rstrip("0") in ("1", "2", "25", "5")
