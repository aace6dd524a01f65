"""What Django does some thousand times a page costs less, and is the same."""

import sqlite3
import threading
from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.urls import get_script_prefix, set_script_prefix
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy, override

WRITTEN = "SELECT '2001-02-03' AS 'day [date]', '2001-02-03 04:05:06' AS 'moment [datetime]'"


def read() -> tuple[object, ...]:
    with sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_COLNAMES) as line:
        return line.execute(WRITTEN).fetchone()


def test_days_and_moments_are_read_as_they_were_written():
    assert read() == (date(2001, 2, 3), datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC))


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


SHOWN = {
    "text": ("<b>'", "&lt;b&gt;&#x27;"),
    "safe": (mark_safe("<b>"), "<b>"),
    "lazy": (gettext_lazy("<b>"), "&lt;b&gt;"),
    "number": (1, "1"),
}


@pytest.mark.parametrize(("value", "shown"), SHOWN.values(), ids=SHOWN)
def test_values_are_escaped_unless_they_are_safe(value, shown):
    assert format_html("{}", value) == shown
    assert Template("{{ value }}").render(Context({"value": value})) == shown
