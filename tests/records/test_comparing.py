"""Any two versions of a record beside each other: published ones for readers, all for editors."""

import re

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse

from records.models import Revision
from records.writing.handing_in import save_draft
from records.writing.publishing import propose_withdrawal, publish
from tests.make import content, published, revise
from tests.pages import page_of, queries

pytestmark = pytest.mark.django_db
HISTORY = "/history/topics/t/"


@pytest.fixture
def topic():
    """In three versions, of which the last two differ in the summary alone."""
    row = published("topic", "t", name="First")
    for summary in ("One.", "Two."):
        publish(revise(content("topic", "t", name="Second", summary=summary)))
    return row


@pytest.mark.parametrize("asked", ["older=1&newer=3", "older=3&newer=1", "older=1", "newer=1"])
def test_any_two_versions_are_compared_in_the_order_of_time(client, topic, asked):
    page = page_of(client, f"{HISTORY}?{asked}")

    assert "version 1 beside version 3" in page
    assert re.search(r"<del>First</del>.*<ins>Second</ins>", page)
    assert "Two." in page and "One." not in page


def test_the_history_offers_to_compare_where_there_are_two(client, topic):
    published("topic", "lonely")

    assert 'name="older"' in page_of(client, HISTORY)
    assert 'name="older"' not in page_of(client, "/history/topics/lonely/")
    assert "Comparer la version" in page_of(client, f"/fr{HISTORY}")


@pytest.mark.parametrize("asked", ["older=2&newer=2", "older=0", "older=1&newer=4", "newer=x"])
def test_versions_that_there_are_not_are_refused(client, topic, asked):
    assert client.get(f"{HISTORY}?{asked}").status_code == 400


def test_a_version_before_a_withdrawal_is_compared_too(client, topic):
    publish([propose_withdrawal(topic, base_version=3, author="x", reason="twice")])

    assert "The record was taken out" in page_of(client, f"{HISTORY}?older=1&newer=4")
    assert "<ins>Second</ins>" in page_of(client, f"{HISTORY}?older=1&newer=2")


def test_comparing_asks_as_much_for_versions_far_apart(client, topic):
    page_of(client, HISTORY)
    counts = {queries(client, f"{HISTORY}?older={older}&newer=3") for older in (1, 2)}
    assert len(counts) == 1


def test_a_draft_is_compared_in_the_admin_and_nowhere_public(client, of_group, topic):
    save_draft(*revise(content("topic", "t", name="Third"), author="ann"))
    first, draft = Revision.objects.order_by("pk")[0], Revision.objects.get(sequence=None)
    assert client.get(f"{HISTORY}?older=1&newer=4").status_code == 400

    editor, address = of_group("Drafters", "dora"), reverse("admin:records_revision_changelist")

    def compared(*revisions):
        chosen = {"action": "compare", ACTION_CHECKBOX_NAME: [one.pk for one in revisions]}
        return editor.post(address, chosen, follow=True).content.decode()

    assert re.search(r"<del>First</del>.*<ins>Third</ins>", compared(draft, first))
    other = published("topic", "other")
    of_other = Revision.objects.get(slug=other.slug)
    for chosen in ([draft], [draft, of_other], Revision.objects.filter(slug="t")):
        assert "Choose two revisions of one record" in compared(*chosen)


def test_who_approved_stands_in_the_history_and_in_the_api(client):
    publish(revise(content("topic", "t"), author="ann"), approver="bob")
    published("topic", "alone")

    assert "approved by bob" in page_of(client, HISTORY)
    assert "approved by" not in page_of(client, "/history/topics/alone/")
    told = client.get("/api/v1/changes/").json()["results"]
    assert [(one["author"], one["approver"]) for one in told] == [("ann", "bob"), ("tester", None)]
