"""Who edits."""

import pytest
from django.contrib.auth.models import Group, User


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
