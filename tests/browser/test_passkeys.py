"""A passkey is added and signs in, in a real browser, under the policy of all pages."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORD = "a long made-up word"
KEY = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True} | {
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


def sign_in(visit):
    page = visit("/admin/account/login/")
    page.fill("#id_login", "ann")
    page.fill("#id_password", WORD)
    page.keyboard.press("Enter")
    return page


def test_who_publishes_adds_a_passkey_and_signs_in_with_it(visit, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    User.objects.create_superuser("ann", "ann@example.org", WORD)
    page = sign_in(visit)
    page.wait_for_url("**/admin/account/factors/")
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    line.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})

    page = visit("/admin/account/factors/webauthn/add/")
    page.fill("input[name=password]", WORD)  # asked once more before a factor changes
    with page.expect_navigation():  # the button works once the page's scripts have run
        page.keyboard.press("Enter")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    assert set(Authenticator.objects.values_list("type", flat=True)) == {
        "webauthn",
        "recovery_codes",
    }
    codes = page.locator("pre.codes").inner_text().split()
    assert len(set(codes)) == 10
    again = visit("/admin/account/factors/recovery-codes/").locator("main").inner_text()
    assert "10 are left" in again and not [code for code in codes if code in again]
    assert "Show them" not in visit("/admin/account/factors/").locator("main").inner_text()
    visit("/admin/").click("#logout-form button")
    page = sign_in(visit)
    page.wait_for_url("**/authenticate/")  # until it is loaded
    page.click("#mfa_webauthn_authenticate")

    page.wait_for_url("**/admin/")
    assert page.complaints == []
