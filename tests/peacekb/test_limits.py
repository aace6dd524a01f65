"""How much one reader may ask, and how an administrator lets a program ask more."""

import time

import pytest
from django.urls import reverse
from django.utils import timezone

from peacekb.http.limits import Limits, buckets, cost_of
from records.common import limiting
from records.common.limiting import MOST_READERS
from records.models import ApiKey

pytestmark = pytest.mark.django_db

MISSIONS = "/api/v1/missions/"


@pytest.fixture
def clock(monkeypatch):
    """Seconds, which pass only when a test says so."""
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])

    def wait(seconds):
        now[0] += seconds

    return wait


@pytest.fixture
def few(settings, clock):
    settings.RATE_LIMIT, settings.RATE_LIMIT_WITH_KEY = 3, 60
    buckets.held.clear()


def new_key(holder="A made-up institute"):
    key = ApiKey(holder=holder)
    word = key.make_key()
    key.save()
    return word


def get(client, path=MISSIONS, key=None, **headers):
    if key:
        headers["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    return client.get(path, **headers)


def test_every_answer_says_what_is_left(client, few):
    left = [get(client)["RateLimit"] for _ in range(2)]

    assert left == ['"open";r=2;t=20', '"open";r=1;t=40']
    assert get(client)["RateLimit-Policy"] == '"open";q=3;w=60'


def test_who_asks_too_much_is_told_when_to_come_back_and_is_let_in_then(client, few, clock):
    assert [get(client).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = get(client)
    assert refused["Content-Type"] == "application/problem+json"
    assert refused["Retry-After"] == "20"
    assert refused["Access-Control-Allow-Origin"] == "*"

    clock(20)

    assert [get(client).status_code for _ in range(2)] == [200, 429]


def test_one_reader_never_uses_up_what_another_has(client, few):
    for _ in range(5):
        get(client)

    assert get(client, REMOTE_ADDR="10.0.0.2").status_code == 200


def test_behind_a_proxy_readers_are_told_apart_by_what_it_saw(client, few, settings):
    settings.BEHIND_TLS_PROXY = True
    for number in range(3):
        get(client, HTTP_X_FORWARDED_FOR=f"10.9.9.{number}, 10.0.0.1")

    assert get(client, HTTP_X_FORWARDED_FOR="10.8.8.8, 10.0.0.1").status_code == 429
    assert get(client, HTTP_X_FORWARDED_FOR="10.0.0.1, 10.0.0.2").status_code == 200


def test_a_network_of_one_house_is_one_reader(client, few):
    for number in range(3):
        get(client, REMOTE_ADDR=f"2001:db8:1:1::{number}")

    assert get(client, REMOTE_ADDR="2001:db8:1:1::9").status_code == 429
    assert get(client, REMOTE_ADDR="2001:db8:1:2::9").status_code == 200


def test_a_key_lets_a_program_ask_more(client, few):
    key = new_key()
    for _ in range(4):
        get(client)

    reply = get(client, key=key)

    assert reply.status_code == 200
    assert reply["RateLimit"] == '"key";r=59;t=1'


def test_an_unknown_key_is_refused(client, few):
    new_key()
    for given in ("Bearer pkb_nonsense", "Bearer ", "Basic YTpi", "pkb_x", "Bearer \xff"):
        reply = client.get(MISSIONS, HTTP_AUTHORIZATION=given)
        assert reply.status_code == 401, given
        assert reply["WWW-Authenticate"].startswith("Bearer")


def test_a_revoked_key_is_refused_within_a_minute(client, few, clock):
    key = new_key()
    assert get(client, key=key).status_code == 200
    ApiKey.objects.update(revoked_at=timezone.now())

    clock(61)

    assert get(client, key=key).status_code == 401


def test_a_key_is_asked_of_the_base_once_a_minute(client, few, django_assert_num_queries):
    key = new_key()
    get(client, "/api/problems/not-found/", key=key)

    with django_assert_num_queries(1):  # the stamp of the base, without a folder
        get(client, "/api/problems/not-found/", key=key)


@pytest.mark.parametrize(
    ("path", "accept", "cost"),
    [
        (MISSIONS, "*/*", 1),
        (f"{MISSIONS}?page_size=99", "application/json", 1),
        (f"{MISSIONS}?page_size=1000", "", 11),
        (f"{MISSIONS}?page_size=999999", "", 11),
        (f"{MISSIONS}?page_size=x", "", 1),
        ("/api/v1/changes/?after=7&limit=500", "", 6),
        ("/api/v1/changes/7/rows/?limit=10000", "", 11),
        (f"{MISSIONS}unmiss/", "application/json", 1),
        ("/api/v1/missions.csv", "*/*", 50),
        ("/missions.csv", "*/*", 50),
        ("/api/v1/missions.xlsx", "*/*", 50),
        (MISSIONS, "text/csv", 50),
        ("/api/v1/missions/unmiss.bib", "*/*", 1),
    ],
)
def test_a_question_costs_by_the_rows_that_it_asks_for(rf, path, accept, cost):
    assert cost_of(rf.get(path, HTTP_ACCEPT=accept)) == cost


def test_an_answer_that_is_held_already_costs_nothing(client, few):
    held = get(client)

    again = [get(client, HTTP_IF_NONE_MATCH=held["ETag"]) for _ in range(5)]

    assert {reply.status_code for reply in again} == {304}
    assert again[-1]["RateLimit"] == '"open";r=2;t=20'


def test_pages_for_people_have_no_limit(client, few):
    assert {client.get("/missions/").status_code for _ in range(5)} == {200}


def test_the_memory_for_readers_is_bounded(rf, few, monkeypatch, clock):
    monkeypatch.setattr(limiting, "MOST_READERS", 10)
    held = Limits(lambda request: get_response())

    def get_response():
        from django.http import HttpResponse

        return HttpResponse()

    for number in range(50):
        held(rf.get(MISSIONS, REMOTE_ADDR=f"10.0.0.{number}"))
        clock(1)

    assert len(buckets.held) <= 10 < MOST_READERS


def test_an_administrator_makes_a_key_that_is_shown_once(admin_client):
    page = admin_client.post(reverse("admin:records_apikey_add"), {"holder": "Ann"}, follow=True)

    text = page.content.decode()
    word = next(one for one in text.split() if one.startswith("pkb_"))
    key = ApiKey.objects.get()
    assert key.digest == ApiKey.digest_of(word)
    form = admin_client.get(reverse("admin:records_apikey_change", args=[key.pk]))
    assert word not in form.content.decode()
    assert key.digest not in form.content.decode()


def test_editors_make_no_keys(client, django_user_model):
    from django.contrib.auth.models import Group

    editor = django_user_model.objects.create_user("made-up", password="made-up", is_staff=True)
    editor.groups.add(Group.objects.get(name="Reviewers"))
    client.force_login(editor)

    assert client.get(reverse("admin:records_apikey_add")).status_code == 403


def test_a_key_is_changed_without_becoming_another(admin_client):
    new_key()
    key = ApiKey.objects.get()

    address = reverse("admin:records_apikey_change", args=[key.pk])
    admin_client.post(address, {"holder": "Another", "revoked_at_0": "", "revoked_at_1": ""})

    assert ApiKey.objects.get().holder == "Another"
    assert ApiKey.objects.get().digest == key.digest
