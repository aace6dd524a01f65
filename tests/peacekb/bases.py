"""Bases beside those of the suite, for programs that tests start and kill."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)


class Files:
    """Bases of SQLite, by name."""

    def __init__(self, folder):
        self.folder = folder

    def address(self, name):
        return f"sqlite:///{self.folder / name}.sqlite3"

    def make(self, name):
        self.drop(name)

    def copy(self, name, of):
        shutil.copy(self.folder / f"{of}.sqlite3", self.folder / f"{name}.sqlite3")

    def drop(self, name):
        (self.folder / f"{name}.sqlite3").unlink(missing_ok=True)


class Server:
    """Databases of the cluster that the suite runs on, by name."""

    def __init__(self, at):
        import psycopg2

        server = {"host": at["HOST"], "port": at["PORT"], "user": at["USER"]}
        server |= {"password": at["PASSWORD"]} if at["PASSWORD"] else {}
        self.at, self.control = at, psycopg2.connect(dbname="postgres", **server)
        self.control.autocommit = True

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
