"""Whether the site says truly that it can answer."""

import pytest
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


def test_health_says_live_and_ready(client):
    assert client.get("/health/live").json() == {"status": "live"}
    assert client.get("/health/ready").json() == {"status": "ready"}


def test_health_is_not_ready_without_its_migrations(client):
    MigrationRecorder.Migration.objects.filter(app="knowledge").delete()

    reply = client.get("/health/ready")

    assert reply.status_code == 503
    assert "migrations are not applied" in reply.json()["reason"]
