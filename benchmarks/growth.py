"""Ten times the votes and contributions: what lists cost then, beside what they cost now.

Two servers of our own, one on a copy of the base (SQLite) in which the rows of these tables stand
ten times over: of copied documents, and on further days of the same months. A question is asked
with its count known, as it is for all readers but the first after a publication.
"""

import json
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from django.conf import settings
from django.db import transaction

from benchmarks import report
from benchmarks.servers import Question, Server, free_port, served
from records.writing.stamp import move_stamp

TIMES = int(os.environ.get("TIMES", "10"))
APART = 10_000_000  # between the numbers of a row and of its copy
MOST = 1.5  # times as long as now: what an index should keep it under
ASKED = {
    "votes": (
        *("", "state=FRA", "position=no", "position=abstain", "outcome=vetoed", "basis=veto_list"),
        *("document=s-res-1973-2011", "adopted_on__gte=2010-01-01", "as_of=1999-01-01"),
        *("membership=permanent", "mission=unmiss", "source=dhl-vetoes", "chapter_vii=yes"),
        *("ordering=state", "ordering=-document"),
        *("state=FRA&position=no", "state=FRA&ordering=-adopted_on"),
    ),
    "documents": ("", "ordering=name", "ordering=-in_favour", "voted_no=RUS", "vetoed_by=USA"),
    "contributions": (
        *("", "contributor=FRA", "mission=unmiss", "category=troops", "month=2013-12"),
        *("month__gte=2015", "persons__gt=1000", "precision=year", "member_of=au"),
        *("ordering=month", "ordering=-month", "ordering=persons", "ordering=-persons"),
        *("contributor=FRA&ordering=-persons", "mission=unmiss&category=troops"),
    ),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        folder = Path(place)
        bases = {"now": Path(settings.DATABASES["default"]["NAME"]), "then": folder / "then.db"}
        shutil.copy(bases["now"], bases["then"])
        _grow(bases["then"])
        servers = {name: _started(stack, folder, name, base) for name, base in bases.items()}
        rows = [row for name, asked in ASKED.items() for row in _measured(name, asked, servers)]
    text = (
        f"Milliseconds of processor time for a page of 50 of our API, now and with {TIMES} times"
        "\nthe documents, votes and contributions (SQLite)."
    )
    head = ["", "rows now", "rows then", "ms now", "ms then", "times"]
    report.write("Grown", f"{text}\n\n{report.table(head, rows)}")


def _grow(place: Path) -> None:
    base = sqlite3.connect(place)
    base.execute("PRAGMA ignore_check_constraints = ON")  # they ask for functions of Django's
    columns = {
        name: [row[1] for row in base.execute(f"PRAGMA table_info({name})")]
        for name in ("records_record", "legal_document", "legal_vote", "missions_contribution")
    }
    voted = "(SELECT document_id FROM legal_vote)"
    for at in range(1, TIMES):
        for table, changed, where in (
            (
                "records_record",
                {"id": f"id + {at * APART}", "slug": f"slug || '-grown-{at}'"},
                f"id IN {voted}",
            ),
            (
                "legal_document",
                {
                    "record_id": f"record_id + {at * APART}",
                    "number": "NULL",
                    "symbol": f"symbol || ' grown {at}'",
                    "symbol_key": f"'grown {at} ' || record_id",
                },
                f"record_id IN {voted}",
            ),
            (
                "legal_vote",
                {"id": f"id + {at * APART}", "document_id": f"document_id + {at * APART}"},
                "TRUE",
            ),
            (
                "missions_contribution",
                {"id": f"id + {at * APART}", "month": f"date(month, '+{at} days')"},
                "TRUE",
            ),
        ):
            key = next(iter(changed))
            told = ", ".join(changed.get(name, name) for name in columns[table])
            base.execute(
                f"INSERT INTO {table} SELECT {told} FROM {table} WHERE {key} < {APART} AND {where}"
            )
    base.commit()
    base.close()


def _started(stack: ExitStack, folder: Path, name: str, base: Path) -> Server:
    port, stamp = free_port(), folder / f"stamp-{name}"
    env = {
        "DATABASE_URL": f"sqlite:///{base}",
        "RATE_LIMIT": "0",
        "PAGE_CACHE_BYTES": "0",
        "LOG_LEVEL": "WARNING",
        "STAMP": str(stamp),
    }
    settings.STAMP = stamp
    with transaction.atomic():
        move_stamp()
    command = [Path(sys.executable).parent / "granian", "--interface", "wsgi", "--workers", 1]
    command += ["--blocking-threads", 1, "--log-level", "error", "--no-ws", "--port", port]
    return stack.enter_context(served([*command, "peacekb.wsgi:application"], port, env))


def _measured(
    name: str, asked: tuple[str, ...], servers: dict[str, Server]
) -> Iterator[tuple[object, ...]]:
    for query in asked:
        path = f"/api/v1/{name}/?{query}"
        yield _line(f"{name}?{query}", dict.fromkeys(servers, path), servers)
    last = {one: _last_page(server, f"/api/v1/{name}/") for one, server in servers.items()}
    yield _line(f"{name}, last page by cursor", last, servers)


def _last_page(server: Server, path: str) -> str:
    """Walked to by large pages of keys; asked for as any other."""
    place = f"{path}?page_size=1000&fields=key"
    while after := json.loads(server.ask(place))["next"]:
        place = after
    return place.replace("page_size=1000&fields=key&", "")


def _line(label: str, paths: dict[str, str], servers: dict[str, Server]) -> tuple[object, ...]:
    counts = [json.loads(server.ask(paths[name]))["count"] for name, server in servers.items()]
    spent = Question(label, **paths).measured(servers, rounds=3, long=100)
    times = spent["then"] / spent["now"]
    mark = " **slower**" if times > MOST else ""
    told = [f"{count:,}" for count in counts]
    sys.stderr.write(f"{label}: {times:.1f}\n")
    return f"`{label}`", *told, f"{spent['now']:.1f}", f"{spent['then']:.1f}", f"{times:.1f}{mark}"


if __name__ == "__main__":
    main()
