"""What every test shares."""

import pytest
from whitenoise.middleware import WhiteNoiseMiddleware

from tests.world import standing_world


def pytest_addoption(parser):
    parser.addoption(
        "--prove",
        action="store_true",
        help="Many rounds where a test runs a few: `make prove`, before a release.",
    )


@pytest.fixture
def rounds(request):
    """`rounds(40, 600)`: how often to try, in every run and when proving."""
    return lambda few, many: many if request.config.getoption("--prove") else few


@pytest.fixture(autouse=True)
def cheap_passwords(settings):
    """Hashing that is slow on purpose has its own test; elsewhere it would be most of the time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


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


@pytest.fixture(scope="module")
def on_a_world(django_db_setup, django_db_blocker):
    """For modules whose every test begins with `world()`: it is put there once for all of them."""
    with django_db_blocker.unblock(), standing_world():
        yield
