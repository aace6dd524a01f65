"""The data stamp in Redis, which servers on several machines share."""

import signal
import time

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from records.models import ChainHead
from records.writing.stamp import belongs, mend_stamp, server_at, stamp, stamp_outside
from tests.make import form_of, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(redis_standing, settings):
    """With nothing in it, and asked as by a process that has just begun."""
    redis_standing.client.flushall()
    settings.STAMP_URL = redis_standing.url
    server_at.cache_clear()
    belongs.cache_clear()
    return redis_standing


@pytest.fixture
def publication(django_capture_on_commit_callbacks):
    """Publishes as a process does that lives until all is done."""

    def publish(slug):
        with django_capture_on_commit_callbacks(execute=True):
            published("topic", slug)

    return publish


@pytest.fixture
def restarted(server):
    """Kills the server and starts it with all that it held, which is then as on a slow disk."""

    def restart():
        server.client.save()
        server.kill()
        server.start()

    return restart


def test_the_word_is_new_after_each_publication_and_asks_no_query(
    server, publication, django_assert_num_queries
):
    found = []
    for slug in ("a", "b", "c"):
        publication(slug)
        stamp_outside()  # whose base it is is asked once
        with django_assert_num_queries(0):
            found.append(stamp())

    assert len(set(found)) == 3
    (key,) = server.client.keys()
    assert server.client.hkeys(key) == ["stamp"]


def test_a_killed_writer_makes_readers_ask_the_base_until_the_worker_mends_it(
    server, publication, django_capture_on_commit_callbacks
):
    publication("a")
    published("topic", "b")  # nobody comes to say that it is committed

    assert stamp_outside() is None
    assert stamp().startswith(f"{ChainHead.objects.get().sequence}:")

    with django_capture_on_commit_callbacks(execute=True):
        call_command("work", "--once")
    assert stamp_outside()


def test_nothing_is_believed_that_a_server_kept_from_before_it_was_started_again(
    publication, restarted, django_capture_on_commit_callbacks
):
    publication("a")
    restarted()
    assert stamp_outside() is None, "a later word may have been lost"

    with django_capture_on_commit_callbacks(execute=True):
        mend_stamp()
    assert stamp_outside()


def test_a_word_whose_mark_was_lost_is_not_believed(
    server, restarted, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as later:
        published("topic", "a")
    restarted()
    later[0]()

    assert stamp_outside() is None


@pytest.fixture
def silenced(server):
    """Stops the server in its tracks, as a machine that is frozen."""
    server.process.send_signal(signal.SIGSTOP)
    yield
    server.process.send_signal(signal.SIGCONT)
    server.wait_until_it_answers()


def test_a_silent_server_holds_readers_up_once(server, publication, silenced):
    begun = time.monotonic()
    assert [stamp() for _ in range(20)] == [stamp()] * 20

    assert time.monotonic() - begun < 1.5


def test_what_nobody_can_be_told_of_is_refused_in_words_and_changes_nothing(client, silenced):
    client.force_login(User.objects.create_superuser("edith"))
    address = "/admin/knowledge/topic/add/"
    form = form_of(client, address) | {"slug": "never", "name": "Never saved", "kind": "challenge"}
    client.raise_request_exception = False

    reply = client.post(address, form)

    assert (reply.status_code, reply.headers["Retry-After"]) == (503, "10")
    assert "server that tells readers of changes" in reply.content.decode()
    assert not ChainHead.objects.filter(sequence__gt=0).exists()


def test_what_was_committed_is_acknowledged_though_the_word_cannot_be_written(
    server, publication, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        published("topic", "a")
        server.kill()
    server.start()

    assert ChainHead.objects.get().sequence > 0
    assert stamp_outside() is None
