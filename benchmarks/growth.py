"""Ten times the records and figures: what each list costs then, beside what it costs now.

Two processes of our own, one on a copy of the base (SQLite) in which they stand ten times over
(`growing`), are asked each list's first page, orders, filters and search (`questions`), and the
last page of the largest. A question is asked with its count known, as it is for all readers but
the first after a publication, and for a page that both bases can fill. What seems slower than it
should be is asked some rounds more, and the least counts: the machine's speed moves by as much.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from benchmarks import report
from benchmarks.growing import grow
from benchmarks.questions import VIEWS, questions

TIMES = int(os.environ.get("TIMES", "10"))
MOST = 1.5  # times as long as now: what an index should keep it under
ROUNDS, PAGE = 5, 50
AGAIN = 4  # times that what seems slower is asked once more, on both bases in turn
WALKED = ("votes", "documents", "contributions")


class Line(NamedTuple):
    """A question, how many rows answered it (to 10,000), and its milliseconds."""

    label: str
    counts: tuple[int, int]
    now: float
    then: float

    @property
    def times(self) -> float:
        return self.then / self.now


class Inside:
    """A process that is asked (`inside`)."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.said: Any = process.stdin
        self.heard: Any = process.stdout

    def ask(self, path: str, rounds: int = ROUNDS) -> dict[str, Any]:
        """Raises RuntimeError for any answer but 200."""
        self.said.write(json.dumps([path, rounds]) + "\n")
        self.said.flush()
        told: dict[str, Any] = json.loads(self.heard.readline())
        if told["status"] != 200:
            raise RuntimeError(f"{path}: {told}")
        return told

    def last_page(self, name: str) -> str:
        """Walked to by large pages of keys; asked for as any other."""
        place = f"/api/v1/{name}/?page_size=1000&fields=key"
        while after := self.ask(place, rounds=0)["next"]:
            place = after
        return place.replace("page_size=1000&fields=key&", "")


def main() -> None:
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        bases = {"now": Path(settings.DATABASES["default"]["NAME"]), "then": Path(place, "then.db")}
        shutil.copy(bases["now"], bases["then"])
        grow(bases["then"], TIMES)
        asked = [
            stack.enter_context(_started(base, Path(place, f"stamp-{name}")))
            for name, base in bases.items()
        ]
        found = {name: list(_measured(name, *asked)) for name in sorted(VIEWS)}
    text = (
        f"Milliseconds of processor time for a page of {PAGE} of our API, now and with {TIMES}\n"
        "times the records and figures (SQLite): of each list the first page, orders, search and\n"
        "filters, with the value that most rows have or a bound at the middle; of three the last.\n"
        "Of a list its median question, and how many are slower than they should be: these were\n"
        f"asked {AGAIN} times more, in turn on both bases, and the least of each counts."
    )
    head = ["list", "questions", "ms now", "ms then", "times", f"over {MOST}"]
    lists = report.table(head, (_of_list(name, lines) for name, lines in found.items()))
    slow = [one for lines in found.values() for one in lines if one.times > MOST]
    slow.sort(key=lambda one: -one.then)
    head = [f"over {MOST} times", "rows now", "rows then", "ms now", "ms then", "times"]
    report.write("Grown", f"{text}\n\n{lists}\n\n{report.table(head, map(_told, slow))}")


@contextmanager
def _started(base: Path, stamp: Path) -> Iterator[Inside]:
    env = {"DATABASE_URL": f"sqlite:///{base}", "RATE_LIMIT": "0", "STAMP": str(stamp)}
    command = [sys.executable, "-m", "benchmarks.inside"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, env=os.environ | env, stdin=pipe, stdout=pipe, text=True)
    try:
        yield Inside(process)
    finally:
        process.terminate()
        process.wait()


def _measured(name: str, now: Inside, then: Inside) -> Iterator[Line]:
    for query in questions(name):
        path = f"/api/v1/{name}/?{query}"
        held = now.ask(path, rounds=0)["count"]
        path += f"&page_size={min(PAGE, max(held, 1))}"
        yield _line(f"{name}?{query}", (now, path), (then, path))
    if name in WALKED:
        last = [(one, one.last_page(name)) for one in (now, then)]
        yield _line(f"{name}, last page by cursor", *last)


def _line(label: str, *asked: tuple[Inside, str]) -> Line:
    line = _asked_in_turn(label, *asked)
    for _ in range(AGAIN if line.times > MOST else 0):
        once_more = _asked_in_turn(label, *asked)
        least = map(min, _measures(line)[:2], _measures(once_more)[:2])
        line = Line(label, line.counts, *least)
    sys.stderr.write(f"{label}: {line.times:.1f}\n")
    return line


def _asked_in_turn(label: str, *asked: tuple[Inside, str]) -> Line:
    now, then = (one.ask(path) for one, path in asked)
    return Line(label, (now["count"], then["count"]), now["ms"], then["ms"])


def _of_list(name: str, lines: list[Line]) -> tuple[object, ...]:
    middle = [statistics.median(column) for column in zip(*map(_measures, lines), strict=True)]
    slow = sum(one.times > MOST for one in lines)
    return f"`{name}`", len(lines), *(f"{one:.1f}" for one in middle), slow


def _measures(line: Line) -> tuple[float, float, float]:
    return line.now, line.then, line.times


def _told(line: Line) -> tuple[object, ...]:
    counts = [f"{count:,}" for count in line.counts]
    return f"`{line.label}`", *counts, *(f"{one:.1f}" for one in _measures(line))


if __name__ == "__main__":
    main()
