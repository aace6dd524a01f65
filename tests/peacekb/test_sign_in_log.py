"""What happened to accounts is written down, and shown to administrators only to read."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import User
from django.utils import timezone

from peacekb.accounts.models import SignIn, network_of
from tests.peacekb.test_accounts import (
    RIGHT,
    SECRET,
    code_of,
    confirm_factor,
    give_code,
    sign_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return User.objects.create_user("ann", "ann@example.org", RIGHT, is_staff=True)


def lines():
    return [(one.what, one.username, one.how) for one in SignIn.objects.order_by("pk")]


def test_a_sign_in_is_noted_with_how(client, ann):
    TOTP.activate(ann, SECRET)
    sign_in(client)
    give_code(client, "000000")
    assert lines() == [("refused", "ann", "authenticator app")]

    give_code(client, code_of())
    client.post("/admin/logout/")

    assert lines()[1:] == [
        ("signed_in", "ann", "password, authenticator app"),
        ("signed_out", "ann", ""),
    ]
    assert set(SignIn.objects.values_list("network", flat=True)) == {"127.0.0.0/24"}


def test_wrong_passwords_and_lockouts_are_noted_and_no_password_is(client, ann):
    for _ in range(11):
        sign_in(client, password="wrong guess")

    kinds = [what for what, _, _ in lines()]
    assert kinds.count("refused") >= 9 and "locked" in kinds
    assert "wrong guess" not in str(list(SignIn.objects.values()))


def test_changes_of_password_and_factor_are_noted(client, ann):
    sign_in(client)
    data = {"oldpassword": RIGHT, "password1": "another made-up word"}
    client.post("/admin/account/password/", data | {"password2": data["password1"]})
    TOTP.activate(ann, SECRET)
    client.post("/admin/account/reauthenticate/", {"password": "another made-up word"})
    confirm_factor(client, code_of())
    client.post("/admin/account/factors/totp/deactivate/")

    assert [what for what, _, _ in lines()] == ["signed_in", "password", "factor_removed"]


def test_what_is_older_than_the_setting_goes_with_the_next_line(settings):
    settings.SIGN_IN_LOG_DAYS = 30
    for days in (29, 31):
        SignIn.objects.note("refused", f"of {days} days ago")
        kept = SignIn.objects.latest("pk")
        SignIn.objects.filter(pk=kept.pk).update(at=timezone.now() - timedelta(days=days))

    SignIn.objects.note("refused", "today")

    assert {one.username for one in SignIn.objects.all()} == {"of 29 days ago", "today"}


def test_the_log_is_only_read(admin_client):
    SignIn.objects.note("refused", "ann")
    address = f"/admin/accounts/signin/{SignIn.objects.latest('pk').pk}"

    assert admin_client.get(f"{address}/change/").status_code == 200
    assert admin_client.post(f"{address}/change/", {"username": "x"}).status_code == 403
    assert admin_client.post(f"{address}/delete/", {"post": "yes"}).status_code == 403
    assert admin_client.get("/admin/accounts/signin/add/").status_code == 403


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_an_address_is_kept_short(address, network):
    assert network_of(address) == network
