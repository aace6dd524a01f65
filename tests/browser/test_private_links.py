"""A link whose key stands behind «#» opens what it belongs to, and no server is sent the key."""

import pytest
from django.contrib.auth.models import User
from django.core import mail

from records.models import Report
from tests.make import published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sent_by(page):
    """The addresses that it asks for from now on."""
    found = []
    page.on("request", lambda request: found.append(request.url))
    return found


def test_a_report_is_read_at_its_link_again_and_again(visit):
    published("mission", "xmis", name="Mission X")
    page = visit("/report/?record=mission:xmis")
    page.fill("#report-message", "The end is wrong.")
    page.click("main form button")
    page.wait_for_url("**/report/private/#*")
    link = page.url

    page.reload()
    page.get_by_text("The end is wrong.").wait_for()
    assert page.url == link
    page.goto("about:blank")
    asked = sent_by(page)
    page.goto(link)
    page.get_by_text("The end is wrong.").wait_for()

    assert (page.url, Report.objects.count()) == (link, 1), "nothing was sent twice"
    assert not [one for one in asked if link.partition("#")[2] in one.partition("#")[0]]


def test_a_link_that_is_wrong_asks_for_it_once(visit):
    page = visit("/report/private/#made-up")

    page.get_by_text("There is no such report.").wait_for()
    assert page.locator("#report-key").input_value() == ""


def test_the_link_of_a_letter_opens_where_the_password_is_set(visit):
    User.objects.create_user("ida", "ida@example.org", "made-up words of old", is_staff=True)
    page = visit("/admin/account/password/reset/")
    page.fill("input[name=email]", "ida@example.org")
    page.click("#content form button")
    page.wait_for_url("**/reset/sent/")
    (letter,) = mail.outbox
    (link,) = [word for word in letter.body.split() if "#" in word]
    asked = sent_by(page)
    page.goto(link)
    page.fill("input[name=password1]", "correct horse battery staple")
    page.fill("input[name=password2]", "correct horse battery staple")
    page.click("#content form button")
    page.wait_for_url("**/reset/done/")

    assert User.objects.get().check_password("correct horse battery staple")
    assert not [one for one in asked if link.partition("-")[2] in one.partition("#")[0]]
