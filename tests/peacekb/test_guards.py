"""What a browser is told beside each answer, whatever answers, and where weaknesses go."""

from datetime import date

import pytest

from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world")]

OF_OTHERS = ["/api/v1/missions/", "/api/nothing", "/missions.csv", "/embed/missions/mission-alpha/"]
OF_OURS = [
    "/",
    "/missions/mission-alpha/",
    "/nothing/",
    "/missions/?nothing=1",
    "/admin/",
    "/health/live",
    "/static/peacekb/site.css",
]


@pytest.mark.parametrize("address", OF_OTHERS + OF_OURS)
def test_every_answer_is_guarded(client, address):
    world()

    reply = client.get(address)
    headers = reply.headers
    reply.getvalue()  # a file of ours is closed once it is read

    assert "camera=()" in headers["Permissions-Policy"]
    scope = "cross-origin" if address in OF_OTHERS else "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == scope
    assert headers["Server"] == "PeaceKB"
    assert headers["X-Content-Type-Options"] == "nosniff"
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors" in policy and "base-uri 'none'" in policy
    assert "object-src 'none'" in policy or policy.startswith("default-src 'none'")


@pytest.mark.parametrize(
    "address",
    [
        *(*OF_OURS, "/missions.csv", "/static/peacekb/icon.svg", "/sitemap.xml"),
        *("/robots.txt", "/changes.atom", "/llms.txt"),
    ],
)
def test_text_says_in_which_letters_it_is_written(client, address):
    reply = client.get(address)
    reply.getvalue()

    content_type = reply.headers["Content-Type"].replace('"', "")
    assert content_type == "application/json" or "charset=utf-8" in content_type


@pytest.mark.parametrize("address", OF_OTHERS + OF_OURS)
def test_no_request_is_echoed(client, address):
    reply = client.generic("TRACE", address, HTTP_AUTHORIZATION="Bearer made-up")

    assert reply.status_code >= 300
    assert b"made-up" not in reply.getvalue()


def test_who_finds_a_weakness_is_told_where_to_write(client, settings):
    settings.SECURITY_CONTACT = "mailto:guards@peacekb.example"

    told = client.get("/.well-known/security.txt").content.decode()

    lines = dict(line.split(": ", 1) for line in told.splitlines())
    assert lines["Contact"] == settings.SECURITY_CONTACT
    assert 0 < (date.fromisoformat(lines["Expires"][:10]) - date.today()).days < 366
    assert lines["Canonical"] == "http://testserver/.well-known/security.txt"


def test_without_a_contact_there_is_no_such_file(client):
    assert client.get("/.well-known/security.txt").status_code == 404
