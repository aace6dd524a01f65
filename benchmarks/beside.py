"""`make bench`: our API, the barest view, Datasette and ROAPI, asked for the same rows in one run.

Each is a server of its own; what is told is the processor time of its processes. Nothing is kept
between questions but what the product always keeps, and none is answered by 304.
"""

import csv
import io
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.test import Client

from benchmarks import report
from benchmarks.servers import Question, Server, free_port, served
from records.writing.stamp import move_stamp

BIN = Path(sys.executable).parent
PEERS = ("ours", "bare", "datasette", "roapi")
CSV = "text/csv, application/csv, application/json;q=0.5"
QUESTIONS = (
    Question(
        "100 votes",
        ours="/api/v1/votes/?page_size=100",
        bare="/?size=100",
        datasette="/rows/votes.json?_size=100&_shape=objects",
        roapi="/api/tables/votes?limit=100",
    ),
    Question(
        "100 votes of a state",
        ours="/api/v1/votes/?state=FRA&page_size=100",
        bare="/?size=100&state=fra",
        datasette="/rows/votes.json?state=FRA&_size=100&_shape=objects",
        roapi="/api/tables/votes?limit=100&filter[state]='FRA'",
    ),
    Question(
        "1,000 votes",
        ours="/api/v1/votes/?page_size=1000",
        bare="/?size=1000",
        datasette="/rows/votes.json?_size=1000&_shape=objects",
        roapi="/api/tables/votes?limit=1000",
    ),
    Question(
        "all votes as CSV",
        accept=CSV,
        ours="/api/v1/votes.csv",
        datasette="/rows/votes_with_names.csv?_stream=on",
        roapi="/api/tables/votes_with_names",
    ),
)
# What the product aims at: of Datasette's time, of the bare view's, or in milliseconds.
AIMS = {
    "100 votes": "0.6 of Datasette, 3 × bare",
    "100 votes of a state": "0.6 of Datasette, 3 × bare",
    "1,000 votes": "15 ms",
    "all votes as CSV": "0.15 of Datasette",
}
ALONE = {
    "/api/v1/missions/unmiss/": "12 ms",
    "/api/v1/missions/unficyp/": "12 ms",
    "/api/v1/search/?q=ceasefire": "10 ms",
    "/api/v1/search/?q=ceasefire+withdrawal": "10 ms",
    "/": "",
    "/missions/": "",
    "/missions/unmiss/": "40 ms",
    "/missions/unficyp/": "40 ms",
    "/resolutions/s-res-2719-2023/": "40 ms",
    "/resolutions/s-res-1325-2000/": "40 ms",
    "/states/": "40 ms",
    "/states/FRA/": "40 ms",
    "/conflicts/": "40 ms",
    "/search/?q=ceasefire": "40 ms",
}


def main() -> None:
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        folder = Path(place)
        servers = _started(stack, folder, _rows_beside(folder))
        sides = [(one.label, one.measured(servers)) for one in QUESTIONS]
        alone = [(path, _alone(path, servers["ours"])) for path in ALONE]
    report.write("Beside others", _beside(sides))
    report.write("Alone", _table_alone(alone))


def _rows_beside(folder: Path) -> Path:
    """Our own tables as a file for the others: of JSON the columns without names, of CSV all."""
    base = sqlite3.connect(folder / "rows.db")
    for name, asked in (("votes", "?omit=missing"), ("votes_with_names", "")):
        text = _answer(f"/api/v1/votes.csv{asked}")
        rows: Iterator[list[str]] = csv.reader(io.StringIO(text))
        head = next(rows)
        kept = [at for at, column in enumerate(head) if asked == "" or "_name" not in column]
        head, cells = [head[at] for at in kept], [[row[at] for at in kept] for row in rows]
        columns = ", ".join(f"{column} TEXT" for column in head[1:])
        marks = ", ".join("?" * len(head))
        base.execute(f"CREATE TABLE {name} ({head[0]} TEXT PRIMARY KEY, {columns})")
        base.execute(f"CREATE INDEX {name}_of_state ON {name} (state)")
        base.executemany(f"INSERT INTO {name} VALUES ({marks})", cells)
        with (folder / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file).writerows([head, *cells])
    base.commit()
    base.close()
    return folder / "rows.db"


def _answer(path: str) -> str:
    reply = Client(headers={"host": "localhost"}).get(path)
    return b"".join(reply).decode()


def _started(stack: ExitStack, folder: Path, rows: Path) -> dict[str, Server]:
    ports = {name: free_port() for name in PEERS}
    base = str(settings.DATABASES["default"]["NAME"])
    granian = [BIN / "granian", "--interface", "wsgi", "--workers", 1, "--blocking-threads", 1]
    granian += ["--log-level", "error", "--no-ws", "--port"]
    commands = {
        "ours": [*granian, ports["ours"], "peacekb.wsgi:application"],
        "bare": [*granian, ports["bare"], "benchmarks.bare:application"],
        "datasette": [BIN / "datasette", "-i", rows, "-p", ports["datasette"],
                      "--setting", "max_csv_mb", 0, "--setting", "suggest_facets", "off"],
        "roapi": [BIN / "roapi", "-a", f"127.0.0.1:{ports['roapi']}",
                  "-t", f"votes={folder / 'votes.csv'}",
                  "-t", f"votes_with_names={folder / 'votes_with_names.csv'}"],
    }  # fmt: skip
    settings.STAMP = folder / "stamp"
    with transaction.atomic():
        move_stamp()
    env = {
        "DATABASE_URL": f"sqlite:///{base}",
        "BARE_BASE": base,
        "RATE_LIMIT": "0",
        "PAGE_CACHE_BYTES": "0",
        "LOG_LEVEL": "WARNING",
        "STAMP": str(settings.STAMP),
    }
    return {
        name: stack.enter_context(served(command, ports[name], env))
        for name, command in commands.items()
    }


def _alone(path: str, server: Server) -> tuple[float, int]:
    accept = "application/json" if path.startswith("/api/") else "text/html"
    spent = Question(path, accept, ours=path).measured({"ours": server})["ours"]
    return spent, len(server.ask(path, accept))


def _beside(sides: list[tuple[str, dict[str, float]]]) -> str:
    head = ["", "PeaceKB", "bare view", "Datasette", "ROAPI", "of Datasette", "× bare", "aim"]
    text = (
        "Milliseconds of processor time for one question. The bare view is raw SQL and JSON of "
        "the same columns;\nDatasette and ROAPI have them in a table made for it, without a join, "
        "and Datasette looks for no facets."
    )
    return f"{text}\n\n{report.table(head, [_line(*one) for one in sides])}"


def _line(label: str, spent: Mapping[str, float]) -> list[str]:
    told = [f"{spent[name]:.1f}" if name in spent else "" for name in PEERS]
    of = [
        f"{spent['ours'] / spent[name]:.2f}" if name in spent else ""
        for name in ("datasette", "bare")
    ]
    return [label, *told, *of, AIMS[label]]


def _table_alone(alone: list[tuple[str, tuple[float, int]]]) -> str:
    rows = [
        (f"`{path}`", f"{spent:.1f}", f"{size / 1000:.1f}", ALONE[path])
        for path, (spent, size) in alone
    ]
    return report.table(["", "ms", "kB", "aim"], rows)


if __name__ == "__main__":
    main()
