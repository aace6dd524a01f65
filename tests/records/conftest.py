"""Who edits, and who votes."""

import pytest
from django.contrib.auth.models import Group, User

from records.writing.publishing import publish
from tests.make import content, published, revise


@pytest.fixture
def editor(client):
    return _signed_in(client, "edith", "Editors")


@pytest.fixture
def reviewer(client):
    return _signed_in(client, "rev", "Reviewers")


def _signed_in(client, name, group):
    user = User.objects.create_user(name, password="made up", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return client


@pytest.fixture
def parliament():
    """A document and three states."""
    published("document", "s-res-1", adopted_on="2000-01-01")
    publish(revise(*(content("state", code) for code in ("aaa", "bbb", "ccc"))))
