"""Figures for those who run a server: for them alone, and of no reader or record."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from records.models import Job, Report
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world")]

TOKEN = {"Authorization": "Bearer made-up-token"}


@pytest.fixture
def figures(client, settings):
    """What is told now: by name and labels the value."""
    world()
    settings.METRICS_TOKEN = "made-up-token"

    def told():
        text = client.get("/metrics", headers=TOKEN).content.decode()
        return {
            (one.name, *sorted(one.labels.items())): one.value
            for family in text_string_to_metric_families(text)
            for one in family.samples
        }

    return told


def test_each_answer_is_counted_under_the_name_of_its_address(client, figures):
    def counted(address):
        key = ("peacekb_request_seconds_count", ("address", address), ("status", "200"))
        return figures().get(key, 0)

    before = counted("mission_list")
    client.get("/missions/")
    assert counted("mission_list") == before + 1


def test_what_waits_is_told(figures):
    key = ("peacekb_waiting", ("what", "tables for the worker"))
    before = figures()[key]
    Job.objects.create(table="aliases", file_name="a.csv", file=b"", author="ann", reason="new")
    assert figures()[key] == before + 1
    assert figures()[("peacekb_last_publication_timestamp_seconds",)] > 0
    assert not Report.objects.exists() and figures()[("peacekb_waiting", ("what", "reports"))] == 0


@pytest.mark.parametrize(
    ("token", "given", "status"),
    [("", "Bearer ", 404), ("made-up-token", "", 401), ("made-up-token", "Bearer other", 401)],
)
def test_nobody_else_is_told(client, settings, token, given, status):
    settings.METRICS_TOKEN = token
    reply = client.get("/metrics", headers={"Authorization": given})

    assert reply.status_code == status
    assert b"peacekb_" not in reply.content


def test_no_typed_word_is_in_it(client, figures):
    client.get("/missions/?q=secret-word")
    client.get("/report/private-key/")

    assert not any("secret" in str(key) or "private-key" in str(key) for key in figures())
