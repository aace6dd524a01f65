"""A clock that jumps, forth or back, makes nothing wrong: the chain tells what came after what."""

from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge.models import Topic
from records.models import Job, Revision
from records.writing.proof import problems
from records.writing.publishing import publish
from tests.make import content, revise

pytestmark = pytest.mark.django_db

JUMPS = (0, -400, 800, -1)  # days


@pytest.fixture
def clock(monkeypatch):
    real = timezone.now

    def jump(days):
        monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(days=days))

    return jump


def test_what_was_published_last_is_held_whatever_the_clock_said(client, clock):
    for days in JUMPS:
        clock(days)
        publish(revise(content("topic", "jumped", references=f"{days} days")))

    assert Topic.objects.get(slug="jumped").references == f"{JUMPS[-1]} days"
    assert [one.version for one in Revision.objects.sealed()] == [1, 2, 3, 4]
    assert list(problems()) == []
    assert f"{JUMPS[-1]} days" in client.get("/topics/jumped/").content.decode()
    assert client.get("/history/topics/jumped/").status_code == 200


@pytest.mark.parametrize("days", [-400, 400])
def test_a_table_whose_worker_was_killed_is_taken_after_a_jump(clock, days):
    Job.objects.create(table="aliases", file_name="a.csv", file=b"", author="ann", reason="new")
    assert Job.objects.take(timezone.now())
    assert Job.objects.take(timezone.now()) is None, "another worker has it"

    clock(days)

    assert Job.objects.take(timezone.now())
