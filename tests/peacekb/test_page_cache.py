"""What is kept at the door: as it was made, and never after something was published."""

from datetime import date

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connection
from django.urls import resolve
from django.utils import timezone
from prometheus_client import REGISTRY

from peacekb.http.limits import buckets
from peacekb.http.page_cache import PageCache
from peacekb.http.shelf import AnswerShelf, Kept
from records.common.languages import in_language_of
from records.models import Record
from records.writing.stamp import move_stamp
from records.writing.stamp_places import WORD
from tests.canaries import is_seen, plant
from tests.make import published
from tests.peacekb.test_every_page import alone
from tests.world import world
from tests.wsgi import ask

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.usefixtures("on_a_world", "open_connection", "stamped"),
]

PAGE = "/missions/mission-alpha/"
LIST = "/api/v1/missions/"


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Does what is to be done as a process that lives until all is done."""

    def do(what, *words):
        with django_capture_on_commit_callbacks(execute=True):
            what(*words)

    return do


@pytest.fixture
def stamped(settings, tmp_path, committed):
    settings.STAMP = tmp_path / "stamp"
    committed(move_stamp)


@pytest.fixture
def door():
    return PageCache(WSGIHandler(), 50_000_000)


def addresses():
    return [*alone(), *(one.get_absolute_url() for one in Record.objects.order_by("id"))]


@pytest.mark.walk
def test_every_public_address_is_answered_alike_from_the_base_and_from_what_is_kept(
    door, django_assert_num_queries
):
    world()
    kept = 0
    for path in addresses():
        first = ask(door, path)
        if not first.headers.get("Cache-Status", "").endswith("stored"):
            assert first.status != 200 or is_for_one(first) or is_whole_table(first), path
            continue
        with django_assert_num_queries(0):
            again = ask(door, path)
            head = ask(door, path, "HEAD")
            held = ask(door, path, HTTP_IF_NONE_MATCH=f'"other", {first.headers["ETag"]}')
        assert again.was_kept, path
        assert again.lasting == first.lasting, path
        assert again.headers["X-Request-ID"] != first.headers["X-Request-ID"]
        assert (head.status, head.body) == (200, b"")
        assert head.headers["Content-Length"] == str(len(first.body)), path
        assert (held.status, held.body) == (304, b"")
        assert held.headers["ETag"] == first.headers["ETag"]
        kept += 1
    assert kept > 100


def is_for_one(answer):
    return "no-store" in answer.headers.get("Cache-Control", "")


def is_whole_table(answer):
    """Sent row by row: nothing of it is held in memory."""
    return "Content-Length" not in answer.headers


@pytest.mark.walk
def test_what_is_unpublished_is_kept_nowhere(door):
    world()
    plant()
    for path in addresses():
        for _ in range(2):
            assert not is_seen(ask(door, path).body), path


@pytest.mark.parametrize("path", [PAGE, "/missions/", LIST, f"{LIST}mission-alpha/", "/"])
def test_after_a_publication_nothing_that_was_kept_is_given(door, committed, path):
    world()
    ask(door, path)
    assert ask(door, path).was_kept

    committed(published, "mission", "m2")
    after = ask(door, path)

    assert after.headers["Cache-Status"] == "peacekb; fwd=miss;stored"
    assert after.body == ask(WSGIHandler(), path).body


def test_the_page_that_changed_is_told_as_it_is(door, committed):
    before = ask(door, LIST)

    committed(published, "mission", "brand-new")

    assert b"brand-new" not in before.body
    assert b"brand-new" in ask(door, LIST).body
    assert ask(door, LIST).was_kept


def test_while_a_publication_is_under_way_the_base_is_asked(door, committed):
    ask(door, LIST)
    published("mission", "m2")  # nobody comes to say that it is committed: the writer was killed

    for _ in range(2):
        during = ask(door, LIST)
        assert during.headers["Cache-Status"] == "peacekb; fwd=bypass"
        assert b'"m2"' in during.body

    committed(published, "mission", "m3")
    ask(door, LIST)
    assert ask(door, LIST).was_kept


def test_a_publication_in_the_midst_of_an_answer_leaves_it_under_the_old_key(committed):
    django = WSGIHandler()

    def slow(environ, start_response):
        reply = django(environ, start_response)
        committed(published, "mission", "m2")
        return reply

    door = PageCache(slow, 1_000_000)
    before = ask(door, LIST)
    door.application = django

    assert b'"m2"' not in before.body
    assert b'"m2"' in ask(door, LIST).body


def test_a_word_of_another_base_keeps_nothing(door, settings):
    (settings.STAMP / WORD).write_text(f"made-up 7:{'0' * 64}")

    for _ in range(2):
        assert ask(door, PAGE).headers["Cache-Status"] == "peacekb; fwd=miss"


def test_what_is_kept_ends_with_the_day(door, monkeypatch):
    ask(door, PAGE)
    assert ask(door, PAGE).was_kept

    monkeypatch.setattr(timezone, "localdate", lambda: date(2090, 1, 1))

    assert not ask(door, PAGE).was_kept


def test_what_is_kept_is_given_without_a_database(door):
    made = [ask(door, path) for path in (PAGE, LIST)]

    def gone(execute, sql, params, many, context):
        raise OperationalError("unable to open database file")

    with connection.execute_wrapper(gone):
        kept = [ask(door, path) for path in (PAGE, LIST)]
        other = ask(door, "/resolutions/")

    assert [one.lasting for one in kept] == [one.lasting for one in made]
    assert all(one.was_kept and one.headers["Age"].isdigit() for one in kept)
    assert (other.status, other.headers["Retry-After"]) == (503, "10")


OTHERWISE = [
    {"path": f"{PAGE}?as_of=2000-01-01"},
    {"HTTP_HOST": "localhost"},
    {"wsgi.url_scheme": "https"},
    {"HTTP_ACCEPT_ENCODING": "gzip"},
    {"HTTP_ACCEPT_ENCODING": "br"},
    {"path": f"/fr{PAGE}"},
    {"path": LIST, "HTTP_ACCEPT": "text/csv"},
    {"path": f"{LIST}?page_size=1"},
]


@pytest.mark.parametrize("given", OTHERWISE, ids=str)
@pytest.mark.slow
def test_another_question_is_never_given_what_was_kept_of_one(door, given):
    world()
    for path in (PAGE, LIST):
        ask(door, path)
    asked = {"path": PAGE, **given}
    answer, plain = ask(door, **asked), ask(WSGIHandler(), **asked)

    assert not answer.was_kept
    assert (answer.status, answer.body) == (plain.status, plain.body)
    for name in ("Content-Type", "Content-Encoding"):
        assert answer.headers.get(name) == plain.headers.get(name)


def test_a_path_of_other_letters_reaches_the_view_as_it_was_written(door):
    path = "/missions/%C3%A9%E4%B8%AD/"

    for asked in (path, f"/api/v1{path}", f"/search/?q={path}"):
        answer, plain = ask(door, asked), ask(WSGIHandler(), asked)
        assert (answer.status, answer.body) == (plain.status, plain.body)


def test_a_page_prints_its_query_as_asked_so_another_order_is_another_page(door):
    one, other = "/search/?q=made&sort=new", "/search/?sort=new&q=made"
    ask(door, one)

    assert not ask(door, other).was_kept


def test_the_order_of_parameters_makes_no_other_answer_of_the_api(door):
    ask(door, f"{LIST}?page_size=2&ordering=name")

    assert ask(door, f"{LIST}?ordering=name&page_size=2").was_kept


@pytest.mark.parametrize(
    "given",
    [
        {"HTTP_COOKIE": "sessionid=made-up"},
        {"HTTP_COOKIE": "csrftoken=made-up"},
        {"HTTP_AUTHORIZATION": "Bearer made-up"},
        {"method": "POST"},
        {"method": "OPTIONS"},
    ],
    ids=str,
)
def test_who_has_a_session_a_key_or_a_form_is_never_answered_from_what_is_kept(door, given):
    ask(door, LIST)

    assert "Cache-Status" not in ask(door, LIST, **given).headers
    assert ask(door, LIST).was_kept


def test_a_cookie_that_is_not_ours_keeps_nobody_out(door):
    ask(door, LIST)

    assert ask(door, LIST, HTTP_COOKIE="statistics=of-the-whole-university").was_kept


@pytest.mark.parametrize(
    "path",
    [
        *("/admin/", "/admin/account/login/", "/admin/jsi18n/", "/nowhere/", f"{LIST}?colour=blue"),
        *("/health/live", "/check/?text=made", "/missions.csv", "/static/peacekb/site.css"),
        *("/report/private/", f"{LIST}?q={'x' * 5000}", "/missions/%00/", "/missions/%ff/"),
    ],
)
def test_refusals_forms_files_and_what_concerns_one_reader_are_not_kept(door, path):
    answers = [ask(door, path) for _ in range(2)]

    assert not any(one.was_kept for one in answers)
    assert door.shelf.bytes == 0


def test_the_proxy_may_keep_what_is_kept_here_and_nothing_else(door):
    def by_the_proxy(path, **given):
        return ask(door, path, **given).headers.get("X-Accel-Expires")

    assert [by_the_proxy(PAGE) for _ in range(2)] == ["@1", "@1"]
    others = [by_the_proxy(PAGE, HTTP_COOKIE="sessionid=made-up"), by_the_proxy("/nowhere/")]
    assert others == [None, None]


def test_a_page_that_is_held_is_told_so_by_a_process_that_has_not_kept_it(door):
    held = ask(door, PAGE).headers["ETag"]
    door.shelf = AnswerShelf(0)

    again = ask(door, PAGE, HTTP_IF_NONE_MATCH=held)

    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", held)
    assert again.headers["Server"] == "PeaceKB"
    assert again.headers["X-Request-ID"]


def test_what_is_kept_counts_against_what_a_reader_may_ask(door, settings):
    settings.RATE_LIMIT = 3
    buckets.held.clear()

    answers = [ask(door, LIST) for _ in range(4)]
    other = ask(door, LIST, REMOTE_ADDR="10.0.0.2")

    assert [one.status for one in answers] == [200, 200, 200, 429]
    assert [one.headers["RateLimit"].split(";")[1] for one in answers[:3]] == ["r=2", "r=1", "r=0"]
    assert answers[2].was_kept
    assert answers[3].headers["Access-Control-Allow-Origin"] == "*"
    assert other.was_kept


@pytest.mark.parametrize("path", [PAGE, f"/fr{PAGE}"])
def test_what_is_kept_is_counted_by_the_name_of_its_address(door, path):
    def counted():
        with in_language_of(path):
            labels = {"address": resolve(path).view_name}
        return REGISTRY.get_sample_value("peacekb_request_queries_count", labels) or 0

    before = counted()
    held = ask(door, path).headers["ETag"]
    ask(door, path)
    ask(door, path, HTTP_IF_NONE_MATCH=held)
    door.shelf = AnswerShelf(0)
    ask(door, path, HTTP_IF_NONE_MATCH=held)

    assert counted() - before == 4


def test_a_hit_leaves_its_line_and_bears_the_id_that_was_given(door, caplog):
    ask(door, PAGE)
    caplog.clear()
    with caplog.at_level("INFO", "peacekb"):
        again = ask(door, PAGE, HTTP_X_REQUEST_ID="from-the-proxy-1")

    assert again.headers["X-Request-ID"] == "from-the-proxy-1"
    (line,) = [one.msg for one in caplog.records if one.msg.get("event") == "request"]
    assert (line["path"], line["status"], line["queries"]) == (PAGE, 200, 0)


def test_those_go_that_were_not_asked_for_longest_and_no_more_is_kept_than_was_said():
    shelf = AnswerShelf(10_000)
    for name in ("a", "b", "c"):
        assert shelf.keep(name, Kept(b"x" * 1_000, {}))
    shelf.find("a")
    shelf.keep("d", Kept(b"x" * 1_000, {}))

    assert [bool(shelf.find(name)) for name in "abcd"] == [True, False, True, True]
    assert not shelf.keep("large", Kept(b"x" * 10_000, {}))
    for number in range(100):
        shelf.keep(str(number % 7), Kept(b"x" * (number * 50), {}))
        assert shelf.bytes == sum(one.size for one in shelf._held.values()) <= 10_000


def test_what_was_given_as_kept_is_counted(door):
    world()

    def counted(how):
        return REGISTRY.get_sample_value("peacekb_page_cache_answers_total", {"how": how}) or 0

    before = {how: counted(how) for how in ("stored", "hit")}
    ask(door, PAGE)
    ask(door, PAGE)

    assert {how: counted(how) - before[how] for how in before} == {"stored": 1, "hit": 1}
    assert REGISTRY.get_sample_value("peacekb_page_cache_bytes") == door.shelf.bytes


def test_what_was_true_before_takes_no_room(door, committed):
    world()
    for page in (PAGE, LIST, "/"):
        ask(door, page)
    committed(published, "topic", "fresh")

    ask(door, "/about/words/")

    assert ask(door, "/about/words/").was_kept
    assert len(door.shelf._held) == 1
    assert door.shelf.bytes == sum(one.size for one in door.shelf._held.values())
