"""What an editor typed is kept in the browser until it is saved."""

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client

from missions.models import Mission
from records.models import Record
from tests.world import world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page, name):
    """Whoever was signed in at this browser is so no more."""
    user, _ = User.objects.get_or_create(username=name, is_superuser=True, is_staff=True)
    client = Client()
    client.force_login(user)
    page.context.clear_cookies()
    site = "/".join(page.url.split("/")[:3])
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
    page.context.add_cookies([cookie])


@pytest.fixture
def form(visit):
    """Opens the form of a mission in a tab of its own, as one signed-in editor."""
    world(2)
    mission = Mission.objects.get(slug="mission-alpha")
    first = visit("/")
    sign_in(first, "ann@records")
    first = visit(f"/admin/missions/mission/{mission.pk}/change/")

    def opened():
        page = first.context.new_page()
        page.goto(first.url)
        return page

    first.opened = opened
    return first


def held_up(form):
    """The form in a new tab, whose own script waits until what is returned beside it is called."""
    page = form.context.new_page()
    late = []
    page.route("**/typed*.js", lambda route: late.append(route), times=1)
    page.goto(form.url, wait_until="commit")
    page.wait_for_selector("#id_acronym")
    return page, lambda: late[0].continue_()


def wait_until_kept(page):
    """Asked again and again from outside: to wait within, the page would have to evaluate text,
    which its policy forbids."""
    for _ in range(200):
        if page.evaluate("Object.keys(localStorage).some(key => key.startsWith('typed:'))"):
            return
        page.wait_for_timeout(50)
    raise AssertionError("Nothing that was typed was kept within ten seconds.")


def type_and_close(page):
    page.fill("#id_acronym", "AS TYPED")
    page.locator("#aliases-group .add-row a").click()
    page.locator("#aliases-group tr.form-row:not(.empty-form)").last.locator(
        "input[name$=-text]"
    ).fill("A new name")
    state = Record.objects.get(record_kind="state", slug="bbb")
    page.locator("#id_host_states").evaluate(
        """(one, pk) => {
            one.add(new Option("Land of beta", pk, true, true));
            one.dispatchEvent(new Event("change", {bubbles: true}));
        }""",
        str(state.pk),
    )
    page.wait_for_timeout(600)
    page.close()


def test_a_closed_tab_loses_nothing(form):
    type_and_close(form.opened())

    page = form.opened()
    assert page.locator("#id_acronym").input_value() != "AS TYPED"
    page.get_by_role("button", name="Put it back").click()

    assert page.locator("#id_acronym").input_value() == "AS TYPED"
    rows = page.locator("#aliases-group tr.form-row:not(.empty-form) input[name$=-text]")
    assert rows.last.input_value() == "A new name"
    assert "Land of beta" in page.locator(".field-host_states").inner_text()
    assert not page.locator(".typed").count()


def test_what_was_saved_is_offered_no_more(form):
    page = form.opened()
    page.fill("#id_summary", "In our words.")
    page.fill("#id_reason", "made up")
    page.click("input[name=_publish]")
    page.wait_for_selector(".messagelist .success")

    again = form.opened()
    again.wait_for_timeout(300)
    assert not again.locator(".typed").count()


def test_after_a_session_that_ended_it_is_there_and_after_signing_out_it_is_gone(form):
    type_and_close(form.opened())
    Session.objects.all().delete()
    page = form.opened()
    assert "/login/" in page.url
    sign_in(page, "ann@records")
    page.goto(form.url)
    assert page.get_by_role("button", name="Put it back").is_visible()

    page.locator("#logout-form button").click()
    page.wait_for_load_state()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('typed:'))") == []


def test_without_a_session_nobody_reads_what_was_typed(form):
    """None of the words looked for can stand in base 64 by chance: each has a sign of its own."""
    type_and_close(form.opened())

    held = form.evaluate("JSON.stringify(localStorage)")

    assert "typed:" in held
    assert not [
        word for word in ("AS TYPED", "A new name", "ann@records", form.url) if word in held
    ]


def test_whoever_signs_out_in_one_tab_has_left_in_all(form):
    page, other = form.opened(), form.opened()
    page.locator("#logout-form button").click()
    other.wait_for_url("**/login/**")
    assert not other.locator("#id_acronym").count()


def test_a_page_that_lay_open_for_as_long_as_its_session_is_left_and_loses_nothing(form, settings):
    sign_in(form, "ann@records")
    settings.SESSION_COOKIE_AGE = 2
    page, run_its_script = held_up(form)
    page.fill("#id_acronym", "AS TYPED")
    run_its_script()
    page.wait_for_url("**/login/**")

    settings.SESSION_COOKIE_AGE = 600
    sign_in(form, "ann@records")
    assert form.opened().get_by_role("button", name="Put it back").is_visible()


def test_another_at_the_same_browser_is_not_shown_it(form):
    type_and_close(form.opened())
    sign_in(form, "bob@records")

    page = form.opened()
    page.wait_for_timeout(300)

    assert not page.locator(".typed").count()


def test_what_is_typed_before_the_scripts_have_come_is_kept_too(form):
    page, run_its_script = held_up(form)
    page.fill("#id_acronym", "AS TYPED")
    run_its_script()
    wait_until_kept(page)
    page.close()

    assert form.opened().get_by_role("button", name="Put it back").is_visible()


def test_a_search_box_says_that_the_session_ended(form):
    page = form.opened()
    Session.objects.all().delete()
    page.locator(".field-host_states .select2-selection").click()
    with page.expect_response(lambda reply: "/login/" in reply.url):
        page.keyboard.type("Land")
    told = page.locator(".select2-results [role=alert]")
    told.wait_for()
    assert "If your session has ended, save" in told.inner_text()
