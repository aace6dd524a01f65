"""What happens leaves a trace, and every answer names its own."""

import json
import logging

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpResponse

from missions.models import MandateTaskType
from peacekb.logs import RequestLog, configuration
from records.content.facts import FactBatch
from records.writing.publishing import publish
from tests.make import content, published, revise
from tests.world import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines():
    """The lines of JSON that reach standard error, as they come."""
    import io
    from logging.config import dictConfig

    written = io.StringIO()
    told = configuration(level="INFO", machine_readable=True)
    told["handlers"]["stderr"]["stream"] = written
    dictConfig(told)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    dictConfig(configuration(level="WARNING", machine_readable=False))


def test_a_request_is_one_line_with_what_it_cost(client, lines):
    world()
    reply = client.get("/missions/?as_of=2000-01-01")

    (line,) = [one for one in lines() if one["event"] == "request"]
    assert line["path"] == "/missions/?as_of=2000-01-01"
    assert (line["method"], line["status"], line["user"]) == ("GET", 200, "")
    assert line["queries"] > 0
    assert line["milliseconds"] > 0
    assert line["request_id"] == reply.headers["X-Request-ID"]


@pytest.mark.parametrize(("status", "level"), [(404, "info"), (500, "error"), (503, "error")])
def test_an_answer_that_failed_is_an_error_among_the_lines(rf, lines, status, level):
    RequestLog(lambda request: HttpResponse(status=status))(rf.get("/missions/"))

    assert [one["level"] for one in lines() if one["event"] == "request"] == [level]


def test_an_id_that_was_given_is_kept_unless_it_could_do_harm(client):
    given = "from-the-proxy-1"
    assert client.get("/", headers={"X-Request-ID": given}).headers["X-Request-ID"] == given
    odd = client.get("/", headers={"X-Request-ID": "a b\u00e9<script>"}).headers["X-Request-ID"]
    assert odd != "a b\u00e9<script>"
    assert len(odd) == 32


@pytest.mark.parametrize(
    "address", ["/missions/", "/nowhere/", "/api/v1/votes/?colour=1", "/missions/%00/"]
)
def test_every_answer_bears_an_id(client, address):
    assert client.get(address).headers["X-Request-ID"]


def test_an_error_leaves_its_traceback_under_the_id_of_its_request(client, lines):
    client.raise_request_exception = False

    def mistake(execute, sql, params, many, context):
        raise RuntimeError("a made-up mistake")

    with connection.execute_wrapper(mistake):
        reply = client.get("/missions/")

    traces = [one for one in lines() if "made-up mistake" in one.get("exception", "")]
    assert [one["request_id"] for one in traces] == [reply.headers["X-Request-ID"]]
    assert "Traceback" in traces[0]["exception"]


def test_sign_ins_and_refused_ones_are_events_without_the_password(client, lines):
    User.objects.create_superuser("edith", password="correct horse")
    for word in ("wrong horse", "correct horse"):
        client.post("/admin/account/login/", {"login": "edith", "password": word})
    client.post("/admin/logout/")

    events = [one["event"] for one in lines() if one["logger"] == "peacekb"]
    assert [one for one in events if one != "request"] == [
        "sign-in refused",
        "signed in",
        "signed out",
    ]
    assert "horse" not in json.dumps(lines())


def test_a_publication_is_an_event_once_it_is_committed(lines, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        published("topic", "made-up")

    (line,) = [one for one in lines() if one["event"] == "published"]
    assert (line["first"], line["author"], line["revisions"]) == ("topic:made-up", "tester", 1)


def test_a_publication_counts_the_rows_of_a_table_from_all_of_its_sources(
    lines, django_capture_on_commit_callbacks
):
    def batch(source, *keys):
        rows = [(key, key.title(), "security", at, "Made up.", "", "") for at, key in keys]
        return FactBatch(MandateTaskType, source, rows)

    batches = [batch("xone", (1, "a"), (2, "b"), (3, "c")), batch("xtwo", (4, "d"))]
    sources = [content("source", one.source, owned={"batches": [one.summary()]}) for one in batches]
    with django_capture_on_commit_callbacks(execute=True):
        publish(revise(*sources), batches)

    (line,) = [one for one in lines() if one["event"] == "published"]
    assert line["rows"] == {"task_types": 4}


def test_public_pages_are_logged_without_asking_who_reads(client, django_assert_num_queries):
    logging.getLogger("peacekb").setLevel(logging.INFO)
    with django_assert_num_queries(0):
        reply = client.get("/health/live")
    assert "Vary" not in reply.headers


def test_a_slow_query_is_told_without_its_values(client, lines, settings):
    settings.SLOW_QUERY_MS = -1

    client.get("/missions/?q=made-up-word")

    slow = [one for one in lines() if one["event"] == "slow query"]
    assert slow and all(one["milliseconds"] >= 0 and one["request_id"] for one in slow)
    assert not any("made-up-word" in one["sql"] for one in slow)
