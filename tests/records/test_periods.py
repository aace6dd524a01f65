from datetime import date

import pytest

from missions.models import Conflict
from records.common.periods import first_unit_ending, last_unit_begun
from tests.make import published

pytestmark = pytest.mark.django_db


def conflict(**period):
    return published("conflict", **period)


@pytest.mark.parametrize(
    ("day", "certain"),
    [
        ("2001-01-31", False),
        ("2001-02-01", True),
        ("2003-02-28", True),
        ("2003-03-01", False),
    ],
)
def test_a_period_holds_from_its_first_day_to_its_last(day, certain):
    conflict(starts_on="2001-02-01", ends_on="2003-02-28")

    assert Conflict.objects.active_on(date.fromisoformat(day)).exists() is certain
    assert Conflict.objects.possibly_active_on(date.fromisoformat(day)).exists() is certain


@pytest.mark.parametrize(
    ("period", "day", "answer"),
    [
        pytest.param({"starts_on": "2001-02-01"}, "2050-01-01", "certain", id="still open"),
        pytest.param(
            {"starts_on": "2001-02-01", "ends_precision": "unknown"},
            "2001-02-01",
            "perhaps",
            id="an end not known leaves every later day open",
        ),
        pytest.param(
            {"starts_on": None, "ends_on": "2003-02-28"},
            "1950-01-01",
            "perhaps",
            id="a beginning not known leaves every earlier day open",
        ),
        pytest.param(
            {"starts_on": None, "ends_on": "2003-02-28"}, "2003-03-01", "no", id="after its end"
        ),
        pytest.param(
            {"starts_on": "2001-02-01", "starts_precision": "month"},
            "2001-02-27",
            "perhaps",
            id="within the month of its beginning",
        ),
        pytest.param(
            {"starts_on": "2001-02-01", "starts_precision": "month"},
            "2001-02-28",
            "certain",
            id="on the last day of that month",
        ),
        pytest.param(
            {"starts_on": "2001-01-01", "starts_precision": "year"},
            "2001-12-30",
            "perhaps",
            id="within the year of its beginning",
        ),
        pytest.param(
            {"starts_on": "2001-01-01", "starts_precision": "year"},
            "2002-01-01",
            "certain",
            id="after that year",
        ),
        pytest.param(
            {"starts_on": "1999-01-01", "ends_on": "2003-12-31", "ends_precision": "year"},
            "2003-01-01",
            "certain",
            id="on the first day of the year of its end",
        ),
        pytest.param(
            {"starts_on": "1999-01-01", "ends_on": "2003-12-31", "ends_precision": "year"},
            "2003-01-02",
            "perhaps",
            id="later in that year",
        ),
        pytest.param(
            {"starts_on": "1999-01-01", "ends_on": "2004-02-29", "ends_precision": "month"},
            "2004-02-02",
            "perhaps",
            id="within the month of its end, in a leap year",
        ),
    ],
)
def test_what_a_date_leaves_open_is_perhaps_and_nothing_else_is(period, day, answer):
    row = conflict(**period)
    on = date.fromisoformat(day)

    certain = Conflict.objects.active_on(on).exists()

    assert certain is (answer == "certain")
    assert Conflict.objects.possibly_active_on(on).exists() is (answer != "no")
    assert row.surely_active_on(on) is certain


@pytest.mark.parametrize(
    ("day", "possible"),
    [("2001-01-31", False), ("2001-02-01", True), ("2003-02-28", True), ("2003-03-01", False)],
)
def test_a_period_is_possible_from_its_first_day_to_its_last(day, possible):
    row = conflict(starts_on="2001-02-01", ends_on="2003-02-28")
    asked = date.fromisoformat(day)

    assert Conflict.objects.possibly_active_on(asked).exists() is possible
    assert row.possibly_active_on(asked) is possible


@pytest.mark.parametrize("day", ["2000-01-01", "2001-12-31", "2003-01-01", "2003-12-31"])
@pytest.mark.parametrize("precision", ["day", "month", "year"])
def test_a_row_and_the_database_agree_on_every_precision(day, precision):
    row = conflict(
        starts_on="2001-01-01",
        starts_precision=precision,
        ends_on="2003-12-31",
        ends_precision=precision,
    )
    asked = date.fromisoformat(day)

    assert Conflict.objects.active_on(asked).exists() is row.surely_active_on(asked)
    assert Conflict.objects.possibly_active_on(asked).exists() is row.possibly_active_on(asked)


@pytest.mark.parametrize(
    ("day", "precision", "begun", "ending"),
    [
        ("2000-01-31", "month", "2000-01-01", "2000-02-29"),
        ("2000-02-01", "month", "2000-01-01", "2000-02-29"),
        ("2000-02-28", "month", "2000-01-01", "2000-03-31"),
        ("2000-02-29", "month", "2000-02-01", "2000-03-31"),
        ("2000-12-31", "year", "2000-01-01", "2001-12-31"),
        ("2001-01-01", "year", "2000-01-01", "2001-12-31"),
        ("2001-12-30", "year", "2000-01-01", "2002-12-31"),
        ("2001-06-15", "day", "2001-06-15", "2001-06-15"),
    ],
)
def test_a_month_or_year_counts_once_all_of_its_days_do(day, precision, begun, ending):
    asked = date.fromisoformat(day)

    assert last_unit_begun(asked, precision) == date.fromisoformat(begun)
    assert first_unit_ending(asked, precision) == date.fromisoformat(ending)
