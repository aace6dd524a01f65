"""What a release holds depends on what is published, and not on where or how it lies."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.management import call_command
from django.utils import timezone

from peacekb.releases.making import make_release
from records.writing.publishing import propose_withdrawal, publish
from tests import world
from tests.make import published
from tests.peacekb.released import bytes_of

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

MOMENT = datetime(2026, 11, 30, 12, tzinfo=UTC)
# A base of its own, in SQLite, where something was published and withdrawn before: its chain is
# another one, and all rows lie at other places.
OF_ANOTHER_BASE = """
import django
django.setup()
from tests.peacekb.test_release_of_two_bases import in_another_base
in_another_base()
"""


def release_of_a_world():
    timezone.now = lambda: MOMENT
    world._published(1)
    return make_release("2026.12")


def in_another_base():
    call_command("migrate", verbosity=0)
    for kind in ("source", "mission", "document", "topic"):
        gone = published(kind, "taken-back")
        publish([propose_withdrawal(gone, base_version=1, author="tester", reason="never was")])
    release_of_a_world()


def test_two_bases_that_hold_the_same_make_the_same_tables(tmp_path, settings, monkeypatch):
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'another.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "peacekb.settings",
        "RELEASES": str(tmp_path / "another"),
        "STAMP": str(tmp_path / "stamp"),
    }
    command = [sys.executable, "-c", OF_ANOTHER_BASE]
    subprocess.run(command, env=environment, cwd=site.BASE_DIR, check=True, capture_output=True)
    settings.RELEASES = tmp_path / "here"
    monkeypatch.setattr(timezone, "now", timezone.now)  # so that it is put back
    here = bytes_of(release_of_a_world())

    places = [place for place in here if place.partition("/")[0] in ("csv", "ndjson", "parquet")]
    assert len(places) > 100
    for place in places:
        other = Path(tmp_path, "another", "2026.12", place).read_bytes()
        assert here[place] == other, place
