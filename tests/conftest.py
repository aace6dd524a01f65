"""What every test shares."""

import pytest


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
