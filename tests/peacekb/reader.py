"""Asks at the door of a process of its own while others write, for test_crashes.py.

python -m tests.peacekb.reader NOTES TIMES   NOTES is what a writer acknowledges, line by line

Tells how often what was asked for was kept, and which answers were older than a note that the
writer had acknowledged before they were asked for.
"""

import json
import os
import re
import sys
from collections import Counter
from pathlib import Path

import django

PAGES = ("/topics/written/", "/api/v1/topics/written/")
NOTE = re.compile(r"\d+-\d+")


class Notes:
    """In the order in which they were acknowledged."""

    def __init__(self, path: str) -> None:
        self.path, self.order = Path(path), {}

    def read(self) -> int:
        """How many there are by now; a line that is not whole is none."""
        whole, _, _ = self.path.read_text().rpartition("\n")
        for line in whole.split("\n")[len(self.order) :]:
            self.order[line.split()[-1]] = len(self.order) + 1
        return len(self.order)


def check(notes: Notes, times: int) -> dict:
    from django.core.handlers.wsgi import WSGIHandler

    from peacekb.http.page_cache import PageCache
    from tests.wsgi import ask

    door, found, stale = PageCache(WSGIHandler(), 1_000_000), Counter(), []
    while found["checks"] < times:
        page, least = PAGES[found["asked"] % 2], notes.read()
        answer = ask(door, page)
        found["asked"] += 1
        if answer.status == 503:
            continue  # somebody else's change holds the base
        assert answer.status == 200, answer
        told = {one for one in NOTE.findall(answer.body.decode()) if one in notes.order}
        found["checks"] += 1
        found["kept"] += answer.was_kept
        found["seen"] += bool(told)
        if told and max(notes.order[one] for one in told) < least:
            stale.append((page, least, sorted(told)))
    return {**found, "stale": stale, "notes": len(notes.order)}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peacekb.settings")
    os.environ |= {"ALLOWED_HOSTS": "testserver", "RATE_LIMIT": "0", "LOG_LEVEL": "ERROR"}
    django.setup()
    sys.stdout.write(json.dumps(check(Notes(sys.argv[1]), int(sys.argv[2]))) + "\n")
