"""Bases beside those of the suite, for programs that tests start and kill."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)
NAME = f"peacekb_beside_{os.getpid()}"  # each worker has its own


def bases_beside(folder):
    """Among them, by the name `migrated`, a copy of the base that the tests of this process run on:
    asked before any of them has written."""
    return Files(folder) if connection.vendor == "sqlite" else Server()


class Files:
    """Bases of SQLite, by name."""

    migrated = NAME

    def __init__(self, folder):
        self.folder = folder
        with closing(sqlite3.connect(folder / f"{NAME}.sqlite3")) as copy:
            connection.connection.backup(copy)

    def address(self, name):
        return f"sqlite:///{self.folder / name}.sqlite3"

    def make(self, name):
        self.drop(name)

    def copy(self, name, of):
        shutil.copy(self.folder / f"{of}.sqlite3", self.folder / f"{name}.sqlite3")

    def drop(self, name):
        """With the log that a killed program leaves: SQLite would play it into the next base."""
        for file in self.folder.glob(f"{name}.sqlite3*"):
            file.unlink()


class Server:
    """Databases of the cluster that the suite runs on, by name."""

    migrated = NAME

    def __init__(self):
        import psycopg2

        self.at = at = connection.settings_dict
        server = {"host": at["HOST"], "port": at["PORT"], "user": at["USER"]}
        server |= {"password": at["PASSWORD"]} if at["PASSWORD"] else {}
        self.control = psycopg2.connect(dbname="postgres", **server)
        self.control.autocommit = True
        connection.close()  # what is open cannot be copied
        self.copy(NAME, of=at["NAME"])

    def address(self, name):
        return f"postgresql://{self.at['USER']}@{self.at['HOST']}:{self.at['PORT']}/{name}"

    def make(self, name):
        self.drop(name)
        self.copy(name, of="template1")

    def copy(self, name, of):
        with self.control.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE {of}")

    def drop(self, name):
        with self.control.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def manage(base, *words):
    """What a command says. Raises CalledProcessError where it fails."""
    environment = os.environ | {"DATABASE_URL": base}
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    ).stdout
