"""Guessing passwords costs the guesser time, and nobody else."""

import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.auth.models import User
from django.test import Client

from peacekb.accounts.models import SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

RIGHT = "correct horse battery"


@pytest.fixture
def edith():
    return User.objects.create_superuser("edith", password=RIGHT)


def sign_in(client, password, username="edith", address="192.0.2.1"):
    data = {"login": username, "password": password}
    return client.post("/admin/account/login/", data, REMOTE_ADDR=address)


def test_after_ten_wrong_passwords_the_right_one_waits_too(client, edith):
    replies = [sign_in(client, f"guess {number}") for number in range(10)]
    assert [one.status_code for one in replies[:9]] == [200] * 9

    reply = sign_in(client, RIGHT)

    assert reply.status_code == 429
    assert reply.headers["Retry-After"] == "600"
    assert "Too many wrong passwords" in reply.content.decode()


def test_one_who_guesses_many_names_is_stopped_by_address(client, edith):
    for number in range(10):
        sign_in(client, "guess", username=f"name-{number}")

    assert sign_in(client, RIGHT).status_code == 429
    assert sign_in(client, RIGHT, address="192.0.2.2").status_code == 302


def test_an_account_that_is_tried_from_many_addresses_waits(client, edith):
    for number in range(10):
        sign_in(client, "guess", address=f"192.0.2.{number}")

    assert sign_in(client, RIGHT, address="192.0.2.99").status_code == 429
    assert set(SignIn.objects.values_list("username", flat=True)) == {"edith"}


def test_who_guesses_keeps_nobody_else_out(client, edith):
    """Neither wrong passwords of one name nor of many count for another name elsewhere."""
    for number in range(12):
        sign_in(client, "guess", username=f"name-{number}", address=f"192.0.2.{number}")

    reply = sign_in(client, "mistyped once", address="192.0.2.99")

    assert reply.status_code == 200
    assert sign_in(client, RIGHT, address="192.0.2.99").status_code == 302


def test_a_right_password_forgets_the_wrong_ones(client, edith):
    for _ in range(3):
        for number in range(9):
            sign_in(client, f"guess {number}")
        assert sign_in(client, RIGHT).status_code == 302
        reply = client.post("/admin/logout/")
        assert "You are signed out." in reply.content.decode()


def test_signing_in_leads_to_the_admin_and_never_elsewhere(client, edith):
    data = {"login": "edith", "password": RIGHT, "next": "https://example.org/"}
    assert client.post("/admin/account/login/", data).headers["Location"] == "/admin/"


def test_passwords_are_hashed_with_argon2(settings):
    from peacekb import settings as written

    settings.PASSWORD_HASHERS = written.PASSWORD_HASHERS

    assert identify_hasher(make_password("x")).algorithm == "argon2"


def test_strangers_keep_nobody_out_of_a_browser_that_was_signed_in_with_before(client, edith):
    assert sign_in(client, RIGHT).status_code == 302
    client.get("/admin/")
    client.post("/admin/account/logout/")
    for number in range(10):
        sign_in(Client(), "guess", address=f"192.0.2.{100 + number}")

    assert sign_in(Client(), RIGHT, address="192.0.2.99").status_code == 429
    assert sign_in(client, RIGHT, address="192.0.2.99").status_code == 302


def test_a_known_browser_guesses_no_longer_than_another_and_knows_one_name_alone(client, edith):
    User.objects.create_superuser("other", password=RIGHT)
    sign_in(client, RIGHT)
    client.get("/admin/")
    client.post("/admin/account/logout/")
    for number in range(10):
        sign_in(Client(), "guess", username="other", address=f"192.0.2.{100 + number}")
    assert sign_in(client, RIGHT, username="other", address="192.0.2.99").status_code == 429

    for _ in range(10):
        last = sign_in(client, "guess", address="192.0.2.98")

    assert last.status_code == 429


def test_what_a_browser_is_known_by_holds_no_name_and_cannot_be_made_up(client, edith):
    client.cookies["known"] = "edith"
    for number in range(10):
        sign_in(Client(), "guess", address=f"192.0.2.{100 + number}")
    assert sign_in(client, RIGHT, address="192.0.2.99").status_code == 429

    inside = Client()
    inside.force_login(edith)
    given = inside.get("/admin/").cookies["known"]
    assert "edith" not in given.value
    assert (given["httponly"], given["samesite"], given["path"]) == (True, "Lax", "/")
    assert "known" not in inside.get("/admin/").cookies, "it is given once"
    assert "known" not in inside.get("/").cookies
