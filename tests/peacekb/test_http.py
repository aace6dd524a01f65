"""The API as HTTP: who holds an answer, who may read it, and how it is refused."""

import base64
import gzip
import hashlib
import os
from datetime import date

import brotli
import pytest
from django.urls import get_resolver
from django.utils import timezone

from peacekb.api import router
from peacekb.http import conditions
from peacekb.management.commands import prepare
from records.common.problem import KINDS
from records.models import ChainHead
from records.writing.stamp import belongs, stamp, stamp_outside
from records.writing.stamp_places import WORD
from tests.make import published
from tests.world import world

pytestmark = pytest.mark.django_db

MISSIONS = "/api/v1/missions/"
ENDPOINTS = sorted(name for name, _, _ in router.registry)


@pytest.fixture
def stamped(settings, tmp_path):
    """The stamp in a folder of its own, which publications of the test move."""
    settings.STAMP = tmp_path / "stamp"
    return settings.STAMP


@pytest.fixture
def publication(django_capture_on_commit_callbacks):
    """Publishes a record as a process does that lives until all is done."""

    def publish(slug):
        with django_capture_on_commit_callbacks(execute=True):
            published("mission", slug)

    return publish


def test_the_stamp_is_new_after_each_publication_and_asks_no_query(
    stamped, publication, django_assert_num_queries
):
    found = []
    for slug in ("m1", "m2", "m3"):
        publication(slug)
        stamp_outside()  # whose base it is is asked once
        with django_assert_num_queries(0):
            found.append(stamp())

    assert len(set(found)) == 3
    assert [file.name for file in stamped.iterdir()] == [WORD]


def test_a_publication_that_is_not_yet_committed_makes_readers_ask_the_base(stamped, publication):
    publication("m1")
    before = stamp()

    published("mission", "m2")  # nobody comes to say that it is committed: the writer was killed

    assert stamp_outside() is None
    assert stamp() != before
    assert str(ChainHead.objects.get().sequence) in stamp()


def test_the_next_publication_clears_what_a_killed_writer_left(stamped, publication):
    published("mission", "m1")

    publication("m2")

    assert stamp_outside()
    assert [file.name for file in stamped.iterdir()] == [WORD]


def test_a_stamp_of_another_base_is_not_believed(stamped, publication):
    publication("m1")
    ChainHead.objects.update(sequence=7)  # as in a copy of an earlier day
    belongs.cache_clear()

    assert stamp_outside() is None
    assert stamp().startswith("7:")


def test_without_a_folder_the_base_is_asked(settings, tmp_path):
    settings.STAMP = tmp_path / "none"

    assert stamp_outside() is None
    assert stamp() == f"0:{'0' * 64}"


@pytest.mark.parametrize("name", ENDPOINTS)
def test_an_answer_that_is_held_already_costs_no_query(
    client, stamped, publication, django_assert_num_queries, name
):
    publication("m1")
    path = f"/api/v1/{name}/"
    held = client.get(path)

    with django_assert_num_queries(0):
        again = client.get(path, HTTP_IF_NONE_MATCH=f'"other", {held["ETag"]}')

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == held["ETag"]
    assert not held["ETag"].startswith("W/")
    assert again["Cache-Control"] == held["Cache-Control"] == "public, no-cache"


def test_after_a_publication_the_answer_is_made_anew(client, stamped, publication):
    publication("m1")
    held = client.get(MISSIONS)["ETag"]
    published("mission", "m2")  # one that readers must ask the base about

    during = client.get(MISSIONS, HTTP_IF_NONE_MATCH=held)
    publication("m3")
    after = client.get(MISSIONS, HTTP_IF_NONE_MATCH=during["ETag"])

    assert [one.json()["count"] for one in (during, after)] == [2, 3]


def tag(client, path=MISSIONS, **headers):
    return client.get(path, **headers)["ETag"]


def test_a_tag_holds_for_one_question_format_coding_site_day_base_and_code(
    client, monkeypatch, settings
):
    tags = {
        tag(client),
        tag(client, f"{MISSIONS}?page_size=2"),
        tag(client, f"{MISSIONS}?page_size=3"),
        tag(client, "/api/v1/missions.csv"),
        tag(client, HTTP_ACCEPT="text/csv"),
        tag(client, HTTP_ACCEPT_ENCODING="gzip"),
        tag(client, HTTP_ACCEPT_ENCODING="br"),
        tag(client, HTTP_HOST="localhost"),
        tag(client, secure=True),
    }
    monkeypatch.setattr(timezone, "localdate", lambda: date(2090, 1, 1))
    tags.add(tag(client))
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", "another")
    tags.add(tag(client))
    monkeypatch.setattr(conditions, "code_digest", lambda: "of newer code")
    tags.add(tag(client))

    assert len(tags) == 12


def test_the_order_of_parameters_makes_no_other_tag(client):
    one = tag(client, f"{MISSIONS}?page_size=2&ordering=name")

    assert tag(client, f"{MISSIONS}?ordering=name&page_size=2") == one


@pytest.mark.parametrize("path", [MISSIONS, "/api/v1/missions.csv", "/missions/"])
@pytest.mark.parametrize(
    ("accepted", "coding", "read"),
    [
        ("br, gzip", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("identity", "", bytes),
        ("", "", bytes),
    ],
)
def test_answers_come_in_the_coding_that_the_reader_takes(client, path, accepted, coding, read):
    world(3)
    plain = client.get(path).getvalue()

    reply = client.get(path, HTTP_ACCEPT_ENCODING=accepted)

    assert reply.headers.get("Content-Encoding", "") == coding
    assert read(reply.getvalue()) == plain
    assert "Accept-Encoding" in reply["Vary"]


def test_a_page_with_a_form_that_is_secret_hides_its_length(client):
    replies = [
        client.get("/admin/account/login/", HTTP_ACCEPT_ENCODING="br, gzip") for _ in range(20)
    ]
    assert {reply["Content-Encoding"] for reply in replies} == {"gzip"}
    assert len({len(reply.content) for reply in replies}) > 5


@pytest.mark.parametrize("coding", ["", "gzip", "br"])
def test_the_digest_is_of_what_was_sent(client, coding):
    world()
    for path in (MISSIONS, "/api/v1/nowhere/", f"{MISSIONS}?colour=blue"):
        reply = client.get(path, HTTP_ACCEPT_ENCODING=coding)

        digest = base64.b64encode(hashlib.sha256(reply.content).digest()).decode()
        assert reply["Content-Digest"] == f"sha-256=:{digest}:"


PATHS = [
    *(MISSIONS, "/api/v1/missions.csv", "/missions.csv", "/api/v1/docs/", "/api/v1/schema/"),
    *("/api/v1/nowhere/", "/api/", f"{MISSIONS}?colour=blue"),
]


@pytest.mark.parametrize("path", PATHS)
def test_every_other_site_may_read(client, path):
    asked = client.options(path, HTTP_ORIGIN="https://example.org")
    for reply in (asked, client.get(path, HTTP_ORIGIN="https://example.org")):
        assert reply["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in reply["Access-Control-Expose-Headers"]
        assert "Access-Control-Allow-Credentials" not in reply
    assert asked.status_code == 204
    assert "If-None-Match" in asked["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    ("address", "status"), [("/api/v1/missions/", 403), ("/missions.csv", 403), ("/missions/", 301)]
)
def test_a_question_of_a_program_over_an_open_line_is_refused_not_redirected(
    client, settings, address, status
):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get(address).status_code == status
    assert client.get(address, secure=True).status_code == 200


def test_no_other_site_may_read_the_admin(client):
    assert "Access-Control-Allow-Origin" not in client.get("/admin/account/login/")


def test_links_in_answers_lead_on_whatever_the_host_is_called(client):
    world(3)
    for path in ("/api/v1/", f"{MISSIONS}?page_size=1", "/api/v1/search/?q=mission&page_size=1"):
        reply = client.get(path)
        told = reply.content.decode() + reply.headers.get("Link", "")

        assert "://" not in told


REFUSED = [
    ("get", "/api/", 404),
    ("get", "/api/nowhere", 404),
    ("get", "/api/v1/nowhere/", 404),
    ("get", "/api/v1/missions/nobody/", 404),
    ("get", "/api/problems/nonsense/", 404),
    ("get", f"{MISSIONS}?colour=blue", 400),
    ("get", f"{MISSIONS}?page=500&page_size=100", 400),
    ("get", f"{MISSIONS}?cursor=nonsense", 400),
    ("get", f"{MISSIONS}?q={'x' * 5000}", 414),
    ("get", "/api/v1/votes.geojson", 406),
    ("get", "/api/v1/missions.docx", 406),
    ("get", "/api/v1/search.docx?q=x", 406),
    ("post", MISSIONS, 405),
    ("delete", "/api/v1/", 405),
    ("put", "/api/v1/schema/", 405),
    ("delete", "/api/v1/docs/", 405),
    ("post", "/api/problems/not-found/", 405),
    ("post", "/api/v1/votes.schema.json", 405),
]


@pytest.mark.parametrize(("method", "path", "status"), REFUSED)
def test_every_refusal_under_api_is_a_problem_whose_type_opens_help(client, method, path, status):
    reply = getattr(client, method)(path)

    assert reply.status_code == status
    assert reply["Content-Type"] == "application/problem+json"
    assert reply["Cache-Control"] == "no-store" if method == "get" else True
    told = reply.json()
    assert told["status"] == status
    page = client.get(told["type"])
    assert page.status_code == 200
    assert told["title"] in page.content.decode()


def test_a_method_that_is_not_allowed_names_those_that_are(client):
    for path in (MISSIONS, "/api/v1/docs/"):
        assert "GET" in client.post(path)["Allow"]


def test_an_error_of_ours_is_a_problem_too(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr(router.registry[0][1], "get_queryset", lambda view: 1 / 0)

    reply = client.get(f"/api/v1/{router.registry[0][0]}/")

    assert (reply.status_code, reply["Content-Type"]) == (500, "application/problem+json")
    assert reply["Access-Control-Allow-Origin"] == "*"


def test_the_nearest_word_is_a_field_of_its_own(client):
    world()

    def guesses(query):
        return client.get(f"{MISSIONS}?{query}").json().get("did_you_mean")

    assert guesses("typ=observer") == {"parameters": ["type"]}
    assert guesses("type=obsever") == {"type": ["observer"]}
    assert guesses("fields=key,leed") == {"fields": ["lead"]}
    assert guesses("starts=1999") == {"parameters": ["starts_on"]}
    assert guesses("certainty__gt=1") == {"parameters": ["certainty"]}
    assert guesses("page_size=0") is None


@pytest.mark.parametrize("name", KINDS)
def test_every_problem_has_its_page(client, name):
    page = client.get(f"/api/problems/{name}/").content.decode()

    assert f"<h1>{KINDS[name].title}</h1>" in page
    assert f"Status {KINDS[name].status} " in page
    assert get_resolver().reverse("problem", name=name)


@pytest.mark.parametrize(
    "file",
    [
        "peacekb/made_up.py",
        "templates/legal/made_up.html",
        "static/peacekb/made_up.css",
        "locale/fr/LC_MESSAGES/made_up.mo",
    ],
)
def test_servers_with_the_same_code_give_an_answer_the_same_tag(
    file, tmp_path, settings, monkeypatch
):
    found = []
    for host, text in (("one", "day = 1\n"), ("two", "day = 1\n"), ("three", "day = 2\n")):
        settings.BASE_DIR = tmp_path / host
        module = settings.BASE_DIR / file
        module.parent.mkdir(parents=True)
        module.write_text(text)
        os.utime(module, (len(found), len(found)))
        description = settings.BASE_DIR / "described.json"
        description.write_text("{}")
        monkeypatch.setattr(conditions, "FILE", description)
        found.append(conditions.code_digest.__wrapped__())

    assert found[0] == found[1] != found[2]


def test_preparing_a_base_writes_a_stamp_where_there_is_none(
    stamped, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(prepare, "call_command", lambda *words, **options: None)
    monkeypatch.setattr(prepare, "is_behind", lambda: False)
    published("mission", "m1")  # its writer was killed

    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            prepare.Command().handle()

    word = (stamped / WORD).read_text()
    assert stamp_outside() == word.partition(" ")[0]
