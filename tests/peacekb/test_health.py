"""Whether the site says truly that it can answer."""

from collections import namedtuple

import pytest
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


def test_health_says_live_and_ready(client):
    assert client.get("/health/live").json() == {"status": "live"}
    assert client.get("/health/ready").json() == {"status": "ready", "notes": []}


def test_health_is_not_ready_without_its_migrations(client):
    MigrationRecorder.Migration.objects.filter(app="knowledge").delete()

    reply = client.get("/health/ready")

    assert reply.status_code == 503
    assert "migrations are not applied" in reply.json()["reasons"][0]


def test_what_only_makes_it_slower_is_a_note(client, settings, tmp_path):
    settings.STAMP = tmp_path / "nobody-wrote-here"

    told = client.get("/health/ready")

    assert told.status_code == 200
    assert "no data stamp to trust" in told.json()["notes"][0]


def test_a_full_disk_is_told(client, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _: namedtuple("U", "free total")(10, 100))

    assert "nearly full" in client.get("/health/ready").json()["notes"][0]
