"""Who edits, and who votes."""

import time

import pytest
from django.contrib.auth.models import Group, User

from peacekb.accounts.lifetimes import SEEN
from records.writing.publishing import publish
from tests.make import content, published, revise
from tests.records.reviewing import person


@pytest.fixture
def editor(client):
    """Who publishes at once, so that a test of forms sees what they write."""
    return _signed_in(client, "edith", "Administrators")


@pytest.fixture
def of_group(client):
    """`of_group("Editors", "ed")` signs somebody in who belongs to it."""
    return lambda group, name: _signed_in(client, name, group)


def _signed_in(client, name, group):
    user = User.objects.filter(username=name).first()
    if user is None:
        user = User.objects.create_user(name, password="made up", is_staff=True)
    user.groups.set([Group.objects.get(name=group)])
    client.force_login(user)
    session = client.session  # which the first page would write, as it does now and then
    session[SEEN] = int(time.time())
    session.save()
    return client


@pytest.fixture
def parliament():
    """A document and three states."""
    published("document", "s-res-1", adopted_on="2000-01-01")
    publish(revise(*(content("state", code) for code in ("aaa", "bbb", "ccc"))))


@pytest.fixture
def ann():
    return person("ann")


@pytest.fixture
def bob():
    return person("bob")


@pytest.fixture
def mission():
    return published("mission", "xmis", name="Mission X", headquarters="Here")
