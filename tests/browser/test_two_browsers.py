"""Two people at one record, each at a browser of their own: no word goes that nobody took out."""

from dataclasses import dataclass, field

import pytest
from django.apps import apps
from django.test import Client
from playwright.sync_api import Page

from records.groups import make_groups
from records.writing.proof import problems
from tests.make import published
from tests.records.reviewing import person
from tests.records.several_editors import KIND, SLUG, Editor, Form, Reply, play

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("ann", "bob")

TYPED = "() => Object.fromEntries(new FormData(document.getElementById('topic_form')))"
# As typing does it, whatever is hidden by a script; what stays as it is is not touched.
TYPE = """([name, text]) => {
    const every = [...document.getElementsByName(name)];
    const one = every.find(one => one.type == "radio" && one.value == text) ?? every[0];
    if (one.type == "radio" || one.type == "checkbox") one.checked = true;
    else one.value = text;
}"""


@dataclass
class AtBrowser(Editor):
    """The same deeds in Chromium: the form stands in one tab, all else is done in another."""

    tabs: tuple[Page, Page] = field(kw_only=True)
    site: str = field(kw_only=True)

    def read(self, address):
        self._open(self.tabs[0], address)
        return self.tabs[0].evaluate(TYPED)

    def post(self, form: Form, button) -> Reply:
        tab = self.tabs[0]
        standing = tab.evaluate(TYPED)
        for name, text in (form.data | {"reason": "so"}).items():
            if name.startswith("aliases-") and not tab.locator(f"[name='{name}']").count():
                tab.locator("#aliases-group .add-row a").click()
            if standing.get(name) != text and not name.endswith("_FORMS"):
                tab.evaluate(TYPE, [name, text])
        with tab.expect_navigation() as gone:
            tab.locator(f"#buttons [name={button}]").click()
        is_form = tab.locator("#topic_form").count()
        status = gone.value.status if not is_form or gone.value.status != 200 else 200
        if not is_form and status == 200:
            status = 302  # followed by the browser
        return Reply(status, tab.content(), tab.evaluate(TYPED) if is_form else {})

    def seen_at(self, address):
        self._open(self.tabs[1], address)
        return ""

    def press(self, address, button, **data):
        tab = self.tabs[1]
        self._open(tab, address)
        for name, text in data.items():
            if text and tab.locator(f"[name={name}]").count():
                tab.evaluate(TYPE, [name, text])
        if tab.locator(f"[name={button}]").count():
            with tab.expect_navigation():
                tab.locator(f"[name={button}]").click()

    def _open(self, tab, address):
        tab.goto(self.site + address)


@pytest.fixture
def at_browsers(chromium, live_server):
    make_groups(apps, None)
    contexts = [chromium.new_context() for _ in NAMES]
    editors = []
    for name, context in zip(NAMES, contexts, strict=True):
        client = Client()
        client.force_login(person(name, "Reviewers"))
        key = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
        tabs = context.new_page(), context.new_page()
        for tab in tabs:
            tab.on("dialog", lambda dialog: dialog.accept())  # leaves what was typed
        editors.append(AtBrowser(name, tabs=tabs, site=live_server.url))
    yield editors
    for context in contexts:
        context.close()


def test_no_word_is_lost_between_two_browsers(at_browsers, rounds):
    published(KIND, SLUG, summary="It is w0w.")
    play(at_browsers, rounds(8, 300))
    assert list(problems()) == []
