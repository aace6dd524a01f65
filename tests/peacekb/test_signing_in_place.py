"""Whose session ended signs in on the page that holds what they typed, and it goes on."""

import json
import re
import time
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from axes.models import AccessAttempt
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from peacekb.accounts import in_place
from peacekb.accounts.models import SignIn
from records.models import Revision
from tests.make import form_of, published

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

RIGHT, SECRET = "correct horse battery", "JBSWY3DPEHPK3PXP"
HERE = {"HTTP_ORIGIN": "http://testserver"}
ADD = "/admin/organizations/organization/add/"
FROM_FILE = "/admin/legal/document/from-file/"
TYPED = "A <made-up> council\nof two lines"


@pytest.fixture
def ann():
    user = User.objects.create_user("ann", "ann@example.org", RIGHT, is_staff=True)
    user.groups.set([Group.objects.get(name="Drafters")])
    return user


@pytest.fixture
def browser():
    """One that checks tokens, as the test client does not."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def form(browser, ann):
    """What a form holds when its session has ended: a draft of an organization."""
    browser.force_login(ann)
    SignIn.objects.all().delete()
    data = form_of(browser, ADD) | {"name": TYPED, "slug": "made-up-council", "_draft": "1"}
    data |= {"kind": "regional", "csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    del browser.cookies["sessionid"]
    return data


def kept(page: str) -> dict[str, str]:
    """What the page sends again, without what is typed into it."""
    areas = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, re.S)
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in [*areas, *hidden]}


def send(browser, data, address=ADD):
    return browser.post(address, data, **HERE)


def sign_in(browser, page, password=RIGHT, address=ADD, **more):
    told = {"sign_in-login": "ann", "sign_in-password": password}
    return send(browser, kept(page.content.decode()) | told | more, address)


def code(later=0):
    return totp.format_hotp_value(totp.hotp_value(SECRET, int(time.time()) // 30 + later))


def drafts():
    return [
        json.loads(one.content)["name"] for one in Revision.objects.filter(slug="made-up-council")
    ]


def test_one_page_asks_and_what_was_typed_is_kept_in_the_same_request(browser, form):
    page = send(browser, form)
    assert page.status_code == 403
    assert 'name="sign_in-password"' in page.content.decode()

    reply = sign_in(browser, page)

    assert reply.status_code == 302, "the view answered as if the session had never ended"
    assert drafts() == [TYPED]
    assert Revision.objects.get(slug="made-up-council").author == "ann"


def test_a_wrong_password_loses_nothing_and_goes_into_no_page(browser, form):
    page = send(browser, form)
    for _ in range(3):
        page = sign_in(browser, page, "wrong-password")
        assert page.status_code == 403
        assert "wrong-password" not in page.content.decode()
        assert kept(page.content.decode())["name"] == TYPED

    assert not drafts()
    sign_in(browser, page)
    assert drafts()


def test_the_second_factor_is_asked_on_the_same_page(browser, form, ann):
    totp.TOTP.activate(ann, SECRET)

    page = sign_in(browser, send(browser, form))
    assert page.status_code == 403
    assert not drafts(), "a password alone does not sign in"
    for given in ("", "000000"):
        page = send(browser, kept(page.content.decode()) | {"sign_in-code": given})
        assert kept(page.content.decode())["name"] == TYPED
        assert 'name="sign_in-code"' in page.content.decode()
        assert not drafts()
    send(browser, kept(page.content.decode()) | {"sign_in-code": code()})

    assert drafts()
    assert list(SignIn.objects.order_by("pk").values_list("what", "how")) == [
        ("refused", "authenticator app"),
        ("signed_in", "password, authenticator app"),
    ]


def test_who_has_a_passkey_may_use_it_there(browser, form, ann, monkeypatch):
    monkeypatch.setattr(in_place, "begin_authentication", lambda user: {})  # asks for a real key
    Authenticator.objects.create(user=ann, type=Authenticator.Type.WEBAUTHN, data={})

    page = sign_in(browser, send(browser, form)).content.decode()

    assert "Use a passkey" in page and 'name="sign_in-code"' in page
    wrong = send(browser, kept(page) | {"sign_in-credential": "{}", "sign_in-code": ""})
    assert kept(wrong.content.decode())["name"] == TYPED
    assert not drafts()


def test_it_is_limited_and_noted_as_on_the_page_of_accounts(browser, form):
    page = send(browser, form)
    for _ in range(10):
        page = sign_in(browser, page, "wrong-password")
    assert page.status_code == 429
    assert page.headers["Retry-After"] == "600"
    assert kept(page.content.decode())["name"] == TYPED, "the page of the lock keeps the words too"

    assert sign_in(browser, page).status_code == 429
    assert not drafts()
    noted = set(SignIn.objects.values_list("what", "username"))
    assert noted == {("refused", "ann"), ("locked", "ann")}
    stored = str(list(AccessAttempt.objects.values()))
    assert "wrong-password" not in stored and "council" not in stored


def test_no_address_of_the_form_is_followed(browser, form):
    elsewhere = {"next": "https://elsewhere.example/"}
    reply = sign_in(browser, send(browser, form | elsewhere), **elsewhere)

    assert reply.headers["Location"].startswith("/admin/")


def test_signing_in_needs_the_token_of_this_browser(browser, form):
    told = {"sign_in-login": "ann", "sign_in-password": RIGHT}
    send(browser, form | told | {"csrfmiddlewaretoken": "x" * 64})

    assert not SignIn.objects.exists()


def test_who_signed_in_in_another_tab_sends_the_page_as_it_is(browser, form, ann):
    page = send(browser, form)
    browser.force_login(ann)

    reply = sign_in(browser, page, "")

    assert reply.status_code == 302
    assert drafts()


def test_the_form_itself_never_sees_what_the_page_asked(browser, form, ann):
    """A record that was withdrawn meanwhile is answered with all that was posted."""
    gone = "/admin/organizations/organization/999/change/"

    page = sign_in(browser, send(browser, form, gone), address=gone).content.decode()

    assert "made-up-council" in page
    assert "sign_in" not in page and RIGHT not in page


def test_a_file_is_asked_for_again_in_words_and_never_left_out(browser, form):
    def chosen():
        return SimpleUploadedFile("made-up.xml", b"<akomaNtoso/>")

    token = {"csrfmiddlewaretoken": form["csrfmiddlewaretoken"], "_read": "1"}
    page = send(browser, token | {"file": chosen()}, FROM_FILE)
    assert "asked to choose «made-up.xml» again" in page.content.decode()

    page = sign_in(browser, page, address=FROM_FILE).content.decode()
    assert "Choose «made-up.xml» again" in page
    assert 'type="file" name="file"' in page
    without = send(browser, kept(page), FROM_FILE).content.decode()
    assert "Choose «made-up.xml» again" in without
    reply = send(browser, kept(page) | {"file": chosen()}, FROM_FILE)

    assert reply.status_code == 200
    assert "Not saved yet" not in reply.content.decode()


def test_who_must_have_a_second_factor_first_keeps_what_was_typed(browser, form, ann, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    ann.groups.set([Group.objects.get(name="Editors")])

    page = sign_in(browser, send(browser, form)).content.decode()

    assert kept(page)["name"] == TYPED
    assert "needs a second factor" in page
    totp.TOTP.activate(ann, SECRET)
    send(browser, kept(page))
    assert drafts()


@pytest.mark.parametrize("values", [1, 300])
def test_the_page_asks_no_more_for_a_large_form(
    browser, form, values, django_assert_max_num_queries
):
    many = {f"name-{n}": "x" for n in range(values)}
    with django_assert_max_num_queries(0):
        send(browser, form | many)


def test_a_stranger_of_a_public_form_is_not_asked_to_sign_in(browser):
    published("state", "xst", name="State X")

    page = send(browser, {"message": "Wrong."}, "/reports/new/state/xst/").content.decode()

    assert "sign_in" not in page
