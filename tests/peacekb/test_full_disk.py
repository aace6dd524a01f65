"""A full disk refuses what it cannot keep, in words, and keeps nothing of it."""

import json
import os
import subprocess
import sys

import pytest

from tests.peacekb.bases import ROOT

ROOMS = [*range(4, 64, 4), *range(64, 512, 32)]  # KiB: for a journal, or some of the pages
ALONE = ["unshare", "--map-root-user", "--mount"]

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.walk,
    pytest.mark.plan_of_sqlite,
    pytest.mark.proof,
]


def test_a_full_disk_takes_nothing_half_and_readers_notice_nothing(base):
    rooms = [0, *ROOMS]
    command = [*ALONE, sys.executable, "-m", "tests.peacekb.full_disk"]
    command += [base.removeprefix("sqlite:///"), *map(str, rooms)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ, check=True, capture_output=True, text=True
    )
    told = json.loads(done.stdout)

    assert "all links follow, tables as published" in done.stderr
    assert [one for one in told if one["saved"] not in (302, 507)] == []
    assert [one for one in told if one["kept"] != (one["saved"] == 302)] == []
    assert [one for one in told if one["read"] != [200, 200, 200]] == []
    assert told[0]["saved"] == 507
    assert told[-1]["saved"] == 302
