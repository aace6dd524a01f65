"""A backup brings back all that was there, and nothing else is taken for one."""

import json
import shutil
import subprocess

import pytest
from django.db import connection

from peacekb import backups
from peacekb.backups import FILES, Unfit, restore_backup
from tests.peacekb.bases import manage
from tests.peacekb.test_crashes import writer_at

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

COPY = FILES[connection.vendor]
FILL = """
from django.contrib.auth.models import User
from records.writing.handing_in import save_draft
from tests.make import content, revise
from tests.world import world
world()
User.objects.create_superuser("ann", password="a made-up word")
save_draft(*revise(content("state", "ddd", name="Land of drafts"), author="ann"))
"""
PRINT_ROWS = """
import hashlib
from django.db import connection
def plain(value): return bytes(value) if isinstance(value, memoryview) else value
with connection.cursor() as cursor:
    # That a backup was made is noted once it is.
    for table in sorted({*connection.introspection.table_names()} - {"records_lastrun"}):
        cursor.execute(f'SELECT * FROM "{table}"')
        rows = sorted(repr([*map(plain, row)]) for row in cursor.fetchall())
        print(table, len(rows), hashlib.sha256(repr(rows).encode()).hexdigest())
"""


def shell(address, code):
    return manage(address, "shell", "--no-imports", "-c", code)


@pytest.fixture(scope="module")
def filled(bases):
    """The address of a base with history, a draft and an account."""
    name = f"{bases.migrated}_filled"
    bases.copy(name, of=bases.migrated)
    shell(bases.address(name), FILL)
    yield bases.address(name)
    bases.drop(name)


@pytest.fixture(scope="module")
def backup(filled, tmp_path_factory):
    folder = tmp_path_factory.mktemp("backups") / "one"
    manage(filled, "backup", str(folder))
    return folder


@pytest.fixture
def empty(bases):
    """The address of a base without a table."""
    name = f"{bases.migrated}_empty"
    bases.make(name)
    yield bases.address(name)
    bases.drop(name)


def refusal(address, *words):
    with pytest.raises(subprocess.CalledProcessError) as failed:
        manage(address, *words)
    return failed.value.stderr


def test_what_was_backed_up_comes_back_to_the_byte(filled, backup, empty):
    before = shell(filled, PRINT_ROWS)

    told = manage(empty, "restore", str(backup))

    head = json.loads((backup / "backup.json").read_text())["head"]
    assert head == manage(filled, "head").strip()
    assert f"verify_history --head '{head}'" in told
    assert shell(empty, PRINT_ROWS) == before
    for table in ("records_revision", "records_proposal", "auth_user"):
        assert f"{table} 0 " not in before
    assert "all links follow" in manage(empty, "verify_history", "--head", head)


def test_a_note_of_another_history_is_not_believed(backup, empty, tmp_path):
    folder = tmp_path / "copied"
    shutil.copytree(backup, folder)
    note = json.loads((folder / "backup.json").read_text())
    (folder / "backup.json").write_text(json.dumps(note | {"head": f"1 {'0' * 64}"}))

    assert "The chain of what was restored ends at" in refusal(empty, "restore", str(folder))


def test_a_backup_is_of_one_moment_whatever_is_written_meanwhile(base, empty, tmp_path):
    with writer_at(base, "admin") as writer:
        assert [writer.stdout.readline() for _ in range(3)][-1]
        manage(base, "backup", str(tmp_path / "one"))
        assert writer.stdout.readline()
        writer.kill()

    manage(empty, "restore", str(tmp_path / "one"))
    head = manage(empty, "head").strip()
    assert "all links follow" in manage(empty, "verify_history", "--head", head)
    assert "all links follow" in manage(base, "verify_history", "--head", head)


def test_neither_a_folder_nor_a_base_that_holds_something_is_written_over(filled, backup):
    before = shell(filled, PRINT_ROWS)

    assert "is there already" in refusal(filled, "backup", str(backup))
    assert "not empty" in refusal(filled, "restore", str(backup))

    assert shell(filled, PRINT_ROWS) == before
    assert sorted(one.name for one in backup.parent.iterdir()) == ["one"]
    assert sorted(one.name for one in backup.iterdir()) == ["backup.json", COPY]


def test_only_who_made_a_backup_reads_it(backup):
    assert backup.stat().st_mode & 0o777 == 0o700


def altered(folder):
    with (folder / COPY).open("r+b") as copy:
        copy.seek(5000)
        copy.write(b"another")


def cut(folder):
    with (folder / COPY).open("r+b") as copy:
        copy.truncate(4096)


def lost(folder):
    (folder / COPY).unlink()


def of_another_engine(folder):
    note = json.loads((folder / "backup.json").read_text())
    (folder / "backup.json").write_text(json.dumps(note | {"engine": "abacus"}))


def without_note(folder):
    (folder / "backup.json").unlink()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (altered, "lost, cut or altered"),
        (cut, "lost, cut or altered"),
        (lost, "lost, cut or altered"),
        (of_another_engine, "It is of abacus"),
        (without_note, "no note of a backup"),
    ],
)
def test_what_is_not_the_backup_that_was_made_is_not_restored(
    backup, tmp_path, django_db_blocker, spoil, words
):
    folder = tmp_path / "copied"
    shutil.copytree(backup, folder)
    spoil(folder)

    with django_db_blocker.unblock(), pytest.raises(Unfit, match=words):
        restore_backup(folder)


def test_a_copy_goes_by_a_line_as_closed_as_that_of_the_base(monkeypatch):
    given = {}

    def run(command, env, **options):
        given.update(env)
        return subprocess.CompletedProcess(command, 0)

    proofs = {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"}
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", proofs)
    monkeypatch.setattr(backups.subprocess, "run", run)
    backups._run("pg_dump")

    assert given["PGSSLMODE"] == "verify-full"
    assert given["PGSSLROOTCERT"] == "/etc/ca.pem"
