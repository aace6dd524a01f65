"""Figures for those who run a server: for them alone, and of no reader or record."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from peacekb.accounts.models import Happening, SignIn
from peacekb.running import ReplicaSeen
from records.models import Job, LastRun, Report, Upkeep
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world"), pytest.mark.slow]

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
    client.post("/report/private/", {"key": "secret-key"})

    assert not any("secret" in str(key) for key in figures())


def test_what_was_done_last_is_told_and_whether_it_failed(figures):
    key = ("peacekb_last_run_failed", ("task", "backup"))
    assert key not in figures(), "nothing is told of what was never done"

    LastRun.note(Upkeep.BACKUP, "no room", failed=True)

    assert figures()[key] == 1
    assert figures()[("peacekb_last_run_timestamp_seconds", ("task", "backup"))] > 0


def test_what_waits_tells_since_when(figures):
    Job.objects.create(table="aliases", file_name="a.csv", file=b"", author="ann", reason="new")
    Job.objects.update(made_at=timezone.now() - timedelta(hours=1))

    assert 3600 <= figures()[("peacekb_waiting_seconds", ("what", "tables for the worker"))] < 3700


def test_locked_doors_and_second_factors_are_counted(figures):
    User.objects.create(username="ann", is_staff=True)
    User.objects.create(username="former", is_staff=True, is_active=False)
    SignIn.objects.note(Happening.LOCKED, "ann", address="192.0.2.7")

    told = figures()

    assert told[("peacekb_accounts", ("which", "of editors"))] == 1
    assert told[("peacekb_accounts", ("which", "with a second factor"))] == 0
    assert told[("peacekb_sign_ins_of_a_day", ("what", "locked"))] == 1
    assert not any("ann" in str(key) or "192.0.2" in str(key) for key in told)


def test_a_slow_question_is_counted(client, figures, settings):
    before = figures()[("peacekb_slow_queries_total",)]
    settings.SLOW_QUERY_MS = -1
    client.get("/missions/")

    assert figures()[("peacekb_slow_queries_total",)] > before


def test_a_replica_tells_how_far_it_is(figures, monkeypatch):
    seen = [ReplicaSeen("near", 3, 1.5), ReplicaSeen("gone", None)]
    monkeypatch.setattr("peacekb.running.replicas", lambda: iter(seen))

    told = figures()

    assert told[("peacekb_replica_behind_revisions", ("replica", "near"))] == 3
    assert told[("peacekb_replica_up", ("replica", "gone"))] == 0
    assert ("peacekb_replica_behind_revisions", ("replica", "gone")) not in told
