"""Which database is asked: a replica that has caught up, or the one that is written to."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connection, connections
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from environ import Env

from peacekb.http import replicas
from peacekb.http.replicas import in_place_of_primary
from records.models import ChainHead, Revision
from records.writing.stamp import belongs, move_stamp
from tests.make import published
from tests.wsgi import ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_connection"), pytest.mark.slow]

ALIAS = "replica_1"
PAGE = "/topics/where/"


@pytest.fixture
def replica(base):
    """A base that holds the page in words of its own, by which it shows."""
    connections.settings[ALIAS] = connections.settings["default"] | Env.db_url_config(base)
    connections[ALIAS].alias = "default"  # a test may ask no other by its name
    with in_place_of_primary(ALIAS):
        published("topic", "where", summary="Of the replica.")
    yield
    connections[ALIAS].close()
    del connections[ALIAS], connections.settings[ALIAS]


@pytest.fixture
def stamped(replica, settings, tmp_path, django_capture_on_commit_callbacks):
    """The primary has published, all is done, and the replica says that it has caught up."""
    settings.STAMP = tmp_path / "stamp"
    belongs.cache_clear()
    with django_capture_on_commit_callbacks(execute=True):
        published("topic", "where", summary="Of the primary.")
        published("topic", "last")
    last = Revision.objects.sealed().last()
    last.pk = None
    with in_place_of_primary(ALIAS):
        Revision.objects.bulk_create([last])
        ChainHead.objects.update(sequence=last.sequence, chain_hash=last.chain_hash)


@pytest.fixture
def site(stamped):
    return WSGIHandler()


def asked_of(site, path=PAGE, **given):
    body = ask(site, path, **given).body
    return [name for name in ("primary", "replica") if f"Of the {name}.".encode() in body]


def test_what_the_public_reads_is_asked_of_a_replica_that_has_caught_up(site):
    assert asked_of(site) == ["replica"]
    assert asked_of(site, "/api/v1/topics/where/") == ["replica"]
    assert connection.alias == "default"


def test_a_replica_that_is_behind_is_not_asked(site, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        published("topic", "newer")

    assert asked_of(site) == ["primary"]


def test_a_replica_that_is_ahead_of_the_stamp_is_asked(site):
    with in_place_of_primary(ALIAS), override_settings(STAMP=None):
        published("topic", "further")

    assert asked_of(site) == ["replica"]


def gone(execute, sql, params, many, context):
    raise OperationalError("unable to open database file")


def test_a_replica_with_what_the_stamp_says_is_asked_though_the_primary_was_never_reached(site):
    belongs.cache_clear()
    with connection.execute_wrapper(gone):
        assert asked_of(site) == ["replica"]


def test_what_a_replica_lacks_is_not_told_while_the_primary_is_gone(site, settings):
    belongs.cache_clear()
    (settings.STAMP / "stamp").write_text(f"word {ChainHead.end()['sequence']}:{'9' * 64}")
    with connection.execute_wrapper(gone):
        assert ask(site, PAGE).status == 503


@pytest.mark.parametrize(
    "given", [{"HTTP_COOKIE": "sessionid=made-up"}, {"HTTP_COOKIE": "csrftoken=made-up"}], ids=str
)
def test_who_has_signed_in_or_sent_a_form_reads_what_is_written(site, given):
    assert asked_of(site, **given) == ["primary"]


def test_while_a_publication_is_under_way_the_primary_is_asked(site):
    move_stamp()

    assert asked_of(site) == ["primary"]


def test_a_replica_of_another_base_is_not_asked_though_it_has_what_the_stamp_says(site):
    ChainHead.objects.update(sequence=7)  # the primary was put back from a copy
    belongs.cache_clear()

    assert asked_of(site) == ["primary"]


@pytest.mark.parametrize("answered", [0, 3], ids=["at once", "in the midst"])
def test_a_replica_that_fails_costs_no_answer_and_is_left_out_for_a_while(
    site, answered, monkeypatch
):
    tried = []

    def fail(execute, sql, params, many, context):
        tried.append(sql)
        if len(tried) > answered:
            raise OperationalError("unable to open database file")
        return execute(sql, params, many, context)

    with connections[ALIAS].execute_wrapper(fail):
        assert [asked_of(site) for _ in range(3)] == [["primary"]] * 3
    assert len(tried) == answered + 1
    assert asked_of(site) == ["primary"]

    later = replicas.time.monotonic() + replicas.LEFT_OUT
    monkeypatch.setattr(replicas.time, "monotonic", lambda: later)
    assert asked_of(site) == ["replica"]


def test_where_a_replica_fails_in_the_midst_another_is_asked_and_not_the_primary(
    replica, monkeypatch
):
    """The one that stands still may be the primary, which is read from too."""
    asked = []

    def answer(request):
        asked.append(connections["default"] is connections[ALIAS])
        return HttpResponse(status=200 if asked == [True, True] else 503)

    middleware = replicas.Replicas(answer)
    caught_up = iter([ALIAS, ALIAS])
    monkeypatch.setattr(middleware, "_caught_up", lambda: next(caught_up))

    assert middleware(RequestFactory().get(PAGE)).status_code == 200


def test_a_mistake_of_our_own_leaves_no_replica_out(replica, monkeypatch):
    middleware = replicas.Replicas(lambda request: HttpResponse(status=500))
    caught_up = iter([ALIAS, None])
    monkeypatch.setattr(middleware, "_caught_up", lambda: next(caught_up))

    assert middleware(RequestFactory().get(PAGE)).status_code == 500
    assert middleware.left_out == {ALIAS: 0.0}


def test_health_is_that_of_the_primary(site):
    with connection.execute_wrapper(gone):
        assert ask(site, "/health/ready").status == 503
