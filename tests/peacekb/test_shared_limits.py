"""What readers may ask, counted by servers on several machines together."""

import time

import pytest

from peacekb.http import limits
from records.common.limiting import Buckets, Policy

MINUTE = Policy("open", 3)
READER = "192.0.2.77"


@pytest.fixture
def server(redis_standing, settings):
    redis_standing.client.flushall()
    settings.STAMP_URL = redis_standing.url
    return redis_standing


@pytest.fixture
def two():
    """As two processes have them."""
    return Buckets("questions"), Buckets("questions")


def taken(buckets, cost=1, policy=MINUTE):
    return buckets.take(READER, policy, cost).is_taken


def test_two_processes_count_together(server, two):
    one, other = two

    assert [taken(each) for each in (one, other, one, other)] == [True, True, True, False]
    assert other.take(READER, MINUTE).units == pytest.approx(0, abs=0.1)
    assert one.take("192.0.2.78", MINUTE, 3).is_taken, "another reader has a bucket of their own"


def test_what_is_given_back_is_there_for_all_and_no_more_than_the_quota(server, two):
    one, other = two
    taken(one, 3)

    assert one.take(READER, MINUTE, -2).units == pytest.approx(2, abs=0.1)
    assert taken(other, 2)
    assert other.take(READER, MINUTE, -50).units == 3


def test_it_fills_by_the_clock_of_the_server(server, two):
    quick = Policy("open", 100, window=1)
    taken(two[0], 100, quick)
    assert not taken(two[1], 50, quick)

    time.sleep(0.6)

    assert taken(two[1], 50, quick)


def test_reports_and_questions_are_counted_apart(server, two):
    taken(two[0], 3)

    assert taken(Buckets("reports"), 3)


def test_the_server_holds_no_address_and_forgets_after_a_window(server, two):
    taken(two[0])

    (key,) = server.client.keys()
    assert READER not in key
    assert 0 < server.client.ttl(key) <= MINUTE.window


def test_without_the_server_each_process_counts_for_itself(redis_standing, server, two):
    one, other = two
    taken(one, 3)
    server.kill()
    try:
        assert [taken(one, 3), taken(one), taken(other, 3)] == [True, False, True]
    finally:
        redis_standing.start()
    one.silent_until = other.silent_until = 0

    assert taken(one, 2) and not taken(other, 2), "they count together again"


def test_a_server_that_is_silent_is_not_asked_again_at_once(settings, two, tmp_path):
    settings.STAMP_URL = f"unix://{tmp_path}/nobody"
    taken(two[0])

    begun = time.monotonic()
    assert [taken(two[0]) for _ in range(3)] == [True, True, False]

    assert time.monotonic() - begun < 0.1
    assert two[0].silent_until > begun


@pytest.mark.django_db
def test_answers_tell_what_all_servers_have_left_to_give(server, client, settings, monkeypatch):
    settings.RATE_LIMIT = 3
    replies = []
    for _ in range(4):
        monkeypatch.setattr(limits, "buckets", Buckets("questions"))  # each in another process
        replies.append(client.get("/api/v1/missions/"))

    assert [one.status_code for one in replies] == [200, 200, 200, 429]
    assert [one["RateLimit"].split(";")[1] for one in replies] == ["r=2", "r=1", "r=0", "r=0"]
    assert 1 <= int(replies[3]["Retry-After"]) <= 20
