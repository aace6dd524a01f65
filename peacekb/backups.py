"""A copy of the whole base (records, history, drafts, accounts), taken while it is in use.

A backup is a folder: the copy, made by the database's own means, and `backup.json`, which says of
what it is and what its bytes are. The folder appears whole or not at all.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from peacekb.files import sha256_of, sync

NOTE = "backup.json"
FILES = {"sqlite": "base.sqlite3", "postgresql": "base.pgdump"}
HEAD = "SELECT sequence, chain_hash FROM records_chainhead"


class Unfit(Exception):
    """What stands against it, in words."""


@dataclass(frozen=True)
class Backup:
    """What `backup.json` says. `head` is the end of the chain, as `manage.py head` prints it."""

    engine: str
    file: str
    bytes: int
    sha256: str
    head: str
    made_at: str  # ISO, UTC


def make_backup(folder: Path) -> Backup:
    """Of one moment, whatever is written meanwhile. Raises Unfit."""
    if folder.exists():
        raise Unfit(f"{folder} is there already. Name a folder that is not.")
    part = folder.with_name(f"{folder.name}.part-{os.getpid()}")
    part.parent.mkdir(parents=True, exist_ok=True)
    part.mkdir(mode=0o700)  # hashes of passwords are in it
    try:
        copy = part / FILES[connection.vendor]
        head = _from_sqlite(copy) if connection.vendor == "sqlite" else _from_postgresql(copy)
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        size, digest = copy.stat().st_size, sha256_of(copy)
        backup = Backup(connection.vendor, copy.name, size, digest, head, made_at)
        (part / NOTE).write_bytes(orjson.dumps(asdict(backup), option=orjson.OPT_INDENT_2))
        for file in (copy, part / NOTE):
            sync(file)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    sync(folder.parent)
    return backup


def restore_backup(folder: Path) -> Backup:
    """Into an empty base, wholly or not at all. Raises Unfit."""
    backup = _read(folder)
    copy = folder / backup.file
    if backup.engine != connection.vendor:
        raise Unfit(f"It is of {backup.engine}, and this base is of {connection.vendor}.")
    if not copy.is_file() or sha256_of(copy) != backup.sha256:
        raise Unfit(f"{copy} is not the file that {NOTE} tells of: it is lost, cut or altered.")
    if connection.introspection.table_names():
        raise Unfit("This base is not empty. Let DATABASE_URL name a new one.")
    if connection.vendor == "sqlite":
        _into_sqlite(copy)
    else:
        _into_postgresql(copy)
    with connection.cursor() as cursor:
        head = _head(cursor)
    if head != backup.head:
        raise Unfit(f"The chain of what was restored ends at {head}, not at {backup.head}.")
    return backup


def _read(folder: Path) -> Backup:
    try:
        return Backup(**orjson.loads((folder / NOTE).read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise Unfit(f"{folder / NOTE} is no note of a backup: {error}") from error


def _from_sqlite(copy: Path) -> str:
    """All pages in one step: whoever writes waits for it, as for another writer."""
    connection.ensure_connection()
    with closing(sqlite3.connect(copy)) as into:
        connection.connection.backup(into)
        return _head(into.cursor())


def _into_sqlite(copy: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(copy)) as held:
        held.backup(connection.connection)


def _from_postgresql(copy: Path) -> str:
    """The dump reads what this transaction sees, so that the head is of the same moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        head = _head(cursor)
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={copy}")
    return head


def _into_postgresql(copy: Path) -> None:
    name = connection.settings_dict["NAME"]
    _run("pg_restore", "--single-transaction", "--exit-on-error", f"--dbname={name}", str(copy))


def _run(program: str, *words: str) -> None:
    """A program of PostgreSQL, for this base; what is owned and granted is the server's affair."""
    at = connection.settings_dict
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    told = {name: str(at[key]) for name, key in named.items() if at[key]}
    proofs = {name: str(one) for name, one in at["OPTIONS"].items() if name.startswith("ssl")}
    told |= {f"PG{name.upper()}": one for name, one in proofs.items()}
    command = [program, "--no-owner", "--no-privileges", *words]
    environment = os.environ | told | {"PGDATABASE": at["NAME"]}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603 - no shell
    except FileNotFoundError:
        raise Unfit(
            f"{program} was not found. Debian has it in the package postgresql-client."
        ) from None
    if done.returncode:
        raise Unfit(f"{program}: {done.stderr.strip()}")


def _head(cursor: sqlite3.Cursor | CursorWrapper) -> str:
    cursor.execute(HEAD)
    sequence, chain_hash = cursor.fetchone() or (0, "0" * 64)
    return f"{sequence} {chain_hash}"
