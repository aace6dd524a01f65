"""A real Chromium, driven by Playwright; Debian's, since others need a download of their own."""

import os
import shutil

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import sync_playwright

from records.groups import make_groups

# Playwright runs an event loop in the thread of the tests, where Django would refuse queries.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(autouse=True, scope="module")
def groups_stand_again(django_db_setup, django_db_blocker):
    """After these tests the base is emptied, and other tests may still follow in the process."""
    yield
    with django_db_blocker.unblock():
        make_groups(apps, None)


@pytest.fixture(scope="session")
def chromium():
    path = next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "Chromium is not installed; tests/ensure_programs installs it on Debian."
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *as_root])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live_server):
    """Opens an address and gives the page; what it complained of is kept.

    One window serves all addresses of a test that are looked at in the same manner, and each begins
    in the light and as wide as was asked.
    """
    windows = {}

    def open_page(path, width=1440, cookies=(), **options):
        manner = (width, bool(cookies), *sorted(options.items()))
        if manner not in windows:
            windows[manner] = _window(chromium, width, options)
            windows[manner].context.add_cookies(
                [{**one, "url": live_server.url} for one in cookies]
            )
        page = windows[manner]
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media="screen", color_scheme="light")
        page.complaints.clear()
        page.goto(live_server.url + path)
        return page

    yield open_page
    for page in windows.values():
        page.context.close()


def _window(chromium, width, options):
    context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda said: _note(page, said))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def _note(page, said):
    if said.type in ("error", "warning"):
        page.complaints.append(said.text)


@pytest.fixture
def signed_in():
    """The cookie of an administrator."""
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return [{"name": "sessionid", "value": client.cookies["sessionid"].value}]
