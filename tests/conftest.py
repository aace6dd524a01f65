"""What every test shares."""

import pytest


@pytest.fixture(autouse=True)
def cheap_passwords(settings):
    """Hashing that is slow on purpose has its own test; elsewhere it would be most of the time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
