"""docs/performance.md: a section for each thing measured, written anew by what measures it."""

import os
import platform
import re
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PLACE = Path(__file__).parents[1] / "docs" / "performance.md"
OURS = ("django", "granian", "datasette", "roapi")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """As Markdown: the first column is words, all others are figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def write(title: str, text: str) -> None:
    """Puts a section in its place, and on the screen."""
    section = f"## {title}\n\n{text}\n\n{_where()}\n"
    sys.stdout.write(f"{section}\n")
    whole = PLACE.read_text()
    held = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    after = section if not held.search(whole) else ""
    whole = held.sub(lambda _: f"{section}\n", whole).rstrip() + "\n"
    PLACE.write_text(f"{whole}\n{after}" if after else whole)


def _where() -> str:
    """The machine and the versions: milliseconds mean nothing without them."""
    programs = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    programs += [f"{name} {found}" for name in OURS if (found := _version(name))]
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    machine = f"{platform.system()} {platform.machine()}, {_processor()}, {os.cpu_count()} cores"
    return f"{date.today():%d %B %Y}; {machine}, load {load}; {', '.join(programs)}."


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _processor() -> str:
    told = Path("/proc/cpuinfo").read_text()
    found = re.search(r"^model name\s*: (.+)$", told, re.MULTILINE)
    return found[1] if found else "processor unknown"
