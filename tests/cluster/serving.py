"""What an answer costs each part, in milliseconds of processor time: whoever else is at work on the
machine changes little of it."""

import itertools
import os
import random
import time
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from tests.cluster.load import FRESH, Load
from tests.cluster.programs import descendants
from tests.cluster.standing import ask, connection

TICK = 1000 / os.sysconf("SC_CLK_TCK")  # milliseconds
PARTS = {"nginx": "nginx", "application": "app", "PgBouncer": "bouncer", "Redis": "redis",
         "PostgreSQL": "db"}  # fmt: skip
IDLE = 20  # seconds


def measure(cluster):
    load, line = Load.prepared(cluster), connection()
    page, answers = (path.replace("{day}", "{}") for path in FRESH)
    questions = {
        "a page that is kept": (500, lambda: ask("/missions/unmiss/", line=line)[0]),
        "a page made anew": (100, lambda: ask(page.format(some_day()), line=line)[0]),
        "a list of the API": (200, lambda: ask(answers.format(some_day()), line=line)[0]),
        "a save, its form included": (10, lambda: load.save(next(load.notes), line)),
    }
    print(f"| Milliseconds | {' | '.join(PARTS)} | all |\n|---|" + "---:|" * 6)  # noqa: T201 - a program's output
    idle = spent(cluster, lambda: time.sleep(IDLE))
    print(line_of("a second without a question", idle, IDLE), flush=True)  # noqa: T201 - a program's output
    for name, (times, question) in questions.items():
        repeat(question, 20)  # each process has answered by then
        took = spent(cluster, partial(repeat, question, times))
        print(line_of(name, took, times), flush=True)  # noqa: T201 - a program's output


def repeat(question, times):
    for _ in range(times):
        status = question()
        if status not in (200, 302):
            raise RuntimeError(f"It was answered with {status}.")


def some_day():
    return date(1960, 1, 1) + timedelta(days=random.randrange(20_000))


def spent(cluster, doing):
    """Of each part, in milliseconds."""
    before = {part: used(cluster, begins) for part, begins in PARTS.items()}
    doing()
    return {part: used(cluster, begins) - before[part] for part, begins in PARTS.items()}


def used(cluster, begins):
    those = [one for name, one in cluster.programs.items() if name.startswith(begins)]
    pids = itertools.chain.from_iterable(
        (one.process.pid, *descendants(one.process.pid)) for one in those
    )
    return sum(ticks(pid) for pid in pids) * TICK


def ticks(pid):
    """With those of its children that have ended."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return sum(map(int, after_name[11:15]))


def line_of(name, took, times):
    cells = [f"{took[part] / times:.2f}" for part in PARTS]
    return f"| {name} | {' | '.join(cells)} | {sum(took.values()) / times:.2f} |"
