"""A power cut at any moment loses nothing that was acknowledged, and leaves nothing half done."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.peacekb.bases import ROOT, manage
from tests.peacekb.power_cuts import Disk, calls, traced

WRITES = {"admin": 5, "load": 2}


pytestmark = [pytest.mark.django_db, pytest.mark.walk, pytest.mark.plan_of_sqlite]


@pytest.fixture(params=WRITES)
def recorded(request, base, tmp_path):
    """The base as it was, and all that a writer told the kernel."""
    path = Path(base.removeprefix("sqlite:///"))
    before, log = path.read_bytes(), tmp_path / "log"
    command = [sys.executable, "-m", "tests.peacekb.writer", request.param]
    environment = os.environ | {"DATABASE_URL": base}
    with traced(log, command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as writer:
        for _ in range(WRITES[request.param]):
            assert writer.stdout.readline()
        os.kill(child_of(writer.pid), 9)
    return path, before, calls(log)


def child_of(pid):
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


def test_no_acknowledged_write_is_lost_in_a_power_cut(recorded, tmp_path, rounds):
    path, before, told = recorded
    acknowledging = [at for at, (name, *_) in enumerate(told) if name == "write"]
    assert acknowledging, "what the writer says is in the log"
    chance = random.Random()
    for number in range(rounds(10, 100)):
        # Half of them right after somebody was told that it is saved.
        last = chance.choice([chance.randrange(len(told)), chance.choice(acknowledging)])
        disk = Disk(path, before)
        for one in told[: last + 1]:
            disk.play(*one)
        folder = tmp_path / str(number)
        folder.mkdir()
        disk.cut(folder, chance)

        with closing(sqlite3.connect(folder / path.name)) as base:
            base.execute("PRAGMA ignore_check_constraints = ON")  # they call functions of Django
            assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            contents = "".join(
                row[0] for row in base.execute("SELECT content FROM records_revision")
            )
        lost = [line for line in disk.acknowledged if line.split()[-1] not in contents]
        assert lost == [], f"cut after call {last} of {len(told)}"
        if number % 50 == 0:
            address = f"sqlite:///{folder / path.name}"
            assert "all links follow, tables as published" in manage(address, "verify_history")
        shutil.rmtree(folder)
