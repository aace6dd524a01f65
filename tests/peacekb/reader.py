"""Asks at the door of a process of its own while others write, for test_crashes.py.

python -m tests.peacekb.reader NOTES CHECKS CHANGES

NOTES is the file of what a writer acknowledges, line by line. Goes on until it has made so many
checks and seen so many notes come, or finds an answer that is older than a note which had been
acknowledged before it asked. Tells how often what it asked for was kept, too.
"""

import json
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path

import django

PAGES = ("/topics/written/", "/api/v1/topics/written/")
PAUSE = 0.002  # seconds: what is kept is given so fast that the writer would get no turn
NOTE = re.compile(r"\d+-\d+")


class Notes:
    """In the order in which they were acknowledged."""

    def __init__(self, path: str) -> None:
        self.path, self.order, self.lines = Path(path), {}, 0

    def read(self) -> int:
        """How many there are by now; a line that is not whole is none."""
        whole, _, _ = self.path.read_text().rpartition("\n")
        fresh = whole.splitlines()[self.lines :]
        self.lines += len(fresh)
        for line in fresh:
            if line.startswith("admin "):  # others tell of lives that begin and end
                self.order[line.split()[-1]] = len(self.order) + 1
        return len(self.order)


def check(notes: Notes, checks: int, changes: int) -> dict:
    from django.core.handlers.wsgi import WSGIHandler

    from peacekb.http.page_cache import PageCache
    from tests.wsgi import ask

    door, found = PageCache(WSGIHandler(), 1_000_000), Counter()
    seen, stale = set(), []
    while not stale and (found["checks"] < checks or len(seen) < changes):
        page, least = PAGES[found["asked"] % 2], notes.read()
        answer = ask(door, page)
        time.sleep(PAUSE)
        found["asked"] += 1
        if answer.status == 503:
            continue  # somebody else's change holds the base
        assert answer.status == 200, answer
        told = [
            notes.order[one] for one in NOTE.findall(answer.body.decode()) if one in notes.order
        ]
        seen.update(told)
        found["checks"] += 1
        found["kept"] += answer.was_kept
        if told and max(told) < least:
            stale.append((page, least, told))
    return {**found, "changes": len(seen), "stale": stale}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peacekb.settings")
    os.environ |= {"ALLOWED_HOSTS": "testserver", "RATE_LIMIT": "0", "LOG_LEVEL": "ERROR"}
    django.setup()
    sys.stdout.write(json.dumps(check(Notes(sys.argv[1]), *map(int, sys.argv[2:]))) + "\n")
