"""Processes killed in the midst of writing lose nothing that was acknowledged."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from records.writing.stamp_places import MARK, WORD
from tests.peacekb.bases import ROOT, manage

WRITES = {"admin": (8, 1_000), "load": (3, 150)}

pytestmark = [pytest.mark.django_db, pytest.mark.walk]


def writer_at(base, kind):
    return program_at(base, "tests.peacekb.writer", kind)


def program_at(base, *words, stdin=None, stdout=subprocess.PIPE):
    command = [sys.executable, "-m", *words]
    environment = os.environ | {"DATABASE_URL": base}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=stdin, stdout=stdout, text=True
    )


@contextmanager
def killing(base, kind, notes):
    """A function that starts a writer, kills it at a moment of no choosing, and gives what it
    acknowledged, which stands in the file of notes at once."""
    words = ("tests.peacekb.writer", kind, "again")
    with (
        notes.open("a") as file,
        notes.open() as told,
        program_at(base, *words, stdin=subprocess.PIPE, stdout=file) as parent,
    ):

        def lines_until(holds):
            lines = []
            while not holds(lines):
                if line := told.readline():
                    lines.append(line.split())
                else:
                    assert parent.poll() is None, "the writers ended by themselves"
                    time.sleep(0.02)
            return lines

        def killed_writer():
            parent.stdin.write("\n")
            parent.stdin.flush()
            lines = lines_until(lambda told: {kind, "life"} <= {line[0] for line in told})
            time.sleep(random.uniform(0.3, 2.5))  # it is at work
            (life,) = [int(line[1]) for line in lines if line[0] == "life"]
            os.kill(life, signal.SIGKILL)
            lines += lines_until(lambda told: told and told[-1] == ["ended"])
            return [line for line in lines if line[0] == kind]

        yield killed_writer
        parent.stdin.close()


PRINT_CONTENTS = (
    "from records.models import Revision\n"
    "for content in Revision.objects.sealed().values_list('content', flat=True): print(content)"
)


@pytest.mark.parametrize("kind", ["admin", "load"])
def test_no_acknowledged_write_is_lost_and_none_is_without_its_revision(
    base, tmp_path, kind, rounds
):
    acknowledged = []
    with killing(base, kind, tmp_path / "notes") as killed_writer:
        while len(acknowledged) < rounds(*WRITES[kind]):
            acknowledged += killed_writer()

    assert "all links follow, tables as published" in manage(base, "verify_history")
    known = manage(base, "shell", "--no-imports", "-c", PRINT_CONTENTS)
    lost = [note for _, _, note in acknowledged if note not in known]
    assert lost == []


def test_no_killed_writer_leaves_a_stamp_that_is_old(base, tmp_path, monkeypatch, rounds):
    """As long as a reader may believe the same word, the base is the same."""
    folder = tmp_path / "stamp"
    monkeypatch.setenv("STAMP", str(folder))

    def believed():
        names = [file.name for file in folder.iterdir()] if folder.exists() else []
        is_moving = any(name.startswith(MARK) for name in names)
        return (folder / WORD).read_text() if WORD in names and not is_moving else None

    heads = {}
    with (
        killing(base, "admin", tmp_path / "edited") as killed_editor,
        killing(base, "load", tmp_path / "loaded") as killed_loader,
    ):
        for killed_writer in [killed_editor, killed_loader] * rounds(1, 30):
            killed_writer()
            word, head = believed(), manage(base, "head").replace(" ", ":").strip()
            if word is not None:
                assert word.partition(" ")[2] == head
                assert heads.setdefault(word, head) == head


def test_nothing_that_is_kept_is_older_than_what_was_acknowledged(
    base, tmp_path, monkeypatch, rounds
):
    """Readers with a cache each ask while a writer saves, is killed, and another one follows."""
    monkeypatch.setenv("STAMP", str(tmp_path / "stamp"))
    notes, checks, changes = tmp_path / "notes", rounds(150, 5_000), rounds(8, 300)
    with killing(base, "admin", notes) as killed_writer:
        killed_writer()  # there is something to read
        words = ("tests.peacekb.reader", str(notes), str(checks), str(changes))
        readers = [program_at(base, *words) for _ in range(2)]
        while any(one.poll() is None for one in readers):
            killed_writer()
    told = [json.loads(one.communicate()[0]) for one in readers]

    for one in told:
        assert one["stale"] == []
        assert one["checks"] >= checks
        assert one["changes"] >= changes
        assert 0 < one["kept"] < one["checks"]


def test_two_writers_at_once_keep_one_chain(base):
    with writer_at(base, "admin") as editor, writer_at(base, "load") as loader:
        begun = [writer.stdout.readline() for writer in (editor, loader)]
        acknowledged = [writer.stdout.readline() for _ in range(5) for writer in (editor, loader)]
        for writer in (editor, loader):
            writer.kill()

    assert all(begun)
    assert all(acknowledged)
    assert "all links follow, tables as published" in manage(base, "verify_history")


def test_a_copy_that_follows_two_writers_at_once_misses_nothing(base):
    with (
        writer_at(base, "admin") as editor,
        writer_at(base, "load") as loader,
        program_at(base, "tests.peacekb.follower", stdin=subprocess.PIPE) as follower,
    ):
        for _ in range(6):
            for writer in (editor, loader):
                assert writer.stdout.readline()
        for writer in (editor, loader):
            writer.kill()
            writer.wait()
        told = json.loads(follower.communicate("enough\n")[0].splitlines()[-1])

    assert told["is_equal"]
    assert 0 < told["while_writing"] <= told["position"]
    assert manage(base, "head").startswith(f"{told['position']} ")
