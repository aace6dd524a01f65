"""A publisher whose first edition is held, a release, and the site under a prefix."""

import shutil

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings
from django.urls import set_script_prefix

from peacekb.releases.making import make_release
from records.releases import held
from tests.counted_world import counted_world
from tests.missions import importing
from tests.peacekb.deaths import HELD, KEY, PATH, as_json
from tests.publisher import Publisher, unless_held

PREFIX = "/made/up"


@pytest.fixture(scope="module")
def first_edition(shared_base):
    """A publisher whose first edition, of eight deaths, is held: made once for all tests."""
    one = Publisher()
    importing.base(importing.mission("xmis", ("psdata-fatalities", "XMIS")))
    one.answers[PATH] = unless_held(as_json(HELD), '"first"')
    assert one.refresh(KEY)[1]
    yield one
    one.close()


@pytest.fixture
def publisher(first_edition, db):
    first_edition.answers = {PATH: unless_held(as_json(HELD), '"first"')}
    first_edition.asked, first_edition.names, first_edition.certificate = [], [], ""
    return first_edition


@pytest.fixture(scope="module")
def counted(shared_base):
    """A base whose rows are easily added up by hand."""
    counted_world()


@pytest.fixture(scope="module")
def release_made(on_a_world, tmp_path_factory):
    """Of the world that stands, made once for all tests of a module."""
    with override_settings(RELEASES=tmp_path_factory.mktemp("releases")):
        return make_release("2026.11")


@pytest.fixture
def release(release_made, db, tmp_path, settings):
    """A copy for a test to itself, in a folder where further releases may come."""
    settings.RELEASES = tmp_path / "releases"
    shutil.copytree(release_made.folder, settings.RELEASES / release_made.name)
    return held.current_release()


@pytest.fixture
def under_prefix(settings):
    """The site as behind a proxy that takes the prefix off."""
    settings.FORCE_SCRIPT_NAME = PREFIX
    set_script_prefix(PREFIX)
    yield PREFIX
    set_script_prefix("/")


@pytest.fixture
def open_connection():
    """For questions to the WSGI application itself, which ends each by closing what is stale."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def base(bases):
    """The address of a base of the test's own, empty and with all tables."""
    name = f"{bases.migrated}_one"
    bases.copy(name, of=bases.migrated)
    yield bases.address(name)
    bases.drop(name)
