"""What the public reads is asked of a replica that has caught up, where there are any.

The replica takes the place of the base while a request is answered. A router of models would leave
behind what asks in SQL of its own, and prepared questions stay with the database that they were
first put to.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from peacekb.deadlines import at_most
from peacekb.http.page_cache import is_without_session
from records.writing.stamp import belongs, has_reached, written_outside

LONGEST_WAIT = 1.0  # seconds for a database to say how far it is
LEFT_OUT = 10.0  # seconds in which one that failed is not asked

log = structlog.get_logger("peacekb")


class Replicas:
    """The outermost, so that the others count questions where they are asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.left_out = {alias: 0.0 for alias in connections if alias != DEFAULT_DB_ALIAS}
        if not self.left_out:
            raise MiddlewareNotUsed

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        while is_for_a_replica(request) and (alias := self._caught_up()):
            with in_place_of_primary(alias):
                response = self.get_response(request)
            if response.status_code < 500:
                return response
            if response.status_code != 503:
                break
            self._leave_out(alias)
        return self.get_response(request)

    def _caught_up(self) -> str | None:
        """One that holds what the stamp was written for; asked on the line that then reads.

        Not kept: one that is started again is for a moment where it was before.
        """
        there = [one for one, until in self.left_out.items() if until < time.monotonic()]
        written = written_outside() if there else None
        if not written or _is_of_another_base(written):
            return None
        for alias in random.sample(there, len(there)):
            try:
                with at_most(LONGEST_WAIT), in_place_of_primary(alias):
                    if has_reached(written):
                        return alias
            except Error:
                self._leave_out(alias)
        return None

    def _leave_out(self, alias: str) -> None:
        log.warning("replica left out", replica=alias, seconds=LEFT_OUT)
        self.left_out[alias] = time.monotonic() + LEFT_OUT
        connections[alias].close()


def is_for_a_replica(request: HttpRequest) -> bool:
    """Whether what was published is enough; what an editor just wrote is in the primary first."""
    return is_without_session(request) and not request.path_info.startswith("/health/")


@contextmanager
def in_place_of_primary(alias: str) -> Iterator[None]:
    primary = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connections[alias]
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = primary


def _is_of_another_base(written: str) -> bool:
    """Asked of the primary once for each word. While that is gone nothing is published, and a
    replica that holds what the word was written for has all that was."""
    try:
        with at_most(LONGEST_WAIT):
            return not belongs(written)
    except Error:
        return False
