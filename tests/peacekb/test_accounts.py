"""Signing in with two factors, sessions, and the pages of one's own account."""

import re
import time
from urllib.parse import quote

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, reverse

from peacekb.accounts import lifetimes, proving, urls
from records.groups import GROUPS

pytestmark = pytest.mark.django_db

SECRET, RIGHT = "JBSWY3DPEHPK3PXP", "correct horse battery"
FACTORS = "/admin/account/factors/"


@pytest.fixture
def of_group(db):
    """`of_group("Editors")` makes somebody who belongs to it."""

    def made(group, name="ann"):
        user = User.objects.create_user(name, f"{name}@example.org", RIGHT, is_staff=True)
        user.groups.set([Group.objects.get(name=group)])
        return user

    return made


def sign_in(client, name="ann", password=RIGHT):
    return client.post("/admin/account/login/", {"login": name, "password": password})


def give_code(client, code):
    return client.post(f"{FACTORS}authenticate/", {"code": code})


def confirm(client):
    """Before a factor changes, the password is asked once more."""
    return client.post("/admin/account/reauthenticate/", {"password": RIGHT})


def confirm_factor(client, code):
    """And of who has one, the factor."""
    return client.post(f"{FACTORS}reauthenticate/", {"code": code})


def code_of(secret=SECRET, later=0):
    counter = int(time.time()) // 30 + later
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def is_in(client):
    return client.get("/admin/").status_code == 200


@pytest.mark.parametrize("group", GROUPS)
def test_nobody_reaches_more_than_the_own_account_before_a_factor(
    client, of_group, settings, group
):
    settings.REQUIRE_SECOND_FACTOR = True
    user = of_group(group)
    client.force_login(user)

    assert client.get("/admin/").headers.get("Location") == FACTORS
    assert client.get("/admin/missions/mission/").status_code == 302
    assert client.get(FACTORS).status_code == 200
    RecoveryCodes.activate(user)
    assert not is_in(client), "recovery codes are no factor"
    totp.TOTP.activate(user, SECRET)
    assert is_in(client)


def test_without_the_setting_nobody_is_asked(client, of_group):
    client.force_login(of_group("Administrators"))

    assert is_in(client)


def test_the_password_alone_does_not_sign_in_who_has_a_factor(client, of_group):
    totp.TOTP.activate(of_group("Drafters"), SECRET)

    assert sign_in(client).headers["Location"].startswith(f"{FACTORS}authenticate/")
    assert not is_in(client)
    assert give_code(client, "000000").status_code == 200
    assert not is_in(client)
    assert give_code(client, code_of()).headers["Location"] == "/admin/"
    assert is_in(client)


def test_a_code_signs_in_once(of_group):
    totp.TOTP.activate(of_group("Drafters"), SECRET)
    first, second, code = Client(), Client(), code_of()
    for client in (first, second):
        sign_in(client)
        give_code(client, code)

    assert is_in(first)
    assert not is_in(second)


def test_a_recovery_code_signs_in_once(of_group):
    user = of_group("Editors")
    totp.TOTP.activate(user, SECRET)
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client)
        give_code(client, code)

    assert is_in(first)
    assert not is_in(second)


def test_codes_are_not_guessed_for_long(client, of_group):
    totp.TOTP.activate(of_group("Drafters"), SECRET)
    sign_in(client)
    for _ in range(5):
        give_code(client, "000000")

    reply = give_code(client, code_of())

    assert "Too many" in reply.content.decode()
    assert not is_in(client)


def test_an_app_is_set_up_without_a_script(client, of_group):
    user = of_group("Editors")
    sign_in(client)
    confirm(client)
    page = client.get(f"{FACTORS}totp/activate/").content.decode()
    secret = re.search(r'value="([A-Z2-7]{32})"', page)[1]

    assert "data:image/svg+xml" in page
    reply = client.post(f"{FACTORS}totp/activate/", {"code": code_of(secret)}, follow=True)
    assert reply.status_code == 200
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}


@pytest.mark.parametrize(("is_required", "held"), [(False, 0), (True, 1)])
def test_the_last_factor_stays(client, of_group, settings, is_required, held):
    settings.REQUIRE_SECOND_FACTOR = is_required
    user = of_group("Drafters")
    totp.TOTP.activate(user, SECRET)
    first, second = RecoveryCodes.activate(user).get_unused_codes()[:2]
    sign_in(client)
    give_code(client, first)
    confirm(client)
    confirm_factor(client, second)

    client.post(f"{FACTORS}totp/deactivate/")

    assert Authenticator.objects.filter(user=user, type="totp").count() == held


CHANGING = [
    "/admin/account/password/",
    *(f"{FACTORS}totp/activate/", f"{FACTORS}totp/deactivate/", f"{FACTORS}webauthn/add/"),
    *(f"{FACTORS}webauthn/keys/%d/{what}/" for what in ("edit", "remove")),
    *(f"{FACTORS}recovery-codes/{what}" for what in ("", "generate/", "download/")),
]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", CHANGING)
def test_password_and_factor_are_both_asked_before_what_signs_in_changes(
    client, of_group, method, path
):
    user = of_group("Editors")
    totp.TOTP.activate(user, SECRET)
    first, second, *_ = RecoveryCodes.activate(user).get_unused_codes()
    if "%d" in path:
        key = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Passkey 1"})
        path = path.replace("%d", str(key.pk))
    sign_in(client)
    give_code(client, first)

    def led_to():
        return getattr(client, method)(path).headers.get("Location")

    held = list(Authenticator.objects.values_list("pk", "data").order_by("pk"))
    assert led_to() == f"/admin/account/reauthenticate/?next={quote(path, safe='')}"
    assert confirm(client).status_code == 302
    assert led_to() == f"{FACTORS}reauthenticate/?next={quote(path, safe='')}"
    assert list(Authenticator.objects.values_list("pk", "data").order_by("pk")) == held
    assert confirm_factor(client, second).status_code == 302
    assert "reauthenticate" not in (led_to() or "")


def test_what_was_shown_is_asked_again_after_five_minutes(client, of_group, monkeypatch):
    user = of_group("Editors")
    totp.TOTP.activate(user, SECRET)
    first, second, *_ = RecoveryCodes.activate(user).get_unused_codes()
    sign_in(client)
    give_code(client, first)
    confirm(client)
    confirm_factor(client, second)
    assert client.get(f"{FACTORS}totp/deactivate/").status_code == 200

    now = time.time() + 301
    monkeypatch.setattr(proving.time, "time", lambda: now)

    assert "/reauthenticate/" in client.get(f"{FACTORS}totp/deactivate/").headers["Location"]


def test_of_who_has_passkeys_alone_a_passkey_is_asked(client, of_group):
    user = of_group("Editors")
    Authenticator.objects.create(user=user, type="webauthn", data={"name": "Passkey 1"})
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    sign_in(client)
    give_code(client, code)
    confirm(client)

    asked = client.get(f"{FACTORS}webauthn/add/").headers["Location"]

    assert asked.startswith(f"{FACTORS}webauthn/reauthenticate/?")


def test_nobody_makes_an_account_without_being_asked(client):
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert not get_adapter().is_open_for_signup(None)
    assert "sign up" not in client.get("/admin/account/login/").content.decode().lower()


def addresses(patterns, before="/admin/account/"):
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, before + str(one.pattern))
        elif isinstance(one, URLPattern) and "(?P" not in str(one.pattern):
            yield before + str(one.pattern)


@pytest.mark.parametrize("path", list(addresses(urls.urlpatterns)))
def test_every_page_of_the_account_answers_in_the_look_of_the_admin(client, of_group, path):
    user = of_group("Editors")
    entering = "authenticate" in path and "re" not in path.removeprefix(FACTORS)
    totp.TOTP.activate(user, SECRET)
    first, second, *_ = RecoveryCodes.activate(user).get_unused_codes()
    sign_in(client)
    if not entering:
        give_code(client, first)
        confirm(client)
        confirm_factor(client, second)
    if "<int:pk>" in path:
        key = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Passkey 1"})
        path = path.replace("<int:pk>", str(key.pk))

    reply = client.get(path, follow=True)

    assert reply.status_code == 200, path
    assert "no-store" in reply.headers["Cache-Control"]
    if reply.headers["Content-Type"].startswith("text/html"):
        page = reply.content.decode()
        assert "peacekb/admin.css" in page
        assert page.count("<h1") == 1, page
        assert re.findall(r"<script(?![^>]*(?:src=|application/json))", page) == []
        assert " style=" not in page and "<style" not in page


def test_a_session_that_is_used_lives_on_and_is_written_seldom(client, of_group, monkeypatch):
    client.force_login(of_group("Editors"))
    client.get("/admin/account/sessions/")
    before = client.session.get_expiry_date()

    client.get("/admin/account/sessions/")
    assert client.cookies["sessionid"].value and client.session[lifetimes.SEEN] <= time.time()
    now = time.time() + lifetimes.BETWEEN_MARKS
    monkeypatch.setattr(lifetimes.time, "time", lambda: now)
    reply = client.get("/admin/account/sessions/")

    assert "sessionid" in reply.cookies
    assert client.session.get_expiry_date() >= before


def test_no_session_lives_longer_than_a_day(client, of_group, settings):
    settings.LONGEST_SESSION = 2 * lifetimes.BETWEEN_MARKS
    of_group("Editors")
    sign_in(client)
    assert is_in(client)
    ends = client.session.get_expiry_date()
    held = client.session
    held[lifetimes.SEEN] -= lifetimes.BETWEEN_MARKS
    held.save()

    assert is_in(client)

    assert client.session.get_expiry_date() == ends
    held = client.session
    held[lifetimes.BEGUN] -= settings.LONGEST_SESSION
    held[lifetimes.SEEN] = 0
    held.save()
    client.get("/admin/")
    assert not is_in(client)


def test_who_shows_the_password_again_gets_another_key(client, of_group):
    of_group("Editors")
    sign_in(client)
    before = client.session.session_key

    confirm(client)

    now = client.session.session_key
    assert now != before and is_in(client)
    assert not client.session.exists(before)
    assert [one.session_key for one in UserSession.objects.all()] == [now]


@pytest.mark.parametrize("text", ["739150286413", "§§§§§§§§§§§§", "zqvkzqvkzqvk", "  q  v  k  z"])
def test_a_password_is_of_any_signs_and_of_twelve_or_more(text):
    validate_password(text)

    with pytest.raises(ValidationError, match="12 characters"):
        validate_password(text[:11])


@pytest.mark.parametrize(
    ("word", "is_refused"),
    [
        ("PeaceKB-2026!", True),
        ("Admin.Editor.99", True),
        ("mission_mandate_x1", True),
        ("correct horse battery", False),
        ("four missions by train", False),
        ("8374-2938-1928", False),
    ],
)
def test_no_password_is_made_of_the_words_of_this_place(word, is_refused):
    refused = False
    try:
        validate_password(word)
    except ValidationError:
        refused = True

    assert refused is is_refused


def test_a_password_is_taken_as_it_was_typed_however_long(client, of_group):
    long = "  " + "Ünlike any other " * 8
    of_group("Drafters")
    sign_in(client)
    told = {"oldpassword": RIGHT, "password1": long, "password2": long}
    client.post("/admin/account/password/", told)
    other, third, fourth = Client(), Client(), Client()

    sign_in(other, password=long)
    sign_in(third, password=long.strip())
    sign_in(fourth, password=long.upper())

    assert len(long) > 64
    assert [is_in(one) for one in (other, third, fourth)] == [True, False, False]


def test_an_idle_session_has_ended(client, of_group, settings):
    settings.SESSION_COOKIE_AGE = settings.ACCOUNT_SESSION_COOKIE_AGE = -1
    of_group("Editors")

    sign_in(client)

    assert not is_in(client)


def test_one_sees_the_own_sessions_and_ends_one_or_all_others(of_group):
    of_group("Editors"), of_group("Editors", "ben")
    here, there, further, bens = Client(), Client(), Client(), Client()
    for client in (here, there, further):
        sign_in(client)
    sign_in(bens, "ben")
    address = reverse("usersessions_list")
    assert here.get(address).content.decode().count('name="end"') == 2
    key = UserSession.objects.get(session_key=there.session.session_key).pk

    here.post(address, {"end": key})
    assert is_in(there), "without the password"
    for one in (here, bens):
        confirm(one)
    assert bens.post(address, {"end": key}).status_code == 404
    assert is_in(there)
    here.post(address, {"end": key})
    assert (is_in(here), is_in(there), is_in(further)) == (True, False, True)
    here.post(address)
    assert (is_in(here), is_in(further), is_in(bens)) == (True, False, True)
