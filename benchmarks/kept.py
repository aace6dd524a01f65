"""What a page costs that is kept, beside the same page made anew and the barest view of Django.

Each is a server of its own with two workers. Told are processor time, as `beside.py` measures it,
and answers in a second to two processes that ask without end on the same machine.
"""

import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings
from django.db import transaction

from benchmarks import report
from benchmarks.servers import Question, Server, free_port, served
from records.writing.stamp import move_stamp

PAGES = ("/", "/missions/unmiss/", "/resolutions/s-res-1325-2000/", "/api/v1/missions/unmiss/")
ASKING, SECONDS = 2, 3
SIDES = ("made", "kept", "bare")


def main() -> None:
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        servers = _started(stack, Path(place) / "stamp")
        lines = [_line(page, servers) for page in PAGES]
    head = [
        "",
        "kB",
        "made, ms",
        "kept, ms",
        "bare, ms",
        "kept ÷ bare",
        *(f"{one}/s" for one in SIDES),
    ]
    text = (
        "Milliseconds of processor time for an answer, and answers in a second of two workers to "
        "two processes\nthat ask on the same two cores: made anew, kept, and of a bare view of "
        "Django with 50 kB."
    )
    report.write("Kept", f"{text}\n\n{report.table(head, lines)}")


def _started(stack: ExitStack, stamp: Path) -> dict[str, Server]:
    settings.STAMP = stamp
    with transaction.atomic():
        move_stamp()
    shared = {"RATE_LIMIT": "0", "LOG_LEVEL": "WARNING", "STAMP": str(stamp)}
    shared["DATABASE_URL"] = f"sqlite:///{settings.DATABASES['default']['NAME']}"
    granian = [Path(sys.executable).parent / "granian", "--interface", "wsgi", "--workers", 2]
    granian += ["--blocking-threads", 2, "--log-level", "error", "--no-ws", "--port"]
    ours, bare = (
        ["peacekb.wsgi:application"],
        ["--factory", "django.core.wsgi:get_wsgi_application"],
    )
    entries = {
        "made": (ours, {"PAGE_CACHE_BYTES": "0"}),
        "kept": (ours, {}),
        "bare": (bare, {"DJANGO_SETTINGS_MODULE": "benchmarks.bare_django"}),
    }
    found = {}
    for name, (entry, own) in entries.items():
        port = free_port()
        found[name] = stack.enter_context(served([*granian, port, *entry], port, shared | own))
    return found


def _line(page: str, servers: Mapping[str, Server]) -> list[str]:
    paths = {"made": page, "kept": page, "bare": "/"}
    spent = Question(page, "*/*", **paths).measured(servers)
    rates = [_rate(servers[name], paths[name]) for name in SIDES]
    told = [f"{len(servers['kept'].ask(page, '*/*')) / 1000:.1f}"]
    told += [f"{spent[name]:.2f}" for name in SIDES]
    told += [f"{spent['kept'] / spent['bare']:.2f}", *(f"{one:,.0f}" for one in rates)]
    return [f"`{page}`", *told]


def _rate(server: Server, path: str) -> float:
    with ProcessPoolExecutor(ASKING) as pool:
        return sum(pool.map(_answers, [server.port] * ASKING, [path] * ASKING)) / SECONDS


def _answers(port: int, path: str) -> int:
    line, count = HTTPConnection("127.0.0.1", port), 0
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        line.request("GET", path)
        line.getresponse().read()
        count += 1
    return count


if __name__ == "__main__":
    main()
