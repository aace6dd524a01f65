"""A database that is full, locked, lost or frozen is said in words, and soon."""

import errno
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psycopg2
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import InterfaceError, OperationalError, connection
from django.db.utils import ConnectionHandler
from psycopg2 import errors
from psycopg2.extensions import set_wait_callback

from peacekb import deadlines
from records.writing.stamp_places import Folder
from tests.make import form_of, published
from tests.peacekb.silent_server import silent_server

pytestmark = pytest.mark.slow

ROOT = Path(settings.BASE_DIR)


class Said(psycopg2.OperationalError):
    """An error of the driver with a code that the server sent."""

    pgcode = None


def said(code):
    error = Said("made up")
    error.pgcode = code
    return error


def wrapped(kind, text, cause=None):
    error = kind(text)
    error.__cause__ = cause
    return error


OUTAGES = {
    "SQLite, disk full": (wrapped(OperationalError, "database or disk is full"), 507, "disk"),
    "SQLite, locked": (wrapped(OperationalError, "database is locked"), 503, "busy"),
    "PostgreSQL, disk full": (wrapped(OperationalError, "x", said("53100")), 507, "disk"),
    "PostgreSQL, too slow": (wrapped(OperationalError, "x", said("57014")), 503, "busy"),
    "PostgreSQL, shut down": (wrapped(OperationalError, "x", said("57P01")), 503, "not answer"),
    "PostgreSQL, lost": (
        wrapped(OperationalError, "x", psycopg2.OperationalError("server closed")),
        503,
        "not answer",
    ),
    "PostgreSQL, closed": (
        wrapped(InterfaceError, "x", psycopg2.InterfaceError("connection already closed")),
        503,
        "not answer",
    ),
}


def refusing(error):
    def refuse(execute, sql, params, many, context):
        raise error

    return refuse


@pytest.mark.django_db
@pytest.mark.parametrize(("error", "status", "words"), OUTAGES.values(), ids=OUTAGES)
@pytest.mark.parametrize("address", ["/", "/missions/", "/search/?q=a", "/api/v1/missions/"])
def test_a_database_that_cannot_serve_is_said_in_words(client, address, error, status, words):
    client.raise_request_exception = False
    with connection.execute_wrapper(refusing(error)):
        reply = client.get(address)

    assert reply.status_code == status
    assert ("Retry-After" in reply.headers) == (status == 503)
    if address.startswith("/api/"):
        assert reply.headers["Content-Type"] == "application/problem+json"
        assert words in json.loads(reply.content)["detail"]
    else:
        assert words in reply.content.decode()


@pytest.mark.django_db
def test_a_form_that_finds_no_room_says_so_and_changes_nothing(client):
    client.force_login(User.objects.create_superuser("edith"))
    topic = published("topic", "kept", summary="As it was.")
    address = f"/admin/knowledge/topic/{topic.pk}/change/"
    form = form_of(client, address) | {"summary": "Never saved."}
    client.raise_request_exception = False

    def no_room(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE")):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(no_room):
        reply = client.post(address, form)

    assert reply.status_code == 507
    topic.refresh_from_db()
    assert topic.summary == "As it was."


@pytest.mark.django_db
def test_a_publication_that_finds_no_room_for_its_mark_says_so_and_is_not_made(
    client, settings, tmp_path, monkeypatch
):
    client.force_login(User.objects.create_superuser("edith"))
    topic = published("topic", "kept", summary="As it was.")
    address = f"/admin/knowledge/topic/{topic.pk}/change/"
    form = form_of(client, address) | {"summary": "Never saved."}
    client.raise_request_exception, settings.STAMP = False, tmp_path

    def no_room(place):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Folder, "mark", no_room)
    reply = client.post(address, form)

    assert reply.status_code == 507
    topic.refresh_from_db()
    assert topic.summary == "As it was."


@pytest.mark.django_db
def test_a_save_that_the_database_did_not_answer_is_not_said_to_have_changed_nothing(client):
    client.raise_request_exception = False
    lost = wrapped(OperationalError, "x", psycopg2.OperationalError("server closed"))
    with connection.execute_wrapper(refusing(lost)):
        reply = client.post("/check/", {"text": "made up"})

    assert reply.status_code == 503
    assert "look whether it is there" in reply.content.decode()
    assert "Nothing was changed" not in reply.content.decode()


@pytest.mark.django_db
def test_a_session_that_could_not_be_written_is_not_said_to_have_ended(client):
    user = User.objects.create_superuser("edith")
    client.force_login(user)
    client.raise_request_exception = False
    lost = wrapped(OperationalError, "x", psycopg2.OperationalError("server closed"))

    def no_session(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and "session" in sql:
            raise lost
        return execute(sql, params, many, context)

    with connection.execute_wrapper(no_session):
        reply = client.get("/admin/")

    assert reply.status_code == 503
    assert "not answer" in reply.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/missions/", "/api/v1/missions/"])
def test_a_name_of_the_site_that_is_not_known_is_refused_and_no_outage(client, settings, address):
    settings.ALLOWED_HOSTS = ["here.example"]

    assert client.get(address, headers={"host": "elsewhere.example"}).status_code == 400


@pytest.mark.django_db
def test_an_error_of_our_own_stays_a_500(client):
    client.raise_request_exception = False
    with connection.execute_wrapper(refusing(RuntimeError("a mistake"))):
        assert client.get("/missions/").status_code == 500
        reply = client.get("/api/v1/missions/")

    assert reply.status_code == 500
    assert reply.headers["Content-Type"] == "application/problem+json"


@pytest.fixture
def deadline():
    set_wait_callback(deadlines.wait)
    with deadlines.at_most(seconds=0.3):
        yield
    set_wait_callback(None)
    deadlines.begin_request()


@pytest.mark.parametrize("greets", [False, True], ids=["connecting", "asking"])
def test_the_driver_does_not_wait_for_a_frozen_server(deadline, greets):
    with silent_server(greets) as port:
        begun = time.monotonic()
        with pytest.raises(psycopg2.OperationalError, match="did not answer in time"):
            address = f"postgresql://a@127.0.0.1:{port}/a"
            psycopg2.connect(address).cursor().execute("SELECT 1")

    assert time.monotonic() - begun < 3


def test_whoever_has_waited_in_vain_is_not_made_to_wait_as_long_again(deadline, monkeypatch):
    """A save asks for its session, and once more when it has been refused."""
    monkeypatch.setattr(deadlines, "ONCE_MORE", 0.01)
    waited = []
    with silent_server(greets=False) as port:
        for _ in range(3):
            begun = time.monotonic()
            with pytest.raises(psycopg2.OperationalError):
                psycopg2.connect(f"postgresql://a@127.0.0.1:{port}/a")
            waited.append(time.monotonic() - begun >= 0.3)
            if len(waited) == 2:
                deadlines.begin_request()

    assert waited == [True, False, True]


def test_a_line_that_was_cut_is_left_before_anything_is_asked_on_it(monkeypatch):
    lines = ConnectionHandler({"default": {"ENGINE": "django.db.backends.postgresql"}})
    monkeypatch.setattr(deadlines, "connections", lines)
    with silent_server(greets=True) as port:
        lines["default"].connection = psycopg2.connect(f"postgresql://a@127.0.0.1:{port}/a")
        deadlines.begin_request()
        assert lines["default"].connection is not None  # it is whole
    deadlines.begin_request()

    assert lines["default"].connection is None


def test_the_codes_are_those_of_the_driver():
    assert errors.lookup("53100") is errors.DiskFull
    assert errors.lookup("57014") is errors.QueryCanceled
    assert errors.lookup("55P03") is errors.LockNotAvailable


@pytest.fixture
def site_at(tmp_path):
    """Starts the real server on a database by its address; gives a function that asks it."""
    started = []

    def start(database):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [
            *(str(Path(sys.executable).with_name("granian")), "--interface", "wsgi"),
            *("--host", "127.0.0.1", "--port", str(port), "--no-ws", "--log-level", "error"),
            "peacekb.wsgi:application",
        ]
        environment = os.environ | {"DATABASE_URL": database, "LOG_FORMAT": "json"}
        log = (tmp_path / "log").open("w")
        started.append((subprocess.Popen(command, cwd=ROOT, env=environment, stderr=log), log))
        _await(port)
        return lambda path: _asked(f"http://127.0.0.1:{port}{path}")

    yield start
    for process, log in started:
        process.terminate()
        process.wait(20)
        log.close()


def _await(port):
    last = time.monotonic() + 60
    while time.monotonic() < last:
        if _asked(f"http://127.0.0.1:{port}/health/live")[0] == 200:
            return
        time.sleep(0.2)
    raise AssertionError("The server did not start.")


def _asked(address):
    """(status, headers, body, seconds)."""
    begun = time.monotonic()
    try:
        with urlopen(address, timeout=30) as reply:  # noqa: S310 - our own server
            return reply.status, reply.headers, reply.read(), time.monotonic() - begun
    except HTTPError as error:
        return error.code, error.headers, error.read(), time.monotonic() - begun
    except OSError:
        return 0, {}, b"", time.monotonic() - begun


@pytest.mark.walk
@pytest.mark.own_base
@pytest.mark.parametrize("greets", [False, True], ids=["connecting", "asking"])
def test_a_frozen_server_is_said_within_five_seconds_and_unreadiness_within_two(site_at, greets):
    with silent_server(greets) as port:
        ask = site_at(f"postgresql://a@127.0.0.1:{port}/a")
        for path, status, least, longest in [
            ("/missions/", 503, 3, 5),
            ("/api/v1/missions/", 503, 3, 5),  # with the patience of a new request
            ("/health/ready", 503, 0, 2),
            ("/health/live", 200, 0, 1),
        ]:
            found, headers, _, seconds = ask(path)
            assert (found, least < seconds < longest) == (status, True), (path, found, seconds)
            assert headers["X-Request-ID"]
            if path.startswith("/api/"):
                assert headers["Content-Type"] == "application/problem+json"
                assert headers["Retry-After"] == "10"


@pytest.mark.own_base
@pytest.mark.slow
def test_a_lost_server_is_said_at_once(site_at):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]  # nobody listens there once this is closed
    ask = site_at(f"postgresql://a@127.0.0.1:{port}/a")

    status, headers, body, seconds = ask("/missions/")

    assert (status, headers["Retry-After"]) == (503, "10")
    assert b"The database does not answer" in body
    assert seconds < 5
