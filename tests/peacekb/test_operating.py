"""Who runs the server sees what is amiss, in the admin, and nobody else does."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.db import Error
from django.utils import timezone

from peacekb.running import ReplicaSeen
from records.models import Job, LastRun, Upkeep
from tests.pages import page_of
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world"), pytest.mark.slow]

ADDRESS = "/admin/operating/"


@pytest.fixture
def administrator(client):
    world()
    user = User.objects.create(username="ann", is_staff=True)
    user.groups.add(Group.objects.get(name="Administrators"))
    client.force_login(user)
    return client


def test_what_was_never_done_says_how_it_is(administrator):
    page = page_of(administrator, ADDRESS)

    assert "Never. «manage.py backup FOLDER» makes one" in page
    assert "None are set (REPLICA_URLS)" in page


def test_the_first_page_of_the_admin_leads_there(administrator):
    assert ADDRESS in page_of(administrator, "/admin/")


@pytest.mark.parametrize(
    ("task", "ago", "failed", "amiss"),
    [
        (Upkeep.BACKUP, timedelta(hours=5), False, False),
        (Upkeep.BACKUP, timedelta(days=3), False, True),
        (Upkeep.BACKUP, timedelta(hours=5), True, True),
        (Upkeep.WORKER, timedelta(minutes=1), False, False),
        (Upkeep.WORKER, timedelta(minutes=10), False, True),
    ],
)
def test_what_is_late_or_failed_stands_first(administrator, task, ago, failed, amiss):
    LastRun.note(task, failed=failed)
    LastRun.objects.update(ended_at=timezone.now() - ago)

    warned = page_of(administrator, ADDRESS).partition('class="module"')[0]

    assert (f"{task.label}: " in warned) == amiss


def test_a_table_that_nobody_takes_is_amiss(administrator):
    Job.objects.create(table="aliases", file_name="a.csv", file=b"", author="ann", reason="new")
    Job.objects.update(made_at=timezone.now() - timedelta(hours=1))

    assert "look whether it runs" in page_of(administrator, ADDRESS)


def test_a_replica_that_does_not_answer_is_amiss(administrator, monkeypatch):
    seen = [ReplicaSeen("near", 3, 1.5), ReplicaSeen("gone", None)]
    monkeypatch.setattr("peacekb.running.replicas", lambda: iter(seen))

    page = page_of(administrator, ADDRESS)

    assert "Replica gone does not answer." in page
    assert "3 revisions behind" in page


def test_commands_note_what_they_did(tmp_path):
    call_command("head", into=tmp_path)
    call_command("work", once=True)
    with pytest.raises(CommandError, match="No backup was made"):
        call_command("backup", tmp_path)

    runs = LastRun.by_task()
    assert {task: one.failed for task, one in runs.items()} == {
        "head": False,
        "worker": False,
        "backup": True,
    }
    assert "not signed" in runs["head"].told


def test_a_task_is_done_also_where_it_cannot_be_noted(monkeypatch):
    def lost(*args, **kwargs):
        raise Error("gone")

    monkeypatch.setattr(LastRun.objects, "update_or_create", lost)

    LastRun.note(Upkeep.BACKUP)

    assert not LastRun.objects.exists()
