"""Each part has an address of its own, so that the files of docs/deployment serve as they are, but
for names and paths."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "docs" / "deployment"
POSTGRESQL = Path("/usr/lib/postgresql/15/bin")
HOST = "peacekb.example.org"
APPS = {"app1": "127.0.1.1", "app2": "127.0.1.2"}
DATABASES = {"db1": "127.0.2.1", "db2": "127.0.2.2", "db3": "127.0.2.3"}
STAMP, FRONT = "127.0.3.1", "127.0.3.2"
ADDRESSES = {**APPS, **DATABASES, "stamp": STAMP}
BOUNCERS = {"app1": 6441, "app2": 6442}  # ports, by which their sockets are told apart
AS_POSTGRES = ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups")
