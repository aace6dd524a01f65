"""What Django does some thousand times a page costs less, and is the same."""

import sqlite3
import threading
from datetime import date, datetime

from django.urls import get_script_prefix, set_script_prefix
from django.utils.translation import get_language, override

WRITTEN = "SELECT '2001-02-03' AS 'day [date]', '2001-02-03 04:05:06' AS 'moment [datetime]'"


def read() -> tuple[object, ...]:
    with sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_COLNAMES) as line:
        return line.execute(WRITTEN).fetchone()


def test_days_and_moments_are_read_as_they_were_written():
    assert read() == (date(2001, 2, 3), datetime(2001, 2, 3, 4, 5, 6))


def test_a_day_that_stands_in_many_rows_is_read_once():
    assert read()[0] is read()[0]


def test_a_thread_has_its_own_language_and_prefix_of_addresses():
    seen = []
    with override("fr"):
        before = get_script_prefix()
        set_script_prefix("/under/")
        try:
            other = threading.Thread(
                target=lambda: seen.extend([get_language(), get_script_prefix()])
            )
            other.start()
            other.join()
        finally:
            set_script_prefix(before)
        assert get_language() == "fr"
    assert seen == ["en-gb", "/"]
