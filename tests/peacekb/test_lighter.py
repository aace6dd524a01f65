"""What Django does some thousand times a page costs less, and is the same."""

import sqlite3
import threading
from datetime import UTC, date, datetime
from resource import RUSAGE_SELF, getrusage

import pytest
from django.apps import apps
from django.core.handlers.base import BaseHandler
from django.db import models
from django.db.backends.sqlite3.base import SQLiteCursorWrapper
from django.db.models.signals import post_init, pre_init
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory, override_settings
from django.urls import Resolver404, get_script_prefix, set_script_prefix
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy, override

from missions.models import Mission, MissionType
from records.common.shown import InWords

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
    "number": (1234, "1234"),
    "truth": (True, "True"),
}


@pytest.mark.parametrize(("value", "shown"), SHOWN.values(), ids=SHOWN)
def test_values_are_escaped_unless_they_are_safe(value, shown):
    assert format_html("{}", value) == shown
    assert Template("{{ value }}").render(Context({"value": value})) == shown


def test_text_stands_as_it_is_where_nothing_is_escaped():
    plain = Template("{% autoescape off %}{{ value }}{% endautoescape %}")
    assert plain.render(Context({"value": "<b>"})) == "<b>"


def test_a_choice_is_told_in_the_language_of_each_page():
    mission = Mission(type=MissionType.OBSERVER)
    told = []
    for language in ("en-gb", "fr", "en-gb"):
        with override(language):
            told.append(mission.get_type_display())

    assert told[0] == told[2] != told[1]


READ_SO = [one for one in apps.get_models() if issubclass(one, InWords)]


@pytest.mark.parametrize("model", READ_SO, ids=lambda one: one.__name__)
@pytest.mark.parametrize("most", [None, 2], ids=["whole", "in part"])
def test_a_row_is_read_into_what_django_makes_of_it(model, most):
    columns = [one.attname for one in model._meta.concrete_fields][:most]
    row = "default", columns, tuple(range(len(columns)))
    made, djangos = model.from_db(*row), models.Model.from_db.__func__(model, *row)
    assert type(made) is type(djangos)
    ours, theirs = vars(made).pop("_state"), vars(djangos).pop("_state")
    assert vars(made) == vars(djangos)
    assert (ours.db, ours.adding, ours.fields_cache) == (theirs.db, theirs.adding, {})


@pytest.mark.parametrize("model", READ_SO, ids=lambda one: one.__name__)
def test_nobody_listens_to_how_rows_are_read(model):
    assert not pre_init.has_listeners(model)
    assert not post_init.has_listeners(model)


def test_a_question_is_marked_for_sqlite_as_django_marks_it():
    anew = SQLiteCursorWrapper.convert_query
    told = {text: anew(None, text) for text in ("a = %s AND b LIKE '%%x'", f"{'%s, ' * 2_000}%s")}

    assert told["a = %s AND b LIKE '%%x'"] == "a = ? AND b LIKE '%x'"
    assert [text.count("?") for text in told.values()] == [1, 2_001]
    assert anew(None, "a = %(a)s", param_names=["a"]) == "a = :a"


def test_an_address_leads_to_the_view_of_the_site_and_language_asked():
    def led(path):
        return BaseHandler().resolve_request(RequestFactory().get(path)).url_name

    assert [led("/api/v1/votes/"), led("/missions/")] == ["votes-list", "mission_list"]
    with pytest.raises(Resolver404):
        led("/fr/missions/")
    with override("fr"):
        assert led("/fr/missions/") == "mission_list"
    with override_settings(ROOT_URLCONF="peacekb.stats"):
        assert led("/missions/") == "stats-missions"


LEVELS, TIMES = 200, 100  # 200 calls in one another take more than one chunk of frames


def test_whatever_is_called_while_a_page_is_answered_finds_room():
    def called(deeper):
        return deeper and called(deeper - 1)

    def at_each_level(level):
        for _ in range(TIMES):
            called(5)
        return level and at_each_level(level - 1)

    def page(_request):
        before = getrusage(RUSAGE_SELF).ru_minflt
        at_each_level(LEVELS)
        return HttpResponse(getrusage(RUSAGE_SELF).ru_minflt - before)

    handler = BaseHandler()
    handler._view_middleware = handler._template_response_middleware = []
    handler.resolve_request = lambda _request: (page, (), {})
    asked_of_the_system = int(handler._get_response(RequestFactory().get("/")).content)

    assert asked_of_the_system < TIMES
