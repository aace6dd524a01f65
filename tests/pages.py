"""Reading pages in tests: the text, a part of it, and how much it asked the database."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.common.keeping import until_published

# What people and programs put into addresses to see whether they hold.
HOSTILE = [
    "%00",
    "a%00b",
    "%ff%fe",
    "'",
    '"',
    "\\",
    "%",
    "1' OR '1'='1",
    "1;DROP TABLE records_record",
    "[]",
    "{}",
    "null",
    "-1",
    "9" * 40,
    "1e309",
    "\u202e",
    "<script>",
    "{{7*7}}",
    "../../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "a" * 5000,
    "," * 300,
    "x," * 150,
    "organization:nobody",
    "::",
    "#",
    "un-charter#2(4)",
    "2000-01-01T00:00:00Z",
    "0000-00-00",
    "9999-12-31",
]
TERM = re.compile(r'<a class="term" [^>]*>(.*?)</a>')


def without_day(path: str) -> str:
    """An address with any day in the place of its own: pages lead from day to day without end."""
    return re.sub(r"as_of=[0-9-]+", "as_of=day", path)


def page_of(client, path: str, status: int = 200) -> str:
    """A page without its links to the glossary, which stand in any sentence that comes first."""
    reply = client.get(path)
    assert reply.status_code == status
    return TERM.sub(r"\1", reply.content.decode())


def between(page: str, start: str, end: str) -> str:
    """The part of a page from one text, which must be there, to the next of another."""
    assert start in page
    return page.split(start, 1)[1].split(end, 1)[0]


def in_order(page: str, *parts: str) -> bool:
    """Whether the parts stand in the page one after another."""
    at = 0
    for part in parts:
        at = page.find(part, at) + 1
        if not at:
            return False
    return True


def section(page: str, name: str) -> str:
    """The section whose heading has this id."""
    return between(page, f'id="{name}"', "</section>")


def facts(page: str) -> str:
    return between(page, "Further facts", "</dl>")


def queries(client, path: str) -> int:
    """How many queries the page of this address asks, when nothing is kept of it."""
    until_published.forget()
    with CaptureQueriesContext(connection) as asked:
        page_of(client, path)
    return len(asked)
