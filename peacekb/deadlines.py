"""How long a request waits for PostgreSQL: a server that is frozen keeps no timeout of its own.

psycopg2 calls us whenever it would wait for the server, connecting included. Only the web server
installs this: loads and imports may take as long as they need.
"""

import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.signals import request_started
from django.db import connections
from django.db.backends.signals import connection_created

LONGEST_WAIT = 3.5  # seconds, so that a busy machine too answers within five
ONCE_MORE = 0.5  # seconds for what the same request asks after it has waited in vain

_longest_wait: ContextVar[float] = ContextVar("longest_wait", default=LONGEST_WAIT)
_patience: ContextVar[float] = ContextVar("patience", default=LONGEST_WAIT)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Within it the database has only so long for each answer."""
    token = _longest_wait.set(seconds)
    try:
        yield
    finally:
        _longest_wait.reset(token)


def install() -> None:
    """For `wsgi.py`, where the database is PostgreSQL."""
    if connections["default"].vendor != "postgresql":
        return
    from psycopg2.extensions import set_wait_callback

    set_wait_callback(wait)
    connection_created.connect(_limit_statements)
    request_started.connect(begin_request)


def begin_request(**kwargs) -> None:
    """A line that was cut is left: all that a server says unasked is farewell, and better heard now
    than by what would be saved."""
    _patience.set(LONGEST_WAIT)
    for one in connections.all(initialized_only=True):
        line = one.connection if one.vendor == "postgresql" else None
        if line and (line.closed or any(select.select([line.fileno()], [], [], 0))):
            one.close()


def wait(connection) -> None:
    """Waits until the server has answered; raises OperationalError at the deadline.

    The driver then closes the connection, and the next request makes a new one.
    """
    from psycopg2 import OperationalError
    from psycopg2.extensions import POLL_OK, POLL_READ, POLL_WRITE

    last = time.monotonic() + min(_longest_wait.get(), _patience.get())
    while (state := connection.poll()) != POLL_OK:
        left = max(last - time.monotonic(), 0)
        reading = [connection.fileno()] if state == POLL_READ else []
        writing = [connection.fileno()] if state == POLL_WRITE else []
        if not any(select.select(reading, writing, [], left)):
            _patience.set(ONCE_MORE)
            raise OperationalError("timeout expired: the server did not answer in time")


def _limit_statements(sender, connection, **kwargs) -> None:
    """So that the server, too, gives up what nobody waits for any more."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = %s", [int(LONGEST_WAIT * 1000)])
