import itertools
from datetime import date

import pytest

from missions.drawings.given import monthly_chart
from records.common.drawing.scale import nice_step


def month(year, number):
    return date(year, number, 1)


def test_a_line_joins_months_that_follow_each_other():
    chart = monthly_chart([(month(2000, 1), 10), (month(2000, 2), 20), (month(2000, 3), 30)])

    assert chart.line.count("M") == 1
    assert chart.line.count("L") == 2
    assert chart.dots == []


def test_a_month_without_a_count_breaks_the_line():
    known = [(month(2000, 1), 10), (month(2000, 2), 20), (month(2000, 4), 30), (month(2000, 5), 40)]

    assert monthly_chart(known).line.count("M") == 2


def test_a_month_that_stands_alone_is_a_dot():
    chart = monthly_chart([(month(2000, 1), 10), (month(2000, 2), 20), (month(2000, 9), 40)])

    assert len(chart.dots) == 1
    assert chart.line.count("M") == 1


def test_greater_values_stand_higher_and_later_months_to_the_right():
    (early, low), (late, high) = monthly_chart([(month(2000, 1), 5), (month(2003, 1), 50)]).dots

    assert early < late
    assert low > high


def test_the_day_asked_for_is_marked_only_where_the_chart_reaches():
    points = [(month(2000, 1), 5), (month(2000, 2), 6)]

    assert monthly_chart(points, day=date(2000, 7, 1)).now is not None
    assert monthly_chart(points, day=date(1990, 7, 1)).now is None


def test_nothing_to_draw_is_no_chart():
    assert monthly_chart([]) is None


def test_one_value_alone_is_no_course_to_draw():
    assert monthly_chart([(month(2000, 1), 5)]) is None


def test_long_spans_of_years_keep_their_labels_apart():
    chart = monthly_chart([(month(1948, 1), 5), (month(2026, 1), 6)])

    places = [tick.at for tick in chart.x_ticks]
    assert all(later - earlier > 40 for earlier, later in itertools.pairwise(places))


@pytest.mark.parametrize("most", [1, 4, 9, 37, 100, 999, 20_000, 123_456])
def test_lines_stand_at_round_numbers_three_to_six_of_them(most):
    step = nice_step(most)
    assert 1 <= -(-most // step) <= 5
    assert str(step).rstrip("0") in ("1", "2", "25", "5")
