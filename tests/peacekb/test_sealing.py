"""Whoever has a copy of the base has no second factor of anybody."""

import json
from importlib import import_module

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.apps import apps
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.models import User

from peacekb.accounts import recovery_codes
from peacekb.accounts.sealing import opened, sealed

migration = import_module("peacekb.accounts.migrations.0002_seal_factors")
hashing = import_module("peacekb.accounts.migrations.0003_hash_recovery_codes")

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def ann():
    return User.objects.create_user("ann")


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_neither_the_secret_of_an_app_nor_the_seed_of_codes_lies_in_the_base_as_it_is(ann):
    app, codes = TOTP.activate(ann, SECRET), RecoveryCodes.activate(ann)

    held = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in held
    assert get_adapter().decrypt(codes.instance.data["seed"]) not in held
    assert app.validate_code(code_of(SECRET))
    assert codes.validate_code(codes.get_unused_codes()[0])


def codes_held():
    return Authenticator.objects.get(type="recovery_codes")


def test_codes_that_were_shown_are_shown_no_more_and_lie_hashed(ann):
    TOTP.activate(ann, SECRET)
    RecoveryCodes.activate(ann)
    shown = codes_held().wrap()
    shown.mark_as_viewed()
    codes = shown.get_unused_codes()

    held = codes_held()
    assert len(set(codes)) == 10
    assert not [code for code in codes if code in json.dumps(held.data)]
    assert "seed" not in held.data and len(held.data["hashes"]) == 10
    assert all(identify_hasher(one) for one in held.data["hashes"])
    again = held.wrap()
    again.mark_as_viewed()
    assert set(again.get_unused_codes()) == {"********"}
    assert held.wrap().validate_code(codes[3])
    assert not held.wrap().validate_code(codes[3])
    assert [held.wrap().validate_code(wrong) for wrong in ("", "********", "123456", SECRET)] == (
        [False] * 4
    )
    assert held.wrap().validate_code(f" {codes[0][:4]} {codes[0][4:]}")
    assert len(codes_held().wrap().get_unused_codes()) == 8


def test_a_code_of_an_app_costs_no_look_at_hashes(ann, monkeypatch):
    RecoveryCodes.activate(ann).mark_as_viewed()
    monkeypatch.setattr(recovery_codes, "check_password", None)

    assert not codes_held().wrap().validate_code("123456")


def test_codes_made_before_are_hashed_by_the_migration_and_gone_without_it(ann):
    TOTP.activate(ann, SECRET)
    first, second, *_ = RecoveryCodes.activate(ann).get_unused_codes()
    assert codes_held().wrap().validate_code(first)

    hashing.hash_codes(apps, None)
    once = codes_held().data
    hashing.hash_codes(apps, None)

    assert once == codes_held().data and len(once["hashes"]) == 9
    assert not codes_held().wrap().validate_code(first)
    assert codes_held().wrap().validate_code(second)
    hashing.forget_codes(apps, None)
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp"}


def test_the_same_secret_is_never_sealed_to_the_same_text():
    assert sealed(SECRET) != sealed(SECRET)
    assert opened(sealed(SECRET)) == SECRET


def test_an_older_key_opens_what_it_sealed_and_no_key_of_others_does(settings):
    before = sealed(SECRET)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new one" * 9, [settings.SECRET_KEY]
    assert opened(before) == SECRET

    settings.SECRET_KEY_FALLBACKS = []

    assert opened(before) != SECRET


def test_a_factor_that_no_key_opens_refuses_codes_and_breaks_nothing(ann, settings):
    app = TOTP.activate(ann, SECRET)
    settings.SECRET_KEY = "another one" * 9

    assert not app.validate_code(code_of(SECRET))


def test_what_was_written_before_is_sealed_by_the_migration_and_open_again_without_it(ann):
    TOTP.activate(ann, SECRET)
    RecoveryCodes.activate(ann)
    Authenticator.objects.filter(type="totp").update(data={"secret": SECRET})

    def secret():
        return Authenticator.objects.get(type="totp").data["secret"]

    migration.seal(apps, None)
    once = secret()
    migration.seal(apps, None)

    assert once == secret() != SECRET
    assert opened(once) == SECRET
    migration.open_again(apps, None)
    assert secret() == SECRET
