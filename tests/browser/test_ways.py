"""What a page of the admin is for is reached by few presses of the tab key, from its head."""

import pytest

from tests.browser.keys import Keys
from tests.browser.looking import violations_in_the_dark
from tests.make import published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST = 40  # presses
WORDS = "document.querySelector('a:focus')?.textContent.trim() ?? ''"
ROWS = 12


@pytest.fixture
def form():
    aliases = [{"text": f"Name {number}", "kind": "descriptive"} for number in range(ROWS)]
    mission = published("mission", "xmis", owned={"aliases": aliases})
    return f"/admin/missions/mission/{mission.pk}/change/"


def follow(page, keys, *words):
    """Presses the tab key until links with these words come, one after the other; Enter at each."""
    for one in words:
        while not page.evaluate(WORDS).startswith(one):
            keys.press("Tab")
            assert keys.presses < MOST, f"«{one}» does not come."
        keys.press("Enter")


def test_a_row_is_added_below_many_and_the_focus_goes_into_it(visit, signed_in, form):
    page = visit(f"{form}?part=aliases", cookies=signed_in)
    keys = Keys(page)
    follow(page, keys, "Skip to main", "Aliases", "To the last row", "Add another")
    page.wait_for_selector(f"#id_aliases-{ROWS}-starts_on:focus")
    assert violations_in_the_dark(page) == []


def test_the_buttons_of_a_form_are_reached_past_all_rows(visit, signed_in, form):
    page = visit(form, cookies=signed_in)
    keys = Keys(page)
    follow(page, keys, "Skip to main", "Evidence and buttons")
    keys.go_to("_save")
    assert keys.presses < MOST


def test_the_kinds_of_records_are_reached_from_the_desk(visit, signed_in):
    page = visit("/admin/", cookies=signed_in)
    follow(page, Keys(page), "Skip to main", "Kinds of records", "Conflicts")
    page.wait_for_url("**/admin/missions/conflict/")
