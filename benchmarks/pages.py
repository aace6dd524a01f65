"""Every type of page for the record on which most hangs: processor time, queries, bytes.

Asked within this process, uncompressed, of the base in use. «Cold» is with nothing kept since the
last publication, «again» with what is; the least of three each.
"""

import logging
import sys
import time

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import benchmarks  # noqa: F401 - sets Django up
from records.common.keeping import until_published
from tests.dearest_pages import own_pages, pages_of_records, parts_of_records

MOST_MS, MOST_QUERIES, ROUNDS = 40, 24, 3
Measured = tuple[float, float, int, int, str]


def measured(client: Client, page: str) -> Measured | None:
    """None for what is no page of HTML."""
    reply = client.get(page)
    if reply.status_code != 200 or not reply["Content-Type"].startswith("text/html"):
        return None
    until_published.forget()
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    queries = len(asked)
    cold = min(_spent(client, page, forget=True) for _ in range(ROUNDS))
    again = min(_spent(client, page, forget=False) for _ in range(ROUNDS))
    return cold, again, queries, len(reply.content), page


def _spent(client: Client, page: str, *, forget: bool) -> float:
    if forget:
        until_published.forget()
    begun = time.process_time()
    client.get(page)
    return 1000 * (time.process_time() - begun)


def main() -> None:
    settings.ALLOWED_HOSTS = ["*"]
    logging.disable(logging.CRITICAL)
    client = Client()
    pages = dict.fromkeys([*own_pages(), *pages_of_records(), *parts_of_records()])
    found = sorted(filter(None, (measured(client, page) for page in pages)), reverse=True)
    lines = [f"{'cold ms':>8} {'again':>7} {'queries':>8} {'bytes':>9}"]
    lines += [f"{one[0]:8.1f} {one[1]:7.1f} {one[2]:8} {one[3]:9,} {one[4]}" for one in found]
    slow = sum(cold > MOST_MS for cold, *_ in found)
    many = sum(queries > MOST_QUERIES for _, _, queries, *_ in found)
    lines.append(
        f"{len(found)} pages: {slow} over {MOST_MS} ms, {many} over {MOST_QUERIES} queries"
    )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
