"""What every test shares."""

import gc
import json
import logging
import os
from contextlib import nullcontext
from pathlib import Path

import pytest
import slipcover
from django.db import connection, transaction
from django.template import Template
from django.test import override_settings
from django.test.utils import instrumented_test_render
from hypothesis import HealthCheck, settings
from whitenoise.middleware import WhiteNoiseMiddleware

from peacekb import deadlines, urls  # noqa: F401 - with the addresses the admin, walked by tests
from tests.loaded import all_fixtures
from tests.once import once_a_run
from tests.peacekb.bases import bases_beside
from tests.redis_server import RedisServer
from tests.world import standing_world

# A machine that is busy with something else makes no test fail.
settings.register_profile("peacekb", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("peacekb")


def pytest_addoption(parser):
    parser.addoption(
        "--prove",
        action="store_true",
        help="Many rounds where a test runs a few: `make prove`, before a release.",
    )


def pytest_configure():
    """A slow database makes no test fail: only servers that tests start have the deadlines, which
    the application would else set in every process that imports it."""
    deadlines.install = lambda: None


# In percent of lines and branches; 97.0 were measured, and random tests move it by little.
FLOOR = 96.7


def met_together() -> dict | None:
    """What all processes of a measured run have met; nothing before its end, or of another run."""
    folder = os.environ.get("SLIPCOVER_COVERAGE_DIR")
    file = Path(folder or "", "merged.json")
    return json.loads(file.read_text()) if folder and file.exists() else None


@pytest.hookimpl(trylast=True)  # slipcover's own puts together what each process met
def pytest_sessionfinish(session):
    met = met_together()
    if met and not session.exitstatus and met["summary"]["percent_covered"] < FLOOR:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    if met := met_together():
        slipcover.print_coverage(met, missing_width=60, skip_covered=True)
        percent = met["summary"]["percent_covered"]
        terminalreporter.write_line(
            f"{percent:.2f} % of lines and branches are met, at least {FLOOR} must be.",
            red=percent < FLOOR,
        )


def pytest_collection_modifyitems(config, items):
    """What asks no database says the same beside each, and runs with SQLite, as do its plans."""
    others = {one for one in items if not _is_asked(one, config.getoption("--prove"))}
    config.hook.pytest_deselected(items=list(others))
    items[:] = [one for one in items if one not in others]


def _is_asked(item, is_proving) -> bool:
    if item.get_closest_marker("proof") and not is_proving:
        return False
    return connection.vendor == "sqlite" or _is_for_both(item)


def _is_for_both(item) -> bool:
    if item.get_closest_marker("plan_of_sqlite"):
        return False
    fixtures = {"db", "transactional_db", "django_db_setup"}
    return bool(item.get_closest_marker("django_db") or fixtures & set(item.fixturenames))


def pytest_collection_finish():
    """Fifteen thousand tests stay to the end: whoever looks for garbage need not look at them."""
    gc.freeze()


@pytest.fixture
def rounds(request):
    """`rounds(40, 600)`: how often to try, in every run and when proving."""
    return lambda few, many: many if request.config.getoption("--prove") else few


@pytest.fixture(autouse=True, scope="session")
def programs_that_tests_start_keep_their_own_stamp(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STAMP", str(tmp_path_factory.mktemp("stamp")))
        yield


@pytest.fixture(autouse=True, scope="session")
def requests_leave_no_line():
    """That each does, has its tests (`test_logs`); elsewhere the lines would cost more than most
    refusals do."""
    logging.getLogger().setLevel(logging.WARNING)


@pytest.fixture(autouse=True, scope="session")
def set_for_all_tests():
    """Hashing that is slow on purpose has its own test; elsewhere it would be most of the time.

    Tests are taken back, which no file outside knows; each asks as much as it likes, and none
    begins with a release or with collected files.
    """
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STAMP=None,
        STAMP_URL="",
        RELEASES=Path(__file__).parent / "no-releases",
        STATIC_ROOT=Path(__file__).parent / "no-static",
        RATE_LIMIT=0,
        REPORT_LIMIT=0,
    ):
        yield


@pytest.fixture(autouse=True, scope="session")
def whole_pages_are_remembered(django_test_environment):
    """Django keeps the context of each template for `reply.context`: that of the page is enough,
    and those of the hundreds that it includes would be a twentieth of the time."""

    def render(template, context):
        if context.template is template:
            return instrumented_test_render(template, context)
        return template.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(autouse=True, scope="session")
def static_files_found_once():
    """Each client loads the middleware anew, and most of that is looking at every static file."""
    find, found = WhiteNoiseMiddleware.add_files_from_finders, {}

    def find_once(middleware):
        manner = (middleware.static_prefix, middleware.max_age)
        if manner not in found:
            find(middleware)
            found[manner] = middleware.files
        middleware.files = {**found[manner], **middleware.files}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", find_once)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, django_db_keepdb, tmp_path_factory):
    """Gives bases for programs that tests start: what is migrated for the tests is copied for them.

    At once, since tests that commit empty its tables.
    """
    with django_db_blocker.unblock():
        beside = bases_beside(tmp_path_factory.mktemp("bases"))
    yield beside
    if not django_db_keepdb:
        beside.drop(beside.migrated)


@pytest.fixture(scope="session")
def bases(django_db_setup):
    return django_db_setup


@pytest.fixture(scope="session")
def loaded_base(tmp_path_factory):
    """Where a base of SQLite with all fixtures lies."""
    return once_a_run(tmp_path_factory, "loaded.sqlite3", all_fixtures)


@pytest.fixture(scope="module")
def redis_standing(tmp_path_factory):
    """A server of Redis for the tests of a module."""
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    yield server
    server.kill()


@pytest.fixture(scope="module")
def shared_base(django_db_setup, django_db_blocker):
    """What fixtures of a module publish in it lies under each of its tests, and goes with the last.

    Every test is rolled back to it, so that what all begin with is made once.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def on_a_world(request, shared_base):
    """For modules whose tests begin with `world()`: it is there already.

    So is one of more, or nothing, for tests that say so by `of_worlds`, which pytest lets follow
    one another.
    """
    number = getattr(request, "param", 1)
    with transaction.atomic(), standing_world(number) if number else nullcontext():
        yield
        transaction.set_rollback(True)
