"""Many minutes at seven tenths of what a server can do, with an editor beside the readers.

    .venv/bin/python -m benchmarks.soak 60      # minutes; of a copy of the base in use

Told for each minute are answers, what was none of 200 or 304, how long readers waited from the
moment at which their question was due, what was published, and the memory of the server.
"""

import secrets
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from http.client import HTTPConnection, HTTPException
from itertools import count, cycle
from pathlib import Path
from random import Random
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse

from benchmarks import report
from benchmarks.servers import Server, free_port, served
from knowledge.models import Topic
from records.models import ChainHead
from records.writing.stamp import move_stamp
from tests.dearest_pages import own_pages, pages_of_records
from tests.make import form_of, published

ASKING, EDITORS_PAUSE = 4, 5  # processes that ask; seconds between two publications
WARMING, SHARE = 20, 0.7  # seconds in which the ceiling is found, and the part of it that is asked
LISTS = [f"/api/v1/{one}" for one in ("missions/", "votes/?state=FRA", "documents/", "sites/")]
HEAD = ("minute", "answers", "a second", "errors", "p50, ms", "p99, ms", "published", "MB")


class Asked(NamedTuple):
    waits: list[float]  # seconds
    errors: list[str]


def main(minutes: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        use_copy(Path(place))
        paths = [*own_pages(), *pages_of_records(), *LISTS]
        with _server(Path(place)) as server, ProcessPoolExecutor(ASKING + 1) as pool:
            rows, errors = _soaked(server, pool, paths, minutes)
    text = (
        f"Of the ceiling of two workers, {SHARE:.0%} is asked by {ASKING} processes on the same "
        f"machine: {len(paths)} pages and lists in turn,\nwhile a publication through the admin "
        f"each {EDITORS_PAUSE} s makes all that is kept old."
    )
    report.write("Soak", f"{text}\n\n{report.table(HEAD, rows)}")
    sys.stdout.write("".join(f"{one}\n" for one in errors[:50]))


def use_copy(place: Path) -> None:
    """What is published here is published of a copy."""
    copy = place / "base.sqlite3"
    shutil.copy(settings.DATABASES["default"]["NAME"], copy)
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = str(copy)
    settings.STAMP = place / "stamp"
    with transaction.atomic():
        move_stamp()


def _server(place: Path):
    port = free_port()
    told = {
        "DATABASE_URL": f"sqlite:///{place / 'base.sqlite3'}",
        "STAMP": str(place / "stamp"),
        "RATE_LIMIT": "0",
        "LOG_LEVEL": "ERROR",
    }
    granian = [Path(sys.executable).parent / "granian", "--interface", "wsgi", "--workers", 2]
    granian += ["--blocking-threads", 2, "--log-level", "error", "--no-ws", "--port", port]
    return served([*granian, "peacekb.wsgi:application"], port, told)


def _soaked(
    server: Server, pool: ProcessPoolExecutor, paths: Sequence[str], minutes: int
) -> tuple[list[list[str]], list[str]]:
    enough = settings.STAMP.with_name("enough")
    editor = pool.submit(_edit, server.port, enough)
    asked = _together(pool, server.port, paths, WARMING, 0)
    rate = SHARE * sum(len(one.waits) for one in asked) / WARMING
    rows, errors = [], [one for each in asked for one in each.errors]
    for minute in range(1, minutes + 1):
        before = _published()
        asked = _together(pool, server.port, paths, 60, rate)
        waits = sorted(1000 * wait for one in asked for wait in one.waits)
        wrong = [error for one in asked for error in one.errors]
        parts = statistics.quantiles(waits, n=100)
        told = (len(waits), len(waits) / 60, len(wrong), parts[49], parts[98])
        told += (_published() - before, _memory(server))
        rows.append([str(minute), *(f"{one:,.0f}" for one in told)])
        errors += wrong
        sys.stdout.write(f"{' '.join(rows[-1])}\n")
        sys.stdout.flush()
    enough.touch()
    return rows, errors + editor.result(timeout=60)


def _published() -> int:
    return (ChainHead.end() or {"sequence": 0})["sequence"]


def _together(
    pool: ProcessPoolExecutor, port: int, paths: Sequence[str], seconds: int, rate: float
) -> list[Asked]:
    asking = [
        pool.submit(_ask, port, Random(n).sample(paths, len(paths)), seconds, rate / ASKING)  # noqa: S311
        for n in range(ASKING)
    ]
    return [one.result() for one in asking]


def _ask(port: int, paths: Sequence[str], seconds: int, rate: float) -> Asked:
    """So many a second, each at its moment; without a rate one after the other."""
    line, asked = HTTPConnection("127.0.0.1", port, timeout=30), Asked([], [])
    begun = time.monotonic()
    for number, path in enumerate(cycle(paths)):
        due = begun + number / rate if rate else time.monotonic()
        if due > begun + seconds or time.monotonic() > begun + seconds + 30:
            return asked
        time.sleep(max(0, due - time.monotonic()))
        try:
            line.request("GET", path, headers={"Accept-Encoding": "gzip", "Accept": "*/*"})
            answer = line.getresponse()
            answer.read()
            if answer.status not in (200, 302):
                asked.errors.append(f"{path}: {answer.status}")
        except (OSError, HTTPException) as error:
            asked.errors.append(f"{path}: {error!r}")
            line.close()
        asked.waits.append(time.monotonic() - due)
    return asked


def _edit(port: int, enough: Path) -> list[str]:
    """Publishes through the admin of the server, as a browser does; gives what went wrong."""
    setup_test_environment()  # pages tell by which forms they were made
    user, _ = User.objects.get_or_create(username="edith", is_staff=True, is_superuser=True)
    client, errors = Client(), []
    client.force_login(user)
    topic = Topic.objects.filter(slug="soaked").first() or published("topic", "soaked")
    address = reverse("admin:knowledge_topic_change", args=[topic.pk])
    token = secrets.token_hex(16)
    cookies = {settings.SESSION_COOKIE_NAME: client.session.session_key, "csrftoken": token}
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRFToken": token,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    for number in count():
        if enough.exists():
            return errors
        data = form_of(client, address) | {"references": f"written {number}"}
        line = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            line.request("POST", address, urlencode(data), headers)
            if (answer := line.getresponse()).status != 302:
                errors.append(f"editing: {answer.status}")
        except (OSError, HTTPException) as error:
            errors.append(f"editing: {error!r}")
        line.close()
        time.sleep(EDITORS_PAUSE)
    return errors


def _memory(server: Server) -> float:
    """Of the server and its workers, with what they share counted once, in MB."""
    return sum(_share_of(pid) for pid in _family(server.process.pid)) / 1000


def _family(pid: int) -> Iterator[int]:
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield from _family(int(child))


def _share_of(pid: int) -> int:
    told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
