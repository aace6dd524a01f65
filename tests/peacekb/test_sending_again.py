"""A form that came without its token is never a bare refusal, and loses no word."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client

HERE = {"HTTP_ORIGIN": "http://testserver"}
ADDRESS = "/admin/organizations/organization/add/"
TYPED = {"name": "A <made-up> council\nof two lines", "many": ["1", "2"], "password1": "secret"}


@pytest.fixture
def browser(db):
    """One that checks tokens, as the test client does not."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_superuser("ada", password="made up"))
    return client


def _kept(page: str) -> list[tuple[str, str]]:
    areas = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, re.S)
    return [(name, unescape(value)) for name, value in areas]


def test_what_was_typed_stands_in_the_page_to_be_sent_again(browser):
    answer = browser.post(ADDRESS, TYPED, **HERE)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert _kept(page) == [("name", TYPED["name"]), ("many", "1"), ("many", "2")]


def test_a_password_never_goes_into_the_page(browser):
    assert "secret" not in browser.post(ADDRESS, TYPED, **HERE).content.decode()


def test_what_is_sent_again_passes(browser):
    page = browser.post(ADDRESS, TYPED, **HERE).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    again = dict(_kept(page)) | {"csrfmiddlewaretoken": token}
    assert browser.post(ADDRESS, again, **HERE).status_code != 403


@pytest.mark.parametrize("sender", [{}, {"HTTP_ORIGIN": "https://elsewhere.example"}])
def test_a_form_of_another_site_cannot_be_sent_again(browser, sender):
    answer = browser.post(ADDRESS, TYPED, **sender)
    assert answer.status_code == 403
    assert not _kept(answer.content.decode())
    assert "council" not in answer.content.decode()


@pytest.mark.parametrize("values", [1, 300])
def test_the_page_asks_for_the_user_alone(browser, django_assert_max_num_queries, values):
    with django_assert_max_num_queries(2):
        browser.post(ADDRESS, {f"name-{n}": "x" for n in range(values)}, **HERE)


def test_a_form_of_somebody_signed_out_is_kept(client, db):
    answer = client.post(ADDRESS, TYPED)
    assert answer.status_code == 403
    assert ("name", TYPED["name"]) in _kept(answer.content.decode())


def test_after_signing_in_the_kept_form_passes(browser):
    browser.logout()
    browser.get("/admin/account/login/")
    token = browser.cookies["csrftoken"].value
    page = browser.post(ADDRESS, TYPED | {"csrfmiddlewaretoken": token}, **HERE).content.decode()
    browser.force_login(User.objects.get())
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    again = dict(_kept(page)) | {"csrfmiddlewaretoken": token}
    assert browser.post(ADDRESS, again, **HERE).status_code == 200


def test_signing_in_is_no_form_to_keep(client, db):
    answer = client.post("/admin/account/login/", {"login": "ada", "password": "wrong"})
    assert "Send again" not in answer.content.decode()
