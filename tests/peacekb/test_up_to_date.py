"""`make run` looks at the base with Django only where code, fixtures or base are others."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.conf import settings
from django.core.management import call_command, load_command_class
from django.db import connection

from peacekb import up_to_date
from peacekb.management.commands import prepare

READ = ("missions/migrations/0007_more.py", "peacekb/deep/er.py", "fixtures/missions.csv")
READ += ("pyproject.toml", ".requirements/run.txt")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Code and fixtures of one's own, beside a base that was made ready by them."""
    for name in (*(f"{room}/__init__.py" for room in up_to_date.ROOMS), *READ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("as it was")
    monkeypatch.setattr(up_to_date, "ROOT", tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as base:
        base.execute(f"PRAGMA user_version = {up_to_date.number_of_files()}")
    return tmp_path


def test_a_base_that_this_code_made_ready_is_not_looked_at_again(place):
    assert up_to_date.main() == 0


@pytest.mark.parametrize("name", READ)
def test_a_file_that_is_another_has_the_base_looked_at(place, name):
    (place / name).write_text("as it is")
    assert up_to_date.main() == 1


@pytest.mark.parametrize("name", [READ[0], "legal/new.py", "fixtures/new.csv"])
def test_a_file_more_or_less_has_the_base_looked_at(place, name):
    if (place / name).exists():
        (place / name).unlink()
    else:
        (place / name).touch()
    assert up_to_date.main() == 1


@pytest.mark.parametrize("put", [None, b"", b"no base " * 200])
def test_another_base_in_its_place_is_looked_at(place, put):
    (place / "db.sqlite3").unlink()
    if put is not None:
        (place / "db.sqlite3").write_bytes(put)
    assert up_to_date.main() == 1


def test_a_base_that_is_named_is_always_looked_at(place, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:////somewhere/else.sqlite3")
    assert up_to_date.main() == 1


@pytest.mark.django_db
def test_the_number_is_left_in_sqlite_once_all_was_done(place, monkeypatch):
    asked = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **told: asked.append(name))
    call_command("prepare")

    assert "load_fixtures" in asked
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            left = cursor.execute("PRAGMA user_version").fetchone()
        assert left == (up_to_date.number_of_files(),)


def test_a_command_that_asks_the_base_alone_takes_in_no_page_form_or_address():
    """They are 60 MB and twice the time of a start."""
    asked = "import django, sys; django.setup(); print(*sys.modules)"
    taken_in = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "peacekb.settings"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    not_needed = {"rest_framework.renderers", "openpyxl", "peacekb.urls", "records.admin"}
    assert "records.models" in taken_in
    assert not_needed.isdisjoint(taken_in)
    for name in ("head", "verify_history", "backup", "restore", "load_fixtures", "prepare", "work"):
        command = load_command_class("peacekb", name)
        assert not command.requires_system_checks, name
