"""Guessing passwords costs the guesser time, and nobody else."""

import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.auth.models import User

from peacekb.accounts.models import SignIn

pytestmark = pytest.mark.django_db

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
        client.post("/admin/logout/")


def test_signing_in_leads_to_the_admin_and_never_elsewhere(client, edith):
    data = {"login": "edith", "password": RIGHT, "next": "https://example.org/"}
    assert client.post("/admin/account/login/", data).headers["Location"] == "/admin/"


def test_passwords_are_hashed_with_argon2(settings):
    from peacekb import settings as written

    settings.PASSWORD_HASHERS = written.PASSWORD_HASHERS

    assert identify_hasher(make_password("x")).algorithm == "argon2"
