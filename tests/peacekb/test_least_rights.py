"""What the server's role may do in PostgreSQL: `docs/deployment/roles.sql`, run as it stands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.base import CommandError
from django.db import ProgrammingError

from peacekb.management.commands import prepare

pytestmark = pytest.mark.slow

ROOT = Path(settings.BASE_DIR)

# As the owner a table with a trigger is made once the roles are there; then the server tries.
TRIED = """
import os, sys
from pathlib import Path
import psycopg2

def asked(role, *questions):
    at = psycopg2.connect(os.environ["DATABASE_URL"].replace("//peacekb@", f"//{role}@"))
    at.autocommit = True
    for question in questions:
        try:
            at.cursor().execute(question)
            yield "done"
        except psycopg2.errors.InsufficientPrivilege:
            yield "refused"

list(asked("peacekb", "CREATE ROLE peacekb_owner LOGIN", "CREATE ROLE peacekb_server LOGIN",
    "ALTER DATABASE peacekb OWNER TO peacekb_owner",
    Path("docs/deployment/roles.sql").read_text()))
list(asked("peacekb_owner", "CREATE TABLE words (id serial, word text)",
    "CREATE FUNCTION stay() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "CREATE TRIGGER kept BEFORE UPDATE ON words EXECUTE FUNCTION stay()"))
print(*asked("peacekb_server", *sys.argv[1:]))
"""
DONE = [
    "INSERT INTO words (word) VALUES ('one')",
    "SELECT * FROM words",
    "UPDATE words SET word = 'two'",
    "DELETE FROM words",
]
REFUSED = [
    "DROP TRIGGER kept ON words",
    "ALTER TABLE words DISABLE TRIGGER ALL",
    "ALTER TABLE words ADD COLUMN more text",
    "TRUNCATE words",
    "DROP TABLE words",
    "CREATE TABLE others (id int)",
    "SET session_replication_role = replica",
]


@pytest.mark.own_base
def test_the_server_reads_and_writes_rows_and_changes_no_rule():
    given = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = ["tests/with_postgresql", sys.executable, "-c", TRIED, *DONE, *REFUSED]
    tried = subprocess.run(command, cwd=ROOT, env=given, check=True, capture_output=True, text=True)

    assert tried.stdout.split() == ["done"] * len(DONE) + ["refused"] * len(REFUSED)


def test_a_server_that_may_not_migrate_says_who_may(monkeypatch):
    def refuse(*words, **options):
        raise ProgrammingError("must be owner of table records_record")

    monkeypatch.setattr(prepare, "call_command", refuse)

    with pytest.raises(CommandError, match=r"owner of table.*manage\.py migrate with that role's"):
        prepare.Command()._migrate()
