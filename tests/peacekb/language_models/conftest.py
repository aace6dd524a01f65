"""The tools hand requests to the application itself, which ends each as a server does."""

import pytest
from django.db import connections


@pytest.fixture(autouse=True)
def connection_stays_open(monkeypatch):
    """A connection within a test's transaction looks left over: Django's own client lets it be."""
    monkeypatch.setattr(connections["default"], "close_if_unusable_or_obsolete", lambda: None)
